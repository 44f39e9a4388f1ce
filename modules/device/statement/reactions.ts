/** A statement's way: approved, asked for, fetched, read, reconciled, and one day purged. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { AccountKept, contactOf, DataErased, dataKeys, ProfileKept } from '#modules/identity'
import { on, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { openRecord, type Key } from '../engines/envelope.ts'
import { markerOf } from '../engines/mark.ts'
import { discreet } from '../feature/discretion.ts'
import type { Entry } from '../feature/entry.ts'
import {
  awaitReaders,
  dropEntries,
  entriesOfMany,
  generationsOf,
  holdConsents,
  keepEntries,
} from '../feature/store.ts'
import { sameAccount } from '../feature/telling.ts'
import { deadOf } from '../uplink/queries.ts'
import { EntriesDropped, EntriesRead } from '../sms/face.ts'
import { accountsIn, entriesOf } from './deposit.ts'
import { dataFetch, dataRequest, objectOf } from './effects.ts'
import {
  AccountCompared,
  AggregatorTold,
  HolderCompared,
  SourceReconciled,
  StatementFailed,
  StatementFetched,
  StatementLifeEnded,
  StatementOpened,
  StatementPurged,
  StatementRead,
  StatementRequested,
} from './face.ts'
import { faultsOf, type Told } from './gate.ts'
import { reconcile, type Reconciled } from './reconciliation.ts'
import {
  liveStatements,
  lockFetched,
  lockStatement,
  noteFaults,
  noteRead,
  noteStatement,
  tailsOf,
  type Statement,
} from './store.ts'

export const statementReactions: readonly Reaction[] = [
  on(StatementOpened, 'note-opened', ({ data }, tx) =>
    step(tx, data.statementId, ['asked'], () => {
      const { handle, approveAt } = data
      return noteStatement(tx, data.statementId, { status: 'pending', handle, approveAt })
    }),
  ),
  on(AggregatorTold, 'hear-aggregator', ({ data }, tx) => hear(data, tx)),
  on(StatementRequested, 'note-requested', async ({ data }, tx) => {
    const { statementId, keepsUntil } = data
    await step(tx, statementId, ['active', 'requested'], async ({ customerId }) => {
      await noteStatement(tx, statementId, { status: 'requested', keepsUntil })
      const over = StatementLifeEnded({ statementId })
      await tx.at(customerId, `statement-life:${statementId}`, keepsUntil, over)
    })
  }),
  on(StatementFetched, 'read-statement', readStatement),
  on(StatementFailed, 'fail-statement', ({ data: { statementId, reason } }, tx) =>
    step(tx, statementId, ['asked', 'pending', 'active', 'requested'], () =>
      noteStatement(tx, statementId, { status: 'failed', reason }),
    ),
  ),
  on(StatementLifeEnded, 'end-statement', ({ data }, tx) =>
    step(tx, data.statementId, ['active', 'requested', 'fetched'], (of) =>
      purge(tx, of.customerId, [of.id], 'life-over'),
    ),
  ),
  on(AccountKept, 'compare-account', compareAccount),
  on(ProfileKept, 'compare-holder', compareHolder),
  on(DataErased, 'forget-statements', forgetStatements),
]

/** Does what follows, where the statement still stands where it may follow. */
async function step(
  tx: Tx,
  statementId: string,
  from: readonly Statement['status'][],
  then: (statement: Statement) => Promise<void>,
): Promise<void> {
  const statement = await lockStatement(tx, statementId)
  if (statement && from.includes(statement.status)) await then(statement)
}

type Heard = Parameters<typeof AggregatorTold>[0]

/** Letters come twice and in any order: a later step is never undone by an earlier word. */
async function hear({ statementId, word, reference }: Heard, tx: Tx): Promise<void> {
  const before = ['asked', 'pending'] as const
  if (word === 'ACTIVE')
    return step(tx, statementId, before, async ({ customerId, coversFrom, coversTo }) => {
      await noteStatement(tx, statementId, { status: 'active' })
      const covers = { from: coversFrom, to: coversTo }
      const asked = { statementId, customerId, covers, artefactId: reference }
      await tx.effect(dataRequest, asked, customerId)
    })
  if (word === 'READY')
    return step(tx, statementId, ['active', 'requested'], ({ customerId }) =>
      tx.effect(dataFetch, { statementId, customerId, sessionId: reference }, customerId),
    )
  if (word === 'REVOKED')
    return step(tx, statementId, [...before, 'active', 'requested', 'fetched'], (of) =>
      purge(tx, of.customerId, [of.id], 'revoked'),
    )
  const reasons = { REJECTED: 'rejected', EXPIRED: 'expired', DENIED: 'denied' } as const
  const reason =
    word === 'REJECTED' || word === 'EXPIRED' || word === 'DENIED' ? reasons[word] : null
  if (reason)
    await step(tx, statementId, [...before, 'active', 'requested'], ({ customerId }) =>
      tx.emit(customerId, [StatementFailed({ statementId, reason })]),
    )
}

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
  const mark = markerOf(dataKey.dataKey)
  const lines = accounts.flatMap((account) =>
    entriesOf({ ...account, ref: mark('telling', account.ref) }).map((one) => discreet(one, mark)),
  )
  const covers = { from: statement.coversFrom, to: statement.coversTo }
  const kept = { customerId, reading: 0, confidence: 1, generation, knownAt: at }
  const read = await keepEntries(
    tx,
    lines.map((line) => ({ ...line, ...kept })),
  )
  const all = (await entriesOfMany(tx, [customerId], covers)).get(customerId) ?? []
  const sms = all.filter(({ source }) => source === 'sms')
  // Unknown where the bank was quicker than the profile, which is compared when it comes.
  const { name } = await tx.call(contactOf, { customerId })
  const faults = faultsOf(accounts, covers, name)
  const agreed = reconcile(sms, lines, covers)
  const isNew = read.length > 0
  await tell(tx, statement, { accounts, generation, lines, faults, agreed, isNew })
}

