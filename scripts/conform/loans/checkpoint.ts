/** What the loan shows at a checkpoint, beside what the case asserts. */
import { money } from '../../../kernel/money.ts'
import { unmetOf } from '../../../modules/lending/loan/replay/due-row.ts'
import {
  isDrawn,
  isOverpaid,
  isSettled,
  type History,
} from '../../../modules/lending/loan/replay/history.ts'
import { shownRows, type ShownRow } from '../../../modules/lending/loan/replay/statement.ts'
import { dateOfDay } from '../../../modules/lending/schedule/model/day.ts'
import type { Checkpoint, Scalar, Table } from './case.ts'
import { LINE_NAMES } from './deeds.ts'

const units = (amount: number): number => amount / 100

/** The first thing that differs; undefined when every asserted value is equal. */
export function differenceAt(history: History, checkpoint: Checkpoint): string | undefined {
  for (const [name, wanted] of Object.entries(checkpoint)) {
    if (name === 'afterAction' || name === 'asOf') continue
    const compare = comparisons[name]
    if (compare === undefined) return `${name} is not known`
    const found = compare(history, wanted, checkpoint)
    if (found !== undefined) return found
  }
  return undefined
}

type Comparison = (history: History, wanted: unknown, at: Checkpoint) => string | undefined

const comparisons: { readonly [asserted: string]: Comparison } = {
  schedule: (history, wanted) => compareSchedule(history, wanted as Table),
  totals: (history, wanted) => compareFields('totals', totalsOf(history), wanted),
  transactions: (history, wanted) => compareLines(history, wanted as Table),
  status: (history, wanted) => compareValue('status', statusOf(history), statusWord(wanted)),
  outstanding: (history, wanted) =>
    compareValue('outstanding', units(owedOf(history)), Number(wanted)),
  overpaid: (history, wanted) =>
    compareValue('overpaid', units(history.account.overpaid), Number(wanted)),
  allInstallmentsMet: (history, wanted) =>
    compareValue('allInstallmentsMet', history.account.rows.every((row) => row.met), wanted),
}

const compareValue = (name: string, got: unknown, wanted: unknown): string | undefined =>
  got === wanted ? undefined : `${name}: ${String(wanted)} expected, ${String(got)} found`

function compareFields(name: string, got: object, wanted: unknown): string | undefined {
  for (const [field, value] of Object.entries(wanted as object)) {
    const own = (got as { [field: string]: unknown })[field]
    if (own !== value) return `${name}.${field}: ${String(value)} expected, ${String(own)} found`
  }
  return undefined
}

const owedOf = ({ account }: History): number =>
  account.rows.reduce((sum, row) => sum + unmetOf(row), 0)

function statusOf(history: History): string {
  if (!isDrawn(history)) return 'APPROVED'
  if (history.account.state === 'written-off') return 'CLOSED_WRITTEN_OFF'
  if (isOverpaid(history)) return 'OVERPAID'
  return isSettled(history) ? 'CLOSED_OBLIGATIONS_MET' : 'ACTIVE'
}

const statusWord = (wanted: unknown): string =>
  String(wanted)
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_')
    .replace(/_$/, '')

function drawdownsOf(history: History) {
  const { entries } = history.account
  return entries
    .filter((entry) => entry.kind === 'drawn')
    .map(({ on, amount, deed }) => ({
      on,
      amount,
      fees:
        entries.find((each) => each.kind === 'charges-at-drawdown' && each.deed === deed)?.amount ??
        money(0),
    }))
}

const rowsOf = (history: History): ShownRow[] =>
  shownRows(history.account, drawdownsOf(history))

function totalsOf(history: History) {
  const rows = rowsOf(history)
  const sum = (of: (row: ShownRow) => number): number =>
    units(rows.reduce((total, row) => total + of(row), 0))
  const instalment = (of: (row: Exclude<ShownRow, { kind: 'drawdown' }>) => number) =>
    sum((row) => (row.kind === 'drawdown' ? 0 : of(row)))
  const fees = sum((row) => (row.kind === 'drawdown' ? row.fees : row.owed.fee))
  return {
    principal: instalment((row) => row.owed.principal),
    interest: instalment((row) => row.owed.interest),
    fees,
    penalties: instalment((row) => row.owed.penalty),
    due: sum((row) =>
      row.kind === 'drawdown' ? row.fees : Object.values(row.owed).reduce((a, b) => a + b, 0),
    ),
    paid: sum((row) => (row.kind === 'drawdown' ? row.feesPaid : row.paid)),
    inAdvance: instalment((row) => row.inAdvance),
    late: instalment((row) => row.late),
    waived: instalment((row) => row.waived),
    outstanding: instalment((row) => row.unpaid),
  }
}

