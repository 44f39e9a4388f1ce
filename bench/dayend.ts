/**
 * `npm run bench -- dayend`: a book of a million open loans, a day on which nobody is due and one
 * on which a hundred thousand are.
 *
 *     build ─ idle days in turn with a house of 10,000 loans ─ the due day ─ try what it wrote
 *
 * Bars (issue 4 F): the book by COPY within 5 minutes; ≥ 2,000 due loans/s through state, ledger
 * and events (goal 4,000); rows read and CPU of an idle day at the whole book ≤ 1.2 × those at
 * the small one. `--loans N`, `--due N` make it smaller.
 */
import { parseArgs } from 'node:util'
import { atTime } from '#kernel/dates'
import type { House } from '../platform/runtime/house.ts'
import { brokenLoans } from '../test/simulation/loans.ts'
import { inBookHouse, untilOver } from './book-house.ts'
import { idleDay, readings, untilCalm, type Day } from './idle-day.ts'
import { buildBook, DUE_ON } from './loan-book.ts'
import { openSmallBook } from './small-book.ts'

/**
 * As the database is given memory for such a book, so is Node: half the space of young objects.
 * With a laptop's 4 MB its collector takes a fifth more of a due day (deploy/README.md).
 */
export const sizes = ['--max-semi-space-size=32']
const BUILD_S_MAX = 300
const RATE_BAR = 2000
const RATE_GOAL = 4000
const IDLE_BAR = 1.2
const SMALL_BOOK = 10_000
/** Pairs of idle days compared; with the first, which warms up, they end before the due day. */
const IDLE_DAYS = 7

export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      loans: { type: 'string', default: '1000000' },
      due: { type: 'string', default: '100000' },
    },
  })
  const size = { loans: Number(values.loans), due: Number(values.due) }
  const say = (line: string) => (values.json ? undefined : console.log(line))
  return inBookHouse(['lending'], (house) => measured(house, size, say))
}

type Size = { readonly loans: number; readonly due: number }

async function measured(
  house: House,
  { loans, due: wanted }: Size,
  say: (line: string) => unknown,
) {
  const every = Math.max(1, Math.round(loans / wanted))
  const due = Math.ceil(loans / every)
  const beganMs = performance.now()
  await buildBook(house.db, { from: 0, to: loans, every })
  const builtInS = (performance.now() - beganMs) / 1000
  say(`book       ${loans} loans in ${builtInS.toFixed(0)} s (bar ${BUILD_S_MAX})`)
  const few = Math.min(SMALL_BOOK, loans)
  const idle = await idleDays(house, { loans: few, every })
  const ratio = { rows: over(idle.large.rows, idle.small.rows), cpu: idle.cpuRatio }
  say(`idle day   ${line(idle.small)} at ${few} loans`)
  say(`           ${line(idle.large)} at ${loans}`)
  const times = `rows × ${ratio.rows.toFixed(2)}, CPU × ${ratio.cpu.toFixed(2)}`
  say(`           ${times} (bar ${IDLE_BAR}), the middle of ${IDLE_DAYS} pairs of days`)
  for (const more of readMore(idle.small, idle.large)) say(`           ${more}`)
  const day = await dueDay(house, due)
  say(
    `due day    ${day.perSecond} loans/s, ${due} in ${day.seconds.toFixed(1)} s ` +
      `(bar ${RATE_BAR}, goal ${RATE_GOAL})`,
  )
  say(
    `           ${day.journals} entries, ${day.facts} facts; whatever else ran, CPU was ` +
      `${day.nodeCpuS.toFixed(0)} s ours and ${day.sqlCpuS.toFixed(0)} s the database's`,
  )
  const faults = await faultsIn(house, due)
  for (const fault of faults) say(`wrong      ${fault}`)
  const met =
    builtInS <= BUILD_S_MAX &&
    day.perSecond >= RATE_BAR &&
    ratio.rows <= IDLE_BAR &&
    ratio.cpu <= IDLE_BAR
  return {
    loans,
    due,
    builtInS,
    idle,
    ratio,
    day,
    faults,
    met: met && faults.length === 0,
  }
}

const over = (a: number, b: number): number => (b === 0 ? (a === 0 ? 1 : Infinity) : a / b)

