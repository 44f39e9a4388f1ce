/** Kyc's own answers, written beside the question; and two records that became one person. */
import type { EventOf } from '#kernel/contract'
import { PersonMerged } from '#modules/identity'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import {
  AccountDoubtful,
  AccountRefused,
  AccountVerified,
  PanRefused,
  PanVerified,
  SanctionsCleared,
  SanctionsHit,
  SanctionsUnknown,
} from './contract.ts'
import { keepAccount, moveAccounts, releaseAccount, settleCheck, type Check } from './store.ts'

const outcomes: { readonly [type: string]: Check['outcome'] } = {
  [PanVerified.type]: 'passed',
  [PanRefused.type]: 'failed',
  [AccountVerified.type]: 'passed',
  [AccountDoubtful.type]: 'review',
  [AccountRefused.type]: 'failed',
  [SanctionsCleared.type]: 'passed',
  [SanctionsHit.type]: 'failed',
  [SanctionsUnknown.type]: 'failed',
}

const answers = [
  PanVerified,
  PanRefused,
  AccountVerified,
  AccountDoubtful,
  AccountRefused,
  SanctionsCleared,
  SanctionsHit,
  SanctionsUnknown,
] as const

export const reactions = [
  on(answers, 'settle-check', settle),
  on(PersonMerged, 'move-accounts', move),
]

async function settle({ type, data }: Fact, tx: Tx): Promise<void> {
  const { checkId, score, reason } = data as { checkId: string; score?: number; reason?: string }
  await settleCheck(tx, checkId, { outcome: outcomes[type] ?? 'failed', score, reason })
  if (type === AccountVerified.type) await keepAccount(tx, checkId)
  if (type === AccountRefused.type) await releaseAccount(tx, checkId)
}

async function move({ data }: Fact<EventOf<typeof PersonMerged>>, tx: Tx): Promise<void> {
  await moveAccounts(tx, data.customerId, data.into)
}
