/**
 * `npm run bench -- NAME [--json]`: our figures beside the machine's own limits in the same run.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'

const folder = new URL('../bench/', import.meta.url)
/** Files of bench/ that measure; the others help them. */
const helpers = new Set([
  ...['book-house', 'house', 'idle-day', 'loan-book', 'ratio', 'small-book', 'upload'],
])

export async function run([name, ...args]: readonly string[]): Promise<number> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => file.slice(0, -3))
    .filter((file) => !helpers.has(file))
  if (!name || !names.includes(name)) {
    console.error(`Name one of: ${names.join(', ')}.`)
    return 2
  }
  const { run: measure, sizes = [] } = (await import(new URL(`${name}.ts`, folder).href)) as Bench
  if (!sizes.every((flag) => process.execArgv.includes(flag))) return resized(sizes, name, args)
  const figures = await measure(args)
  if (args.includes('--json')) console.log(JSON.stringify(figures))
  return 0
}

type Bench = {
  run(args: readonly string[]): Promise<object>
  /** Flags of a Node sized for the work; the launcher's are a laptop's. */
  readonly sizes?: readonly string[]
}

/** The same again in a process of that size. */
function resized(sizes: readonly string[], name: string, args: readonly string[]): Promise<number> {
  const words = [...process.execArgv, ...sizes, process.argv[1]!, 'bench', name, ...args]
  const child = spawn(process.execPath, words, { stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
