/**
 * What of a statement counts: the lines of accounts the person holds themselves. An account of
 * another is told as a fault, and none of its lines feeds a feature; when a name given later
 * changes whose it is, its lines go or come back, and features as known before stay as they were.
 */
import type { EventOf, Fact } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { contactOf, dataKeys, ProfileKept } from '#modules/identity'
import { on, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { openRecord, type Key } from '../../engines/envelope.ts'
import { markerOf } from '../../engines/mark.ts'
import { discreet } from '../../feature/discretion.ts'
import type { Entry } from '../../feature/entry.ts'
import {
  entriesOfMany,
  holdConsents,
  keepEntries,
  readingsOf,
  supersedeEntries,
} from '../../feature/store.ts'
import { EntriesDropped, EntriesRead } from '../../sms/face.ts'
import { accountsIn, entriesOf } from '../deposit.ts'
import { objectOf } from '../effects.ts'
import {
  HolderCompared,
  SourceReconciled,
  StatementFailed,
  StatementFetched,
  StatementRead,
} from '../face.ts'
import { faultsOf, isOf, type Fault, type Told } from '../gate.ts'
import { differing, reconcile } from '../reconciliation.ts'
import { lockFetched, lockStatement, noteRead } from '../store.ts'

export const lineReactions: readonly Reaction[] = [
  on(StatementFetched, 'read-statement', readStatement),
  on(ProfileKept, 'compare-holder', compareHolder),
]

type Fetched = Fact<EventOf<typeof StatementFetched>>

/** Opened once, into entries; what no longer opens was withdrawn, and that is told elsewhere. */
async function readStatement({ key, at, data }: Fetched, tx: Tx): Promise<void> {
  const customerId = key as Id<'cus'>
  const { statementId, generation } = data
  await holdConsents(tx, [customerId])
  const statement = await lockStatement(tx, statementId)
  if (!statement || !['active', 'requested', 'fetched'].includes(statement.status)) return
  const dataKey = await keyOf(tx, customerId, generation)
  const accounts = dataKey && (await openedAccounts(tx, dataKey, statementId))
  if (!accounts)
    return tx.emit(customerId, [StatementFailed({ statementId, reason: 'data-invalid' })])
  // Unknown where the bank was quicker than the profile, which is compared when it comes.
  const { name } = await tx.call(contactOf, { customerId })
  const covers = { from: statement.coversFrom, to: statement.coversTo }
  const opened = { statementId, customerId, covers, accounts, dataKey, generation, name }
  const { faults, lines, tell } = await readInto(tx, { ...opened, knownAt: at })
  const told = { accounts: accounts.length, lines, faults: [...faults] }
  await tx.emit(customerId, [StatementRead({ statementId, ...told })])
  await tell()
}

async function keyOf(tx: Tx, customerId: Id<'cus'>, generation: number): Promise<Key | undefined> {
  const wanted = [{ customerId, class: 'aa-raw' as const, generation }]
  return (await tx.call(dataKeys, { wanted })).keys[0]
}

async function openedAccounts(tx: Tx, key: Key, statementId: string): Promise<Told[] | undefined> {
  const bytes = await tx.objects.get(objectOf(statementId))
  if (!bytes) return undefined
  return accountsIn(JSON.parse(openRecord(key, statementId, Buffer.from(bytes).toString('ascii'))))
}

/** SPEC §8: whose name the bank told before we knew theirs is compared when they give it. */
async function compareHolder({ key, at }: Fact, tx: Tx): Promise<void> {
  const customerId = key as Id<'cus'>
  await holdConsents(tx, [customerId])
  const { name } = await tx.call(contactOf, { customerId })
  for (const { id: statementId, generation, ...rests } of await lockFetched(tx, key)) {
    const dataKey = generation === null ? undefined : await keyOf(tx, customerId, generation)
    const accounts = dataKey && (await openedAccounts(tx, dataKey, statementId))
    if (!accounts || generation === null || name === undefined) continue
    const covers = { from: rests.coversFrom, to: rests.coversTo }
    const opened = { statementId, customerId, covers, accounts, dataKey, generation, name }
    const { faults, tell } = await readInto(tx, { ...opened, knownAt: at })
    const isOfThem = !faults.includes('another-holder')
    await tx.emit(key, [HolderCompared({ statementId, isOfThem })])
    await tell()
  }
}

type Opened = {
  readonly statementId: Id<'stm'>
  readonly customerId: Id<'cus'>
  readonly covers: { readonly from: LocalDate; readonly to: LocalDate }
  readonly accounts: readonly Told[]
  readonly dataKey: Key
  readonly generation: number
  /** As we know it by now; without one, what they approved is taken for theirs. */
  readonly name: string | undefined
  readonly knownAt: Instant
}

type Reading = {
  readonly faults: readonly Fault[]
  readonly lines: number
  /** Tells what changed of the person's entries and of how the sources agree. */
  readonly tell: () => Promise<void>
}

/** Keeps what is theirs, lets go of what is not; the same told again changes nothing. */
async function readInto(tx: Tx, of: Opened): Promise<Reading> {
  const { statementId, customerId, covers, accounts, name } = of
  const own = accounts.filter((account) => isOf(account, name))
  const lines = linesOf(own, of.dataKey)
  const others = linesOf(
    accounts.filter((account) => !own.includes(account)),
    of.dataKey,
  )
  const kept = await keepNew(tx, of, lines)
  const gone = await supersedeEntries(
    tx,
    customerId,
    others.map(({ id }) => id),
  )
  const all = (await entriesOfMany(tx, [customerId], covers)).get(customerId) ?? []
  const sms = all.filter(({ source }) => source === 'sms')
  const { matched, conflicts, statementOnly, matchedPercent } = reconcile(sms, lines, covers)
  const faults = faultsOf(accounts, covers, name)
  await noteRead(tx, statementId, {
    ...{ faults, conflicts, matched, statementOnly, generation: of.generation },
    ...{ accounts: accounts.length, ownAccounts: own.length, lines: lines.length },
    tails: own.map(({ tail }) => tail),
    // Where messages told nothing of these accounts there is nothing to agree with.
    matchedPercent: matched + conflicts.length === 0 ? null : matchedPercent,
    differs: differing(sms, lines, covers),
  })
  const tell = async () => {
    const counts = { matched, smsOnly: conflicts.length, statementOnly, matchedPercent }
    if (own.length > 0) await tx.emit(customerId, [SourceReconciled({ statementId, ...counts })])
    const span = { from: covers.from, to: covers.to, entries: lines.length }
    if (kept > 0) await tx.emit(customerId, [EntriesRead({ source: 'statement', ...span })])
    if (gone > 0)
      await tx.emit(customerId, [EntriesDropped({ source: 'statement', entries: gone })])
  }
  return { faults, lines: lines.length, tell }
}

function linesOf(accounts: readonly Told[], { dataKey }: Key): Entry[] {
  const mark = markerOf(dataKey)
  return accounts.flatMap((account) =>
    entriesOf({ ...account, ref: mark('telling', account.ref) }).map((one) => discreet(one, mark)),
  )
}

/** Lines that nobody has read yet, and those that went when they were taken for another's. */
async function keepNew(
  tx: Tx,
  { customerId, generation, knownAt }: Opened,
  lines: readonly Entry[],
) {
  const readings = await readingsOf(
    tx,
    customerId,
    lines.map(({ id }) => id),
  )
  const missing = lines.flatMap((line) => {
    const { readings: reading = 0, stands = false } = readings.get(line.id) ?? {}
    const by = { reading, confidence: 1, generation, lane: 'statement' as const, knownAt }
    return stands ? [] : [{ ...line, customerId, ...by }]
  })
  return (await keepEntries(tx, missing)).length
}
