/**
 * `bin/dhara sidecar`: follows the house's log files and takes their lines over into the lake, in a
 * process of its own. It may be killed and started again at any moment.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { wallClock } from '../platform/runtime/clock.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { houseRunsOn } from '../platform/runtime/control.ts'
import { StartFault } from '../platform/runtime/start-fault.ts'
import { openFolder } from '../platform/objects/folder.ts'
import { openDuckdb } from '../platform/olap/duckdb.ts'
import { openLake } from '../platform/olap/lake.ts'
import { filesOf } from '../platform/olap/lines.ts'
import { openEngine } from '../platform/sql/engine.ts'
import { ownerPool } from '../platform/sql/pool.ts'
import { endingOf } from './ending.ts'

export const help = `bin/dhara sidecar [--once]

Follows the log files of the house that runs on DHARA_DATA and takes their lines over into the lake
as topic log_lines, asked beside the facts. Its checkpoints rest in the database: killed and started
again it loses and doubles no line. deploy/ has the same for Vector and Fluent Bit.

  --once  takes over what is there and ends`

/** How many turned files the house keeps (platform/runtime/logs.ts). */
const KEEP = 8
const REST_MS = 8000
const CONNECTIONS = 2
const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { once: { type: 'boolean' } } })
  const config = configOf(environment(), root)
  if (!(await houseRunsOn(config.data))) {
    throw new StartFault(`No house runs on ${config.data}: start one with \`npm start\`.`)
  }
  const engine = await openEngine({
    ...{ data: config.data, explicit: config.dataChosen, repository: root },
    databaseUrl: config.databaseUrl,
  })
  const owner = ownerPool(engine.url, CONNECTIONS)
  const objects = join(config.data, 'objects')
  const scratch = join(config.data, 'scratch', 'sidecar')
  const olap = openDuckdb({ root: objects, scratch, wall: wallClock })
  const say = (about: object, message: string) => console.error(message, about)
  const lake = openLake({
    ...{ owner, olap, objects: openFolder(objects), scratch: join(scratch, 'lake') },
    ...{ clock: wallClock, wall: wallClock, logger: { info: say, warn: say, error: say } },
  })
  const ending = endingOf(process)
  const over = new AbortController()
  void ending.heard.then(() => over.abort())
  if (values.once) over.abort()
  try {
    for (;;) {
      const taken = await lake.takeLines(await logFiles(config.data))
      if (taken && taken.lines > 0) console.log(`${taken.lines} lines`)
      if (taken?.more) continue
      if (over.signal.aborted) break
      await pause(REST_MS, undefined, { signal: over.signal }).catch(() => {})
    }
  } finally {
    await lake.stop()
    await olap.close()
    await owner.end()
  }
  return 0
}

/** Of the first process and of those beside it. */
async function logFiles(data: string): Promise<string[]> {
  const parts = join(data, 'parts')
  const others = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : []
  const logs = [data, ...others].map((folder) => join(folder, 'logs', 'dhara.ndjson'))
  return (await Promise.all(logs.map((path) => filesOf(path, KEEP)))).flat()
}
