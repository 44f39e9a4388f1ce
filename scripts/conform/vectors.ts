/**
 * `bin/dhara conform vectors DIR`: the house's calculations beside the vectors of a folder. Which
 * calculation a case is for, its file and the shape of its inputs say; never its id.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { StartFault } from '../../platform/runtime/start-fault.ts'
import { pathHere } from '../path-here.ts'
import { accounting } from './vectors/accounting.ts'
import { bureauCalendar } from './vectors/bureau-calendar.ts'
import { affordability } from './vectors/decision.ts'
import { differenceOf } from './vectors/difference.ts'
import { floatingReset } from './vectors/floating-reset.ts'
import { interest } from './vectors/interest.ts'
import { iracpDayend } from './vectors/iracp-dayend.ts'
import { kfsApr } from './vectors/kfs-apr.ts'
import { collections, commsAndRails, consent, identifiers, names } from './vectors/neighbours.ts'
import { penalWaterfall } from './vectors/penal-waterfall.ts'
import { provisions } from './vectors/provisions.ts'
import { schedule } from './vectors/schedule.ts'
import { readVectors, type Check, type Vector } from './vectors/vector.ts'

const checks: { readonly [file: string]: Check } = {
  schedule,
  kfs_apr: kfsApr,
  interest_prepay_coolingoff: interest,
  penal_waterfall: penalWaterfall,
  floating_reset: floatingReset,
  iracp_dayend: iracpDayend,
  provisions_ecl_dlg_roll: provisions,
  accounting,
  bureau_calendar_compensation: bureauCalendar,
  identifiers,
  name_match: names,
  comms_rails_legal: commsAndRails,
  affordability_aa_pricing: affordability,
  collections_misc: collections,
  consent,
}

/** `why` is there when it failed. */
export type Outcome = {
  readonly group: string
  readonly id: string
  readonly result: 'passed' | 'failed' | 'skipped'
  readonly why?: string
}

type Counts = { passed: number; failed: number; skipped: number }
type Report = Counts & {
  tiers: { '0': Counts & { groups: { [group: string]: Counts } } }
  failures: { id: string; checkpoint: string; why: string }[]
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, bar: { type: 'string' } },
  })
  const [dir] = positionals
  const bar = Number(values.bar ?? 0)
  if (dir === undefined || !(bar >= 0 && bar <= 100)) {
    console.error('Name the folder: bin/dhara conform vectors DIR [--json] [--bar 0..100].')
    return 2
  }
  const report = reportOf(await outcomesIn(pathHere(dir)))
  console.log(values.json ? JSON.stringify(report) : table(report))
  return shareOf(report) < bar ? 1 : 0
}

/** Every vector of a folder, or of one file of it. */
export async function outcomesIn(path: string): Promise<Outcome[]> {
  if (!existsSync(path)) throw new StartFault(`${path} is not there.`)
  const isFolder = statSync(path).isDirectory()
  const dir = isFolder ? path : join(path, '..')
  const all = isFolder ? readdirSync(path) : [basename(path)]
  const files = all.filter((name) => name.endsWith('.json')).toSorted()
  if (files.length === 0) throw new StartFault(`${path} holds no vectors.`)
  const outcomes: Outcome[] = []
  for (const name of files) outcomes.push(...(await outcomesOf(dir, name)))
  return outcomes
}

function outcomesOf(dir: string, name: string): Promise<Outcome[]> {
  const group = name.replace(/\.json$/, '')
  const file = readVectors(dir, name)
  const other = (of: string): readonly Vector[] => readVectors(dir, `${of}.json`).vectors
  const check = Object.hasOwn(checks, group) ? checks[group] : undefined
  const outcomes = file.vectors.map(async (vector, index): Promise<Outcome> => {
    const named = { group, id: vector.id ?? `${group}#${index}` }
    try {
      const compared = await check?.(vector, { file, index, other })
      if (compared === undefined) return { ...named, result: 'skipped' }
      const why = differenceOf(compared.expected, compared.found)
      return why === undefined
        ? { ...named, result: 'passed' }
        : { ...named, result: 'failed', why }
    } catch (error) {
      return { ...named, result: 'failed', why: `it threw: ${(error as Error).message}` }
    }
  })
  return Promise.all(outcomes)
}

function reportOf(outcomes: readonly Outcome[]): Report {
  const groups = Map.groupBy(outcomes, ({ group }) => group)
  const counts = countsOf(outcomes)
  const byGroup = [...groups].map(([name, own]) => [name, countsOf(own)] as const)
  return {
    ...counts,
    tiers: { '0': { ...counts, groups: Object.fromEntries(byGroup) } },
    failures: outcomes
      .filter(({ result }) => result === 'failed')
      .map(({ group, id, why = '' }) => ({ id, checkpoint: group, why })),
  }
}

function countsOf(outcomes: readonly Outcome[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { result } of outcomes) counts[result] += 1
  return counts
}

/** Percent of all that were counted; a folder of nothing but skipped ones has proved nothing. */
function shareOf({ passed, failed }: Counts): number {
  return passed + failed === 0 ? 0 : (passed / (passed + failed)) * 100
}

function table({ tiers, failures, ...all }: Report): string {
  const line = (name: string, { passed, failed, skipped }: Counts) =>
    `${name.padEnd(30)} ${[passed, failed, skipped].map((n) => String(n).padStart(7)).join(' ')}`
  return [
    `${'file'.padEnd(30)}  passed  failed skipped`,
    ...Object.entries(tiers['0'].groups).map(([name, counts]) => line(name, counts)),
    line('all', all),
    ...failures.map(({ id, checkpoint, why }) => `✖ ${checkpoint} ${id}: ${why}`),
  ].join('\n')
}
