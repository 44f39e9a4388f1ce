/** Arrears planned anew, contracts ended, loans charged off, by two people. */
import { isRefused } from '#kernel/decider'
import { run } from '#platform/http'
import {
  ArrearsReplanned,
  chargeOffLoan,
  ContractEnded,
  endContract,
  LoanChargedOff,
  reAgeLoan,
  reAmortiseLoan,
} from '../contract.ts'
import { chargeOffOf, endingOf, reAgeingOf, reAmortisationOf } from '../foresight/arrears.ts'
import type { Course } from '../loan/loan.ts'
import { bookOnce } from '../desk/replanning/commands.ts'

export const commands = [
  run(reAgeLoan, async ({ loanId, reason, ...asked }, tx) => {
    const named = { id: tx.newId('rag'), on: tx.today }
    const came = await bookOnce(tx, loanId, ({ loan, ...looked }) =>
      reAgeingOf({ ...looked, terms: loan.terms }, { ...named, ...asked }),
    )
    if (isRefused(came)) return came
    const told = { ...came.plan, reason, ...watched(came) }
    await tx.emit(came.customerId, [ArrearsReplanned({ loanId, how: 're-aged', ...told })])
    return { loanId }
  }),

  run(reAmortiseLoan, async ({ loanId, reason, ...asked }, tx) => {
    const named = { id: tx.newId('ram'), on: tx.today }
    const came = await bookOnce(tx, loanId, (looked) =>
      reAmortisationOf(looked, { ...named, ...asked }),
    )
    if (isRefused(came)) return came
    const told = { ...came.plan, reason, ...watched(came) }
    await tx.emit(came.customerId, [ArrearsReplanned({ loanId, how: 're-amortised', ...told })])
    return { loanId }
  }),

  run(endContract, async ({ loanId, reason }, tx) => {
    const named = { id: tx.newId('end'), on: tx.today }
    const came = await bookOnce(tx, loanId, (looked) => endingOf(looked, named))
    if (isRefused(came)) return came
    const due = came.state.dues.total
    await tx.emit(came.customerId, [ContractEnded({ loanId, on: tx.today, due, reason })])
    return { loanId }
  }),

  run(chargeOffLoan, async ({ loanId, interest }, tx) => {
    const named = { id: tx.newId('cho'), on: tx.today, interest }
    const came = await bookOnce(tx, loanId, ({ state }) => chargeOffOf(state, named))
    if (isRefused(came)) return came
    const outstanding = came.state.outstanding.total
    const told = { loanId, on: tx.today, interest, outstanding }
    await tx.emit(came.customerId, [LoanChargedOff(told)])
    return { loanId }
  }),
]

const watched = ({ course: { monitoredTill } }: { readonly course: Course }) =>
  monitoredTill !== undefined && { monitoredTill }
