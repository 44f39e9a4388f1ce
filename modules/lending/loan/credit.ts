/** Money that is no repayment of the borrower's, or one the bank took back. */
import { addDays, daysBetween, type LocalDate } from '#kernel/dates'
import { least, minus, most, nothing, plus, type Money } from '#kernel/money'
import { daysInterest } from '../schedule/interest.ts'
import { comingRows, replan } from './coming.ts'
import { bringInterest, untouched, type Course } from './course.ts'
import { applyExcess, meet } from './payment.ts'
import { payoffOf } from './payoff.ts'
import type { LoanTerms } from './terms.ts'

type Came = { readonly id: string; readonly on: LocalDate; readonly amount: Money }

/** Our gift meets what is due like a payment; it is our loss, not the borrower's money. */
export function giveGoodwill(course: Course, terms: LoanTerms, given: Came): void {
  const { books } = course
  books.goodwill = plus(books.goodwill ?? nothing, given.amount)
  meet(course, terms, { ...given, purpose: 'instalments' })
}

/**
 * A merchant gives back what was bought: it repays the principal before time, and with
 * `interestToo` we give back the interest that part has borne.
 */
export function refundPurchase(
  course: Course,
  terms: LoanTerms,
  refund: Came & { readonly interestToo?: true },
): void {
  const { books } = course
  books.received = plus(books.received, refund.amount)
  const given = refund.interestToo ? interestBorneBy(course, terms, refund) : nothing
  books.interestReceived = minus(books.interestReceived, given)
  const amount = plus(refund.amount, given)
  const closes = plus(books.excess, amount) >= payoffOf(course, terms, refund.on).gross
  const purpose = closes ? 'foreclosure' : 'part-prepayment'
  meet(course, terms, { id: refund.id, on: refund.on, amount, purpose, keep: 'emi' })
}

/** Of a part of the principal since it was lent, as far as it was paid. */
function interestBorneBy(course: Course, { rate }: LoanTerms, { on, amount }: Came): Money {
  const { startedOn, status, books } = course
  if (startedOn === undefined || status !== 'active') return nothing
  return least(daysInterest(amount, rate, daysBetween(startedOn, on)), books.interestReceived)
}

/**
 * The bank took a repayment back: the borrower's money with us goes first, the rest is principal
 * owed again with the next instalment, and bears interest from this day (SEMANTICS §10).
 */
export function chargeBack(course: Course, terms: LoanTerms, { on, amount }: Came): void {
  const { books } = course
  books.received = minus(books.received, amount)
  if (course.status === 'written-off') {
    books.recovered = minus(books.recovered, amount)
    return
  }
  const running = course.status === 'active'
  const used = running ? least(amount, most(nothing, books.excess)) : amount
  books.excess = minus(books.excess, used)
  const again = minus(amount, used)
  if (again === 0) return
  const brought = bringInterest(course, terms, on)
  books.principalUnbilled = plus(books.principalUnbilled, again)
  course.prepaidPrincipal = minus(course.prepaidPrincipal, again)
  const [next, ...others] = comingRows(course).map(({ instalment }) => instalment)
  if (next === undefined) return oweTomorrow(course, on, again)
  const instalmentOfEach = [plus(next, again), ...others]
  replan(course, terms, { on, keep: 'emi', brought, instalmentOfEach })
  applyExcess(course, terms, on)
}

/** After the last instalment it is due by itself. */
function oweTomorrow(course: Course, on: LocalDate, principal: Money): void {
  const owed = { opening: principal, principal, interest: nothing, instalment: principal }
  const n = course.rows.length + 1
  course.accruesFrom = on
  course.rows = [...course.rows, untouched({ n, dueOn: addDays(on, 1), ...owed })]
}
