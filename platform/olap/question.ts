/**
 * What a person's SQL may say: one SELECT over the views it was given, and nothing else.
 *
 * DuckDB itself parses it (`json_serialize_sql`, which knows SELECT only) and we walk the tree: a
 * table is a view or a name of its own WITH, a table function is one that makes rows of values, no
 * function tells of the machine. The engine is shut besides (`engine.child.ts`): two walls.
 */
import type { View } from './index.ts'

/** Table functions that read nothing but their arguments. */
const MAKERS = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree', 'repeat'])
/** Scalar functions that tell of the machine, of settings or of the catalogue, or that act. */
const TELLING = new RegExp(
  '^(getenv|current_setting|set_config|current_(database|schemas?|catalog|user|role)|user|' +
    'session_user|version|nextval|currval|txid_current|write_log|sleep(_ms)?|' +
    'in_search_path|getvariable|pg_|has_|duckdb_|read_|parquet_|__internal|sql_auto_complete|' +
    'json_execute|query|which_secret)',
)
const NAME = /^[a-z][a-z0-9_]{0,62}$/
/** What the engine calls its own things: a WITH of such a name could hide one. */
const ENGINES_OWN = /^(duckdb_|pg_|sqlite_|pragma_|information_schema|main|temp|system)/

type Node = { readonly [name: string]: unknown }

/** Undefined when the parsed SQL is allowed; else the sentence that says what is not. */
export function objection(serialized: string, views: readonly View[]): string | undefined {
  const {
    error,
    error_message,
    statements = [],
  } = JSON.parse(serialized) as {
    error: boolean
    error_message?: string
    statements?: unknown[]
  }
  if (error && /^Only SELECT/.test(error_message ?? '')) return 'only a SELECT is answered'
  if (error) return error_message ?? 'this is no SQL'
  if (statements.length !== 1) return 'one SELECT at a time is answered'
  const nodes = nodesIn(statements[0])
  const withs = nodes.flatMap(withNames)
  const hidden = withs.find((name) => ENGINES_OWN.test(name.toLowerCase()))
  if (hidden !== undefined) return `WITH may not be called ${hidden}`
  const known = new Set([...views.map((view) => view.name), ...withs.map((n) => n.toLowerCase())])
  for (const node of nodes) {
    const says = objectionTo(node, known)
    if (says !== undefined) return says
  }
  return undefined
}

function objectionTo(node: Node, known: ReadonlySet<string>): string | undefined {
  if (node['type'] === 'SHOW_REF') return 'DESCRIBE, SHOW and SUMMARIZE are not answered'
  if (node['type'] === 'BASE_TABLE') {
    const name = String(node['table_name'] ?? '')
    const reach = [node['catalog_name'], node['schema_name']].filter(Boolean)
    if (reach.length === 0 && known.has(name.toLowerCase())) return undefined
    return `there is no table ${[...reach, name].join('.')}`
  }
  if (node['type'] === 'TABLE_FUNCTION') {
    const name = String((node['function'] as Node)['function_name'] ?? '').toLowerCase()
    return MAKERS.has(name) ? undefined : `the table function ${name} is not answered`
  }
  const called = node['function_name']
  if (typeof called === 'string' && TELLING.test(called.toLowerCase()))
    return `the function ${called} is not answered`
  return undefined
}

/** Every object of the tree, the tree itself included. */
function nodesIn(tree: unknown): Node[] {
  const found: Node[] = []
  const rest: unknown[] = [tree]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if (!Array.isArray(node)) found.push(node as Node)
    for (const inner of Object.values(node)) if (inner !== undefined) rest.push(inner)
  }
  return found
}

const withNames = (node: Node): string[] => {
  const { map } = (node['cte_map'] ?? {}) as { map?: { key: string }[] }
  const recursive = typeof node['cte_name'] === 'string' ? [node['cte_name']] : []
  return [...(map ?? []).map(({ key }) => key), ...recursive]
}

/** Creates the view on the connection that asks; `paths` are its files on this machine. */
export function viewSql({ name, columns, shows }: View, paths: readonly string[]): string {
  if (!NAME.test(name)) throw new RangeError(`olap: not a view's name: ${name.slice(0, 80)}`)
  const fields = Object.entries(columns).map(([field, type]) => `null::${type} as ${quoted(field)}`)
  const nothing = `select ${fields.join(', ') || 'null as nothing'} where false`
  const source = paths.length === 0 ? nothing : `select * from ${parquet(paths)}`
  return `create temp view ${quoted(name)} as
    with source as (${source}) ${shows ?? 'select * from source'}`
}

/**
 * Files of the lake as one table. `topic` is told by their paths, of which the engine then opens
 * only those a question asks for; `date` is the business date, by which it leaves out the rest.
 *
 * Where all were written by one list of columns the first file tells them; by name they are put
 * together only where lists differ, for then each file is opened before anything is asked of it:
 * one customer's year takes twice as long.
 */
export const parquet = (paths: readonly string[]): string =>
  `(select * exclude (filename), regexp_extract(filename, '/topic=([^/]+)/', 1) as topic,
           business_date as date
      from read_parquet([${paths.map(literal).join(', ')}], filename = true,
                        hive_partitioning = false, union_by_name = ${areMixed(paths)}))`

/** The end of a file's name, by the list of columns it was written by; the first has none. */
export const endingOf = (columnList: number): string =>
  columnList === 1 ? '.parquet' : `.c${columnList}.parquet`
const ENDING = /(?:\.c\d+)?\.parquet$/

const areMixed = (paths: readonly string[]): boolean =>
  new Set(paths.map((path) => ENDING.exec(path)?.[0])).size > 1

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
