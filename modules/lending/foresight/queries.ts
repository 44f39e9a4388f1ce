/** What is told of an act before it is done; nothing is kept of it. */
import type { InputOf, OutputOf } from '#kernel/contract'
import { isRefused, refuse, type Refused } from '#kernel/decider'
import type { Money } from '#kernel/money'
import { answer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { foresee, prepaymentQuote } from '../contract.ts'
import { accountName } from '../ledger/account.ts'
import type { LoanFact } from '../loan/fact.ts'
import { courseAt, stateOf, type Course, type LoanState } from '../loan/loan.ts'
import { repaymentOf } from '../loan/repayment.ts'
import { reversalOf } from '../reversal/reversal.ts'
import { productOn } from '../product/store.ts'
import { factsOf, loanById, loanOfFact, type LoanRecord } from '../loan/store.ts'
import { purchaseOf } from '../adjustment/store.ts'
import { arrearsDeed } from './arrears.ts'
import { chargebackOf, goodwillOf, merchantRefundOf } from './adjustment.ts'
import { refundOf, replannedBy, reschedulingOf, resetBy, waiverOf, writeOffOf } from './deed.ts'
import { foreseen } from './foresight.ts'
import { drawOf, pauseOf, rateChangeOf } from './term-change.ts'
import { prepaymentOf } from './prepayment-quote.ts'

type Asked = InputOf<typeof foresee>

export const queries = [
  answer(foresee, async (asked, tx) => {
    const loan = await loanOf(tx, asked)
    if (!loan) return unseen('unknown-loan')
    const facts = await factsOf(tx, loan.id)
    const course = courseAt(loan.terms, facts, tx.today)
    const state = stateOf(course, loan.terms, tx.today)
    const fact = await deedOf(asked, { loan, state, course, facts }, tx)
    if (isRefused(fact)) return unseen(fact.refused)
    const { amounts, words, schedule, lines } = foreseen({ ...loan, facts }, fact, tx.today)
    return {
      amounts: [...amounts],
      words: [...words],
      schedule: [...schedule],
      lines: lines.map((line) => ({ ...line, account: accountName(line.account) })),
    }
  }),

  answer(prepaymentQuote, async ({ loanId, amount, on = undefined }, tx) => {
    const loan = await loanById(tx, loanId)
    if (!loan) return { options: [], why: 'not-running' as const }
    const day = on ?? tx.today
    const facts = await factsOf(tx, loanId)
    const { options, why, plan } = prepaymentOf({ ...loan, facts }, amount, day)
    return { on: day, ...plan, options: [...options], ...(why && { why }) }
  }),
]

const loanOf = (tx: Tx, { loanId, receiptId }: Asked): Promise<LoanRecord | undefined> =>
  loanId ? loanById(tx, loanId) : loanOfFact(tx, receiptId ?? '')

const unseen = (refusal: string): OutputOf<typeof foresee> => ({
  ...{ refusal, amounts: [], words: [], schedule: [], lines: [] },
})

type Standing = {
  readonly loan: LoanRecord
  readonly state: LoanState
  readonly course: Course
  readonly facts: readonly LoanFact[]
}

/** The fact the command would book; its id is nobody's. */
async function deedOf(
  { act, amount = 0 as Money, part, on = undefined, receiptId, purpose, keep, ...asked }: Asked,
  standing: Standing,
  tx: Tx,
): Promise<LoanFact | Refused<string>> {
  const { state } = standing
  const named = { id: 'foreseen', on: tx.today }
  switch (act) {
    case 'waive':
      return part ? waiverOf(state, { ...named, part, amount }) : refuse('nothing-to-see')
    case 'refund':
      return refundOf(state, { ...named, amount })
    case 'receipt':
      return repaymentOf({ ...named, on: on ?? tx.today, amount, purpose, keep }, standing)
    case 'reverse':
      return receiptId ? { ...named, kind: 'reversed', of: receiptId } : refuse('receipt-unknown')
    case 'reschedule':
      return reschedulingOf(
        { ...standing, status: state.status },
        { id: named.id, ...replannedBy(asked, tx.today) },
        tx.today,
      )
    case 'reset':
      return asked.rate && asked.choice
        ? resetBy(standing, { id: named.id, rate: asked.rate, choice: asked.choice })
        : refuse('nothing-to-see')
    case 'write-off':
      return writeOffOf(state, named)
    case 'pause-interest':
      return asked.till
        ? pauseOf(standing, { ...named, till: asked.till })
        : refuse('nothing-to-see')
    case 'goodwill':
      return goodwillOf(state, { ...named, amount })
    case 'charge-back':
      return chargebackOf(standing, { ...named, amount, receiptId: receiptId ?? '' })
    case 'merchant-refund': {
      const price = (await purchaseOf(tx, standing.loan.id))?.price
      return merchantRefundOf({ ...standing, price }, { ...named, amount })
    }
    case 're-age':
    case 're-amortise':
    case 'end-contract':
    case 'charge-off':
      return arrearsDeed({ act, ...asked }, { ...standing, terms: standing.loan.terms }, named)
    case 'reverse-change':
      return asked.change
        ? reversalOf(standing, { ...named, change: asked.change })
        : refuse('nothing-to-see')
    case 'change-rate':
    case 'draw-again':
      return changeOf(asked, { ...standing, amount }, tx)
  }
}

/** What the product has a say in: its rate's kind, and the most it lends. */
async function changeOf(
  { rate, keepOf: keep, instalment, over }: Omit<Asked, 'act'>,
  standing: {
    readonly loan: LoanRecord
    readonly state: LoanState
    readonly course: Course
    readonly amount: Money
  },
  tx: Tx,
): Promise<LoanFact | Refused<string>> {
  const { loan, state, amount } = standing
  const named = { id: 'foreseen', on: tx.today }
  if (rate && keep) {
    const product = await productOn(tx, loan.product, loan.disbursedOn)
    const floating = product?.floating ?? false
    const asked = { ...named, rate, keep, instalment, floating }
    return rateChangeOf({ ...standing, terms: loan.terms }, asked)
  }
  if (!over) return refuse('nothing-to-see')
  const product = await productOn(tx, loan.product, tx.today)
  return drawOf(state, { ...named, amount, over, amountMax: product?.amountMax ?? (0 as Money) })
}
