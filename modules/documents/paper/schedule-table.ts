/** The repayment schedule as Annex C has it, on the KFS and on the agreement alike. */
import type { OfferTerms } from './offer-terms.ts'
import { columns, type Block } from './sheet.ts'
import { amountShown, dayShown } from './words.ts'

export const scheduleNote = 'Amounts in rupees. The last instalment takes the rounding.'

export function scheduleTable(terms: OfferTerms): Block {
  const { schedule, totalInterest, principal, totalRepaid } = terms
  const totals = [principal, totalInterest, totalRepaid].map(amountShown)
  return columns(
    ['No.', 'Due on', 'Outstanding principal', 'Principal', 'Interest', 'Instalment'],
    schedule.map((row) => [
      String(row.number),
      dayShown(row.dueOn),
      amountShown(row.opening),
      amountShown(row.principal),
      amountShown(row.interest),
      amountShown(row.instalment),
    ]),
    [26, 80, '*', '*', '*', '*'],
    2,
    ['', 'Total', '', ...totals],
  )
}