const line = ({ rows, cpuMs, nodeMs, askedMs, choresMs }: Day): string =>
  `${rows} rows read, ${ms(cpuMs)} ms CPU ` +
  `(${ms(nodeMs)} ours, ${ms(askedMs)} asked of the database, ${ms(choresMs)} its chores)`
const ms = (value: number): string => value.toFixed(0)

/** Where a day reads more of the larger book. */
const readMore = (small: Day, large: Day): string[] =>
  Object.entries(large.tables)
    .map(([table, rows]) => ({ table, rows, was: small.tables[table] ?? 0 }))
    .filter(({ rows, was }) => rows > was * IDLE_BAR)
    .map(({ table, rows, was }) => `${table}: ${was} rows, then ${rows}`)

/** Days of both books in turn, after one that warms up: the same machine for each pair. */
async function idleDays(house: House, size: { loans: number; every: number }) {
  const small = await openSmallBook(size.loans, size.every)
  try {
    await untilCalm(house)
    const days: { small: Day; large: Day }[] = []
    for (let n = 0; n <= IDLE_DAYS; n++) {
      days.push({ small: await small.day(), large: await idleDay(house) })
    }
    const [, ...warm] = days
    return {
      small: typical(warm.map((pair) => pair.small)),
      large: typical(warm.map((pair) => pair.large)),
      cpuRatio: median(warm.map((pair) => over(pair.large.cpuMs, pair.small.cpuMs))),
    }
  } finally {
    await small.close()
  }
}

/** Rows of the day that read least; of CPU the middle of all. */
function typical(days: readonly Day[]): Day {
  const least = days.reduce((a, b) => (b.rows < a.rows ? b : a))
  const middle = (of: (day: Day) => number) => median(days.map(of))
  return {
    ...least,
    cpuMs: middle((day) => day.cpuMs),
    nodeMs: middle((day) => day.nodeMs),
    askedMs: middle((day) => day.askedMs),
    choresMs: middle((day) => day.choresMs),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

/** From the first timer to the last fact in the log: all that the day brings has happened. */
async function dueDay(house: House, due: number) {
  const before = await readings(house)
  const [was] = await counts(house)
  const beganMs = performance.now()
  await untilOver(house, atTime(DUE_ON, '00:06'))
  const seconds = (performance.now() - beganMs) / 1000
  const after = await readings(house)
  const [is] = await counts(house)
  return {
    ...{ seconds, perSecond: Math.round(due / seconds) },
    ...{ journals: is!.journals - was!.journals, facts: is!.facts - was!.facts },
    nodeCpuS: (after.nodeMs - before.nodeMs) / 1000,
    sqlCpuS: (after.askedMs + after.choresMs - before.askedMs - before.choresMs) / 1000,
  }
}

const counts = ({ db }: House) => db.owner<{ journals: number; facts: number }[]>`
  select (select count(*)::int from lending.journal) as journals,
         (select coalesce(sum(next), 0)::int from platform.log_head) as facts`

const LOANS_TRIED = 300

/** What the day should have left, and loans drawn from the book folded again from the start. */
async function faultsIn(house: House, due: number): Promise<string[]> {
  const { owner } = house.db
  const [books] = await owner<{ posted: number; even: boolean; billed: number; timers: number }[]>`
    select (select count(*)::int from lending.journal
             where value_on = ${DUE_ON} and fact like 'due:%') as posted,
           (select sum(debit) = sum(credit) from lending.posting) as even,
           (select count(*)::int from lending.loan where overdue > 0) as billed,
           (select count(*)::int from platform.timer) as timers`
  const { posted, even, billed, timers } = books!
  const open = await owner<{ open: number }[]>`
    select count(*)::int as open from lending.loan where status = 'active'`
  const cold = await brokenLoans(house, DUE_ON, LOANS_TRIED)
  return [
    ...(posted === due ? [] : [`${posted} instalments were posted, ${due} fell due`]),
    ...(billed === due ? [] : [`${billed} loans owe, ${due} fell due`]),
    ...(even ? [] : ['debits are not credits']),
    ...(timers === open[0]!.open ? [] : [`${timers} timers stand for ${open[0]!.open} open loans`]),
    ...cold,
  ]
}
