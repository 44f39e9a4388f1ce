/**
 * `npm run bench -- schedule`: the pure engine by itself. Bars (issue 4 F): schedules of 60 rows
 * ≥ 5,000/s; a cold fold of 36 rows and 60 facts ≤ 2 ms; one fact more on its snapshot ≤ 0.15 ms.
 */
import { addDays, addMonths, date } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from '../modules/lending/loan/fact.ts'
import { courseAt, resume } from '../modules/lending/loan/loan.ts'
import type { LoanTerms } from '../modules/lending/loan/terms.ts'
import { schedule } from '../modules/lending/schedule/schedule.ts'
import { median } from './ratio.ts'

const SCHEDULES_BAR = 5000
const COLD_MS_MAX = 2
const STEP_MS_MAX = 0.15
const ROUNDS = 9
const startOn = date('2024-01-05')
const on = date('2026-12-01')
const terms: LoanTerms = {
  ...{ principal: rupees('300000'), rate: rate('18'), instalments: 36, fees: [] },
  placeOfSupply: 'same-state',
}

export async function run(args: readonly string[]): Promise<object> {
  const facts = factsOf()
  const kept = courseAt(terms, facts, on)
  const last = {
    id: 'rcp_last',
    kind: 'repaid',
    on: addDays(on, 1),
    amount: rupees('500'),
  } as const
  let n = 0
  // Other amounts each time: nothing is remembered from the one before.
  const rows = () =>
    schedule({
      principal: rupees(String(100_000 + n++)),
      rate: rate('18'),
      instalments: 60,
      startOn,
    })
  const figures = {
    schedulesPerSecond: Math.round(1000 / timeMs(rows, 2000)),
    ...{ rows: kept.rows.length, facts: facts.length },
    coldMs: timeMs(() => courseAt(terms, facts, on), 200),
    stepMs: timeMs(() => resume(kept, terms, [last], last.on), 3000),
  }
  const { schedulesPerSecond, coldMs, stepMs } = figures
  const met = schedulesPerSecond >= SCHEDULES_BAR && coldMs <= COLD_MS_MAX && stepMs <= STEP_MS_MAX
  if (!args.includes('--json')) {
    console.log(`schedules  ${schedulesPerSecond}/s of 60 rows (bar ${SCHEDULES_BAR})`)
    console.log(
      `cold fold  ${coldMs.toFixed(3)} ms of ${figures.rows} rows, ${figures.facts} facts ` +
        `(bar ${COLD_MS_MAX})`,
    )
    console.log(`one more   ${stepMs.toFixed(3)} ms (bar ${STEP_MS_MAX})`)
  }
  return { ...figures, met }
}

/** Two years of instalments, each presented, bounced or paid, and a charge now and then. */
function factsOf(): LoanFact[] {
  const { rows } = courseAt(terms, begun, startOn)
  const paid = rows.slice(0, 29).flatMap(({ n, dueOn, instalment }): LoanFact[] => [
    { id: `pre_${n}`, kind: 'presented', on: dueOn, amount: instalment },
    {
      id: `rcp_${n}`,
      kind: 'repaid',
      on: addDays(addMonths(startOn, n), 1),
      amount: instalment,
      of: `pre_${n}`,
    },
  ])
  return [...begun, ...paid]
}

const begun: readonly LoanFact[] = [
  { id: 'pay_1', kind: 'disbursed', on: startOn, amount: rupees('300000') },
  { id: 'evt_1', kind: 'credited', on: startOn },
]

/** Of one, the median of several rounds after one that warms up. */
function timeMs(work: () => unknown, count: number): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const beganMs = performance.now()
    for (let i = 0; i < count; i++) work()
    return (performance.now() - beganMs) / count
  })
  return median(rounds.slice(1))
}
