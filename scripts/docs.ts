/**
 * `bin/dhara docs [--check]`: draws docs/map.md, docs/events, docs/er.md, docs/rulebook.md and the
 * modules' schema.sql from the code and a freshly migrated database. With `--check` nothing is
 * written: exit 1 when they differ.
 */
import postgres from 'postgres'
import { freshDatabase } from '#test/database'
import { houseAt } from '../test/tidy/house.ts'
import { mapPage } from './docs/map.ts'
import { meaningPages } from './docs/meanings.ts'
import { presentModules, root, stale, writeAll, type Pages } from './docs/pages.ts'
import { rulebookPages } from './docs/rulebook.ts'
import { breakages, orphans, shapePages } from './docs/shapes.ts'
import { tablePages } from './docs/tables.ts'
import { schemaPages } from './schema.ts'

export const help = `bin/dhara docs [--check]

Draws docs/map.md, events/, er.md, rulebook.md and the modules' schema.sql; with --check writes
nothing, and exit code 1 says that they differ from what the code declares.`

/** What is drawn from the code alone. */
export async function pagesOfCode(): Promise<{ pages: Pages; problems: readonly string[] }> {
  const modules = await presentModules()
  const shapes = shapePages(modules)
  const house = houseAt(root)
  const map = new Map([...mapPage(modules, house), ...meaningPages(house)])
  const problems = [
    ...breakages(shapes).map((why) => `${why}. Declare the next version, with up.`),
    ...orphans(shapes).map(
      (path) => `${path}: no module declares it, and its facts are in the log`,
    ),
  ]
  return { pages: new Map([...map, ...shapes]), problems }
}

/** What is drawn from a database as the migrations leave it. */
export async function pagesOfDatabase(): Promise<Pages> {
  const fresh = await freshDatabase()
  const sql = postgres(fresh.url, { max: 1, onnotice: () => {} })
  try {
    const tables = await tablePages(sql)
    const rulebook = await rulebookPages(sql, houseAt(root))
    return new Map([...tables, ...rulebook, ...(await schemaPages(sql))])
  } finally {
    await sql.end()
    await fresh.drop()
  }
}

export async function run(args: readonly string[]): Promise<number> {
  const { pages, problems } = await pagesOfCode()
  for (const problem of problems) console.error(`✖ ${problem}`)
  if (problems.length > 0) return 1
  const all = new Map([...pages, ...(await pagesOfDatabase())])
  const old = stale(all)
  if (!args.includes('--check')) writeAll(all)
  for (const path of old) console.log(`${args.includes('--check') ? 'stale' : 'drawn'} ${path}`)
  if (old.length === 0) console.log(`${all.size} pages are as the code says.`)
  return args.includes('--check') && old.length > 0 ? 1 : 0
}

if (import.meta.main) process.exit(await run(process.argv.slice(2)))
