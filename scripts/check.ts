/**
 * `npm run check`: all that CI runs, in this order. A suite after a failed one still runs: one
 * reading shows everything that is wrong. What only reads the files goes side by side.
 *
 *     format, lint, types, unused, secrets ▸ tests (with tidy and docs' guards) ▸ simulation
 *
 * Ends with a line a suite, its time beside its budget (test/budgets.json, seconds), and then
 * `N passed, N failed`. Exit code 1 when anything failed or the whole took longer than its budget.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { countsOf, type Counts } from './tally.ts'
import { secretsUnder } from './secrets.ts'

const root = resolve(import.meta.dirname, '..')
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

type Suite = { readonly name: string; run(): Promise<Counts> }
type Result = Counts & { readonly name: string; readonly seconds: number }

const pretty = ['--check', '--cache', '--log-level', 'warn']
const readings: readonly Suite[] = [
  { name: 'format', run: () => program(bin('prettier'), [...pretty, '.']) },
  { name: 'lint', run: () => program(bin('oxlint'), ['--deny-warnings', '--quiet']) },
  { name: 'types', run: () => program(bin('tsc'), ['-p', '.', '--pretty', 'false']) },
  { name: 'unused', run: () => program(bin('knip'), ['--no-progress']) },
  { name: 'secrets', run: secrets },
]
const suites: readonly Suite[] = [
  ...readings,
  { name: 'tests', run: () => tests([join(root, 'scripts/launch.mjs'), 'test']) },
  ...(existsSync(join(root, 'scripts/simulate.ts')) ? [simulation()] : []),
]

export const help = `bin/dhara check [SUITE …]

Runs every suite, or only those named, and ends with "N passed, N failed"; exit code 1 when one
failed. Suites: ${suites.map(({ name }) => name).join(', ')}.`

/** Runs every suite, or only those named. */
export async function run(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !suites.some(({ name }) => name === arg))
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}: see check --help.`)
    return 2
  }
  const chosen = args.length === 0 ? suites : suites.filter(({ name }) => args.includes(name))
  const began = performance.now()
  const first = chosen.filter((suite) => readings.includes(suite))
  if (first.length > 0) console.log(`\n── ${first.map(({ name }) => name).join(', ')}`)
  const results = await Promise.all(first.map(timed))
  for (const suite of chosen.filter((one) => !readings.includes(one))) {
    console.log(`\n── ${suite.name}`)
    results.push(await timed(suite))
  }
  return told(results, (performance.now() - began) / 1000)
}

async function timed(suite: Suite): Promise<Result> {
  const began = performance.now()
  const counts = await suite.run().catch((problem: unknown) => {
    console.error(problem)
    return { passed: 0, failed: 1 }
  })
  return { name: suite.name, ...counts, seconds: (performance.now() - began) / 1000 }
}

/** The summary; the last line is for machines and people alike. */
function told(results: readonly Result[], seconds: number): number {
  const budgets = JSON.parse(readFileSync(join(root, 'test/budgets.json'), 'utf8')) as {
    readonly [suite: string]: number
  }
  const sum = (of: (result: Result) => number): number => results.reduce((n, r) => n + of(r), 0)
  console.log('')
  for (const { name, passed, failed, seconds } of results) {
    const budget = budgets[name] ?? 0
    const late = seconds > budget ? '  over its budget' : ''
    const counted = `${passed} passed, ${failed} failed`
    const time = `${seconds.toFixed(1)} s of ${budget} s`
    console.log(`${failed ? '✖' : '✔'} ${name.padEnd(11)} ${counted.padEnd(26)} ${time}${late}`)
  }
  const late = seconds > (budgets['total'] ?? 600) ? 1 : 0
  if (late)
    console.log(`✖ the whole took ${seconds.toFixed(0)} s: the budget is ${budgets['total']} s`)
  const failed = sum((result) => result.failed) + late
  console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function secrets(): Promise<Counts> {
  const found = secretsUnder(root)
  for (const { path, line, kind } of found) console.log(`${path}:${line} looks like ${kind}`)
  return { passed: found.length === 0 ? 1 : 0, failed: found.length }
}

/** A tool that says nothing when all is well: one check. */
async function program(file: string, args: readonly string[]): Promise<Counts> {
  const { code } = await spawned(file, args)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** A run of node:test, counted test by test; a run that dies without counting is a failure. */
async function tests(args: readonly string[]): Promise<Counts> {
  const { code, text } = await spawned(process.execPath, args)
  const counts = countsOf(text)
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** 30 people, four months, low faults, two seeds (issue 2, slice 5). */
function simulation(): Suite {
  const life = ['--people', '30', '--months', '4', '--faults', 'low']
  const seeded = (seed: string) =>
    program(process.execPath, [join(root, 'main.ts'), 'simulate', ...life, '--seed', seed])
  return {
    name: 'simulation',
    async run() {
      // Side by side: each waits for its database half of the time.
      const lives = await Promise.all([seeded('1'), seeded('2')])
      const passed = lives.filter(({ failed }) => failed === 0).length
      return { passed, failed: lives.length - passed }
    },
  }
}

function spawned(file: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((settle, fail) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    const heard = (chunk: Buffer) => {
      process.stdout.write(chunk)
      text = (text + chunk.toString()).slice(-TEXT_MAX)
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.on('error', fail)
    // `exit`, not `close`: a detached database may hold the pipes open after its starter is gone.
    child.on('exit', (code, signal) => settle({ code: code ?? (signal ? 1 : 0), text }))
  })
}

/** The counts stand at the end; the rest was already shown. */
const TEXT_MAX = 200_000

if (import.meta.main) process.exit(await run(process.argv.slice(2)))
