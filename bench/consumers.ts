/**
 * `npm run bench -- consumers`: what the readers of device work can drink. The door takes records
 * with nobody reading; then a house with its readers opens on the same folder and handles what has
 * come, the phones silent.
 *
 * Bar: three consumers together ≥ 12,000/s. A record counts once every group of its topic has
 * handled it, effects and position committed: of apps the raw records, the features and the pool,
 * and the reader of answers, which finds none. `readingsPerSecond` is records times groups.
 * `bench -- door --consumers` measures the same while the door takes from phones beside it.
 *
 * `--stream sms`, `--seconds N` of upload (8), `--batch` and the like as in `bench -- door`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import {
  CONSUMERS_BAR,
  linesOf,
  modulesFor,
  optionsIn,
  peopleOf,
  readersOf,
  root,
  streamOf,
  uploaded,
} from './door.ts'
import { spentBy } from './processor.ts'

export { sizes } from './door.ts'

export async function run(args: readonly string[]): Promise<object> {
  const of = { ...optionsIn(['--consumers', ...args]), consumers: true }
  const data = mkdtempSync(join(tmpdir(), 'dhara-bench-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another user, who must get in.
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DATABASE_URL: undefined }
  const opened = (consumers: boolean) =>
    openHouse({
      ...{ config: configOf(env, root), root, rate: 1 },
      modules: modulesFor({ ...of, consumers }),
    })
  try {
    const waiting = await filled(await opened(false), { data, of })
    const house = await opened(true)
    const figures = await drained(house, { data, of, waiting }).finally(() => house.stop())
    if (!of.json) console.log(linesOf(figures))
    return figures
  } finally {
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
}

type Asked = { readonly data: string; readonly of: ReturnType<typeof optionsIn> }

/** So many records lie in the log, and nobody has read one. */
async function filled(house: House, { data, of }: Asked): Promise<number> {
  try {
    const tokens = await peopleOf(house)
    const bench = { house, data, tokens, of }
    const { taken } = await uploaded(bench, { ms: Math.max(8, Number(of.seconds)) * 1000 })
    return taken
  } finally {
    await house.stop({ keepEngine: true })
  }
}

/** From the first look at the groups' positions until the slowest has come to the end. */
async function drained(house: House, { data, of, waiting }: Asked & { waiting: number }) {
  const topic = `device.${streamOf(of)}`
  const readers = readersOf(streamOf(of))
  const before = spentBy(data)
  const handledBefore = await leastHandled(house, topic, readers)
  const began = performance.now()
  while ((await leastHandled(house, topic, readers)) < waiting) await pause(50)
  const seconds = (performance.now() - began) / 1000
  const handled = waiting - handledBefore
  const spent = spentBy(data)
  const microsEach = (of: keyof typeof spent) => Math.round((spent[of] - before[of]) / handled)
  const perSecond = handled / seconds
  return {
    ...{ waiting, handled, seconds: Number(seconds.toFixed(2)), consumers: readers },
    ...{ consumedPerSecond: Math.round(perSecond) },
    readingsPerSecond: Math.round(perSecond * readers.length),
    ...{ bar: CONSUMERS_BAR, met: perSecond >= CONSUMERS_BAR },
    threadMicrosEach: microsEach('threadMicros'),
    processMicrosEach: microsEach('processMicros'),
    postgresMicrosEach: microsEach('postgresMicros'),
  }
}

/** Facts of the topic that every group has behind it. */
async function leastHandled({ db }: House, topic: string, groups: string[]): Promise<number> {
  const rows = await db.owner<{ handled: string }[]>`
    select sum(next) as handled from platform.log_position
     where topic = ${topic} and grp = any(${`{${groups.join()}}`}::text::text[])
     group by grp`
  return rows.length < groups.length ? 0 : Math.min(...rows.map((row) => Number(row.handled)))
}

if (import.meta.main) await run(process.argv.slice(2))
