/** A process that pours without end, for tests that kill it; it is told its database and folder. */
import { join } from 'node:path'
import { wallClock } from '../runtime/clock.ts'
import { openFolder } from '../objects/folder.ts'
import { ownerPool } from '../sql/pool.ts'
import { openDuckdb } from './duckdb.ts'
import { openLake } from './lake.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const say = (about: object, message: string) => console.error(message, about)
const root = join(folder, 'objects')
const olap = openDuckdb({ root, scratch: join(folder, 'child-scratch'), wall: wallClock })
const lake = openLake({
  ...{ owner: ownerPool(url, 3), olap, objects: openFolder(root), clock: wallClock },
  ...{ wall: wallClock, scratch: join(folder, 'child-lake') },
  logger: { info: say, warn: say, error: say },
})
process.stdout.write('ready\n')
for (;;) {
  const poured = await lake.pour()
  if (!poured || poured.facts === 0) await new Promise((done) => setTimeout(done, 20))
}
