/** What each kind of fact does to a loan, at its place in time. */
import type { LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { payoutOf, type Fee } from '../schedule/kfs.ts'
import { billedRows, begin, unpaidCharge, unpaidPrincipal, type Course } from './course.ts'
import { chargeOff, terminate } from './charge-off.ts'
import { exitNow } from './cooling-off.ts'
import { chargeBack, giveGoodwill, refundPurchase } from './credit.ts'
import { earn } from './earning.ts'
import type { LoanFact } from './fact.ts'
import { applyExcess, close, meet, payOut, settleStatus, suspend, waive } from './payment.ts'
import { provide } from './provision.ts'
import { reAge, reAmortise } from './re-ageing.ts'
import { reschedule } from './reschedule.ts'
import { changeRate, drawAgain, pauseInterest } from './term-change.ts'
import { taxOf, type LoanTerms } from './terms.ts'
import type { Tax } from '../ledger/position.ts'

type Of<Kind extends LoanFact['kind']> = LoanFact & { kind: Kind }

/** Total: a fact that fits nowhere (a bounce of an unknown presentment) changes nothing. */
export function happen(course: Course, terms: LoanTerms, fact: LoanFact): void {
  const { books } = course
  switch (fact.kind) {
    case 'disbursed':
      return disburse(course, terms, fact)
    case 'credited':
      course.creditedOn = fact.on
      return
    case 'disbursal-returned':
      return takeBack(course, fact)
    case 'presented':
      course.presented.push({ id: fact.id, amount: fact.amount })
      return
    case 'bounced':
      return answer(course, fact.of)
    case 'repaid':
      if (fact.of !== undefined) answer(course, fact.of)
      books.received = plus(books.received, fact.amount)
      return meet(course, terms, fact)
    case 'charged':
      return charge(course, terms, fact)
    case 'waived':
      return waive(course, terms, fact)
    case 'refunded':
      // The money has left: more than the excess makes the borrower owe it, and that must show.
      books.refunded = plus(books.refunded, fact.amount)
      books.excess = minus(books.excess, fact.amount)
      return
    case 'cooled-off':
      return coolOff(course, terms, fact)
    case 'provisioned':
      return provide(course, fact.amount)
    case 'rescheduled':
      return reschedule(course, terms, fact)
    case 'rate-changed':
      return changeRate(course, terms, fact)
    case 'interest-paused':
      return pauseInterest(course, terms, fact)
    case 'drawn':
      return drawAgain(course, terms, fact)
    case 'goodwill':
      return giveGoodwill(course, terms, fact)
    case 'merchant-refunded':
      return refundPurchase(course, terms, fact)
    case 'charged-back':
      return chargeBack(course, terms, fact)
    case 're-aged':
      return reAge(course, terms, fact)
    case 're-amortised':
      return reAmortise(course, terms, fact)
    case 'terminated':
      return terminate(course, terms, fact.on)
    case 'charged-off':
      return chargeOff(course, terms, fact)
    case 'written-off':
      return writeOff(course, fact)
    case 'borrower-npa':
      return sinkWithBorrower(course, fact.on)
    case 'borrower-performing':
      delete course.borrowerNpa
      return settleStatus(course, fact.on)
    case 'reversed':
      return // Its target was left out before the passage began.
  }
}

function disburse(course: Course, terms: LoanTerms, fact: Of<'disbursed'>): void {
  if (course.status !== 'sanctioned') return
  const { books } = course
  const of = (wanted: (fee: Fee) => boolean): Money =>
    sum(terms.fees.filter(wanted).map((fee) => fee.amount))
  course.status = 'disbursed'
  course.feeTotal = of((fee) => fee.payee === 'lender')
  books.feeUnamortised = course.feeTotal
  books.stampDuty = of((fee) => fee.payee === 'third-party' && fee.kind === 'stamp-duty')
  books.thirdParty = of((fee) => fee.payee === 'third-party' && fee.kind !== 'stamp-duty')
  books.tax = taxOfFees(terms)
  books.principalUnbilled = terms.principal
  books.paidOut = plus(books.paidOut, fact.amount)
  // What was sent short is still the borrower's, and what was sent over is ours.
  const short = minus(payoutOf(terms.principal, terms.fees), fact.amount)
  books.excess = plus(books.excess, short)
}

/** The fees supplied at one place are taxed as one sum. */
function taxOfFees({ fees, placeOfSupply }: LoanTerms): Tax {
  const at = (place: LoanTerms['placeOfSupply']): Tax =>
    taxOf(
      sum(fees.flatMap((fee) => ((fee.place ?? placeOfSupply) === place ? fee.gst : []))),
      place,
    )
  return { ...at('same-state'), igst: at('other-state').igst }
}

/** What may have become of a loan since it was lent. */
const SINCE_LENT = [
  ...(['npaOn', 'borrowerNpa', 'monitoredTill', 'writtenOffOn', 'chargedOffOn'] as const),
  ...(['epi', 'rate', 'plan', 'pauses', 'drawn', 'uneven', 'evenly', 'flatLess'] as const),
  ...(['terminatedOn', 'calledInOn'] as const),
] as const

/** Money that never arrived bears no interest and no fee; what was repaid is the borrower's. */
function takeBack(course: Course, fact: Of<'disbursal-returned'>): void {
  const { refunded, received } = course.books
  const { books } = begin()
  const { through, creditedOn, reversed } = course
  Object.assign(course, { ...begin(), through, creditedOn, reversed })
  for (const name of SINCE_LENT) delete course[name]
  course.status = 'cancelled'
  course.closure = { on: fact.on, how: 'payout-returned' }
  course.books = { ...books, refunded, received, excess: minus(received, refunded) }
}

function sinkWithBorrower(course: Course, on: LocalDate): void {
  if (course.status !== 'active') return
  course.borrowerNpa = true
  if (course.npaOn !== undefined) return
  course.npaOn = on
  suspend(course)
}

function answer(course: Course, presentment: string): void {
  course.presented = course.presented.filter(({ id }) => id !== presentment)
}

function charge(course: Course, terms: LoanTerms, fact: Of<'charged'>): void {
  // A loan that never was bears no charge.
  if (course.status === 'cancelled') return
  const { id, on, amount: net, gst } = fact
  course.charges.push({ id, charge: fact.charge, on, net, gst, paid: nothing, waived: nothing })
  // After a write-off it adds to the claim only: the books hold nothing of this borrower any more.
  if (course.status === 'written-off') return
  earn(course, terms, fact.charge, net, gst)
  applyExcess(course, terms, on)
}

/** The exit must be paid in full; less than it is an ordinary payment. */
function coolOff(course: Course, terms: LoanTerms, fact: Of<'cooled-off'>): void {
  const { books } = course
  books.received = plus(books.received, fact.amount)
  const exit = exitNow(course, terms, fact.on)
  if (exit === undefined || plus(books.excess, fact.amount) < exit.payable) {
    return meet(course, terms, fact)
  }
  books.excess = minus(plus(books.excess, fact.amount), exit.payable)
  payOut(course, exit.interest)
  giveBackFees(course, terms)
  close(course, { on: fact.on, how: 'cooled-off' })
  settleStatus(course, fact.on)
}

/** Fees the KFS did not say we keep, and their GST by credit note, become the borrower's money. */
function giveBackFees(course: Course, terms: LoanTerms): void {
  const { books } = course
  for (const fee of terms.fees) {
    if (fee.onExit !== 'refunded') continue
    const gst = taxOf(fee.gst, fee.place ?? terms.placeOfSupply)
    books.tax = {
      cgst: minus(books.tax.cgst, gst.cgst),
      sgst: minus(books.tax.sgst, gst.sgst),
      igst: minus(books.tax.igst, gst.igst),
    }
    const owedTo =
      fee.payee === 'lender'
        ? 'feeUnamortised'
        : fee.kind === 'stamp-duty'
          ? 'stampDuty'
          : 'thirdParty'
    books[owedTo] = minus(books[owedTo], fee.amount)
    books.excess = plus(books.excess, plus(fee.amount, fee.gst))
  }
}

/**
 * A technical write-off: the claim stays, the books let go of it. The unamortised fee is part of
 * the amortised cost, so it lowers the loss, and so does the provision (accounting.json).
 */
function writeOff(course: Course, fact: Of<'written-off'>): void {
  if (course.status !== 'active') return
  const { books } = course
  const principal = plus(books.principalUnbilled, sum(billedRows(course).map(unpaidPrincipal)))
  const claim = plus(principal, sum(course.charges.map(unpaidCharge)))
  const fee = Math.min(books.feeUnamortised, claim) as Money
  const provision = Math.min(books.provision, minus(claim, fee)) as Money
  books.feeUnamortised = minus(books.feeUnamortised, fee)
  books.provision = minus(books.provision, provision)
  books.badDebts = plus(books.badDebts, minus(minus(claim, fee), provision))
  books.principalUnbilled = nothing
  course.writtenOffPrincipal = principal
  course.writtenOffOn = fact.on
  if (course.npaOn === undefined) suspend(course)
  course.status = 'written-off'
  delete course.npaOn
}
