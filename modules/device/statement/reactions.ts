/** A statement's way: approved, asked for, fetched, read, reconciled, and one day purged. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { AccountKept, DataErased } from '#modules/identity'
import { on, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { awaitReaders, dropEntries, generationsOf } from '../feature/store.ts'
import { sameAccount } from '../feature/telling.ts'
import { deadOf } from '../uplink/queries.ts'
import { EntriesDropped } from '../sms/face.ts'
import { dataFetch, dataRequest, objectOf } from './effects.ts'
import {
  AccountCompared,
  AggregatorTold,
  StatementFailed,
  StatementLifeEnded,
  StatementOpened,
  StatementPurged,
  StatementRequested,
} from './face.ts'
import { lineReactions } from './lines/reactions.ts'
import { liveStatements, lockStatement, noteStatement, tailsOf, type Statement } from './store.ts'

export const statementReactions: readonly Reaction[] = [
  ...lineReactions,
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

async function forgetStatements({ key, data }: Fact<EventOf<typeof DataErased>>, tx: Tx) {
  if (data.class !== 'aa-raw') return
  const customerId = key as Id<'cus'>
  const dead = await deadOf(tx, customerId, 'aa-raw', await generationsOf(tx, key, 'statement'))
  await purge(tx, customerId, await liveStatements(tx, key), 'withdrawn', dead)
}
