/** A loan as the bureaus hear of it on a reference date (SPEC §5.1). */
import type { LocalDate } from '#kernel/dates'
import { minus, nothing, plus } from '#kernel/money'
import { npaGrade } from '../loan/classification.ts'
import { standing, type LoanFact } from '../loan/fact.ts'
import { loanAt, type LoanState } from '../loan/loan.ts'
import { epiOfTerms, type LoanTerms } from '../loan/terms.ts'

/** Where the terms name no other: the months of the middle layer. */
const SUBSTANDARD_MONTHS = 12

/** What is owed, overdue and paid, of the loan alone; charges are owed but never make a DPD. */
export function standingOn(terms: LoanTerms, facts: readonly LoanFact[], asOn: LocalDate) {
  const state = loanAt(terms, facts, asOn)
  const { outstanding, dues, closure, dpd } = state
  const paid = standing(facts, asOn).findLast(({ kind }) => kind === 'repaid')
  const writtenOff = state.status === 'written-off'
  // A charge-off stays in the books and is due; a bureau hears of it as written off.
  const isLost = writtenOff || state.chargedOffOn !== undefined
  return {
    asOn,
    sanctioned: terms.principal,
    balance: minus(outstanding.total, outstanding.interestAccrued),
    overdue: writtenOff ? nothing : plus(dues.principal, dues.interest),
    dpd,
    assetClass: classOf(state, terms),
    rate: terms.rate,
    tenorMonths: terms.instalments,
    instalment: epiOfTerms(terms),
    lastPaid: paid?.kind === 'repaid' ? paid.amount : nothing,
    ...(paid && { lastPaidOn: paid.on }),
    ...(closure && { closedOn: closure.on }),
    ...(isLost && {
      writtenOff: { total: outstanding.total, principal: outstanding.principal },
    }),
    ...(isRestructured(facts, asOn) && { restructured: true }),
  }
}

function classOf(
  { status, npaOn, chargedOffOn, on, dpd }: LoanState,
  terms: LoanTerms,
): 'standard' | 'SMA' | 'sub-standard' | 'doubtful' | 'loss' {
  if (status === 'written-off' || (status === 'active' && chargedOffOn)) return 'loss'
  const months = terms.provisioning?.substandardMonths ?? SUBSTANDARD_MONTHS
  if (npaOn) return npaGrade(npaOn, on, months)
  return dpd > 0 ? 'SMA' : 'standard'
}

/** Changed for difficulty (SPEC §4.5): the bureaus hear of it as long as the loan is there. */
const isRestructured = (facts: readonly LoanFact[], asOn: LocalDate): boolean =>
  standing(facts, asOn).some((fact) => 'monitoredTill' in fact && fact.monitoredTill !== undefined)
