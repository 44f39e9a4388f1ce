/** The repayment schedule as Annex C has it, on the KFS and on the agreement alike. */
import type { Words } from '../words/words.ts'
import { amountShown, dayShown } from './figures.ts'
import type { OfferTerms } from './offer-terms.ts'
import { columns, type Block } from './sheet.ts'

export function scheduleTable(terms: OfferTerms, words: Words): Block {
  const { schedule, totalInterest, principal, totalRepaid } = terms
  const { paper, schedule: says } = words
  const totals = [principal, totalInterest, totalRepaid].map(amountShown)
  return columns(
    [paper.number, says.dueOn, says.opening, says.principal, says.interest, says.instalment],
    schedule.map((row) => [
      String(row.number),
      dayShown(row.dueOn, words),
      amountShown(row.opening),
      amountShown(row.principal),
      amountShown(row.interest),
      amountShown(row.instalment),
    ]),
    [26, 80, '*', '*', '*', '*'],
    2,
    ['', paper.total, '', ...totals],
  )
}
