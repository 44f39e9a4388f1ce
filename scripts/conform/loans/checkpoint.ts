/** What the loan shows at a checkpoint, beside what the case asserts. */
import type { LocalDate } from '../../../kernel/dates.ts'
import { money } from '../../../kernel/money.ts'
import { arrearsOn } from '../../../modules/lending/loan/replay/arrears.ts'
import { unmetOf } from '../../../modules/lending/loan/replay/due-row.ts'
import { unpaidOf } from '../../../modules/lending/loan/replay/charge.ts'
import {
  isDrawn,
  isOverpaid,
  isSettled,
  shownAccount,
  type History,
} from '../../../modules/lending/loan/replay/history.ts'
import {
  shownRows,
  type ShownDrawdown,
  type ShownRow,
} from '../../../modules/lending/loan/replay/statement.ts'
import { dateOfDay, dayOf } from '../../../modules/lending/schedule/model/day.ts'
import type { Checkpoint, Scalar, Table } from './case.ts'
import { LINE_NAMES } from './deeds.ts'
import { on } from './terms.ts'

const units = (amount: number): number => amount / 100

/** The first thing that differs; undefined when every asserted value is equal. */
export function differenceAt(
  history: History,
  checkpoint: Checkpoint,
  approved: boolean,
): string | undefined {
  for (const [name, wanted] of Object.entries(checkpoint)) {
    if (name === 'afterAction' || name === 'asOf') continue
    const compare = comparisons[name]
    if (compare === undefined) return `${name} is not known`
    const found = compare(history, wanted, { asOf: checkpoint.asOf, approved })
    if (found !== undefined) return found
  }
  return undefined
}

/** The approval is paperwork before the loan: the case's, not the engine's. */
type Occasion = { readonly asOf: string | null; readonly approved: boolean }

type Comparison = (history: History, wanted: unknown, at: Occasion) => string | undefined

const comparisons: { readonly [asserted: string]: Comparison } = {
  schedule: (history, wanted) => compareSchedule(history, wanted as Table),
  totals: (history, wanted) => compareFields('totals', totalsOf(history), wanted),
  transactions: (history, wanted) => compareLines(history, wanted as Table),
  status: (history, wanted, { approved }) =>
    compareValue('status', statusOf(history, approved), statusWord(wanted)),
  outstanding: (history, wanted) =>
    compareValue('outstanding', units(owedOf(history)), Number(wanted)),
  overpaid: (history, wanted) =>
    compareValue('overpaid', units(history.account.overpaid), Number(wanted)),
  charges: (history, wanted) => compareCharges(history, wanted as readonly object[]),
  delinquency: (history, wanted, { asOf }) =>
    compareFields('delinquency', delinquencyOf(history, on(asOf)), wanted),
  installmentDelinquency: (history, wanted) => compareRanges(history, wanted as Table | null),
  overdue: (history, wanted, { asOf }) =>
    compareValue('overdue', units(overdueOf(history, String(asOf))), Number(wanted)),
  allInstallmentsMet: (history, wanted) =>
    compareValue(
      'allInstallmentsMet',
      history.account.rows.every((row) => row.met),
      wanted,
    ),
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

function statusOf(history: History, approved: boolean): string {
  if (!isDrawn(history)) return approved ? 'APPROVED' : 'SUBMITTED_AND_PENDING_APPROVAL'
  if (history.account.state === 'written-off') return 'CLOSED_WRITTEN_OFF'
  if (isOverpaid(history)) return 'OVERPAID'
  return isSettled(history) ? 'CLOSED_OBLIGATIONS_MET' : 'ACTIVE'
}

const statusWord = (wanted: unknown): string =>
  String(wanted)
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_')
    .replace(/_$/, '')

function drawdownsOf(history: History): ShownDrawdown[] {
  const { entries } = shownAccount(history)
  const planned = !isDrawn(history)
  const drawn = entries
    .filter((entry) => entry.kind === 'drawn')
    .map(({ on, amount, deed }) => ({
      ...{ on, amount, planned },
      fees:
        entries.find((each) => each.kind === 'charges-at-drawdown' && each.deed === deed)?.amount ??
        money(0),
    }))
  if (planned) return drawn
  // A tranche planned for a day that is past shows no row: it did not come.
  const last = drawn.at(-1)?.on ?? 0
  const expected = history.planned.filter(({ on }) => dayOf(on) > last)
  const coming = expected.map(({ on, amount }) => ({
    ...{ on: dayOf(on), amount, fees: money(0), planned: true },
  }))
  return [...drawn, ...coming].toSorted((a, b) => a.on - b.on)
}

const rowsOf = (history: History): ShownRow[] =>
  shownRows(shownAccount(history), drawdownsOf(history))

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
    outstanding: sum((row) =>
      row.kind === 'drawdown' ? (row.planned ? row.fees : 0) : row.unpaid,
    ),
  }
}

