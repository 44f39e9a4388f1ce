/** Cases of penal charges, and of which due a payment meets first. */
import { addDays, date } from '#kernel/dates'
import { decimal, nothing, rupees, sum, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import {
  allocate,
  HORIZONTAL,
  VERTICAL,
  type Due,
  type Part,
} from '../../../modules/lending/loan/allocation.ts'
import type { LoanFact } from '../../../modules/lending/loan/fact.ts'
import { loanAt } from '../../../modules/lending/loan/loan.ts'
import { isFairPenal, penalCharge } from '../../../modules/lending/loan/penal.ts'
import type { LoanTerms } from '../../../modules/lending/loan/terms.ts'
import { daysInterest } from '../../../modules/lending/schedule/interest.ts'
import { has, type Check } from './vector.ts'

export const penalWaterfall: Check = ({ inputs, expected, title = '' }) => {
  if (has(inputs, 'dues', 'payment')) return { expected, found: allocated(inputs, title) }
  if (has(inputs, 'overdue', 'days')) return { expected, found: charged(inputs) }
  if (has(inputs, 'overdue', 'months')) return { expected, found: chargedTwice(inputs) }
  if (has(inputs, 'individual_rate_pct')) {
    const valid = isFairPenal(inputs.individual_rate_pct, inputs.non_individual_rate_pct)
    return { expected, found: { valid } }
  }
  return undefined
}

type Overdue = { overdue: string; rate_pct: string }

/** On a loan of one instalment, paid so many days late: the charge, and what it left alone. */
function charged({ overdue, rate_pct: percent, days }: Overdue & { days: number }) {
  const [principal, lentOn, dueOn] = [rupees(overdue), date('2026-12-05'), date('2027-01-05')]
  const terms: LoanTerms = {
    principal,
    rate: rate('0'),
    instalments: 1,
    rounding: 'paise',
    firstDueOn: dueOn,
    fees: [],
    placeOfSupply: 'same-state',
    penal: { percentAYear: percent, graceDays: 0 },
  }
  const late = addDays(dueOn, days)
  const facts: LoanFact[] = [
    { id: 'sent', kind: 'disbursed', on: lentOn, amount: principal },
    { id: 'credited', kind: 'credited', on: lentOn },
    { id: 'paid', kind: 'repaid', on: late, amount: principal },
  ]
  const { charges, outstanding } = loanAt(terms, facts, late)
  return {
    penal_charge: decimal(sum(charges.map(({ net }) => net))),
    gst: decimal(sum(charges.map(({ gst }) => gst))),
    principal_change: decimal(outstanding.principal),
    interest_base_change: decimal(outstanding.interest),
  }
}

function chargedTwice({ overdue, rate_pct: percent, months }: Overdue & { months: number[] }) {
  const base = rupees(overdue)
  const levied = months.map((days) => penalCharge(base, percent, days))
  const compounded = months.reduce<Money>((total, days) => {
    const onTop = daysInterest(sum([base, total]), rate(percent), days)
    return sum([total, onTop])
  }, nothing)
  return {
    ...Object.fromEntries(levied.map((amount, i) => [`month${i + 1}`, decimal(amount)])),
    total: decimal(sum(levied)),
    wrong_if_compounded: decimal(compounded),
  }
}

type Dues = { dues: ({ due: string } & { [part: string]: string })[]; payment: string }

/** Which policy, only the case's title says. */
function allocated({ dues, payment }: Dues, title: string) {
  const order = /horizontal/i.test(title) ? HORIZONTAL : VERTICAL
  const all = dues.map(({ due, ...parts }): Due => ({
    ref: due,
    dueOn: date(due),
    parts: Object.fromEntries(
      Object.entries(parts).map(([part, text]) => [part, rupees(text)]),
    ) as {
      [part in Part]?: Money
    },
  }))
  const { takings, excess } = allocate(all, rupees(payment), order)
  return {
    allocation: takings.map(({ ref, part, amount }) => [ref, part, decimal(amount)]),
    excess: decimal(excess),
  }
}
