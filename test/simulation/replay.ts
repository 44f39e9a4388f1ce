/** Every state follows from its facts: a projection dropped and replayed holds the same rows. */
import type { House } from '../../platform/runtime/house.ts'

const GROUP = 'monitor.trail@1'
const TABLES = ['trail', 'handle'] as const
/** What tells in which order facts were met, which a replay is free to change. */
const ORDER = ['seq', 'what']

export async function brokenReplay(house: House): Promise<string[]> {
  const { db, log, mover } = house
  if (!log.groups().includes(GROUP)) return []
  const before = await prints(house)
  for (const table of TABLES) await db.owner`delete from monitor.${db.owner(table)}`
  await log.replay(GROUP, 'earliest')
  await mover.settle()
  const after = await prints(house)
  const broken = await log.verify()
  return [
    ...TABLES.filter((table) => before[table] !== after[table]).map(
      (table) => `monitor.${table} replayed is ${after[table]}, and was ${before[table]}`,
    ),
    ...('fault' in broken && broken.fault ? [`the log: ${JSON.stringify(broken.fault)}`] : []),
  ]
}

/** How many rows, and a hash over all of them. */
async function prints({ db }: House): Promise<{ [table: string]: string }> {
  const found: { [table: string]: string } = {}
  for (const table of TABLES) {
    const [row] = await db.owner<{ print: string }[]>`
      select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as print
        from (select (to_jsonb(t) - ${ORDER}::text[])::text as line
                from monitor.${db.owner(table)} t) lines`
    found[table] = row?.print ?? ''
  }
  return found
}
