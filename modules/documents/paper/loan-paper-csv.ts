/**
 * The same papers as rows for a spreadsheet: headed in the borrower's words, dates and plain rupees
 * as every spreadsheet reads them.
 */
import type { Language } from '#kernel/languages'
import { decimal, nothing, type Money } from '#kernel/money'
import { wordsIn, type Words } from '../words/words.ts'
import { dayShown } from './figures.ts'
import { lineWords, type LoanPaper } from './loan-paper.ts'

type Cell = string | number

/** Says that the letters are UTF-8: without it a spreadsheet reads those of India as others. */
const BYTE_ORDER_MARK = '\ufeff'

/** RFC 4180; the first row is the heading. */
export const loanPaperCsv = (paper: LoanPaper, language: Language): string =>
  BYTE_ORDER_MARK +
  [...rowsOf(paper, wordsIn(language)).map((row) => row.map(quoted).join(',')), ''].join('\r\n')

function rowsOf(paper: LoanPaper, words: Words): Cell[][] {
  const { statement, interest, foreclosure, welcome, schedule = [] } = paper
  const { certificate, foreclosure: quote, welcome: begins, schedule: says } = words
  const rupees = certificate.amount
  if (welcome) {
    const { instalment, firstDueOn, lastDueOn } = welcome
    const head = [words.statement.what, begins.first, begins.last, rupees]
    return [head, [begins.each, firstDueOn, lastDueOn, decimal(instalment)]]
  }
  if (statement) return statementRows(statement, words)
  if (interest) {
    const { from, through, ...amounts } = interest
    const named = { ...certificate, interest: words.paper.interest, outstanding: says.opening }
    const head = [certificate.what, certificate.from, certificate.through, rupees]
    return [head, ...pairs(amounts, named, [from, through])]
  }
  if (foreclosure) {
    const { on, validTill, ...amounts } = foreclosure
    const named = { ...quote, interestToDate: quote.interestToDate(dayShown(on, words)) }
    const head = [quote.what, words.statement.date, quote.validTill, rupees]
    return [head, ...pairs(amounts, named, [on, validTill])]
  }
  const parts = [says.opening, says.principal, says.interest, says.instalment]
  return [
    [words.paper.number, says.dueOn, ...parts, says.state],
    ...schedule.map(
      ({ number, dueOn, opening, principal, interest: bears, instalment, status }) => {
        const amounts = [opening, principal, bears, instalment].map(decimal)
        return [number, dueOn, ...amounts, says.states[status]]
      },
    ),
  ]
}

function statementRows(
  { from, opening, lines }: NonNullable<LoanPaper['statement']>,
  words: Words,
): Cell[][] {
  const { statement: says } = words
  const none = decimal(nothing)
  const amounts = [says.added, says.paid, says.balance]
  return [
    [says.date, says.valueDate, says.what, says.reference, ...amounts],
    ['', from, says.brought, '', none, none, decimal(opening)],
    ...lines.map(({ on, bookedOn = on, reference = '', debit, credit, balance, ...line }) => {
      const said = lineWords(line, words)
      return [bookedOn, on, said, reference, ...[debit, credit, balance].map(decimal)]
    }),
  ]
}

const pairs = <Part extends string>(
  amounts: { readonly [part in Part]: Money },
  named: { readonly [part in NoInfer<Part>]: string },
  days: string[],
): Cell[][] =>
  (Object.keys(amounts) as Part[]).map((part) => [named[part], ...days, decimal(amounts[part])])

/** A field a spreadsheet would calculate is shown to it as text; a negative amount is a number. */
function quoted(cell: Cell): string {
  const text = String(cell)
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
