/**
 * `npm run bench -- journey`: 200 people live three months in an empty house, and then: how much
 * memory our Node processes hold (PSS, the launcher's too, without the sandbox; bar 350 MB), how
 * many facts a second it lived, and how long a screen's answer takes. `--people N --months M` for
 * less.
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

/** Proportional set size: pages of our own whole, shared ones by their share. */
function pssMb(): number {
  const kb = ourProcesses().map((pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
  })
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / 1024)
}

/** The launcher that started us, ourselves, and what of Node we started, but not the sandbox. */
function ourProcesses(): number[] {
  const wordsOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  const launcher = wordsOf(process.ppid).some((word) => word.endsWith('launch.mjs'))
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((pid) => wordsOf(pid)[0] === process.execPath)
    .filter((pid) => !wordsOf(pid).some((word) => word.endsWith('sandbox/main.ts')))
  return [...(launcher ? [process.ppid] : []), process.pid, ...children]
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
