/**
 * The borrower's money meets what is due: instalments and charges, then prepayment, then excess.
 */
import type { LocalDate } from '#kernel/dates'
import { least, minus, most, nothing, plus, sum, type Money } from '#kernel/money'
import { allocate, orderFor, type Occasion, type Part, type Taking } from './allocation.ts'
import { classOfDays, dpdRegulatory } from './classification.ts'
import { replan } from './coming.ts'
import {
  billedRows,
  duesOf,
  interestTo,
  oldestUnpaidRow,
  rowRef,
  unpaidCharge,
  unpaidInterest,
  unpaidOf,
  type Closure,
  type Course,
} from './course.ts'
import { earn } from './earning.ts'
import { payoffOf } from './payoff.ts'
import { levyPenal } from './penal.ts'
import { provide } from './provision.ts'
import type { LoanTerms } from './terms.ts'

type Repaid = {
  readonly id: string
  readonly on: LocalDate
  readonly amount: Money
  readonly purpose?: 'instalments' | 'part-prepayment' | 'foreclosure'
  readonly keep?: 'emi' | 'tenor'
}

/** A payment has come in; it was already counted as received. */
export function meet(course: Course, terms: LoanTerms, paid: Repaid): void {
  const { books } = course
  if (course.status === 'written-off') {
    books.recovered = plus(books.recovered, paid.amount)
    return
  }
  books.excess = plus(books.excess, paid.amount)
  levyPenal(course, terms, paid.on)
  if (paid.purpose === 'foreclosure') foreclose(course, terms, paid)
  applyExcess(course, terms, paid.on, paid.purpose ?? 'instalments')
  if (paid.purpose === 'part-prepayment') prepay(course, terms, paid)
}

/** What the borrower has with us meets what is due now. */
export function applyExcess(
  course: Course,
  terms: LoanTerms,
  on: LocalDate,
  money: Occasion['money'] = 'excess',
): void {
  if (course.books.excess <= 0) return
  const order = orderOn(course, terms, on, money)
  const { takings, excess } = allocate(duesOf(course), course.books.excess, order)
  for (const taking of takings) take(course, taking, on, 'paid')
  course.books.excess = excess
  settleStatus(course, on)
}

function orderOn(course: Course, terms: LoanTerms, on: LocalDate, money: Occasion['money']) {
  const dpd = dpdRegulatory(oldestUnpaidRow(course)?.dueOn, on)
  const assetClass = course.npaOn ? 'NPA' : classOfDays(dpd, terms.npaDays)
  return orderFor({ money, assetClass }, terms.allocation)
}

/** Forgives up to an amount of one part of what is due. */
export function waive(
  course: Course,
  terms: LoanTerms,
  waived: { part: Part; amount: Money; on: LocalDate },
): void {
  levyPenal(course, terms, waived.on)
  const order = [{ by: 'part', parts: [waived.part] }] as const
  const { takings } = allocate(duesOf(course), waived.amount, order)
  for (const taking of takings) {
    take(course, taking, waived.on, 'waived')
    if (taking.part === 'principal') {
      course.books.badDebts = plus(course.books.badDebts, taking.amount)
    } else if (taking.part !== 'interest') creditNote(course, terms, taking)
  }
  settleStatus(course, waived.on)
}

function take(course: Course, taking: Taking, on: LocalDate, how: 'paid' | 'waived'): void {
  const { ref, part, amount } = taking
  if (part !== 'interest' && part !== 'principal') {
    const charge = course.charges.find(({ id }) => id === ref)
    if (charge !== undefined) charge[how] = plus(charge[how], amount)
    return
  }
  const row = course.rows.find((each) => rowRef(each) === ref)
  if (row === undefined) return
  const field = `${how}${part === 'interest' ? 'Interest' : 'Principal'}` as const
  row[field] = plus(row[field], amount)
  if (part === 'interest' && how === 'paid') {
    receiveInterest(course, amount)
  }
  if (unpaidOf(row) === 0) row.settledOn = on
}

/**
 * Income on receipt; of a non-performing loan it first makes good what was taken back. Less than
 * nothing is given back of what was received.
 */
function receiveInterest({ books }: Course, amount: Money): void {
  books.interestReceived = plus(books.interestReceived, amount)
  const made = most(nothing, amount)
  books.interestReversed = most(nothing, minus(books.interestReversed, made))
}

/** Interest not received is income no longer: from now on only on receipt (SPEC §4.3). */
export function suspend(course: Course): void {
  const billed = sum(billedRows(course).map(unpaidInterest))
  course.books.interestReversed = plus(billed, most(nothing, course.books.interestAccrued))
}

