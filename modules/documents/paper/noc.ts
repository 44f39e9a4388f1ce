/** The no-objection certificate: the loan is repaid, and nothing is owed (SPEC §13.3). */
import { businessDateOf, type LocalDate } from '#kernel/dates'
import { shown, type Money } from '#kernel/money'
import { facts, lender, masthead, paragraph, type Occasion, type Paper } from './sheet.ts'
import { dayShown } from './words.ts'

export type ClosedLoan = {
  readonly accountNumber: string
  readonly principal: Money
  readonly closedOn: LocalDate
  readonly mandate?: keyof typeof mandateWords
  readonly reportedBy?: LocalDate
}

const mandateWords = {
  cancelled:
    'No further instalment will be drawn: the mandate on your account was cancelled with the loan.',
  kept:
    'No further instalment will be drawn for this loan. The mandate on your account stands for ' +
    'what else you owe us through it.',
  none: 'No further instalment will be drawn: no mandate stands for this loan.',
} as const

export function nocPaper(loan: ClosedLoan, { borrower, madeAt }: Occasion): Paper {
  const { accountNumber, principal, closedOn, mandate, reportedBy } = loan
  const { name, phone, email } = lender.nodalOfficer
  return {
    title: 'No-objection certificate',
    running: 'No-objection certificate',
    mark: `Loan account ${accountNumber}`,
    content: [
      ...masthead('No-objection certificate', 'Your loan is closed.'),
      facts([
        ['Borrower', borrower],
        ['Loan account', accountNumber],
        ['Loan amount', shown(principal)],
        ['Closed on', dayShown(closedOn)],
        ['Issued', dayShown(businessDateOf(madeAt))],
      ]),
      paragraph(
        `${lender.name} confirms that loan account ${accountNumber} of ${borrower} was closed on ` +
          `${dayShown(closedOn)}. All that was due under it has been paid; nothing is owed, and ` +
          'the lender has no claim and no objection.',
      ),
      ...(mandate ? [paragraph(mandateWords[mandate])] : []),
      ...(reportedBy
        ? [
            paragraph(
              'We report the loan as closed to the credit bureaus by ' +
                `${dayShown(reportedBy)}; their own records follow in their time.`,
            ),
          ]
        : []),
      paragraph(`Keep this certificate. Questions: ${name}, ${phone}, ${email}.`),
      { text: `For ${lender.name}`, bold: true, margin: [0, 18, 0, 2] },
      paragraph(`${lender.address}. Made by computer and valid without a signature.`),
    ],
  }
}
