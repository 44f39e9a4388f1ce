/** Messages become entries: the live lane and the first full sync each at their own pace. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import { DataErased } from '#modules/identity'
import { on, onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { markerOf, type Mark } from '../engines/mark.ts'
import { discreet } from '../feature/discretion.ts'
import {
  awaitReaders,
  dropEntries,
  generationsOf,
  holdConsents,
  keepEntries,
  type KeptEntry,
  type Read,
} from '../feature/store.ts'
import { deadOf, openedRecords, type Sealed } from '../uplink/queries.ts'
import { SmsBackfilled, SmsRecorded } from '../uplink/face.ts'
import { readingsBy, type Reading, type Spoken } from './answered.ts'
import { EntriesDropped, EntriesRead, RereadingContinued, TemplateAnswered } from './face.ts'
import { parseSms } from './parse.ts'
import type { ParsedSms } from './parsed-sms.ts'
import { entryIn, isUnread, type Message } from './reading.ts'
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

export const smsReactions: readonly Reaction[] = [
  onBatch(SmsRecorded, 'parse-sms', readMessages),
  onBatch(SmsBackfilled, 'parse-sms-history', readMessages),
  on(TemplateAnswered, 'reread-sms', ({ data }, tx) => reread(data.hash, START, tx)),
  on(RereadingContinued, 'reread-more-sms', ({ data }, tx) => {
    const { hash, afterCustomer: customerId, afterMessage: id } = data
    return reread(hash, { customerId, id }, tx)
  }),
  on(DataErased, 'forget-sms', forgetSms),
]

type Recorded = Fact<EventOf<typeof SmsRecorded>> | Fact<EventOf<typeof SmsBackfilled>>

/** A message opened: whose, its words, the mark of them, and when we came to have it. */
type Opened = {
  readonly customerId: string
  readonly message: Message
  readonly id: string
  readonly mark: Mark
  readonly generation: number
  readonly cameAt: Instant
}

async function readMessages(facts: readonly Recorded[], tx: Tx): Promise<void> {
  const opened = await openMessages(
    facts.map((fact) => ({ ...fact, cameAt: fact.at })),
    tx,
  )
  const entries: KeptEntry[] = []
  const unread: (Opened & { hash: string })[] = []
  const kept: Unread[] = []
  const wordings = new Map<string, Wording>()
  for (const [at, one] of opened) {
    const { message, customerId, id, cameAt } = one
    const parsed = parseSms(message)
    if (!isUnread(message, parsed)) {
      const entry = entryOf(one, parsed, { version: 0, knownAt: cameAt })
      if (entry) entries.push(entry)
      continue
    }
    const { text: masked, hash } = maskedTemplate(message.body)
    const { recordId, generation, sealed } = facts[at]!.data
    const { sender } = message
    kept.push({ customerId, id, template: hash, recordId, generation, sealed, knownAt: cameAt })
    unread.push({ ...one, hash })
    wordings.set(hash, { id: tx.newId('tpl'), hash, masked, sender, seenAt: cameAt })
  }
  await keepUnread(tx, [...wordings.values()], kept)
  // After that: whoever answers meanwhile waits for us, or has answered where we see it.
  const answers = answersByWording(await answersTo(tx, [...wordings.keys()]))
  for (const one of unread) entries.push(...answered(one, answers.get(one.hash) ?? []))
  await tellRead(tx, await keepEntries(tx, entries))
}

/** By its place among the facts; those whose key is destroyed are missing. */
async function openMessages(
  facts: readonly (Sealed & { cameAt: Instant })[],
  tx: Tx,
): Promise<ReadonlyMap<number, Opened>> {
  await holdConsents(
    tx,
    facts.map(({ key }) => key),
  )
  const records = await openedRecords(tx, facts)
  const marks = new Map<string, Mark>()
  const messages = new Map<number, Opened>()
  for (const [at, { key: customerId, cameAt, data }] of facts.entries()) {
    const found = records.get(data.recordId)
    if (!found) continue
    const { dataKey } = found.key
    const mark = marks.get(dataKey) ?? markerOf(dataKey)
    marks.set(dataKey, mark)
    const message = found.record as Message
    const id = mark('telling', [message.sender, message.at, message.body].join('\n'))
    const { generation } = data
    messages.set(at, { customerId, message, id, mark, generation, cameAt })
  }
  return messages
}

type By = Pick<Reading, 'version' | 'knownAt' | 'supersededAt'>

function entryOf(one: Opened, parsed: ParsedSms, by: By): KeptEntry | undefined {
  const { customerId, message, id, mark, generation } = one
  const entry = entryIn(message, parsed, id)
  if (!entry) return undefined
  const { version: reading, knownAt, supersededAt } = by
  const { confidence } = parsed
  const since = { knownAt, ...(supersededAt !== undefined && { supersededAt }) }
  const told = { customerId, reading, confidence, generation }
  return { ...discreet(entry, mark), ...told, ...since }
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
    ...{ key, cameAt },
    data: { recordId, class: 'device-sms' as const, generation, sealed },
  }))
  const opened = await openMessages(facts, tx)
  const answers = await answersTo(tx, [hash])
  const entries = [...opened.values()].flatMap((one) => answered(one, answers))
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
