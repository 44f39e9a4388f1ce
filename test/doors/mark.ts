/** A mark over all the house holds: two are equal exactly when nothing changed between them. */
import type { House } from '../../platform/runtime/house.ts'

export type Mark = { readonly [table: string]: string }

/** Counters of use, and who reads what at present: not what the house knows. */
const USE = [
  'idempotency', 'log_member', 'log_lease', 'log_position', 'log_seg', 'migration', 'asked',
] // prettier-ignore
/** Of facts that were there before, whenever the lake gets to them; a new one shows in log_head. */
const COPIES = ['lake_file', 'lake_head', 'lake_span']
const NOT_KNOWLEDGE = new Set([...USE, ...COPIES])

export async function markOf(house: House, modules: readonly string[]): Promise<Mark> {
  const { owner } = house.db
  const mark: { [table: string]: string } = {}
  for (const { schema, name } of await tablesOf(house, modules)) {
    const isCounter = NOT_KNOWLEDGE.has(name) || name.startsWith('log_seg_')
    if (schema === 'platform' && isCounter) continue
    const [row] = await owner<{ mark: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as mark
        from ${owner(schema)}.${owner(name)} t`
    mark[`${schema}.${name}`] = row!.mark
  }
  return mark
}

/** The tables of these modules, and platform's. */
export async function tablesOf(
  house: House,
  modules: readonly string[],
): Promise<{ schema: string; name: string }[]> {
  const rows = await house.db.owner<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables order by 1, 2`
  return rows.filter(({ schema }) => schema === 'platform' || modules.includes(schema))
}

/** The tables that differ. */
export const changedBetween = (before: Mark, after: Mark): string[] =>
  Object.keys({ ...before, ...after }).filter((table) => before[table] !== after[table])
