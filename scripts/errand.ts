/** Commands that a running house does: asked through its control socket, told line by line. */
import { configOf, environment } from '../platform/runtime/config.ts'
import { throughControl, type Errand, type Say } from '../platform/runtime/control.ts'
import type { House } from '../platform/runtime/house.ts'

/** What a script of this kind exports as `atHouse`: it runs inside the house. */
export type AtHouse = (house: House, args: readonly string[], say: Say) => Promise<number>

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

/** Asks the house of the data folder; with `--json` prints data, a line each, and no sentences. */
export async function askHouse(command: string, args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const request = { command, args: args.filter((arg) => arg !== '--json') }
  const { data: folder } = configOf(environment(), root)
  return throughControl(folder, request, ({ text, data }) => {
    if (!json) console.log(text)
    else if (data !== undefined) console.log(JSON.stringify(data))
    else console.error(text)
  })
}

/** The commands a house does for its owner; each is a script that exports `atHouse`. */
const ERRANDS = [
  'archive',
  'dataset',
  'import',
  'jump',
  'parked',
  'person',
  'replay',
  'verify',
] as const

export const errandsOf = (house: House): { readonly [command: string]: Errand } =>
  Object.fromEntries(
    ERRANDS.map((command) => [
      command,
      async (args: readonly string[], say: Say) => {
        const script = (await import(`./${command}.ts`)) as { atHouse: AtHouse }
        return script.atHouse(house, args, say)
      },
    ]),
  )
