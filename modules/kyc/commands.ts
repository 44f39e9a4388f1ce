/** What kyc does when asked: note the check, ask the outside world, answer by a fact. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  AccountRefused,
  AccountVerified,
  checkPan,
  screenSanctions,
  settleAccount,
  verifyAccount,
} from './contract.ts'
import { accountCheck, panCheck, sanctionsScreen } from './effects.ts'
import { insertCheck, lockCheck } from './store.ts'

export const commands = [
  run(checkPan, async ({ customerId, applicationId }, tx) => {
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, customerId, applicationId, kind: 'pan' })
    await tx.effect(panCheck, { checkId, applicationId, customerId }, customerId)
    return { checkId }
  }),

  run(verifyAccount, async ({ customerId, applicationId, accountId }, tx) => {
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, customerId, applicationId, accountId, kind: 'account' })
    await tx.effect(accountCheck, { checkId, applicationId, accountId, customerId }, customerId)
    return { checkId }
  }),

  run(screenSanctions, async ({ customerId, applicationId }, tx) => {
    const checkId = tx.newId('chk')
    await insertCheck(tx, { id: checkId, customerId, applicationId, kind: 'sanctions' })
    await tx.effect(sanctionsScreen, { checkId, applicationId, customerId }, customerId)
    return { checkId }
  }),

  run(settleAccount, async ({ checkId, outcome }, tx) => {
    const check = await lockCheck(tx, checkId)
    if (check?.outcome !== 'review' || check.accountId === null) return refuse('not-in-review')
    const { applicationId, accountId, customerId } = check
    const score = check.score ?? 0
    const settled = { checkId, applicationId, accountId, score }
    const fact =
      outcome === 'passed'
        ? AccountVerified(settled)
        : AccountRefused({ ...settled, reason: 'name-differs' })
    await tx.emit(customerId, [fact])
    return { checkId }
  }),
]