function compareSchedule(history: History, wanted: Table): string | undefined {
  const rows = rowsOf(history)
  const numbered = rows.filter((row) => row.kind !== 'drawdown').length
  if (wanted.periods !== undefined && wanted.periods !== numbered) {
    return `schedule: ${wanted.periods} periods expected, ${numbered} found`
  }
  if (wanted.complete !== false && rows.length !== wanted.rows.length) {
    return `schedule: ${wanted.rows.length} rows expected, ${rows.length} found`
  }
  const shown = rows.map((row) => cellsOf(row))
  for (const [i, row] of wanted.rows.entries()) {
    const own = wanted.complete === false ? shown.find((each) => isSame(each, row, wanted)) : shown[i]
    if (own === undefined) return `schedule row ${String(row[0])}: not found`
    for (const [at, column] of wanted.columns.entries()) {
      if (own[column] === row[at]) continue
      return `schedule row ${String(row[0] ?? 'drawdown')} ${column}: ${String(row[at])} expected, ${String(own[column])} found`
    }
  }
  return undefined
}

type Cells = { readonly [column: string]: Scalar | undefined }

const isSame = (own: Cells, row: readonly Scalar[], { columns }: Table): boolean =>
  own['n'] === row[columns.indexOf('n')] && own['dueDate'] === row[columns.indexOf('dueDate')]

function cellsOf(row: ShownRow): Cells {
  if (row.kind === 'drawdown') {
    return {
      ...{ n: null, days: null, dueDate: dateOfDay(row.on), paidDate: null },
      ...{ balance: units(row.balance), principal: null, interest: null, penalties: null },
      ...{ fees: units(row.fees), due: units(row.fees), paid: units(row.feesPaid) },
      ...{ inAdvance: null, late: null, waived: null, outstanding: null },
    }
  }
  const { owed } = row
  return {
    ...{ n: row.n, days: row.on - row.from, dueDate: dateOfDay(row.on) },
    paidDate: row.metOn === undefined ? null : dateOfDay(row.metOn),
    ...{ balance: units(row.balance), principal: units(owed.principal) },
    ...{ interest: units(owed.interest), fees: units(owed.fee), penalties: units(owed.penalty) },
    due: units(owed.principal + owed.interest + owed.fee + owed.penalty),
    ...{ paid: units(row.paid), inAdvance: units(row.inAdvance), late: units(row.late) },
    ...{ waived: units(row.waived), outstanding: units(row.unpaid) },
  }
}

/** As sets: the file orders by date and id, and ids are not ours. */
function compareLines(history: History, wanted: Table): string | undefined {
  const hidden = new Set(
    wanted.accrualsExcluded === true ? ['Accrual', 'Accrual Adjustment', 'Accrual Activity'] : [],
  )
  const own = history.lines
    .map((line) => lineCells(line))
    .filter((cells) => !hidden.has(String(cells['type'])))
    .map((cells) => JSON.stringify(wanted.columns.map((column) => cells[column])))
  const asked = wanted.rows.map((row) => JSON.stringify(row))
  const missing = without(asked, own)
  const beyond = wanted.complete === false ? [] : without(own, asked)
  if (missing.length === 0 && beyond.length === 0) return undefined
  return `transactions: expected ${missing.slice(0, 3).join(' ')}; found ${beyond.slice(0, 3).join(' ')}`
}

function without(all: readonly string[], gone: readonly string[]): string[] {
  const left = [...gone]
  return all.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function lineCells(line: History['lines'][number]): Cells {
  return {
    ...{ date: dateOfDay(line.on), type: LINE_NAMES[line.kind] ?? line.kind },
    amount: units(line.amount),
    ...{ principal: units(line.split.principal), interest: units(line.split.interest) },
    ...{ fees: units(line.split.fee), penalties: units(line.split.penalty) },
    ...{ overpayment: units(line.overpaid), balance: units(line.balance) },
    ...{ reverted: line.reversed, replayed: line.replayed },
  }
}
