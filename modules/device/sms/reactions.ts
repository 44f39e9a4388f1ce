/** Messages become entries: the live lane and the first full sync each at their own pace. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { DataErased } from '#modules/identity'
import { on, onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { markerOf, type Mark } from '../engines/mark.ts'
import type { Reader } from '../engines/reader.ts'
import {
  awaitReaders,
  dropEntries,
  generationsOf,
  holdConsents,
  keepEntries,
  type KeptEntry,
  type Lane,
  type Read,
} from '../feature/store.ts'
import { deadOf, openedRecords, readRecords, type Sealed } from '../uplink/queries.ts'
import { SmsBackfilled, SmsRecorded } from '../uplink/face.ts'
import { readingsBy, type Reading, type Spoken } from './answered.ts'
import { EntriesDropped, EntriesRead, RereadingContinued, TemplateAnswered } from './face.ts'
import { parseSms } from './parse.ts'
import type { ParsedSms } from './parsed-sms.ts'
import type { Message } from './reading.ts'
import {
  answersTo,
  forgetUnread,
  keepUnread,
  unreadGenerations,
  unreadOf,
  type Unread,
  type Wording,
} from './store.ts'
import { maskedTemplate } from './template.ts'
import { discreetEntry, idOf, readMessage, type SmsTold } from './told.ts'

/** A phone sends a hundred messages at once: many phones are read in one transaction. */
const FACTS_MAX = 3000
const wholesale = { factsMax: FACTS_MAX, byCustomer: true }

export const smsReactions: readonly Reaction[] = [
  onBatch(SmsRecorded, 'parse-sms', readMessages, wholesale),
  onBatch(SmsBackfilled, 'parse-sms-history', readMessages, wholesale),
  on(TemplateAnswered, 'reread-sms', ({ data }, tx) => reread(data.hash, START, tx)),
  on(RereadingContinued, 'reread-more-sms', ({ data }, tx) => {
    const { hash, afterCustomer: customerId, afterMessage: id } = data
    return reread(hash, { customerId, id }, tx)
  }),
  on(DataErased, 'forget-sms', forgetSms),
]

type Recorded = Fact<EventOf<typeof SmsRecorded>> | Fact<EventOf<typeof SmsBackfilled>>

const smsReader: Reader<SmsTold> = {
  file: new URL('./told.ts', import.meta.url),
  read: readMessage,
}

async function readMessages(facts: readonly Recorded[], tx: Tx): Promise<void> {
  await holdConsents(tx, customersOf(facts))
  const told = await readRecords(tx, facts, smsReader)
  const entries: KeptEntry[] = []
  const unread: Recorded[] = []
  const kept: Unread[] = []
  const wordings = new Map<string, Wording>()
  for (const [i, fact] of facts.entries()) {
    const { key: customerId, at: knownAt, data } = fact
    const { recordId, generation, sealed } = data
    const one = told[i]
    const lane = laneOf(fact)
    if (one?.entry) {
      entries.push({ ...one.entry, customerId, reading: 0, generation, lane, knownAt })
    }
    if (!one?.unread) continue
    const { hash, masked, sender } = one.unread
    kept.push({ customerId, id: one.id, template: hash, recordId, generation, sealed, knownAt })
    unread.push(fact)
    wordings.set(hash, { id: tx.newId('tpl'), hash, masked, sender, seenAt: knownAt })
  }
  await keepUnread(tx, [...wordings.values()], kept)
  // After that: whoever answers meanwhile waits for us, or has answered where we see it.
  const answers = answersByWording(await answersTo(tx, [...wordings.keys()]))
  const spoken = unread.filter((_, i) => answers.has(kept[i]?.template ?? ''))
  for (const one of await openMessages(arrivals(spoken), tx)) {
    const { hash } = maskedTemplate(one.message.body)
    entries.push(...answered(one, answers.get(hash) ?? []))
  }
  await tellRead(tx, await keepEntries(tx, entries))
}

const laneOf = ({ type }: Recorded): Lane => (type === SmsBackfilled.type ? 'history' : 'live')

const customersOf = (facts: readonly Sealed[]): string[] => facts.map(({ key }) => key)

