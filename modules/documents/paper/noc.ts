/** The no-objection certificate: the loan is repaid, and nothing is owed (SPEC §13.3). */
import { businessDateOf, type LocalDate } from '#kernel/dates'
import { shown, type Money } from '#kernel/money'
import type { Words } from '../words/words.ts'
import { dayShown } from './figures.ts'
import {
  facts,
  lender,
  masthead,
  paperTwice,
  paragraph,
  type Block,
  type Occasion,
  type Paper,
} from './sheet.ts'

export type ClosedLoan = {
  readonly accountNumber: string
  readonly principal: Money
  readonly closedOn: LocalDate
  readonly mandate?: keyof Words['noc']['mandates']
  readonly reportedBy?: LocalDate
}

export function nocPaper(loan: ClosedLoan, occasion: Occasion): Paper {
  const head = { title: ({ titles }: Words) => titles.noc, mark: loan.accountNumber }
  return paperTwice(occasion.language, head, (words) => certificate(loan, occasion, words))
}

function certificate(loan: ClosedLoan, { borrower, madeAt }: Occasion, words: Words): Block[] {
  const { accountNumber, principal, closedOn, mandate, reportedBy } = loan
  const { name, phone, email } = lender.nodalOfficer
  const { noc, paper } = words
  const closed = dayShown(closedOn, words)
  return [
    ...masthead(words.titles.noc, noc.lead),
    facts([
      [paper.borrower, borrower],
      [paper.account, accountNumber],
      [paper.amount, shown(principal)],
      [paper.closedOn, closed],
      [paper.issued, dayShown(businessDateOf(madeAt), words)],
    ]),
    paragraph(noc.confirms(lender.name, accountNumber, borrower, closed)),
    ...(mandate ? [paragraph(noc.mandates[mandate])] : []),
    ...(reportedBy ? [paragraph(noc.reported(dayShown(reportedBy, words)))] : []),
    paragraph(noc.keep(`${name}, ${phone}, ${email}`)),
    { text: paper.forLender(lender.name), bold: true, margin: [0, 18, 0, 2] },
    paragraph(noc.made(lender.address)),
  ]
}
