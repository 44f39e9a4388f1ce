/** Postings as lines of CSV, for an accountant's own program. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { decimal, type Money } from '#kernel/money'
import { accountName, ACCOUNTS, type AccountCode } from './account.ts'

export type JournalLine = {
  readonly journalId: Id<'jrn'>
  /** Empty for an entry of the whole portfolio. */
  readonly accountNumber: string
  readonly fact: string
  readonly says: string
  readonly valueOn: LocalDate
  readonly bookedOn: LocalDate
  readonly line: number
  readonly account: number
  readonly debit: Money
  readonly credit: Money
}

const HEADS = [
  ...['booked_on', 'value_on', 'entry', 'line', 'account', 'account_name', 'debit', 'credit'],
  ...['loan_account', 'cause', 'says'],
]

/** RFC 4180, with a heading; amounts in rupees with two decimals and no separators. */
export const journalCsv = (lines: readonly JournalLine[]): string =>
  [HEADS.join(','), ...lines.map(csvLine), ''].join('\r\n')

function csvLine(line: JournalLine): string {
  const { account } = line
  const name = account in ACCOUNTS ? accountName(account as AccountCode).slice(5) : ''
  return [
    ...[line.bookedOn, line.valueOn, line.journalId, String(line.line), String(account), name],
    ...[decimal(line.debit), decimal(line.credit), line.accountNumber, line.fact, line.says],
  ]
    .map(quoted)
    .join(',')
}

/** A field a spreadsheet would calculate is shown to it as text. */
function quoted(field: string): string {
  const safe = /^[=+\-@\t\r]/.test(field) && Number.isNaN(Number(field)) ? `'${field}` : field
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
