/**
 * `bin/dhara schema`: writes each module's schema.sql, the sum of its migrations as people read it.
 * `docs --check` proves them equal; a table is changed by a migration, never here.
 */
import postgres from 'postgres'
import { freshDatabase } from '#test/database'
import { snapshotOf } from '../platform/sql/snapshot.ts'
import { presentModules, stale, writeAll, type Pages } from './docs/pages.ts'

export const says = 'Writes each module’s schema.sql from its migrations.'

/** `modules/<name>/schema.sql` of every module with migrations. */
export async function schemaPages(sql: postgres.Sql): Promise<Pages> {
  const pages = new Map<string, string>()
  for (const { name, migrations } of await presentModules()) {
    if (migrations) pages.set(`modules/${name}/schema.sql`, await snapshotOf(sql, name))
  }
  return pages
}

export async function run(): Promise<number> {
  const fresh = await freshDatabase()
  const sql = postgres(fresh.url, { max: 1, onnotice: () => {} })
  try {
    const pages = await schemaPages(sql)
    const old = stale(pages)
    writeAll(pages)
    for (const path of old) console.log(`drawn ${path}`)
    return 0
  } finally {
    await sql.end()
    await fresh.drop()
  }
}
