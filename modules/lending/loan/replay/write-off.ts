/** The end of hope: a write-off, a charge-off, a contract that is terminated (SEMANTICS §11). */
import { nothing, plus, type Money } from '#kernel/money'
import { dayOf } from '../../schedule/model/day.ts'
import { duesOf } from '../../schedule/model/interest-model.ts'
import { type Account } from './account.ts'
import { COMPONENTS } from './agreement.ts'
import type { DeedOf } from './deed.ts'
import { noteMet, totalOf, unmet } from './due-row.ts'
import { entryOf } from './entry.ts'

/** Everything unpaid is given up, and the loan is closed. */
export function writeOff(account: Account, deed: DeedOf<'written-off'>): void {
  const entry = entryOf(deed.id, 'written-off', dayOf(deed.on), nothing)
  account.entries.push(entry)
  const dues = duesOf(account.model)
  for (const [i, period] of account.model.periods.entries()) {
    const row = account.rows.find(
      (each) => each.from === period.from && each.kind !== 'down-payment',
    )
    const due = dues[i]
    if (row === undefined || due === undefined) continue
    row.owed.principal = due.principal
    row.owed.interest = due.interest
  }
  for (const row of account.rows) {
    if (row.met) continue
    for (const component of COMPONENTS) {
      const open: Money = unmet(row, component)
      row.forgone[component] = plus(row.forgone[component], open)
      entry.split[component] = plus(entry.split[component], open)
    }
    noteMet(row, entry.on)
  }
  entry.amount = totalOf(entry.split)
  account.state = 'written-off'
  account.frozen = true
}
