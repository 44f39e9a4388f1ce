/** `bin/dhara parked`: facts that a reaction could not digest, seen, mended and run again. */
import { parseArgs } from 'node:util'
import type { Parked, ParkedFacts } from '#platform/log'
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara parked [list] [--group GROUP] [--key KEY] [--json]
bin/dhara parked inspect ID [--json]
bin/dhara parked mend ID DATA
bin/dhara parked redrive ID | --all [--group GROUP] [--json]

A fact that failed five times is parked with its problem, and its group goes on; where money moves,
the later facts of its customer wait behind it. mend puts other data (JSON) in a copy: the log keeps
the original. redrive runs it again through the group's own handler. Exit code 1 when one failed.`

type Words = { readonly id: number; readonly rest: readonly string[]; readonly where: Where }
type Where = { group?: string; key?: string }
type Act = (parked: ParkedFacts, words: Words, say: Parameters<AtHouse>[2]) => Promise<number>

export const run = (args: readonly string[]): Promise<number> => askHouse('parked', args)

export const atHouse: AtHouse = async ({ log }, args, say) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      group: { type: 'string' },
      key: { type: 'string' },
      all: { type: 'boolean', default: false },
    },
  })
  const [name = 'list', id = '', ...rest] = positionals
  const where = {
    ...(values.group && { group: values.group }),
    ...(values.key && { key: values.key }),
  }
  const all = name === 'redrive' && values.all
  const act = all ? redriveAll : acts[name]
  if (!act || (!/^\d+$/.test(id) && name !== 'list' && !all)) {
    say('Say list, inspect ID, mend ID DATA or redrive ID: see bin/dhara parked --help.')
    return 2
  }
  return act(log.parked, { id: Number(id), rest, where }, say)
}

const acts: { readonly [name: string]: Act } = {
  list: async (parked, { where }, say) => {
    const found = await parked.list(where)
    for (const one of found) say(lineOf(one), one)
    if (found.length === 0) say('Nothing is parked.')
    return 0
  },
  inspect: async (parked, { id }, say) => {
    const found = await parked.inspect(id)
    if (!found) return unknown(id, say)
    say(`${lineOf(found)}\n\n${found.problem}\n\n${JSON.stringify(found.fact, null, 2)}`, found)
    return 0
  },
  mend: async (parked, { id, rest }, say) => {
    const data = jsonIn(rest.join(' '))
    if (data === undefined) {
      say('The data is not JSON: nothing was mended.')
      return 2
    }
    if (!(await parked.inspect(id))) return unknown(id, say)
    await parked.mend(id, data)
    say(`${id} is mended: bin/dhara parked redrive ${id} runs it again.`, { id, mended: true })
    return 0
  },
  redrive: async (parked, { id }, say) => {
    if (!(await parked.inspect(id))) return unknown(id, say)
    const redriven = await parked.redrive(id)
    const { done, failed, problem } = redriven
    say(failed ? `${id} failed again: ${problem}` : `${done} handled.`, { id, ...redriven })
    return failed ? 1 : 0
  },
}

/** Oldest first, so that what waits behind another finds it done. */
const redriveAll: Act = async (parked, { where }, say) => {
  const found = (await parked.list(where)).toReversed()
  let [done, failed] = [0, 0]
  for (const { id } of found) {
    if (!(await parked.inspect(id))) continue // An earlier one of its key took it along.
    const redriven = await parked.redrive(id)
    done += redriven.done
    failed += redriven.failed
    if (redriven.problem) say(`${id} failed again: ${redriven.problem}`, { id, ...redriven })
  }
  say(`${done} handled, ${failed} failed.`, { done, failed })
  return failed ? 1 : 0
}

function unknown(id: number, say: Parameters<AtHouse>[2]): number {
  say(`Nothing is parked under ${id}.`)
  return 1
}

function lineOf({ id, group, type, key, behind, parkedAt, mended, problem }: Parked): string {
  const why = behind ? 'waits behind another' : (problem.split('\n')[0] ?? '')
  return `${id}  ${group}  ${type}  ${key}  ${parkedAt}  ${mended ? '(mended) ' : ''}${why}`
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