const chargeWords: { readonly [word: string]: string } = {
  dated: 'Specified due date',
  instalment: 'Installment Fee',
  drawdown: 'Disbursement',
  flat: 'Flat',
  principal: '% Amount',
  interest: '% Interest',
  'principal-and-interest': '% Loan Amount + Interest',
}

/** The name is a label of the source's catalogue and not asserted; all else is. */
function compareCharges(history: History, wanted: readonly object[]): string | undefined {
  const { charges } = shownAccount(history)
  const taken = charges.filter((each) => !each.eachDrawdown || each.drawdown !== undefined)
  const own = taken.map((charge) => ({
    penalty: charge.penalty,
    time: charge.eachDrawdown ? 'Tranche Disbursement' : chargeWords[charge.when],
    dueDate: charge.dueOn ?? null,
    calculation: chargeWords[charge.basis],
    ...{ due: units(charge.charged), paid: units(charge.paid), waived: units(charge.waived) },
    outstanding: units(unpaidOf(charge)),
  }))
  if (own.length !== wanted.length) return `charges: ${wanted.length} expected, ${own.length} found`
  const left = [...own]
  for (const one of wanted) {
    const { name, ...fields } = one as { name?: string }
    const at = left.findIndex((each) => compareFields('', each, fields) === undefined)
    if (at < 0) return `charges: ${JSON.stringify(fields)} not found in ${JSON.stringify(left)}`
    left.splice(at, 1)
    void name
  }
  return undefined
}

/** Days are counted to the day; the range is the one last found. */
function delinquencyOf({ account, arrears, arrearsPauses }: History, asOf: LocalDate): object {
  const now = arrearsOn(account, asOf, arrearsPauses, arrears)
  return {
    classification: arrears?.range,
    range: arrears?.range,
    delinquentAmount: units(now.amount),
    delinquentDate: now.delinquentOn,
    pastDueDate: now.pastDueOn,
    delinquentDays: now.delinquentDays,
    pastDueDays: now.pastDueDays,
  }
}

function compareRanges(history: History, wanted: Table | null): string | undefined {
  const own = (history.arrears?.byRange ?? []).map(({ range, amount }) => [range, units(amount)])
  const asked = (wanted?.rows ?? []).map((row) => [row[1], row[2]])
  const text = (rows: readonly unknown[]): string => JSON.stringify(rows.toSorted())
  return compareValue('installmentDelinquency', text(own), text(asked))
}

const overdueOf = ({ account }: History, asOf: string): number =>
  account.rows
    .filter((row) => dateOfDay(row.due) < asOf)
    .reduce((sum, row) => sum + unmetOf(row), 0)

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
    const own =
      wanted.complete === false ? shown.find((each) => isSame(each, row, wanted)) : shown[i]
    if (own === undefined) return `schedule row ${String(row[0])}: not found`
    for (const [at, column] of wanted.columns.entries()) {
      if (own[column] === row[at]) continue
      const name = `schedule row ${String(row[0] ?? 'drawdown')} ${column}`
      return `${name}: ${String(row[at])} expected, ${String(own[column])} found`
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
      ...{ fees: units(row.fees), due: units(row.fees) },
      ...{ inAdvance: null, late: null, waived: null },
      paid: row.planned ? null : units(row.feesPaid),
      outstanding: row.planned ? units(row.fees) : null,
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

const ACTIVITY = 'Accrual Activity'

/** As sets: the file orders by date and id, and ids are not ours. */
function compareLines(history: History, wanted: Table): string | undefined {
  const hidden = new Set(wanted.accrualsExcluded === true ? ['Accrual', 'Accrual Adjustment'] : [])
  // Whether the holder is told of income once a due date is no term of a case; the engine always
  // has those lines, and a table without any does not speak of them.
  if (!wanted.rows.some((row) => row.includes(ACTIVITY))) hidden.add(ACTIVITY)
  const own = history.lines
    .map((line) => lineCells(line))
    .filter((cells) => !hidden.has(String(cells['type'])))
    .map((cells) => JSON.stringify(wanted.columns.map((column) => cells[column])))
  const asked = wanted.rows.map((row) => JSON.stringify(row))
  const missing = without(asked, own)
  const beyond = wanted.complete === false ? [] : without(own, asked)
  if (missing.length === 0 && beyond.length === 0) return undefined
  const few = (lines: readonly string[]): string => lines.slice(0, 3).join(' ')
  return `transactions: expected ${few(missing)}; found ${few(beyond)}`
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
