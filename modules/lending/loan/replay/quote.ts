/** What would close the loan on a day (SEMANTICS §8). */
import { plus, sum, type Money } from '#kernel/money'
import type { LocalDate } from '#kernel/dates'
import { dayOf, type Day } from '../../schedule/model/day.ts'
import { outstandingOn } from '../../schedule/model/receipt.ts'
import { follows, type Account } from './account.ts'
import { unmet, unmetOf } from './due-row.ts'
import type { History } from './history.ts'
import { replay } from './replay.ts'

/**
 * All principal, interest to the day (or to the end of the running period, where so agreed) and
 * charges unpaid. Where interest does not follow payments, all that is still owed.
 */
export function quoteOn(history: History, on: LocalDate): Money {
  const { agreement, deeds } = history
  const account = replay(agreement, deeds, on)
  if (!follows(account)) return sum(account.rows.map(unmetOf))
  const { principal, interest } = outstandingOn(account.model, quotedTo(account, dayOf(on)))
  const beside = account.rows.map((row) => {
    const charges = plus(unmet(row, 'fee'), unmet(row, 'penalty'))
    const own = plus(unmet(row, 'principal'), unmet(row, 'interest'))
    return row.kind === 'instalment' ? charges : plus(charges, own)
  })
  return sum([principal, interest, ...beside])
}

function quotedTo(account: Account, on: Day): Day {
  if (account.agreement.interest.recalculation?.payOffTo !== 'rest') return on
  return account.rows.find((row) => row.from < on && on <= row.due)?.due ?? on
}
