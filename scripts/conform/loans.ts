/**
 * `bin/dhara conform loans FILE`: the loan engine beside other people's cases (SEMANTICS §0). A
 * checkpoint is one `expected[k]`; it passes when every value it asserts is equal.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { StartFault } from '../../platform/runtime/start-fault.ts'
import { pathHere } from '../path-here.ts'
import type { LoanCase, Meta } from './loans/case.ts'
import { instalmentOutcomesOf, instalmentTier, isInstalmentCase } from './loans/emi/run.ts'
import { outcomesOf, type Outcome } from './loans/run.ts'
import { isUnit, unitOutcomesOf } from './loans/unit.ts'

type Counts = { passed: number; failed: number }
type TierCounts = Counts & { groups: { [group: string]: Counts } }

export type LoanScore = Counts & {
  /** Of an engine whose arithmetic the house does not have, or asserting nothing but words. */
  skipped: number
  tiers: { [tier: string]: TierCounts }
  failures: { id: string; checkpoint: number; why: string }[]
}

export type LoanFile = { readonly meta: Meta; readonly cases: readonly LoanCase[] }

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, wrong: { type: 'boolean' }, bar: { type: 'string' } },
  })
  const [file] = positionals
  const bar = Number(values.bar ?? 0)
  if (file === undefined || !(bar >= 0 && bar <= 100)) {
    console.error('Name the file of loans: bin/dhara conform loans FILE [--json] [--bar 0..100].')
    return 2
  }
  const score = scoreLoans(readLoans(pathHere(file)))
  if (values.json) console.log(JSON.stringify(score))
  else {
    console.log(tableOf(score))
    if (values.wrong) {
      for (const { id, checkpoint, why } of score.failures)
        console.log(`${id} #${checkpoint} ${why}`)
    }
  }
  return percentOf(score) < bar ? 1 : 0
}

/** Reads a file of cases; a StartFault says what is wrong with it. */
export function readLoans(file: string): LoanFile {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new StartFault(`${file} could not be read: ${(error as Error).message}.`)
  }
  const { meta = {}, cases } = (read ?? {}) as Partial<LoanFile>
  if (!Array.isArray(cases)) throw new StartFault(`${file} holds no list of cases.`)
  for (const [i, it] of cases.entries()) {
    const why = faultOf(it)
    if (why !== undefined) throw new StartFault(`${file}: case ${it?.id ?? i} ${why}.`)
  }
  return { meta, cases }
}

const TIERS: readonly unknown[] = [undefined, 1, 2, 3]

/** Why a case cannot be read at all; undefined when it can. */
function faultOf(it: LoanCase | null): string | undefined {
  const isNote = (one: unknown): boolean => typeof one === 'object' && one !== null
  if (!isNote(it?.terms)) return 'has no terms'
  if (!Array.isArray(it?.actions) || !it.actions.every(isNote)) return 'has no list of actions'
  if (!Array.isArray(it.expected) || !it.expected.every(isNote))
    return 'has no list of expectations'
  if (!TIERS.includes(it.tier)) return `is of tier ${it.tier}, and there are 1, 2 and 3`
  return undefined
}

export function scoreLoans({ meta, cases }: LoanFile): LoanScore {
  const score: LoanScore = { passed: 0, failed: 0, skipped: 0, tiers: {}, failures: [] }
  for (const it of cases) {
    if (it.tier === 3) {
      score.skipped += it.expected.length
      continue
    }
    const outcomes = outcomesOfAny(it, meta)
    score.skipped += it.expected.length - outcomes.length
    if (outcomes.length === 0) continue
    const name = isInstalmentCase(it) ? instalmentTier(it) : String(it.tier)
    const tier = (score.tiers[name] ??= { passed: 0, failed: 0, groups: {} })
    const group = (tier.groups[it.group ?? 'of no group'] ??= { passed: 0, failed: 0 })
    for (const { checkpoint, why } of outcomes) {
      const result = why === undefined ? 'passed' : 'failed'
      for (const counts of [score, tier, group]) counts[result]++
      if (why !== undefined) score.failures.push({ id: it.id, checkpoint, why })
    }
  }
  return score
}

/** Terms or words the house does not know fail that case's checkpoints, and no other case's. */
function outcomesOfAny(it: LoanCase, meta: Meta): Outcome[] {
  try {
    if (isInstalmentCase(it)) return instalmentOutcomesOf(it)
    return whole(it, isUnit(it) ? unitOutcomesOf(it) : outcomesOf(it, meta))
  } catch (error) {
    const why = `it could not be run: ${(error as Error).message}`
    return it.expected.map((_, checkpoint) => ({ checkpoint, why }))
  }
}

/** A checkpoint after an action that is not there was not met. */
function whole(it: LoanCase, outcomes: readonly Outcome[]): Outcome[] {
  const reached = new Set(outcomes.map(({ checkpoint }) => checkpoint))
  const missed = it.expected.flatMap(({ afterAction }, checkpoint) =>
    reached.has(checkpoint) ? [] : { checkpoint, why: `there is no action ${afterAction}` },
  )
  return [...outcomes, ...missed]
}

export const percentOf = ({ passed, failed }: Counts): number =>
  passed + failed === 0 ? 0 : (100 * passed) / (passed + failed)

function tableOf(score: LoanScore): string {
  const line = (name: string, counts: Counts): string =>
    `${name.padEnd(36)} ${String(counts.passed).padStart(5)} of ` +
    `${String(counts.passed + counts.failed).padStart(5)}  ${percentOf(counts).toFixed(1)} %`
  const lines = Object.entries(score.tiers).flatMap(([tier, { groups, ...counts }]) => [
    line(`tier ${tier}`, counts),
    ...Object.entries(groups)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, own]) => line(`  ${group}`, own)),
  ])
  return [...lines, line('all', score), `skipped: ${score.skipped}`].join('\n')
}
