/** The same papers as rows for a spreadsheet: headed in words, amounts in plain rupees. */
import { decimal, nothing, type Money } from '#kernel/money'
import type { LoanPaper } from './loan-paper.ts'

type Cell = string | number

/** RFC 4180; the first row is the heading. */
export const loanPaperCsv = (paper: LoanPaper): string =>
  [...rowsOf(paper).map((row) => row.map(quoted).join(',')), ''].join('\r\n')

function rowsOf({ statement, interest, foreclosure, welcome, schedule = [] }: LoanPaper): Cell[][] {
  if (welcome) {
    const { instalment, firstDueOn, lastDueOn } = welcome
    const head = ['What', 'First due on', 'Last due on', 'Rupees']
    return [head, ['Each instalment', firstDueOn, lastDueOn, decimal(instalment)]]
  }
  if (statement) return statementRows(statement)
  if (interest) {
    const { from, through, ...amounts } = interest
    return [['What', 'From', 'Through', 'Rupees'], ...pairs(amounts, [from, through])]
  }
  if (foreclosure) {
    const { on, validTill, ...amounts } = foreclosure
    return [['What', 'On', 'Valid till', 'Rupees'], ...pairs(amounts, [on, validTill])]
  }
  return [
    ['No.', 'Due on', 'Outstanding principal', 'Principal', 'Interest', 'Instalment', 'Status'],
    ...schedule.map(
      ({ number, dueOn, opening, principal, interest: bears, instalment, status }) => {
        const amounts = [opening, principal, bears, instalment].map(decimal)
        return [number, dueOn, ...amounts, status]
      },
    ),
  ]
}

function statementRows({ from, opening, lines }: NonNullable<LoanPaper['statement']>): Cell[][] {
  const none = decimal(nothing)
  return [
    ['Date', 'Value date', 'What happened', 'Bank reference', 'Added', 'Paid', 'Owed after it'],
    ['', from, 'Brought forward', '', none, none, decimal(opening)],
    ...lines.map(({ on, bookedOn = on, says, reference = '', debit, credit, balance }) => {
      return [bookedOn, on, says, reference, ...[debit, credit, balance].map(decimal)]
    }),
  ]
}

const words: { readonly [field: string]: string } = {
  principal: 'Principal',
  interest: 'Interest',
  charges: 'Charges',
  outstanding: 'Principal outstanding at the end',
  principalOverdue: 'Principal of instalments that are due',
  interestOverdue: 'Interest of instalments that are due',
  interestToDate: 'Interest to the day',
  charge: 'Charge for repaying before time',
  chargeGst: 'GST on that charge',
  advance: 'Your money with us',
  payable: 'To be paid',
  perDay: 'For each later day',
}

const pairs = (amounts: { readonly [field: string]: Money }, days: string[]): Cell[][] =>
  Object.entries(amounts).map(([field, amount]) => {
    return [words[field] ?? field, ...days, decimal(amount)]
  })

/** A field a spreadsheet would calculate is shown to it as text; a negative amount is a number. */
function quoted(cell: Cell): string {
  const text = String(cell)
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
