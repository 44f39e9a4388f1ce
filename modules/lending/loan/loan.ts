/**
 * `loanAt`: a loan as it stands at the end of a day, from its terms and facts alone (DESIGN §7).
 *
 *     sanctioned ─ disbursed ─▶ disbursed ─ credited ─▶ active ─ all paid or exited ─▶ closed
 *                                 │                     │ ╰─ written off ─▶ written-off
 *                                 ╰── payout returned ──┴─────────────────▶ cancelled
 *
 * Pure and total. Facts may come in any order; the same facts give the same loan. A loan closes by
 * itself when nothing is left to pay: there is no fact for it.
 */
import type { LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import type { Position } from '../ledger/position.ts'
import type { Instalment } from '../schedule/plan.ts'
import { classOfDays, dpdRegulatory, nextClassChangeOn, type AssetClass } from './classification.ts'
import {
  begin,
  billedRows,
  copyOf,
  interestTo,
  oldestUnpaidRow,
  termsNow,
  positionOf,
  unpaidCharge,
  unpaidInterest,
  unpaidOf,
  unpaidPrincipal,
  type Charge,
  type Closure,
  type Course,
  type LoanStatus,
  type Row,
} from './course.ts'
import { byPlace, placeOf, reversedBy, standing, type LoanFact } from './fact.ts'
import { exitNow } from './cooling-off.ts'
import { isPossible } from './impossible.ts'
import { nextOccurrence, pass, type Step } from './passage.ts'
import { payoffOf, type Payoff } from './payoff.ts'
import type { LoanTerms } from './terms.ts'

export type { Course, LoanStatus } from './course.ts'

export type LoanRow = Instalment & {
  readonly paid: { readonly principal: Money; readonly interest: Money }
  readonly waived: { readonly principal: Money; readonly interest: Money }
  readonly unpaid: Money
  readonly status: 'paid' | 'partly-paid' | 'due' | 'overdue' | 'coming'
  readonly settledOn?: LocalDate
}

export type Amounts = {
  readonly principal: Money
  readonly interest: Money
  readonly charges: Money
  readonly total: Money
}

export type LoanState = {
  readonly on: LocalDate
  readonly status: LoanStatus
  readonly closure?: Closure
  readonly startedOn?: LocalDate
  /** All principal lent so far. */
  readonly lent: Money
  readonly schedule: readonly LoanRow[]
  readonly charges: readonly Readonly<Charge>[]
  /** All the borrower owes: principal, interest billed and accrued to the day, charges. */
  readonly outstanding: Amounts & { readonly interestAccrued: Money }
  /** What fell due and is unpaid: overdue, or due today. */
  readonly dues: Amounts & { readonly oldestOn?: LocalDate }
  /** What the borrower has paid so far, by what it met. */
  readonly paid: Amounts
  readonly excess: Money
  /** Presented and not yet answered by the bank. */
  readonly inClearing: Money
  /** Days past due; the due date is day 1 (SPEC §4.2). */
  readonly dpd: number
  readonly assetClass: AssetClass
  /** Since when it is an NPA. */
  readonly npaOn?: LocalDate
  readonly writtenOffOn?: LocalDate
  /** The contract was ended: everything fell due. */
  readonly terminatedOn?: LocalDate
  /** A loss asset since. */
  readonly chargedOffOn?: LocalDate
  readonly nextDue?: { readonly n: number; readonly on: LocalDate; readonly amount: Money }
  /** When to look at it again if no fact comes before: a due date, a month end, a class. */
  readonly nextInterestingOn: LocalDate | undefined
  readonly payoff: Payoff
  /** What leaves it within the cooling-off period; absent once an instalment fell due. */
  readonly exit: Money | undefined
  /** For the ledger: `entryBetween(cause, before.position, after.position)`. */
  readonly position: Position
}

/** The loan at the end of a day. Throws a RangeError on terms no schedule can meet. */
export const loanAt = (terms: LoanTerms, facts: readonly LoanFact[], on: LocalDate): LoanState =>
  stateOf(courseAt(terms, facts, on), terms, on)

/** The fold behind `loanAt`: keep it as a snapshot and go on from it with `resume`. */
export const courseAt = (terms: LoanTerms, facts: readonly LoanFact[], on: LocalDate): Course =>
  passed(begin(), terms, facts, on)

function passed(
  from: Course,
  terms: LoanTerms,
  facts: readonly LoanFact[],
  on: LocalDate,
  each?: (step: Step) => void,
): Course {
  const told = facts.filter(isPossible)
  const course = pass(from, terms, standing(told, on, from.reversed), on, each)
  return { ...course, reversed: [...from.reversed, ...reversedBy(told, on)] }
}

/**
 * Carries a snapshot on with facts it has not seen. Refuses `'before-snapshot'` when one of them
 * belongs before the snapshot's end, or reverses something inside it: then fold from the start.
 * `each`, when given, sees the course after every step; it goes on, so keep a copy or nothing.
 */
export function resume(
  snapshot: Course,
  terms: LoanTerms,
  fresh: readonly LoanFact[],
  on: LocalDate,
  each?: (step: Step) => void,
): Course | Refused<'before-snapshot'> {
  const { through } = snapshot
  const told = fresh.filter(isPossible)
  const ids = new Set(told.map(({ id }) => id))
  const early = told.some((fact) => {
    if (fact.on > on) return false
    if (fact.kind === 'reversed') return !ids.has(fact.of)
    return through !== undefined && byPlace(placeOf(fact), through) <= 0
  })
  return early ? refuse('before-snapshot') : passed(snapshot, terms, told, on, each)
}

/** Every step of the passage with the loan's course after it: what a journal is written from. */
export function stepsOf(terms: LoanTerms, facts: readonly LoanFact[], on: LocalDate): Step[] {
  const steps: Step[] = []
  pass(begin(), terms, standing(facts.filter(isPossible), on), on, ({ cause, after }) =>
    steps.push({ cause, after: copyOf(after) }),
  )
  return steps
}

/**
 * The view of a course on a day it was carried to. What costs more than a glance is worked out when
 * it is first asked for: a day-end carries a hundred thousand loans and looks at little of each.
 */
export function stateOf(course: Course, agreed: LoanTerms, on: LocalDate): LoanState {
  const terms = termsNow(course, agreed)
  const oldest = course.status === 'active' ? oldestUnpaidRow(course) : undefined
  const dpd = dpdRegulatory(oldest?.dueOn, on)
  const { npaOn, closure, startedOn, writtenOffOn, terminatedOn, chargedOffOn } = course
  const next = course.status === 'active' ? course.rows[course.billed] : undefined
  let schedule: readonly LoanRow[] | undefined
  let payoff: Payoff | undefined
  return {
    on,
    status: course.status,
    ...(closure && { closure }),
    ...(startedOn && { startedOn }),
    lent: plus(agreed.principal, course.drawn ?? nothing),
    get schedule() {
      return (schedule ??= course.rows.map((row, i) => viewOf(row, i < course.billed, on)))
    },
    charges: course.charges,
    outstanding: outstandingOf(course, terms, on),
    dues: { ...duesTotal(course), ...(oldest && { oldestOn: oldest.dueOn }) },
    get paid() {
      return paidOf(course)
    },
    excess: course.books.excess,
    inClearing: sum(course.presented.map(({ amount }) => amount)),
    dpd,
    assetClass: npaOn ? 'NPA' : classOfDays(dpd, terms.npaDays),
    ...(npaOn && { npaOn }),
    ...(writtenOffOn && { writtenOffOn }),
    ...(terminatedOn && { terminatedOn }),
    ...(chargedOffOn && { chargedOffOn }),
    ...(next && { nextDue: { n: next.n, on: next.dueOn, amount: next.instalment } }),
    get nextInterestingOn() {
      return interestingOn(course, terms, on)
    },
    get payoff() {
      return (payoff ??= payoffOf(course, terms, on))
    },
    get exit() {
      return exitNow(course, terms, on)?.payable
    },
    get position() {
      return positionOf(course)
    },
  }
}

function viewOf(row: Row, billed: boolean, on: LocalDate): LoanRow {
  const { n, dueOn, opening, principal, interest, instalment, settledOn } = row
  const unpaid = unpaidOf(row)
  const status = !billed
    ? 'coming'
    : unpaid === 0
      ? 'paid'
      : unpaid < instalment
        ? 'partly-paid'
        : dueOn === on
          ? 'due'
          : 'overdue'
  return {
    ...{ n, dueOn, opening, principal, interest, instalment, unpaid, status },
    paid: { principal: row.paidPrincipal, interest: row.paidInterest },
    waived: { principal: row.waivedPrincipal, interest: row.waivedInterest },
    ...(settledOn && { settledOn }),
  }
}

function duesTotal(course: Course): Amounts {
  const rows = billedRows(course)
  return amounts(
    sum(rows.map(unpaidPrincipal)),
    sum(rows.map(unpaidInterest)),
    sum(course.charges.map(unpaidCharge)),
  )
}

function outstandingOf(course: Course, terms: LoanTerms, on: LocalDate): LoanState['outstanding'] {
  const dues = duesTotal(course)
  const interestAccrued = interestTo(course, terms, on)
  const principal = plus(dues.principal, course.books.principalUnbilled)
  const claim = course.status === 'written-off' ? unbilledClaim(course) : nothing
  const interest = plus(dues.interest, interestAccrued)
  return { ...amounts(plus(principal, claim), interest, dues.charges), interestAccrued }
}

/** After a write-off the borrower still owes what was not billed yet, less what was recovered. */
function unbilledClaim(course: Course): Money {
  const billed = sum(billedRows(course).map(unpaidPrincipal))
  return minus(minus(course.writtenOffPrincipal, billed), course.books.recovered)
}

function paidOf(course: Course): Amounts {
  const byRows = sum(course.rows.map((row) => row.paidPrincipal))
  return amounts(
    plus(byRows, course.prepaidPrincipal),
    course.books.interestReceived,
    sum(course.charges.map((charge) => charge.paid)),
  )
}

const amounts = (principal: Money, interest: Money, charges: Money): Amounts => ({
  principal,
  interest,
  charges,
  total: sum([principal, interest, charges]),
})

function interestingOn(course: Course, terms: LoanTerms, on: LocalDate): LocalDate | undefined {
  const occurrence = nextOccurrence(course, terms)?.on
  const oldest = course.status === 'active' ? oldestUnpaidRow(course) : undefined
  const change = oldest && nextClassChangeOn(oldest.dueOn, on, terms.npaDays)
  if (occurrence === undefined || change === undefined) return occurrence ?? change
  return occurrence < change ? occurrence : change
}
