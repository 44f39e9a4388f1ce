/** What finance does with the books. */
import { isRefused, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  closePeriod,
  LOANS_A_CHECK,
  LoanWrittenOff,
  PeriodClosed,
  writeOffLoan,
} from '../contract.ts'
import { writeOffOf } from '../foresight/deed.ts'
import { book } from '../loan/commands.ts'
import { controlOfAll } from './control/store.ts'
import { mayClose } from './period.ts'
import { bookedThrough, closedThrough, insertPeriod } from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const BOOKS = 'sys_lending'

export const commands = [
  run(closePeriod, async ({ through }, tx) => {
    const refused = mayClose(through, tx.today, await closedThrough(tx))
    if (refused) return refused
    const totals = await controlOfAll(tx, LOANS_A_CHECK)
    if (totals.some(({ ledger, loans }) => ledger !== loans)) return refuse('books-broken')
    const { entries, debit, credit } = await bookedThrough(tx, through)
    if (debit !== credit) return refuse('books-broken')
    const periodId = tx.newId('per')
    const by = tx.actor.id
    await insertPeriod(tx, { id: periodId, through, closedBy: by, entries, debit })
    await tx.emit(BOOKS, [PeriodClosed({ periodId, through, entries, debit, by })])
    return { periodId }
  }),

  run(writeOffLoan, async ({ loanId, reason }, tx) => {
    const looked = await book(tx, loanId, [])
    if (!looked) return refuse('unknown-loan')
    const { state, loan } = looked
    const on = tx.today
    const fact = writeOffOf(state, { id: `write-off:${loanId}`, on })
    if (isRefused(fact)) return fact
    await book(tx, loanId, [fact])
    const { principal } = state.outstanding
    await tx.emit(loan.customerId, [LoanWrittenOff({ loanId, principal, reason, on })])
    return { loanId }
  }),
]
