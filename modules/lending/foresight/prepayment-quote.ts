/** A part paid before time, both ways it can be meant (SPEC §3.4). Pure. */
import type { LocalDate } from '#kernel/dates'
import { minus, nothing, sum, type Money } from '#kernel/money'
import { loanAt, type LoanState } from '../loan/loan.ts'
import type { Kept } from './foresight.ts'

type Plan = {
  /** Of the instalments to come: how much, how many, and until when. */
  readonly instalment: Money
  readonly left: number
  readonly lastDueOn?: LocalDate
}
type Option = Plan & {
  readonly keep: 'emi' | 'tenor'
  readonly interest: Money
  readonly saved: Money
}
export type PrepaymentQuote = {
  readonly options: readonly Option[]
  /** What stands against it; then there are no options. */
  readonly why?: 'not-running' | 'dues-first' | 'too-little' | 'closes-it'
  readonly plan?: Plan & { readonly interestToDate: Money; readonly principal: Money }
}

export function prepaymentOf(
  { terms, facts }: Kept,
  amount: Money,
  on: LocalDate,
): PrepaymentQuote {
  const now = loanAt(terms, facts, on)
  const none = (why: NonNullable<PrepaymentQuote['why']>) => ({ options: [], why })
  if (now.status !== 'active') return none('not-running')
  if (now.dues.principal + now.dues.interest > 0) return none('dues-first')
  if (amount >= now.payoff.payable) return none('closes-it')
  const paid = { id: 'quoted', on, amount, kind: 'repaid', purpose: 'part-prepayment' } as const
  const tried = (['emi', 'tenor'] as const).map((keep) => ({
    keep,
    after: loanAt(terms, [...facts, { ...paid, keep }], on),
  }))
  const repaid = tried.map(({ after }) => minus(now.payoff.principal, after.payoff.principal))
  const [principal = nothing] = repaid
  if (principal <= 0) return none('too-little')
  const options = tried.map(({ keep, after }): Option => {
    const interest = interestOf(after)
    return { keep, ...planOf(after), interest, saved: minus(interestOf(now), interest) }
  })
  const { interestToDate } = now.payoff
  return { options, plan: { ...planOf(now), interestToDate, principal } }
}

const coming = ({ schedule }: LoanState) => schedule.filter(({ status }) => status === 'coming')

const interestOf = (state: LoanState): Money => sum(coming(state).map((row) => row.interest))

function planOf(state: LoanState): Plan {
  const rows = coming(state)
  const last = rows.at(-1)
  return {
    instalment: rows[0]?.instalment ?? nothing,
    left: rows.length,
    ...(last && { lastDueOn: last.dueOn }),
  }
}