export function performAgain(course: Course): void {
  delete course.npaOn
  course.books.interestReversed = nothing
}

/** The income of a waived charge is taken back, and its share of GST credited (SPEC §12). */
function creditNote(course: Course, terms: LoanTerms, taking: Taking): void {
  const charge = course.charges.find(({ id }) => id === taking.ref)
  if (charge === undefined) return
  const gross = plus(charge.net, charge.gst)
  const gst = Math.round((charge.gst * taking.amount) / gross) as Money
  earn(course, terms, charge.charge, minus(gst, taking.amount), minus(nothing, gst))
}

/**
 * Beyond the dues, interest to the day comes first and the rest lowers the principal, as does
 * interest taken at the disbursal that has not run; the rows to come are planned anew. What does
 * not even cover that interest, or would repay everything, waits as excess: the latter is a
 * foreclosure, with its own quote.
 */
function prepay(course: Course, terms: LoanTerms, paid: Repaid): void {
  const { books } = course
  const interest = interestTo(course, terms, paid.on)
  const amount = least(paid.amount, books.excess)
  const principal = minus(amount, interest)
  if (course.status !== 'active' || oldestUnpaidRow(course) !== undefined) return
  if (principal <= 0) return payInterestAhead(course, terms, paid, { amount, interest })
  if (principal >= books.principalUnbilled) return
  books.excess = minus(books.excess, plus(principal, interest))
  receiveInterest(course, interest)
  books.interestAccrued = nothing
  books.principalUnbilled = minus(books.principalUnbilled, principal)
  course.prepaidPrincipal = plus(course.prepaidPrincipal, principal)
  replan(course, terms, { on: paid.on, keep: paid.keep ?? 'emi' })
}

/** What does not cover the interest to the day pays of it what it can, where that is agreed. */
function payInterestAhead(
  course: Course,
  terms: LoanTerms,
  paid: Repaid,
  { amount, interest }: { readonly amount: Money; readonly interest: Money },
): void {
  if (!terms.accrual?.payableInPart || amount <= 0) return
  const brought = minus(interest, amount)
  course.books.excess = minus(course.books.excess, amount)
  receiveInterest(course, amount)
  course.books.interestAccrued = brought
  replan(course, terms, { on: paid.on, keep: paid.keep ?? 'emi', brought })
}

/** Pays the whole quote or changes nothing: one paisa less does not close. */
function foreclose(course: Course, terms: LoanTerms, paid: Repaid): void {
  const { books } = course
  const quote = payoffOf(course, terms, paid.on)
  if (course.status !== 'active' || books.excess < quote.gross) return
  if (quote.charge > 0) {
    const { charge: net, chargeGst: gst } = quote
    const id = `${paid.id}:charge`
    const charge = { id, charge: 'foreclosure' as const, on: paid.on, net, gst }
    course.charges.push({ ...charge, paid: nothing, waived: nothing })
    earn(course, terms, 'foreclosure', net, gst)
  }
  for (const taking of allocate(duesOf(course), books.excess).takings) {
    take(course, taking, paid.on, 'paid')
  }
  books.excess = minus(books.excess, quote.gross)
  payOut(course, quote.interestToDate)
  close(course, { on: paid.on, how: 'foreclosed' })
}

/** The unbilled principal, with the interest of its running period, is paid at once. */
export function payOut(course: Course, interest: Money): void {
  const { books } = course
  receiveInterest(course, interest)
  books.interestAccrued = nothing
  course.prepaidPrincipal = plus(course.prepaidPrincipal, books.principalUnbilled)
  books.principalUnbilled = nothing
  course.rows = billedRows(course)
}

/**
 * An NPA is standard again only when all arrears are paid, those of the borrower's other loans too
 * (SPEC §4.1), and once a restructuring was served well (SPEC §4.5); without dues it is done.
 */
export function settleStatus(course: Course, on: LocalDate): void {
  if (course.status !== 'active' || oldestUnpaidRow(course) !== undefined) return
  const isMonitored = course.monitoredTill !== undefined && on < course.monitoredTill
  const mayRise = course.chargedOffOn === undefined && !course.borrowerNpa && !isMonitored
  if (mayRise) performAgain(course)
  if (course.books.principalUnbilled > 0 || course.rows.length > course.billed) return
  if (sum(course.charges.map(unpaidCharge)) === 0) close(course, { on, how: 'repaid' })
}

/** What is left of the fee is income on the day the loan ends. */
export function close(course: Course, closure: Closure): void {
  const { books } = course
  course.status = 'closed'
  course.closure = closure
  performAgain(course)
  books.feeRecognised = plus(books.feeRecognised, books.feeUnamortised)
  books.feeUnamortised = nothing
  provide(course, nothing)
}
