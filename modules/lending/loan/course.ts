/**
 * Where a loan stands on its way: the state that facts and days move forward, and the snapshot an
 * incremental fold starts from. Plain JSON. A passage (passage.ts) works on a copy of its own, so
 * the fields are open; to everyone else a course is a value.
 */
import { addDays, daysBetween, type LocalDate } from '#kernel/dates'
import { least, minus, money, most, nothing, plus, sum, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { noPosition, type ChargeKind, type Position } from '../ledger/position.ts'
import { bearingDays, daysInterest } from '../schedule/interest.ts'
import type { Instalment, InterestPause, PlanOptions } from '../schedule/plan.ts'
import type { Due, Part } from './allocation.ts'
import type { Place } from './fact.ts'
import type { PenalBasis } from './penal.ts'
import type { LoanTerms } from './terms.ts'

export type LoanStatus =
  'sanctioned' | 'disbursed' | 'active' | 'closed' | 'written-off' | 'cancelled'

export type Closure = {
  readonly on: LocalDate
  readonly how: 'repaid' | 'foreclosed' | 'cooled-off' | 'payout-returned'
}

export type Row = Instalment & {
  paidPrincipal: Money
  paidInterest: Money
  waivedPrincipal: Money
  waivedInterest: Money
  /** The day nothing of it was left unpaid. */
  settledOn?: LocalDate
  /** Penal charges were levied up to here. */
  penalThrough?: LocalDate
}

export type Charge = {
  readonly id: string
  readonly charge: ChargeKind
  readonly on: LocalDate
  readonly net: Money
  readonly gst: Money
  /** Of a penal charge: what it is on. */
  readonly basis?: PenalBasis
  paid: Money
  waived: Money
}

/** The counters of the books; what is billed and unpaid is read from rows and charges. */
type Books = {
  -readonly [
    K in keyof Omit<Position, 'principalBilled' | 'interestBilled' | 'chargesUnpaid' | 'suspended'>
  ]: Position[K]
}

export type Course = {
  status: LoanStatus
  /** The last fact or occurrence gone through; undefined at the very start. */
  through?: Place
  creditedOn?: LocalDate
  /** From here interest runs: the credit, once the payout is known too. */
  startedOn?: LocalDate
  rows: Row[]
  /** How many rows have fallen due. */
  billed: number
  /** The days of the running period begin here; not yet, where those before were paid ahead. */
  accruesFrom?: LocalDate
  /** Month ends booked, and rows whose share of the fee was recognised. */
  closedThrough?: LocalDate
  feesThrough: number
  feeTotal: Money
  /** Month ends at which the provision was counted. */
  providedThrough?: LocalDate
  charges: Charge[]
  /** Facts known to be wrong, which may still come: a reversal can be dated before its target. */
  reversed: readonly string[]
  presented: { readonly id: string; readonly amount: Money }[]
  npaOn?: LocalDate
  /** A loan of the same borrower is an NPA: own arrears paid do not make this one standard. */
  borrowerNpa?: true
  /** Restructured for difficulty: an NPA at least until this day. */
  monitoredTill?: LocalDate
  /** The instalment and the rate since they were changed; absent: the agreed ones. */
  epi?: Money
  rate?: Rate
  /** Instalments to come are not all `epi`: each keeps its own. */
  uneven?: true
  /** How instalments run since they were planned anew; absent: as agreed. */
  plan?: PlanOptions
  /** Interest to come was spread evenly: owed whatever the balance, it runs with the days. */
  evenly?: true
  /** What flat interest is charged on is less by this since the plan was made anew. */
  flatLess?: Money
  /** The contract was ended: all fell due that day. */
  terminatedOn?: LocalDate
  /** All that was to come fell due at once, when the contract ended or with the charge-off. */
  calledInOn?: LocalDate
  /** Charged off: a loss asset until it is paid. */
  chargedOffOn?: LocalDate
  /** Principal drawn after the first disbursal. */
  drawn?: Money
  pauses?: readonly InterestPause[]
  closure?: Closure
  writtenOffOn?: LocalDate
  /** Principal that left by each way but instalments. */
  prepaidPrincipal: Money
  writtenOffPrincipal: Money
  books: Books
}

export function begin(): Course {
  return {
    status: 'sanctioned',
    rows: [],
    billed: 0,
    feesThrough: 0,
    feeTotal: nothing,
    charges: [],
    reversed: [],
    presented: [],
    prepaidPrincipal: nothing,
    writtenOffPrincipal: nothing,
    books: booksOf(noPosition),
  }
}

function booksOf(position: Position): Books {
  const { principalBilled, interestBilled, chargesUnpaid, suspended, ...books } = position
  void [principalBilled, interestBilled, chargesUnpaid, suspended]
  return { ...books, chargeIncome: { ...books.chargeIncome } }
}

/** A copy a passage may write on. */
export const copyOf = (course: Course): Course => ({
  ...course,
  rows: course.rows.map((row) => ({ ...row })),
  charges: course.charges.map((charge) => ({ ...charge })),
  presented: [...course.presented],
  books: { ...course.books, chargeIncome: { ...course.books.chargeIncome } },
})

/** A planned instalment of which nothing is paid. */
export const untouched = (planned: Instalment): Row => ({
  ...planned,
  paidPrincipal: nothing,
  paidInterest: nothing,
  waivedPrincipal: nothing,
  waivedInterest: nothing,
})

export const unpaidPrincipal = (row: Row): Money =>
  minus(row.principal, plus(row.paidPrincipal, row.waivedPrincipal))
export const unpaidInterest = (row: Row): Money =>
  minus(row.interest, plus(row.paidInterest, row.waivedInterest))
export const unpaidOf = (row: Row): Money => plus(unpaidPrincipal(row), unpaidInterest(row))
export const unpaidCharge = (charge: Charge): Money =>
  minus(plus(charge.net, charge.gst), plus(charge.paid, charge.waived))

export const billedRows = (course: Course): Row[] => course.rows.slice(0, course.billed)

/** Nothing is due of a loan written off: its claim lives on in memory, not in dues. */
export function duesOf(course: Course): Due[] {
  if (course.status === 'written-off') return []
  const rows = billedRows(course)
    .filter((row) => row.settledOn === undefined)
    .map((row): Due => ({
      ref: rowRef(row),
      dueOn: row.dueOn,
      parts: { interest: unpaidInterest(row), principal: unpaidPrincipal(row) },
    }))
  const charges = course.charges
    .filter((charge) => unpaidCharge(charge) > 0)
    .map((charge): Due => {
      const parts: { [part in Part]?: Money } = { [charge.charge]: unpaidCharge(charge) }
      return { ref: charge.id, dueOn: charge.on, parts }
    })
  return [...rows, ...charges]
}

export const rowRef = (row: Row): string => `row:${row.n}`

export const oldestUnpaidRow = (course: Course): Row | undefined => {
  for (let i = 0; i < course.billed; i++) {
    if (course.rows[i]?.settledOn === undefined) return course.rows[i]
  }
  return undefined
}

/**
 * Interest of the running period up to a day (not counted) that is not paid yet: never more than
 * the period will bill. Below nothing while days that were paid for at the disbursal have not run:
 * so much the borrower has back who repays now, and so much of it is no income yet.
 */
export function interestTo(course: Course, terms: LoanTerms, on: LocalDate): Money {
  const row = course.rows[course.billed]
  if (course.status !== 'active' || row === undefined || course.accruesFrom === undefined) {
    return nothing
  }
  if (on < course.accruesFrom) return minus(nothing, aheadOf(course, terms, on))
  const days = bearingDays(course.accruesFrom, on, course.pauses)
  const whole = bearingDays(course.accruesFrom, row.dueOn, course.pauses)
  const { interest, brought = nothing, waiting = nothing } = row
  const own = minus(plus(interest, waiting), brought)
  const run = on >= row.dueOn ? own : accruedIn(course, terms, own, { days, whole })
  return plus(brought, least(own, run))
}

/** What the last row to fall due asked for days that come after a day. */
function aheadOf({ rows, billed }: Course, { rate }: LoanTerms, on: LocalDate): Money {
  const row = rows[billed - 1]
  if (row?.aheadTill === undefined) return nothing
  const run = daysInterest(row.opening, rate, daysBetween(row.dueOn, on))
  return most(nothing, minus(minus(row.interest, row.waivedInterest), run))
}

/**
 * What has run until a day on which instalments are planned anew, for the next one to bring. Days
 * paid for at the disbursal that have not run bear their interest in the new plan, so the borrower
 * has back what they cost.
 */
export function bringInterest(course: Course, terms: LoanTerms, on: LocalDate): Money {
  const { books } = course
  const run = interestTo(course, terms, on)
  if (run >= 0) return run
  books.interestReceived = plus(books.interestReceived, run)
  books.excess = minus(books.excess, run)
  books.interestAccrued = nothing
  course.accruesFrom = on
  return nothing
}

/**
 * On what is owed, its actual days over 365; where the period is counted otherwise, or bears no
 * less when repaid, the share of it that has gone by.
 */
function accruedIn(
  { books, evenly }: Course,
  { rate, plan, accrual }: LoanTerms,
  interest: Money,
  { days, whole }: { readonly days: number; readonly whole: number },
): Money {
  const { dayCount, method } = plan ?? {}
  const byDay = dayCount === undefined || (dayCount.year === 365 && dayCount.month === 'actual')
  if (method === 'flat' || evenly || !byDay) {
    return whole === 0 ? nothing : money(Math.round((interest * Math.max(0, days)) / whole))
  }
  if (accrual?.rounding !== 'day') return daysInterest(books.principalUnbilled, rate, days)
  return money(daysInterest(books.principalUnbilled, rate, 1) * Math.max(0, days))
}

/** Through the end of a day, as the books count it. */
export const interestThrough = (course: Course, terms: LoanTerms, on: LocalDate): Money =>
  interestTo(course, terms, addDays(on, 1))

/** The terms as they stand since the rate was reset or the plan made anew. */
export const termsNow = ({ rate, plan }: Course, terms: LoanTerms): LoanTerms =>
  rate === undefined && plan === undefined
    ? terms
    : { ...terms, ...(rate !== undefined && { rate }), ...(plan && { plan }) }

/** The money of the loan, for its ledger. */
export function positionOf(course: Course): Position {
  const written = course.status === 'written-off'
  const rows = billedRows(course).filter((row) => row.settledOn === undefined)
  return {
    ...course.books,
    clearing: sum(course.presented.map(({ amount }) => amount)),
    principalBilled: written ? nothing : sum(rows.map(unpaidPrincipal)),
    interestBilled: sum(rows.map(unpaidInterest)),
    chargesUnpaid: written ? nothing : sum(course.charges.map(unpaidCharge)),
    suspended: course.npaOn !== undefined || written,
  }
}