/** A message that is read again: whose, its words, what marks them, and when we had it. */
type Opened = {
  readonly customerId: string
  readonly message: Message
  readonly mark: Mark
  readonly generation: number
  readonly lane: Lane
  readonly cameAt: Instant
}

type Arrival = Sealed & Pick<Opened, 'lane' | 'cameAt'>
const arrivals = (facts: readonly Recorded[]): Arrival[] =>
  facts.map((fact) => ({ ...fact, lane: laneOf(fact), cameAt: fact.at }))

/** Those whose key still stands. */
async function openMessages(facts: readonly Arrival[], tx: Tx): Promise<readonly Opened[]> {
  if (facts.length === 0) return []
  const records = await openedRecords(tx, facts)
  return facts.flatMap(({ key: customerId, lane, cameAt, data }) => {
    const found = records.get(data.recordId)
    if (!found) return []
    const message = found.record as Message
    const mark = markerOf(found.key.dataKey)
    return [{ customerId, message, mark, generation: data.generation, lane, cameAt }]
  })
}

type By = Pick<Reading, 'version' | 'knownAt' | 'supersededAt'>

function entryOf(one: Opened, parsed: ParsedSms, by: By): KeptEntry | undefined {
  const { customerId, message, mark, generation, lane } = one
  const entry = discreetEntry(message, parsed, idOf(message, mark), mark)
  if (!entry) return undefined
  const { version: reading, knownAt, supersededAt } = by
  const since = { knownAt, ...(supersededAt !== undefined && { supersededAt }) }
  return { ...entry, customerId, reading, generation, lane, ...since }
}

const answered = (one: Opened, answers: readonly Spoken[]): KeptEntry[] =>
  readingsBy(answers, one.cameAt).flatMap(
    (by) => entryOf(one, parseSms(one.message, by.templates), by) ?? [],
  )

const answersByWording = (answers: readonly Spoken[]): ReadonlyMap<string, Spoken[]> =>
  Map.groupBy(answers, ({ answer }) => answer.hash)

const START = { customerId: '', id: '' }
/** Messages read anew in one transaction: their keys are asked for in one call. */
const PAGE = 500

async function reread(hash: string, after: { customerId: string; id: string }, tx: Tx) {
  const page = await unreadOf(tx, hash, after, PAGE)
  const facts = page.map(({ customerId: key, recordId, generation, sealed, knownAt: cameAt }) => ({
    ...{ key, cameAt, lane: 'answer' as const },
    data: { recordId, class: 'device-sms' as const, generation, sealed },
  }))
  await holdConsents(tx, customersOf(facts))
  const opened = await openMessages(facts, tx)
  const answers = await answersTo(tx, [hash])
  const entries = opened.flatMap((one) => answered(one, answers))
  await tellRead(tx, await keepEntries(tx, entries))
  const last = page.at(-1)
  if (!last || page.length < PAGE) return
  const goesOn = { hash, afterCustomer: last.customerId as never, afterMessage: last.id }
  await tx.emit('sys_device', [RereadingContinued(goesOn)])
}

/** One fact a person, whatever the batch brought of them. */
async function tellRead(tx: Tx, read: readonly Read[]): Promise<void> {
  for (const [customerId, theirs] of Map.groupBy(read, (one) => one.customerId)) {
    const days = theirs.map((one) => one.on).toSorted()
    const span = { from: days[0]!, to: days.at(-1)!, entries: theirs.length }
    await tx.emit(customerId, [EntriesRead({ source: 'sms', ...span })])
  }
}

/** Only what rests under a destroyed key: whoever consented anew since is read by a new one. */
async function forgetSms({ key, data }: Fact<EventOf<typeof DataErased>>, tx: Tx): Promise<void> {
  if (data.class !== 'device-sms') return
  await awaitReaders(tx, key)
  const kept = [...(await generationsOf(tx, key, 'sms')), ...(await unreadGenerations(tx, key))]
  const gone = await deadOf(tx, key, 'device-sms', kept)
  const entries = await dropEntries(tx, key, 'sms', gone)
  await forgetUnread(tx, key, gone)
  await tx.emit(key, [EntriesDropped({ source: 'sms', entries })])
}
