/**
 * A bank statement's receipts as a CSV sheet: one row a receipt, amounts in rupees. Each row is
 * judged by itself, against what is known of loans and references, in a sentence. Pure.
 */
import { date, type LocalDate } from '#kernel/dates'
import { rupees, type Money } from '#kernel/money'
import type { Id } from '#kernel/ids'

export const ROWS_MAX = 10_000
const COLUMNS = ['utr', 'loan', 'mandate', 'amount', 'value_date', 'mode']
const REQUIRED = ['utr', 'amount', 'value_date', 'mode']
const REFERENCE = /^[0-9A-Za-z][0-9A-Za-z /-]{3,39}$/
/** What banks call the ways money comes, as rails of ours. */
const RAILS: { readonly [mode: string]: FileRow['rail'] } = {
  ...{ neft: 'transfer', rtgs: 'transfer', imps: 'transfer', upi: 'transfer', nach: 'transfer' },
  ...{ transfer: 'transfer', cheque: 'cheque', cash: 'cash' },
}
const AMOUNT_MAX = rupees('1000000')
const AMOUNT_MIN = rupees('1')

/** A row as far as it can be read; `says` is the first thing wrong with it. */
export type FileRow = {
  readonly line: number
  readonly reference: string
  readonly loan: string
  readonly byMandate: boolean
  readonly amount?: Money
  readonly receivedOn?: LocalDate
  readonly rail?: 'transfer' | 'cheque' | 'cash'
  readonly says?: string
}
export type Owner = {
  readonly loanId: Id<'loan'>
  readonly customerId: Id<'cus'>
  readonly closedOn: LocalDate | null
}
/** What the house knows of a file's loans and references when it is judged. */
export type Known = {
  readonly loans: ReadonlyMap<string, readonly Owner[]>
  readonly mandates: ReadonlyMap<string, readonly Owner[]>
  readonly references: ReadonlySet<string>
}
export type Judged = FileRow & { readonly owner?: Owner }

export type Unreadable = 'columns-missing' | 'no-rows' | 'too-many-rows' | 'csv-broken'

/** The rows of a sheet, or why it is none. */
export function rowsOf(csv: string, today: LocalDate): readonly FileRow[] | Unreadable {
  if (csv.includes('\0')) return 'csv-broken'
  const lines = csv.replace(/^\uFEFF/, '').split(/\r?\n/)
  const heads = cellsOf(lines[0] ?? '')?.map((head) => head.trim().toLowerCase())
  if (!heads) return 'csv-broken'
  const whose = heads.includes('loan') || heads.includes('mandate')
  if (!whose || !REQUIRED.every((name) => heads.includes(name))) return 'columns-missing'
  if (heads.some((head) => !COLUMNS.includes(head))) return 'columns-missing'
  const rows: FileRow[] = []
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue
    if (rows.length === ROWS_MAX) return 'too-many-rows'
    rows.push(rowOf(cellsOf(line), { heads, line: i + 1, today }))
  }
  return rows.length === 0 ? 'no-rows' : rows
}

type Place = { heads: readonly string[]; line: number; today: LocalDate }

function rowOf(cells: string[] | undefined, { heads, line, today }: Place): FileRow {
  const nothing = { line, reference: '', loan: '', byMandate: false }
  if (cells?.length !== heads.length) {
    return { ...nothing, says: `It has ${cells?.length ?? 'no'} cells, not ${heads.length}.` }
  }
  const cell = (name: string) => cells[heads.indexOf(name)]?.trim() ?? ''
  const [loan, mandate] = [cell('loan'), cell('mandate')]
  const named = { reference: cell('utr').slice(0, 40), loan: (loan || mandate).slice(0, 40) }
  const rail = RAILS[cell('mode').toLowerCase()]
  const amount = readAs(rupees, cell('amount').replaceAll(',', ''))
  const receivedOn = readAs(date, cell('value_date'))
  const says =
    (REFERENCE.test(cell('utr')) ? '' : `utr “${shown(cell('utr'))}” is no bank reference.`) ||
    (named.loan ? '' : 'It names no loan and no mandate.') ||
    (amount === undefined ? `amount “${shown(cell('amount'))}” is no amount in rupees.` : '') ||
    (amount! < AMOUNT_MIN || amount! > AMOUNT_MAX ? 'amount is not from ₹1 to ₹10,00,000.' : '') ||
    (receivedOn ? '' : `value_date “${shown(cell('value_date'))}” is no day as 2026-03-31.`) ||
    (receivedOn! > today ? 'value_date is still to come.' : '') ||
    (rail ? '' : `mode “${shown(cell('mode'))}” is none of ${Object.keys(RAILS).join(', ')}.`)
  const read = {
    ...(amount !== undefined && amount >= AMOUNT_MIN && { amount }),
    ...(receivedOn && { receivedOn }),
    ...(rail && { rail }),
  }
  return { line, ...named, byMandate: loan === '', ...read, ...(says && { says }) }
}

const shown = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text)

function readAs<T>(meaning: (text: string) => T, text: string): T | undefined {
  try {
    return meaning(text)
  } catch {
    return undefined
  }
}

/** Cells of one line; in quotes they may hold commas and doubled quotes. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y
  for (;;) {
    const found = cell.exec(line)
    if (!found) return undefined
    cells.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'))
    if (found[3] === '') return cells
  }
}

/** Whose money each row is, or why it is nobody's. Of two with one reference the first counts. */
export function judge(rows: readonly FileRow[], known: Known): Judged[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    if (row.says !== undefined) return row
    const { reference, loan, byMandate, line } = row
    const before = seen.get(reference)
    if (before === undefined) seen.set(reference, line)
    const owners = (byMandate ? known.mandates : known.loans).get(loan) ?? []
    const open = owners.filter(({ closedOn }) => closedOn === null)
    const what = byMandate ? 'Mandate' : 'Loan'
    const says =
      (before === undefined ? '' : `utr ${reference} is on line ${before} already.`) ||
      (known.references.has(reference) ? `utr ${reference} was received before.` : '') ||
      (owners.length === 0 ? `${what} ${loan} is not known.` : '') ||
      (open.length === 0 ? `${what} ${loan}: the loan is closed.` : '') ||
      (open.length > 1 ? `Mandate ${loan} serves ${open.length} loans: name the loan.` : '')
    return says ? { ...row, says } : { ...row, owner: open[0]! }
  })
}
