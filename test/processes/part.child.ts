/** One process of a house: opens the modules it is given and does what it is told, over IPC. */
import { atTime, date, instant } from '#kernel/dates'
import { modules } from '../../main.ts'
import { configOf } from '../../platform/runtime/config.ts'
import { openHouse } from '../../platform/runtime/house.ts'
import { HASTE } from '../haste.ts'

export type Told = { readonly n: number; readonly act: string; readonly about?: unknown }

const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')
const only = (process.env['PART_MODULES'] ?? '').split(',').filter(Boolean)
const house = await openHouse({
  config: configOf(process.env, root),
  root,
  modules: await (only.length > 0 ? modules(only) : modules()),
  rate: 0,
  beginAt: atTime(date(process.env['PART_BEGINS'] ?? '2026-01-05'), '09:00'),
  flags: HASTE,
})

type Act = (about: never) => Promise<unknown>
type Sent = { method: 'GET' | 'POST'; path: string; body?: object }
const acts: { readonly [act: string]: Act } = {
  now: async () => house.clock.now(),
  keepsTime: async () => house.sandbox !== undefined,
  /** How many partitions of the effects this process has: they are shared among all. */
  share: async () => {
    const { groups } = await house.log.lag()
    return groups.find(({ group }) => group === 'platform.effects')?.partitions ?? 0
  },
  moveTo: (to: string) => house.mover.moveTo(instant(to)),
  sandbox: ({ method, path, body }: Sent) => house.sandbox!.send(method, path, body),
  parked: () => house.db.owner`select grp, problem from platform.parked`,
  /** Every table of the modules, a row a line of JSON. */
  tables: async () => {
    const { owner } = house.db
    const tables = await owner<{ name: string }[]>`
      select table_schema || '.' || table_name as name from information_schema.tables
       where table_type = 'BASE TABLE'
         and table_schema not in ('pg_catalog', 'information_schema', 'platform', 'public')
       order by 1`
    const all: { [table: string]: string[] } = {}
    for (const { name } of tables) {
      const rows = await owner.unsafe(`select row_to_json(t)::text as row from ${name} t`)
      all[name] = rows.map((one) => String(one['row']))
    }
    return all
  },
  stop: async () => house.stop(),
}

process.on('message', async ({ n, act, about }: Told) => {
  try {
    process.send!({ n, value: (await (acts[act] as Act)(about as never)) ?? null })
  } catch (problem) {
    process.send!({ n, problem: (problem as Error).stack })
  }
  if (act === 'stop') process.disconnect!()
})
process.send!({ n: 0, value: 'ready' })
