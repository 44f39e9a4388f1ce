/** `bin/dhara import loans FILE`: a book another system kept, into the running house. */
import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { date, type LocalDate } from '#kernel/dates'
import { faultsOf, type Account } from '../modules/lending/takeover/account.ts'
import { LOANS_MAX, takeOver } from '../modules/lending/takeover/commands.ts'
import { reconcile, reconciliationLines } from '../modules/lending/takeover/reconciliation.ts'
import { accountsInSheet, type Sheet } from '../modules/lending/takeover/sheet.ts'
import type { Say } from '../platform/runtime/control.ts'
import type { House } from '../platform/runtime/house.ts'
import { askHouse, type AtHouse } from './errand.ts'
import { pathHere } from './path-here.ts'

export const help = `bin/dhara import loans FILE [--check] [--on DATE] [--accept-differences]
                        [--json]

Takes loans over with their terms and facts. FILE is JSON, [{loan, customer, product, terms,
facts, control?}] in lending's own words with amounts in paise, or CSV, one row a fact with the
loan's columns repeated and amounts in rupees. loan is the former lender's own number and stays
the account number; customer is the id of a customer of ours. Up to ${LOANS_MAX} loans a file.
Every kind of fact a loan here can have is taken, down to re-ageing, charge-off and reversals.

A file is taken over whole, in one transaction, or not at all: then each reason is a line. The same
loans again add nothing. Our sums are set beside the control totals of the file.

  --check               says what would happen, and changes nothing
  --on DATE             the day of the control totals; without it, today
  --accept-differences  takes over although a control total is not met

Exit code 1 when nothing was taken over (with --check: would be), 2 when the words are wrong.`

const FILE_BYTES_MAX = 256 * 1024 * 1024
/** Faults, and differences, that are told one by one. */
const TOLD_MAX = 100

export async function run([what = '', file, ...rest]: readonly string[]): Promise<number> {
  if (what !== 'loans' || !file || file.startsWith('--')) {
    console.error('Say import loans FILE: see bin/dhara import --help.')
    return 2
  }
  // The house stands elsewhere: a path means what it means here.
  return askHouse('import', [what, pathHere(file), ...rest])
}

export const atHouse: AtHouse = async (house, args, say) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      on: { type: 'string' },
      'accept-differences': { type: 'boolean', default: false },
    },
  })
  const on = dayOf(values.on, house.clock.today())
  if (!on) {
    say(`--on ${values.on} is no day of the past.`)
    return 2
  }
  const { accounts, faults } = accountsIn(positionals[1] ?? '', house.clock.today())
  if (faults.length > 0) return refused(faults, say)
  const reconciliation = reconcile(accounts, on)
  for (const line of reconciliationLines(reconciliation, TOLD_MAX)) say(line)
  const differ = reconciliation.differences.length > 0 && !values['accept-differences']
  const tried = await taken(house, accounts, values.check || differ)
  if (tried.faults.length > 0) return refused(tried.faults, say, { reconciliation })
  const outcome = { ...tried, differ, checkedOnly: values.check, reconciliation }
  if (differ) {
    say(
      'The sums differ: nothing was taken over. --accept-differences does it nevertheless.',
      outcome,
    )
    return 1
  }
  const { takenOver, known } = tried
  const did = values.check ? 'would be taken over' : 'taken over'
  say(`${takenOver} loans ${did}, ${known} known from before.`, outcome)
  return 0
}

type Tried = Awaited<ReturnType<typeof takeOver>>

/** One transaction for the file; one that is only tried is rolled back. */
async function taken(house: House, accounts: readonly Account[], tryOnly: boolean): Promise<Tried> {
  try {
    return await attempt(house, accounts, tryOnly)
  } catch (problem) {
    if (reasonOf(problem) === undefined) throw problem
    return { takenOver: 0, known: 0, faults: [await faultAmong(house, accounts)] }
  }
}

async function attempt({ db }: House, accounts: readonly Account[], tryOnly: boolean) {
  const actor = { kind: 'staff', id: 'operator', roles: ['ops'] } as const
  const undo = new Error('only tried')
  let tried: Tried = { takenOver: 0, known: 0, faults: [] }
  try {
    return await db.transact('lending', { serializable: true }, async (open) => {
      tried = await takeOver(open.tx({ actor }), accounts)
      if (tryOnly) throw undo
      return tried
    })
  } catch (problem) {
    if (problem !== undo) throw problem
    return tried
  }
}

