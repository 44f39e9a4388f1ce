/** What kyc does when asked: note the check, ask the outside world, answer by a fact. */
import { refuse } from '#kernel/decider'
import type { InputOf } from '#kernel/contract'
import { accountOwner, consentLive } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  AccountRefused,
  AccountVerified,
  checkPan,
  PanRefused,
  rateRisk,
  RiskRated,
  screenSanctions,
  settleAccount,
  verifyAccount,
} from './contract.ts'
import { accountCheck, panCheck, sanctionsScreen } from './effects.ts'
import { claimAccount, insertCheck, lockCheck, saveRisk, settleByHand } from './store.ts'

export const commands = [
  run(checkPan, async ({ customerId, applicationId }, tx) => {
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, customerId, applicationId, kind: 'pan' })
    const { live } = await tx.call(consentLive, { customerId, purpose: 'kyc-check' })
    if (live) await tx.effect(panCheck, { checkId, applicationId, customerId }, customerId)
    else await tx.emit(customerId, [PanRefused({ checkId, applicationId, reason: 'no-consent' })])
    return { checkId }
  }),

  run(verifyAccount, async (ask, tx) => {
    const { customerId, applicationId, accountId } = ask
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, ...ask, kind: 'account' })
    const asked = { checkId, applicationId, accountId }
    const reason = await obstacle(tx, checkId, ask)
    if (reason) await tx.emit(customerId, [AccountRefused({ ...asked, reason })])
    else await tx.effect(accountCheck, { ...asked, customerId }, customerId)
    return { checkId }
  }),

  run(screenSanctions, async ({ customerId, applicationId }, tx) => {
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, customerId, applicationId, kind: 'sanctions' })
    await tx.effect(sanctionsScreen, { checkId, applicationId, customerId }, customerId)
    return { checkId }
  }),

  run(settleAccount, async ({ checkId, outcome, reason }, tx) => {
    const check = await lockCheck(tx, checkId)
    if (check?.outcome !== 'review' || check.accountId === null) return refuse('not-in-review')
    await settleByHand(tx, checkId, { outcome, reason })
    const { applicationId, accountId, customerId } = check
    const settled = { checkId, applicationId, accountId, score: check.score ?? 0 }
    const fact =
      outcome === 'passed'
        ? AccountVerified(settled)
        : AccountRefused({ ...settled, reason: 'name-differs' })
    await tx.emit(customerId, [fact])
    return { checkId }
  }),

  run(rateRisk, async ({ customerId, risk, reason }, tx) => {
    await saveRisk(tx, { customerId, risk, reason })
    await tx.emit(customerId, [RiskRated({ risk, reason })])
    return { customerId }
  }),
]

/** Why no rupee is dropped at all; else the account is claimed for the person while we look. */
async function obstacle(
  tx: Tx,
  checkId: string,
  { customerId, accountId }: InputOf<typeof verifyAccount>,
): Promise<'no-consent' | 'in-use' | undefined> {
  const { live } = await tx.call(consentLive, { customerId, purpose: 'account-check' })
  if (!live) return 'no-consent'
  const { personId = customerId, accountHash } = await tx.call(accountOwner, { accountId })
  if (accountHash === undefined) throw new Error(`identity knows no account ${accountId}`)
  return (await claimAccount(tx, { accountHash, personId, checkId })) ? undefined : 'in-use'
}
