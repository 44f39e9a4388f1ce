/**
 * Terms of a case of plain instalment loans (`data/loans/frappe.json`) in the house's words. A
 * translation: what each word does to a loan is decided by the engine.
 */
import type { LocalDate } from '../../../../kernel/dates.ts'
import { money, type Money } from '../../../../kernel/money.ts'
import { rate } from '../../../../kernel/rates.ts'
import { monthsToRepay } from '../../../../modules/lending/loan/floating-reset.ts'
import type { LoanTerms } from '../../../../modules/lending/loan/terms.ts'
import type { Calendar } from '../../../../modules/lending/schedule/due-date.ts'
import type { PlanOptions } from '../../../../modules/lending/schedule/plan.ts'
import type { LoanCase } from '../case.ts'
import { cents, on, unitOf } from '../terms.ts'

type Given = LoanCase['terms']

const broken: { readonly [word: string]: NonNullable<PlanOptions['broken']> } = {
  ADD_TO_FIRST_EMI: 'first',
  AMORTIZED_OVER_TENURE: 'all',
  UPFRONT_DEDUCTION: 'own',
}

/** `first day of next month`, `last day of month`: the rule is told in words. */
function calendarOf(given: Given): Calendar {
  const rule = String(given['dueDateRule'] ?? '')
  return {
    every: Number(given['repaymentEvery'] ?? 1),
    unit: unitOf(given['repaymentFrequency'] ?? 'MONTHS') as NonNullable<Calendar['unit']>,
    ...(/last day of month/.test(rule) && { dueOn: 'last-of-month' }),
    ...(/1st of next month/.test(rule) && { dueOn: 'first-of-month' }),
  }
}

const restOf = (given: Given): number =>
  Number((given['moratorium'] as { months?: number } | undefined)?.months ?? 0)

function planOf(given: Given): PlanOptions {
  const how = broken[String(given['brokenPeriodInterest'])]
  const principalRows = restOf(given)
  const flat = given['interestMethod'] === 'FLAT'
  const inside = chargesInFirst(given)
  return {
    ...calendarOf(given),
    method: flat ? 'flat' : 'declining',
    ...(!flat && {
      dayCount: { year: 365, month: 'actual', yearTurns: 'after-31-december' } as const,
    }),
    ...(String(given['rowInterestRounding']).startsWith('HALF_EVEN') && { halves: 'even' }),
    ...(how && { broken: how }),
    ...(principalRows > 0 && { grace: { principalRows, interestRows: 0 } }),
    ...(inside > 0 && { inFirst: inside }),
  }
}

/** What is charged inside the first instalment. */
export function chargesInFirst(given: Given): Money {
  const charges = (given['charges'] ?? []) as readonly { amount: number; treatment?: string }[]
  const inside = charges.filter(({ treatment }) => /inside first/.test(treatment ?? ''))
  return money(inside.reduce((sum, { amount }) => sum + cents(amount), 0))
}

function instalmentsOf(given: Given, principal: Money): number {
  const { numberOfRepayments, fixedEmi } = given
  if (typeof numberOfRepayments === 'number') return numberOfRepayments + restOf(given)
  if (typeof fixedEmi !== 'number') return 1
  // One more than whole months would take: days can bear more, and rows end with the principal.
  return (monthsToRepay(principal, cents(fixedEmi), rate(String(given['ratePercent']))) ?? 1) + 1
}

export function termsOf(given: Given, principal: Money, firstDueOn?: LocalDate): LoanTerms {
  const { penalRatePercent, fixedEmi } = given
  const due = firstDueOn ?? given['firstDueOn']
  return {
    ...{ principal, rate: rate(String(given['ratePercent'])) },
    instalments: instalmentsOf(given, principal),
    rounding: given['emiRounding'] === 'CEIL_TO_UNIT' ? 'rupee-up' : 'rupee',
    ...(typeof fixedEmi === 'number' && { epi: cents(fixedEmi) }),
    ...(typeof due === 'string' && { firstDueOn: on(due) }),
    plan: planOf(given),
    ...(penalRatePercent !== undefined && {
      penal: { percentAYear: String(penalRatePercent), graceDays: 0, rounding: 'day' },
    }),
    accrual: { rounding: 'day', payableInPart: true },
    ...{ fees: [], placeOfSupply: 'same-state' },
  }
}
