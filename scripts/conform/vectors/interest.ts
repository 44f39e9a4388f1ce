/** Cases of interest by days, of foreclosure and of the cooling-off exit. */
import {
  addMonths,
  businessDateOf,
  date,
  daysBetween,
  instant,
  type LocalDate,
} from '#kernel/dates'
import { decimal, minus, nothing, plus, rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { exitOf, proportionateApr } from '../../../modules/lending/loan/cooling-off.ts'
import type { LoanFact } from '../../../modules/lending/loan/fact.ts'
import { loanAt } from '../../../modules/lending/loan/loan.ts'
import type { LoanTerms } from '../../../modules/lending/loan/terms.ts'
import { inAdvance } from '../../../modules/lending/schedule/advance.ts'
import { interestBetween, monthInterest } from '../../../modules/lending/schedule/interest.ts'
import { roundingOf, type Plain } from './schedule.ts'
import { has, type Around, type Check, type Vector } from './vector.ts'

export const interest: Check = (vector, around) => {
  const { inputs, expected } = vector
  if (has(inputs, 'from_inclusive', 'to_exclusive')) return { expected, found: ofDays(inputs) }
  if (has(inputs, 'beneficiary_credit_confirmed')) return { expected, found: fromCredit(inputs) }
  if (has(inputs, 'advance_emis')) return { expected, found: ofAdvance(inputs) }
  if (has(inputs, 'net_disbursed', 'apr_pct', 'days')) return { expected, found: ofExit(inputs) }
  if (has(expected, 'foreclosure_charge')) return { expected, found: ofClosing(vector, around) }
  return undefined
}

type Days = { principal: string; rate: string; from_inclusive: string; to_exclusive: string }
function ofDays({ principal, rate: percent, from_inclusive, to_exclusive }: Days) {
  const [from, to] = [date(from_inclusive), date(to_exclusive)]
  const bears = interestBetween(rupees(principal), rate(percent), from, to)
  return { days: daysBetween(from, to), interest: decimal(bears) }
}

type Credited = {
  principal: string
  rate: string
  sanction: string
  due: string
  beneficiary_credit_confirmed: string
}
/** The loan itself says from when interest runs, and what its first row bears. */
function fromCredit(inputs: Credited) {
  const creditedOn = businessDateOf(instant(inputs.beneficiary_credit_confirmed))
  const due = date(inputs.due)
  const principal = rupees(inputs.principal)
  const terms = termsOf({ principal, rate: inputs.rate, n: 12, mode: 'paise', firstDueOn: due })
  const { startedOn, schedule } = loanAt(terms, given(principal, creditedOn), creditedOn)
  const [sanctioned, yearly] = [date(inputs.sanction), rate(inputs.rate)]
  return {
    interest_start: startedOn,
    days: daysBetween(creditedOn, due),
    interest: decimal(schedule[0]?.interest ?? nothing),
    wrong_if_from_sanction: decimal(interestBetween(principal, yearly, sanctioned, due)),
  }
}

type Advance = { sanctioned: string; rate: string; n: number; advance_emis: number }
function ofAdvance({ sanctioned, rate: percent, n, advance_emis: count }: Advance) {
  const { epi, principal } = inAdvance(rupees(sanctioned), rate(percent), n, count)
  return {
    emi_annuity_due: decimal(epi),
    principal_on_which_interest_runs: decimal(principal),
    month1_interest: decimal(monthInterest(principal, rate(percent))),
    wrong_month1_interest_on_full_amount: decimal(monthInterest(rupees(sanctioned), rate(percent))),
  }
}

type Leaving = {
  principal: string
  net_disbursed: string
  apr_pct: string
  rate_pct: string
  days: number
}
function ofExit(inputs: Leaving) {
  const [principal, net] = [rupees(inputs.principal), rupees(inputs.net_disbursed)]
  const literal = proportionateApr(principal, inputs.apr_pct, inputs.days)
  const ofNet = proportionateApr(net, inputs.apr_pct, inputs.days)
  const on = date(`2026-12-${String(1 + inputs.days).padStart(2, '0')}`)
  const loan = { principal, rate: rate(inputs.rate_pct), fees: [] }
  const exit = exitOf(loan, date('2026-12-01'), on)
  return {
    literal_principal_plus_proportionate_apr: decimal(plus(principal, literal)),
    literal_proportionate_apr_amount: decimal(literal),
    contract_interest_amount: decimal(exit.interest),
    net_based_amount_to_collect_if_fees_refunded: decimal(plus(net, ofNet)),
    recommended_payable_fee_retained: decimal(exit.payable),
    penalty: decimal(minus(exit.payable, plus(exit.principal, exit.interest))),
  }
}

type Closing = {
  loan: string
  paid_emis: number
  last_due: string
  closing_date: string
  charge_pct?: string
  gst_pct?: string
}
/** A case without inputs is the one before it, on a floating rate: there no charge may be. */
function ofClosing({ inputs }: Vector, { file, index, other }: Around) {
  const closing = (inputs ?? file.vectors[index - 1]?.inputs) as Closing
  const plain = other('schedule').find(({ id }) => id === closing.loan)?.inputs as Plain
  const paidThrough = date(closing.last_due)
  const startOn = addMonths(paidThrough, -closing.paid_emis)
  const principal = rupees(plain.principal)
  const terms: LoanTerms = {
    ...termsOf({ ...plain, principal }),
    ...(inputs !== undefined && {
      foreclosure: { percent: closing.charge_pct ?? '0', gstPercent: closing.gst_pct ?? '0' },
    }),
  }
  const facts = [...given(principal, startOn)]
  for (const row of loanAt(terms, facts, startOn).schedule.slice(0, closing.paid_emis)) {
    facts.push({ id: `paid-${row.n}`, kind: 'repaid', on: row.dueOn, amount: row.instalment })
  }
  const on = date(closing.closing_date)
  const { payoff } = loanAt(terms, facts, on)
  return {
    principal_outstanding: decimal(payoff.principal),
    interest_days: daysBetween(paidThrough, on),
    interest_to_date: decimal(payoff.interestToDate),
    foreclosure_charge: decimal(payoff.charge),
    gst: decimal(payoff.chargeGst),
    total_payable: decimal(payoff.payable),
  }
}

function termsOf(
  plain: Omit<Plain, 'principal'> & { principal: Money; firstDueOn?: LocalDate },
): LoanTerms {
  const rounding = roundingOf(plain.mode)
  return {
    principal: plain.principal,
    rate: rate(plain.rate),
    instalments: plain.n,
    ...(rounding && { rounding }),
    ...(plain.firstDueOn && { firstDueOn: plain.firstDueOn }),
    fees: [],
    placeOfSupply: 'same-state',
  }
}

const given = (amount: Money, on: LocalDate): LoanFact[] => [
  { id: 'sent', kind: 'disbursed', on, amount },
  { id: 'credited', kind: 'credited', on },
]