/** Which loan the books refuse, by halves: each half is tried and rolled back. */
async function faultAmong(house: House, accounts: readonly Account[]): Promise<string> {
  const refusedIn = async (some: readonly Account[]) => {
    try {
      await attempt(house, some, true)
      return undefined
    } catch (problem) {
      return reasonOf(problem) ?? 'it cannot be written'
    }
  }
  let part = accounts
  while (part.length > 1) {
    const half = part.slice(0, Math.ceil(part.length / 2))
    part = (await refusedIn(half)) === undefined ? part.slice(half.length) : half
  }
  const reason = (await refusedIn(part)) ?? 'it cannot be written beside the others of the file'
  return `Loan ${part[0]?.loan}: ${reason}.`
}

/** What a refusal of the database, or of our own sums, means; undefined for any other failure. */
function reasonOf(problem: unknown): string | undefined {
  if (problem instanceof RangeError) return `a figure is impossible (${problem.message})`
  const { code, table_name, column_name, constraint_name } = problem as Refusal
  if (typeof code !== 'string' || !/^(22|23)...$/.test(code)) return undefined
  const field = (column_name ?? constraint_name ?? '').replaceAll('_', ' ')
  const where = field ? `${(table_name ?? 'loan').replaceAll('_', ' ')}, ${field}: ` : ''
  return where + (REASONS[code] ?? 'what it says cannot be kept')
}
type Refusal = { readonly [name: string]: string | undefined }
const REASONS: { readonly [state: string]: string } = {
  '22003': 'a figure is too large',
  '22007': 'a day is none',
  '22008': 'a day is none',
  '22021': 'a character is no text',
  '22P05': 'a character is no text',
  '23502': 'it must say something',
  '23505': 'that stands in the books already',
  '23514': 'it is outside its bounds',
}

function accountsIn(path: string, today: LocalDate): Sheet {
  const text = textOf(path)
  if (text === undefined) return { accounts: [], faults: [`${path} cannot be read.`] }
  const sheet = /^\uFEFF?\s*\[/.test(text) ? accountsInJson(text) : accountsInSheet(text)
  if (sheet.faults.length > 0) return sheet
  const { accounts } = sheet
  const numbers = Map.groupBy(accounts, (account) => account?.loan)
  const faults = [
    ...(accounts.length === 0 ? ['The file holds no loan.'] : []),
    ...(accounts.length > LOANS_MAX
      ? [`The file holds ${accounts.length} loans: part it, ${LOANS_MAX} are taken at once.`]
      : []),
    ...[...numbers].flatMap(([loan, { length }]) =>
      length > 1 && loan !== undefined ? [`Loan ${loan} is in the file ${length} times.`] : [],
    ),
    ...accounts.flatMap((account, i) =>
      faultsOf(account, today).map((fault) => `Loan ${account?.loan ?? `no. ${i + 1}`}: ${fault}`),
    ),
  ]
  return { accounts, faults }
}

function accountsInJson(text: string): Sheet {
  try {
    return { accounts: JSON.parse(text.replace(/^\uFEFF/, '')) as Account[], faults: [] }
  } catch (problem) {
    return { accounts: [], faults: [`The file is no JSON: ${(problem as Error).message}.`] }
  }
}

function textOf(path: string): string | undefined {
  try {
    return statSync(path).size > FILE_BYTES_MAX ? undefined : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function dayOf(text: string | undefined, today: LocalDate): LocalDate | undefined {
  if (text === undefined) return today
  try {
    return date(text) <= today ? date(text) : undefined
  } catch {
    return undefined
  }
}

function refused(faults: readonly string[], say: Say, more: object = {}): number {
  for (const fault of faults.slice(0, TOLD_MAX)) say(fault)
  const rest = faults.length - TOLD_MAX
  if (rest > 0) say(`… and ${rest} more.`)
  say('Nothing was taken over.', { takenOver: 0, known: 0, faults, ...more })
  return 1
}
