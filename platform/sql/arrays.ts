/**
 * How a list crosses to PostgreSQL and back, known before the first query of a connection: the
 * driver would otherwise ask the server for it while that first query is already being built, send
 * its list as no list, and read a list it answers as plain text for as long as the pool lives.
 */
import type { Pool } from './pool.ts'

/** `pg_type.oid` of one, and of a list of them; they never change. */
type Element = { readonly of: number; readonly list: number }
type Write = (value: unknown) => unknown
type Read = (text: string) => unknown

const ELEMENTS: { readonly [name: string]: Element } = {
  boolean: { of: 16, list: 1000 },
  bytea: { of: 17, list: 1001 },
  char: { of: 18, list: 1002 },
  name: { of: 19, list: 1003 },
  bigint: { of: 20, list: 1016 },
  smallint: { of: 21, list: 1005 },
  integer: { of: 23, list: 1007 },
  text: { of: 25, list: 1009 },
  oid: { of: 26, list: 1028 },
  json: { of: 114, list: 199 },
  real: { of: 700, list: 1021 },
  double: { of: 701, list: 1022 },
  varchar: { of: 1043, list: 1015 },
  date: { of: 1082, list: 1182 },
  timestamptz: { of: 1184, list: 1185 },
  numeric: { of: 1700, list: 1231 },
  uuid: { of: 2950, list: 2951 },
  jsonb: { of: 3802, list: 3807 },
}

/** The pool, to which the lists of PostgreSQL's own types are now known. */
export function knowingLists(pool: Pool): Pool {
  // The driver keeps here what it learns of types, and looks each value's up.
  const { serializers, parsers, shared } = pool.options as unknown as {
    readonly serializers: { [type: number]: Write | undefined }
    readonly parsers: { [type: number]: Read | undefined }
    readonly shared: { readonly typeArrayMap: { [type: number]: number } }
  }
  for (const { of, list } of Object.values(ELEMENTS)) {
    const [write, read] = [serializers[of], parsers[of]]
    serializers[list] = (items) => textOfList(items, write)
    parsers[list] = (text) => listOfText(text, read)
    shared.typeArrayMap[of] = list
  }
  return pool
}

/** `{"a","b",null}`; what is no list is passed on as it is, for it may be such a text already. */
function textOfList(items: unknown, write: Write = String): unknown {
  if (!Array.isArray(items)) return items
  return `{${items.map((item) => textOfItem(item, write)).join()}}`
}

function textOfItem(item: unknown, write: Write): string {
  if (item === null) return 'null'
  if (item === undefined) throw new TypeError('a list for SQL holds undefined')
  return `"${String(write(item)).replace(/["\\]/g, '\\$&')}"`
}

/** Each item quoted with its escapes, or bare up to the next comma. */
const ITEM = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs

function listOfText(text: string, read: Read = (item) => item): unknown[] {
  if (text.startsWith('{{')) throw new TypeError('a list of lists: select its items instead')
  return Array.from(text.matchAll(ITEM), ([, quoted, bare]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, '$1'))
    return bare === 'NULL' ? null : read(bare!)
  })
}
