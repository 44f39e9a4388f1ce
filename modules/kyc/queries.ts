/** What kyc can tell. */
import { businessDateOf, type Instant } from '#kernel/dates'
import { ruleAt } from '#modules/rules'
import { answer, list, one } from '#platform/http'
import { checkEntity, statusOf } from './contract.ts'
import { statusAt } from './status.ts'
import { lastPassed, riskOf } from './store.ts'

const dayOf = (at: Instant | undefined) => at && businessDateOf(at)

export const queries = [
  list(checkEntity),
  one(checkEntity),

  answer(statusOf, async ({ customerId }, tx) => {
    const passed = new Map((await lastPassed(tx, customerId)).map(({ kind, at }) => [kind, at]))
    const { rule } = await tx.call(ruleAt, { code: 'kyc.renewal', on: tx.today })
    const risk = await riskOf(tx, customerId)
    const verifiedOn = dayOf(passed.get('pan'))
    const [account, screen] = [dayOf(passed.get('account')), dayOf(passed.get('sanctions'))]
    return {
      ...statusAt({ verifiedOn, risk, years: rule?.value }, tx.today),
      ...(account && { accountVerifiedOn: account }),
      ...(screen && { screenedOn: screen }),
    }
  }),
]
