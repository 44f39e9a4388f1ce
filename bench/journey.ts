/**
 * `npm run bench -- journey`: 200 people live three months in an empty house, and then: how much
 * memory our Node process holds (PSS, without the sandbox; bar 350 MB), how many facts and days a
 * second it lived, and how long a screen's answer takes. `--people N --months M` for less.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addMonths, atTime, date } from '#kernel/dates'
import { modules } from '../main.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { quantile } from './ratio.ts'

const PSS_MB_MAX = 350
const LOOKS = 400
const from = date('2026-01-01')
const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--json'),
    options: {
      people: { type: 'string', default: '200' },
      months: { type: 'string', default: '3' },
    },
  })
  const data = mkdtempSync(join(tmpdir(), 'dhara-bench-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another user, who must get in.
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DATABASE_URL: undefined }
  const config = configOf(env, root)
  const house = await openHouse({
    ...{ config, root, modules: await modules(), rate: 0, beginAt: atTime(from, '09:00') },
  })
  try {
    const people = Number(values.people)
    await house.sandbox?.send('POST', '/people', { people, seconds: 60 * 86_400 })
    const startedMs = performance.now()
    await house.mover.moveTo(atTime(addMonths(from, Number(values.months)), '09:00'))
    const seconds = (performance.now() - startedMs) / 1000
    const [lived] = await house.db.owner<{ facts: number; loans: number }[]>`
      select (select coalesce(sum(next), 0)::int from platform.log_head) as facts,
             (select count(*)::int from lending.loan) as loans`
    const { facts = 0, loans = 0 } = lived ?? {}
    const looks = await healthLooks(house.port)
    const pss = pssMb()
    const figures = {
      ...{ people, months: Number(values.months), seconds: Math.round(seconds), facts, loans },
      factsPerSecond: Math.round(facts / seconds),
      pssMb: pss,
      barMb: PSS_MB_MAX,
      met: pss <= PSS_MB_MAX,
      lookP50Ms: quantile(looks, 0.5),
      lookP99Ms: quantile(looks, 0.99),
    }
    if (!args.includes('--json')) tell(figures)
    return figures
  } finally {
    await house.stop()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
}

/** Proportional set size: our own pages whole, shared ones by their share. */
function pssMb(): number {
  const text = readFileSync('/proc/self/smaps_rollup', 'utf8')
  return Math.round(Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024)
}

/** One look after another at an open door: what a quiet house answers in. */
async function healthLooks(port: number): Promise<number[]> {
  const tookMs: number[] = []
  for (let i = 0; i < LOOKS; i++) {
    const startedMs = performance.now()
    await (await fetch(`http://127.0.0.1:${port}/health`)).text()
    tookMs.push(performance.now() - startedMs)
  }
  return tookMs
}

function tell(of: {
  [name: string]: number | boolean
  pssMb: number
  lookP50Ms: number
  lookP99Ms: number
}) {
  console.log(`${of['people']} people, ${of['months']} months: lived in ${of['seconds']} s`)
  console.log(`${of['facts']} facts (${of['factsPerSecond']}/s), ${of['loans']} loans`)
  const met = of['met'] ? 'met' : 'MISSED'
  console.log(`memory       ${of.pssMb} MB PSS (bar ${PSS_MB_MAX}: ${met})`)
  console.log(`/health      p50 ${of.lookP50Ms.toFixed(1)} ms, p99 ${of.lookP99Ms.toFixed(1)} ms`)
}
