/** Cases of asset classification: dues day by day, a borrower's loans, the law's days. */
import { addDays, date, type LocalDate } from '#kernel/dates'
import { decimal, rupees, sum } from '#kernel/money'
import { rate } from '#kernel/rates'
import { borrowerIsNpa, npaGrade } from '../../../modules/lending/loan/classification.ts'
import { begin, untouched, type Course } from '../../../modules/lending/loan/course.ts'
import type { LoanFact } from '../../../modules/lending/loan/fact.ts'
import { stateOf, type LoanState } from '../../../modules/lending/loan/loan.ts'
import { pass } from '../../../modules/lending/loan/passage.ts'
import type { LoanTerms } from '../../../modules/lending/loan/terms.ts'
import { inForce } from '../../../modules/rules/rule.ts'
import { seededRules } from './seeded-rules.ts'
import { has, type Check } from './vector.ts'

export const iracpDayend: Check = ({ inputs, expected, ...vector }) => {
  if (has(inputs, 'dues', 'payments')) {
    const { expected_transitions: transitions, expected_last: last } = vector
    return { expected: { transitions, last }, found: lived(inputs as Dues) }
  }
  if (has(inputs, 'A')) return { expected, found: borrowersDays(inputs, Object.keys(expected)) }
  if (inputs === undefined && expected !== undefined) {
    return { expected, found: npaDaysOn(Object.keys(expected)) }
  }
  return undefined
}

type Dues = {
  dues: [on: string, amount: string][]
  payments: [on: string, amount: string][]
  through: string
  npa_threshold_days: number
}

/** Layers differ (SPEC §4.1); the cases are of the middle one. */
const SUBSTANDARD_MONTHS = 12

/** A loan whose rows are these dues, carried day by day by the loan's own passage. */
function lived({ dues, payments, through, npa_threshold_days: npaDays }: Dues) {
  const first = date(dues[0]?.[0] ?? through)
  const terms = { ...bare(dues), npaDays }
  const facts = payments.map(([on, amount], i): LoanFact => {
    return { id: `paid-${i}`, kind: 'repaid', on: date(on), amount: rupees(amount) }
  })
  let course = running(dues, addDays(first, -1))
  const transitions: { from_day_end: LocalDate; class: string; dpd: number }[] = []
  for (let on = first; on <= through; on = addDays(on, 1)) {
    course = pass(
      course,
      terms,
      facts.filter((fact) => fact.on === on),
      on,
    )
    const state = stateOf(course, terms, on)
    const name = classOf(state)
    if (transitions.at(-1)?.class !== name) {
      transitions.push({ from_day_end: on, class: name, dpd: state.dpd })
    }
  }
  const end = stateOf(course, terms, date(through))
  const { dpd, npaOn } = end
  const last = { date: through, dpd, class: classOf(end), overdue: decimal(end.dues.total) }
  return { transitions, last: { ...last, npa_date: npaOn ?? null } }
}

function classOf({ assetClass, npaOn, on }: LoanState): string {
  if (npaOn) return `NPA-${npaGrade(npaOn, on, SUBSTANDARD_MONTHS).replace('-', '')}`.toUpperCase()
  return assetClass === 'standard' ? 'STANDARD' : assetClass
}

const bare = (dues: Dues['dues']): LoanTerms => ({
  principal: sum(dues.map(([, amount]) => rupees(amount))),
  rate: rate('0'),
  instalments: dues.length,
  fees: [],
  placeOfSupply: 'same-state',
})

function running(dues: Dues['dues'], startedOn: LocalDate): Course {
  const begun = begin()
  const principal = sum(dues.map(([, amount]) => rupees(amount)))
  const rows = dues.map(([on, amount], i) => {
    const due = rupees(amount)
    const plan = { n: i + 1, dueOn: date(on), opening: due, principal: due }
    return untouched({ ...plan, interest: rupees('0'), instalment: due })
  })
  const books = { ...begun.books, principalUnbilled: principal }
  return { ...begun, status: 'active', startedOn, accruesFrom: startedOn, rows, books }
}

/** `{A: 'NPA 2027-03-05', C: 'dpd 0; dpd 5 on 2027-04-01', A_arrears_cleared: '2027-04-01'}` */
function borrowersDays(inputs: { readonly [field: string]: string }, days: string[]) {
  const names = Object.keys(inputs).filter((name) => !name.endsWith('_arrears_cleared'))
  let isNpa = false
  const on = (day: string) => {
    const facilities = names.map((name) => facilityOn(inputs, name, day))
    isNpa = borrowerIsNpa(isNpa, facilities)
    return Object.fromEntries(names.map((name) => [name, isNpa ? 'NPA' : 'STANDARD']))
  }
  return Object.fromEntries(days.toSorted().map((day) => [day, on(day)]))
}

function facilityOn(inputs: { readonly [field: string]: string }, name: string, day: string) {
  const clear = (inputs[`${name}_arrears_cleared`] ?? '9999') <= day
  const said = (inputs[name] ?? '').split(';').map((part) => part.trim())
  const npaFrom = said.map((part) => /^NPA (\S+)$/.exec(part)?.[1]).find(Boolean)
  const overdue = said.some((part) => {
    const [, dpd = '0', from = '0000'] = /^dpd (\d+)(?: on (\S+))?$/.exec(part) ?? []
    return Number(dpd) > 0 && from <= day
  })
  const isNpa = npaFrom !== undefined && npaFrom <= day && !clear
  return { isNpa, dpd: !clear && (isNpa || overdue) ? 1 : 0 }
}

/** The base layer's glide path, as the rules ship it. */
function npaDaysOn(days: string[]) {
  const rules = seededRules('npa.overdue-days')
  return Object.fromEntries(days.map((on) => [on, inForce(rules, date(on))?.value['BL']]))
}
