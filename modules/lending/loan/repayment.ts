/** What money that came means to a loan: it closes it, lowers it, or meets what is due. Pure. */
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { LoanFact } from './fact.ts'
import type { LoanState } from './loan.ts'

type Came = {
  readonly id: string
  readonly on: LocalDate
  readonly amount: Money
  readonly reference?: string | undefined
  /** The presentment that settled, where it was one. */
  readonly presentmentId?: string | undefined
  /** What the payer meant; an amount that closes the loan closes it all the same. */
  readonly purpose?: 'part-prepayment' | undefined
  readonly keep?: 'emi' | 'tenor' | undefined
}

type Standing = {
  readonly state: LoanState
  readonly loan: { readonly coolingOffUntil: LocalDate }
}

/** The fact of a payment, by how the loan stood before it. */
export function repaymentOf(came: Came, standing: Standing): LoanFact {
  const { id, on, amount, reference, presentmentId, purpose, keep } = came
  const paid = { id, on, amount, ...(reference !== undefined && { reference }) }
  const how = closingBy(standing, amount, on) ?? purpose
  if (how === 'cooled-off') return { ...paid, kind: 'cooled-off' }
  return {
    ...paid,
    kind: 'repaid',
    ...(presentmentId && { of: presentmentId }),
    ...(how && { purpose: how }),
    ...(how === 'part-prepayment' && keep && { keep }),
  }
}

/** Which way the amount closes the loan before its time, if it does (DL-09, SPEC §3.4). */
function closingBy(
  { state, loan }: Standing,
  amount: Money,
  on: LocalDate,
): 'cooled-off' | 'foreclosure' | undefined {
  const { status, payoff, exit } = state
  // The last instalment just pays what is due; closing early is repaying what was not yet due.
  if (status !== 'active' || payoff.principal === 0) return undefined
  const mayLeave = on <= loan.coolingOffUntil && exit !== undefined
  if (mayLeave && amount >= exit) return 'cooled-off'
  return amount >= payoff.payable ? 'foreclosure' : undefined
}
