/**
 * `npm run bench -- NAME [--json]`: our figures beside the machine's own limits in the same run.
 */
import { readdirSync } from 'node:fs'

const folder = new URL('../bench/', import.meta.url)
/** Files of bench/ that measure; the others help them. */
const helpers = new Set(['book-house', 'house', 'loan-book', 'ratio', 'upload'])

export async function run([name, ...args]: readonly string[]): Promise<number> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => file.slice(0, -3))
    .filter((file) => !helpers.has(file))
  if (!name || !names.includes(name)) {
    console.error(`Name one of: ${names.join(', ')}.`)
    return 2
  }
  const { run: measure } = (await import(new URL(`${name}.ts`, folder).href)) as {
    run(args: readonly string[]): Promise<object>
  }
  const figures = await measure(args)
  if (args.includes('--json')) console.log(JSON.stringify(figures))
  return 0
}
