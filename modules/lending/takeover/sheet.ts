/**
 * A book as a CSV sheet: one row a fact, the loan's columns repeated, rows of one loan anywhere.
 * Amounts are in rupees. What a row cannot mean is a sentence with its line.
 */
import { date } from '#kernel/dates'
import { nothing, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { Account } from './account.ts'

const LOAN_COLUMNS = [
  ...['loan', 'customer', 'product', 'principal', 'rate', 'instalments', 'first_due_on', 'epi'],
  ...['fee', 'fee_gst', 'place_of_supply', 'penal_percent', 'npa_days'],
  ...['control_principal', 'control_outstanding', 'control_overdue'],
] as const
/** Columns whose text is the fact's field as it stands. */
const TEXTS = [
  ...['of', 'purpose', 'keep', 'charge', 'part', 'code', 'reference', 'interest', 'over', 'unit'],
] as const
/** Columns that are read, with the field each fills; a loan's own columns have other names. */
const READ = [
  ['till', 'day', 'till'],
  ['start_on', 'day', 'startOn'],
  ['next_due_on', 'day', 'nextDueOn'],
  ['monitored_till', 'day', 'monitoredTill'],
  ['new_rate', 'rate', 'rate'],
  ['new_epi', 'amount', 'epi'],
  ['new_instalments', 'whole', 'instalments'],
  ['every', 'whole', 'every'],
] as const
/** First ones that rest, of a rescheduling. */
const RESTING = [
  ['pause_principal', 'principalRows'],
  ['pause_interest', 'interestRows'],
] as const
const FACT_COLUMNS = [
  ...['fact', 'on', 'id', 'amount', 'gst', 'interest_too', ...TEXTS],
  ...[...READ, ...RESTING].map(([column]) => column),
]
const REQUIRED = ['loan', 'customer', 'product', 'principal', 'rate', 'instalments', 'fact', 'on']

export type Sheet = { readonly accounts: readonly Account[]; readonly faults: readonly string[] }
type Row = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

export function accountsInSheet(text: string): Sheet {
  const [head, ...lines] = linesOf(text)
  const names = (head?.cells ?? []).map((name) => name.trim())
  const known: readonly string[] = [...LOAN_COLUMNS, ...FACT_COLUMNS]
  const faults = [
    ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `Column ${name} is missing.`),
    ...names.filter((name) => !known.includes(name)).map((name) => `Column ${name} is not ours.`),
    ...lines
      .filter(({ cells }) => cells.length !== names.length)
      .map(({ line, cells }) => `Line ${line} has ${cells.length} cells, not ${names.length}.`),
  ]
  if (faults.length > 0) return { accounts: [], faults }
  const rows = lines.map(({ line, cells }): Row => {
    const named = names.map((name, i) => [name, (cells[i] ?? '').trim()] as const)
    return { line, cells: Object.fromEntries(named) }
  })
  const accounts: Account[] = []
  for (const own of Map.groupBy(rows, ({ cells }) => cells['loan'] ?? '').values()) {
    faults.push(...contradictions(own))
    accounts.push(accountOf(own, faults))
  }
  return { accounts: faults.length > 0 ? [] : accounts, faults }
}

/** The loan's columns are the same on all its rows. */
function contradictions([first, ...others]: readonly Row[]): string[] {
  return others.flatMap(({ line, cells }) =>
    LOAN_COLUMNS.filter((name) => cells[name] !== first?.cells[name]).map(
      (name) => `Line ${line}: ${name} is not what line ${first?.line} says of this loan.`,
    ),
  )
}

function accountOf(rows: readonly Row[], faults: string[]): Account {
  const { cells, line } = rows[0] as Row
  const read = reader(cells, line, faults)
  const fee = read.amount('fee')
  const terms = {
    ...{ principal: read.amount('principal'), rate: read.rate('rate') },
    instalments: read.whole('instalments'),
    ...(cells['first_due_on'] && { firstDueOn: read.day('first_due_on') }),
    ...(cells['epi'] && { epi: read.amount('epi') }),
    fees: fee
      ? [
          {
            ...{ kind: 'processing', amount: fee, gst: read.amount('fee_gst') ?? nothing },
            ...{ payee: 'lender', onExit: 'kept' },
          },
        ]
      : [],
    placeOfSupply: cells['place_of_supply'] || 'same-state',
    ...(cells['penal_percent'] && {
      penal: { percentAYear: cells['penal_percent'], graceDays: 0 },
    }),
    ...(cells['npa_days'] && { npaDays: read.whole('npa_days') }),
  }
  const control = {
    ...(cells['control_principal'] && { principal: read.amount('control_principal') }),
    ...(cells['control_outstanding'] && { outstanding: read.amount('control_outstanding') }),
    ...(cells['control_overdue'] && { overdue: read.amount('control_overdue') }),
  }
  const { loan, customer, product } = cells
  const facts = rows.map((row, i) => factOf(row, i + 1, faults))
  const whole = { loan, customer, product, terms, facts }
  // What it holds is checked, whichever file it came from, by `faultsOf`.
  return { ...whole, ...(Object.keys(control).length > 0 && { control }) } as unknown as Account
}

function factOf({ cells, line }: Row, n: number, faults: string[]): object {
  const read = reader(cells, line, faults)
  const texts = TEXTS.flatMap((name) => (cells[name] ? [[name, cells[name]]] : []))
  const values = READ.flatMap(([column, kind, field]) =>
    cells[column] ? [[field, read[kind](column)]] : [],
  )
  const rests = RESTING.some(([column]) => cells[column])
  const pause = RESTING.map(([column, field]) => [field, read.whole(column) ?? 0])
  const charged = cells['fact'] === 'charged'
  return {
    ...{ kind: cells['fact'], id: cells['id'] || `row-${n}`, on: read.day('on') },
    ...(cells['amount'] && { amount: read.amount('amount') }),
    ...(charged && { gst: read.amount('gst') ?? nothing }),
    ...(cells['interest_too'] === 'yes' && { interestToo: true }),
    ...Object.fromEntries([...texts, ...values]),
    ...(rests && { pause: Object.fromEntries(pause) }),
  }
}

function reader(cells: Row['cells'], line: number, faults: string[]) {
  /** What the cell says, or a fault; an empty one says nothing. */
  const said =
    <T>(meaning: (text: string) => T, kind: string) =>
    (name: string): T | undefined => {
      const text = cells[name]
      if (!text) return undefined
      try {
        return meaning(text)
      } catch {
        faults.push(`Line ${line}: ${name} “${text}” is no ${kind}.`)
        return undefined
      }
    }
  return {
    amount: said(rupees, 'amount in rupees'),
    day: said(date, 'day as 2026-03-31'),
    rate: said(rate, 'percentage a year'),
    whole: said(whole, 'whole number'),
  }
}

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new RangeError(text)
  return Number(text)
}

type Line = { readonly line: number; readonly cells: readonly string[] }

/** RFC 4180: cells in quotes may hold commas, line breaks and doubled quotes. */
function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let cells: string[] = []
  let [line, began] = [1, 1]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  const body = text.replace(/^\uFEFF/, '').trimEnd()
  while (cell.lastIndex < body.length) {
    const from = cell.lastIndex
    const found = cell.exec(body)
    if (!found) {
      lines.push({ line, cells: [`a quote out of place at character ${from}`] })
      break
    }
    const [whole, quoted, plain = '', end] = found
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    if (end === ',' && cell.lastIndex < body.length) continue
    if (end === ',') cells.push('')
    lines.push({ line: began, cells })
    cells = []
    began = line
  }
  return lines
}
