/** docs/er.md: the tables of every schema as they really are, read from the catalogue. */
import type postgres from 'postgres'
import { generatedNote, type Pages } from './pages.ts'

type Column = {
  schema: string
  table: string
  column: string
  type: string
  key: boolean
  needed: boolean
}
type Reference = { schema: string; table: string; columns: string; to: string }

export async function tablePages(sql: postgres.Sql): Promise<Pages> {
  const columns = await columnsIn(sql)
  const references = await referencesIn(sql)
  const schemas = [...new Set(columns.map(({ schema }) => schema))]
  const parts = [
    generatedNote,
    '# Tables\n',
    'Each module owns one schema; no foreign key crosses schemas. Partitions are not shown.\n',
    ...schemas.map((schema) => chapter(schema, columns, references)),
  ]
  return new Map([['docs/er.md', `${parts.join('\n').trimEnd()}\n`]])
}

function chapter(
  schema: string,
  columns: readonly Column[],
  references: readonly Reference[],
): string {
  const own = columns.filter((column) => column.schema === schema)
  const tables = [...new Set(own.map(({ table }) => table))]
  const bodies = tables.flatMap((table) => [
    `  ${table} {`,
    ...own
      .filter((column) => column.table === table)
      .map(({ column, type, key, needed }) => {
        return `    ${type} ${column}${key ? ' PK' : ''}${needed ? '' : ' "may be null"'}`
      }),
    '  }',
  ])
  const lines = references
    .filter((reference) => reference.schema === schema)
    .map(({ table, columns: by, to }) => `  ${to} ||--o{ ${table} : "${by}"`)
  return `## ${schema}\n\n\`\`\`mermaid\nerDiagram\n${[...bodies, ...lines].join('\n')}\n\`\`\`\n`
}

async function columnsIn(sql: postgres.Sql): Promise<Column[]> {
  return sql<Column[]>`
    select n.nspname as schema, c.relname as "table", a.attname as column,
           regexp_replace(format_type(a.atttypid, a.atttypmod), '[^a-z0-9_]+', '_', 'g') as type,
           coalesce(a.attnum = any(k.conkey), false) as key, a.attnotnull as needed
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
     where c.relkind in ('r', 'p', 'v') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'public')
       and n.nspname not like 'pg\\_%'
     order by n.nspname, c.relname, a.attnum`
}

async function referencesIn(sql: postgres.Sql): Promise<Reference[]> {
  return sql<Reference[]>`
    select n.nspname as schema, c.relname as "table", t.relname as "to",
           (select string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a
             where a.attrelid = k.conrelid and a.attnum = any(k.conkey)) as columns
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid and not c.relispartition
      join pg_class t on t.oid = k.confrelid
      join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and n.nspname not like 'pg\\_%'
     order by 1, 2, 3, 4`
}