type Read = {
  accounts: readonly Told[]
  generation: number
  lines: readonly Entry[]
  faults: ReturnType<typeof faultsOf>
  agreed: Reconciled
  isNew: boolean
}

async function tell(tx: Tx, { id, customerId, coversFrom, coversTo }: Statement, read: Read) {
  const { faults, agreed, generation } = read
  const { matched, conflicts, statementOnly, matchedPercent } = agreed
  const counts = { accounts: read.accounts.length, lines: read.lines.length, faults }
  const tails = read.accounts.map(({ tail }) => tail)
  await noteRead(tx, id, { ...counts, tails, generation, matchedPercent, conflicts })
  const told = { matched, smsOnly: conflicts.length, statementOnly, matchedPercent }
  await tx.emit(customerId, [
    StatementRead({ statementId: id, ...counts }),
    SourceReconciled({ statementId: id, ...told }),
  ])
  if (!read.isNew) return
  const span = { from: coversFrom, to: coversTo, entries: read.lines.length }
  await tx.emit(customerId, [EntriesRead({ source: 'statement', ...span })])
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

/** The raw file and its lines; features are made anew without them. */
async function purge(
  tx: Tx,
  customerId: Id<'cus'>,
  statementIds: readonly Id<'stm'>[],
  because: Parameters<typeof StatementPurged>[0]['because'],
  generations?: readonly number[],
): Promise<void> {
  await awaitReaders(tx, customerId)
  for (const statementId of statementIds) {
    await tx.objects.delete(objectOf(statementId))
    await noteStatement(tx, statementId, { status: 'purged' })
    await tx.cancel(`statement-life:${statementId}`)
    await tx.emit(customerId, [StatementPurged({ statementId, because })])
  }
  const gone = generations ?? (await generationsOf(tx, customerId, 'statement'))
  const entries = await dropEntries(tx, customerId, 'statement', gone)
  await tx.emit(customerId, [EntriesDropped({ source: 'statement', entries })])
}

/** SPEC §8: money should go to the account whose statement we read; another one is told. */
async function compareAccount({ key, data }: Fact<EventOf<typeof AccountKept>>, tx: Tx) {
  for (const { id: statementId, tails } of await tailsOf(tx, key)) {
    const isOfIt = tails.split(' ').some((tail) => tail !== '' && sameAccount(tail, data.ending))
    const { accountId } = data
    await tx.emit(key, [AccountCompared({ statementId, accountId, isOfIt })])
  }
}

/** SPEC §8: whose name the bank told before we knew theirs is compared when they give it. */
async function compareHolder({ key }: Fact, tx: Tx): Promise<void> {
  const customerId = key as Id<'cus'>
  await holdConsents(tx, [customerId])
  const { name } = await tx.call(contactOf, { customerId })
  for (const { id: statementId, generation, ...rests } of await lockFetched(tx, key)) {
    const dataKey = generation === null ? undefined : await keyOf(tx, customerId, generation)
    const accounts = dataKey && (await openedAccounts(tx, dataKey, statementId))
    if (!accounts || name === undefined) continue
    const faults = faultsOf(accounts, { from: rests.coversFrom, to: rests.coversTo }, name)
    const isOfThem = !faults.includes('another-holder')
    await noteFaults(tx, statementId, faults)
    await tx.emit(key, [HolderCompared({ statementId, isOfThem })])
  }
}

async function forgetStatements({ key, data }: Fact<EventOf<typeof DataErased>>, tx: Tx) {
  if (data.class !== 'aa-raw') return
  const customerId = key as Id<'cus'>
  const dead = await deadOf(tx, customerId, 'aa-raw', await generationsOf(tx, key, 'statement'))
  await purge(tx, customerId, await liveStatements(tx, key), 'withdrawn', dead)
}
