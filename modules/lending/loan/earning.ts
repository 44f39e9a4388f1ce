/** The income of a charge and its GST, as they enter the books of a loan. */
import { plus, type Money } from '#kernel/money'
import type { ChargeKind } from '../ledger/position.ts'
import type { Course } from './course.ts'
import { taxOf, type LoanTerms } from './terms.ts'

/** Books a charge's income and GST; negative amounts take them back. */
export function earn(
  course: Course,
  terms: LoanTerms,
  kind: ChargeKind,
  net: Money,
  gst: Money,
): void {
  const { books } = course
  const split = taxOf(gst, terms.placeOfSupply)
  books.chargeIncome = { ...books.chargeIncome, [kind]: plus(books.chargeIncome[kind], net) }
  books.tax = {
    cgst: plus(books.tax.cgst, split.cgst),
    sgst: plus(books.tax.sgst, split.sgst),
    igst: plus(books.tax.igst, split.igst),
  }
}
