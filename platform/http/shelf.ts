/**
 * Reads an entity's rows: SQL drawn from the contract against the relation of the same name, in the
 * module's own role. Pages are cut by key, not by number: no row is lost between two of them.
 */
import type { Entity } from '#kernel/contract'
import type { Sql } from '#platform/sql'
import { tailOf } from './faces.ts'
import { Fault, type FieldFault } from './faults.ts'
import { checkInput, fits, unkeepableIn, type Node } from './input.ts'

export const PAGE_MAX = 100
const PAGE = 50
const ANY_OF_MAX = 50
const SEARCH_MAX = 100
const CURSOR_MAX = 2000

export type Row = { readonly id: string; readonly [field: string]: unknown }
/** `cursor` goes into the next question; null at the end. */
export type Page = { readonly rows: readonly Row[]; readonly cursor: string | null }
export type ListQuestion = {
  readonly filter?: { readonly [field: string]: unknown }
  readonly sort?: string
  readonly desc?: boolean
  readonly cursor?: string
  readonly limit?: number
  readonly search?: string
}

/** `mandateStatus` is the column `mandate_status`. */
export const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** `lending.loan-account` is the relation `loan_account` in the module's schema. */
const relationOf = (entity: Entity): string => tailOf(entity.name).replaceAll('-', '_')

type Plan = {
  readonly sort: string
  readonly desc: boolean
  readonly limit: number
  readonly after: After | undefined
}
/** Where the page before ended: the sort column's value and the id. */
type After = { readonly value: unknown; readonly id: string }

/** One page of the entity; the question is checked first, field by field. */
export async function listOf(sql: Sql, entity: Entity, question: ListQuestion): Promise<Page> {
  const plan = planOf(entity, question)
  const order = sql(columnOf(plan.sort))
  const direction = plan.desc ? sql`desc` : sql`asc`
  const rows = await sql<Row[]>`
    select ${sql(columnsOf(entity))} from ${sql(relationOf(entity))}
     where ${filters(sql, entity, question.filter ?? {})}
       and ${searched(sql, entity, question.search)}
       and ${afterOf(sql, plan)}
     order by ${order} ${direction}, ${sql('id')} ${direction}
     limit ${plan.limit + 1}`
  const page = rows.slice(0, plan.limit).map((row) => rowOf(entity, row))
  const last = page.at(-1)
  const more = rows.length > plan.limit && last
  return { rows: page, cursor: more ? cursorOf(plan, last) : null }
}

/** The one with that id, or undefined. */
export async function oneOf(sql: Sql, entity: Entity, id: string): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    select ${sql(columnsOf(entity))} from ${sql(relationOf(entity))} where ${sql('id')} = ${id}`
  return row && rowOf(entity, row)
}

const columnsOf = (entity: Entity): string[] => [
  'id',
  ...Object.keys(entity.fields)
    .filter((field) => field !== 'id')
    .map(columnOf),
]

function rowOf(entity: Entity, row: { readonly [column: string]: unknown }): Row {
  const fields = Object.keys(entity.fields).map((field) => [field, row[columnOf(field)]])
  return { id: row['id'] as string, ...Object.fromEntries(fields) }
}

function planOf(entity: Entity, question: ListQuestion): Plan {
  const { sort = entity.sort[0] ?? 'id', desc = false, limit = PAGE, cursor } = question
  const wrong: FieldFault[] = []
  if (sort !== 'id' && !entity.sort.includes(sort)) {
    const message = `must be one of ${[...entity.sort, 'id'].join(', ')}`
    wrong.push({ path: 'sort', code: 'not-one-of', message })
  }
  const after = cursor === undefined ? undefined : afterIn(cursor, entity, { sort, desc })
  if (cursor !== undefined && after === undefined) {
    const message = 'is not the cursor of a page in this order'
    wrong.push({ path: 'cursor', code: 'wrong-format', message })
  }
  if (wrong.length > 0) throw new Fault('invalid-input', { fields: wrong })
  return { sort, desc, limit, after }
}

function cursorOf({ sort, desc }: Plan, last: Row): string {
  const text = JSON.stringify([sort, desc, last[sort] ?? null, last.id])
  return Buffer.from(text).toString('base64url')
}

/** The cursor's place, if it is one of ours and of the same order. */
function afterIn(
  cursor: string,
  entity: Entity,
  { sort, desc }: Pick<Plan, 'sort' | 'desc'>,
): After | undefined {
  const schema = sort === 'id' ? entity.id : entity.fields[sort]
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    const [ofSort, ofDesc, value, id] = parts
    // Anybody can write a cursor: its place has to be one the column could hold.
    const isPlace = value === null || (schema !== undefined && fits(schema, value))
    if (ofSort !== sort || ofDesc !== desc || typeof id !== 'string' || !isPlace) return undefined
    if (unkeepableIn([value, id]).length > 0) return undefined
    return { value, id }
  } catch {
    return undefined
  }
}

/** PostgreSQL puts nulls last going up and first going down; so its index serves both. */
function afterOf(sql: Sql, { sort, desc, after }: Plan): unknown {
  if (!after) return sql`true`
  const [column, id] = [sql(columnOf(sort)), sql('id')]
  if (sort === 'id') return desc ? sql`${id} < ${after.id}` : sql`${id} > ${after.id}`
  if (after.value === null) {
    return desc
      ? sql`((${column} is null and ${id} < ${after.id}) or ${column} is not null)`
      : sql`(${column} is null and ${id} > ${after.id})`
  }
  return desc
    ? sql`(${column}, ${id}) < (${after.value}, ${after.id})`
    : sql`((${column}, ${id}) > (${after.value}, ${after.id}) or ${column} is null)`
}

/** A value, a list of them, or `{from, to}` (both inclusive). */
function filters(sql: Sql, entity: Entity, filter: { readonly [field: string]: unknown }): unknown {
  let all: unknown = sql`true`
  for (const [field, wanted] of Object.entries(filter)) {
    const schema = entity.fields[field] as Node | undefined
    const path = `filter.${field.slice(0, 60)}`
    if (!schema || !entity.filters.includes(field) || schema['x-class'] !== undefined) {
      const message = `is not a field to filter by: ${entity.filters.join(', ')}`
      throw new Fault('invalid-input', { fields: [{ path, code: 'unknown-field', message }] })
    }
    all = sql`${all} and ${matching(sql, sql(columnOf(field)), { wanted, schema, path })}`
  }
  return all
}

type Wanted = { readonly wanted: unknown; readonly schema: Node; readonly path: string }

function matching(sql: Sql, column: unknown, { wanted, schema, path }: Wanted): unknown {
  if (wanted === null) return sql`${column} is null`
  if (Array.isArray(wanted)) {
    checkInput(anyOf(schema), wanted, path)
    if (wanted.length === 0) return sql`false`
    return wanted.map((one) => sql`${column} = ${one}`).reduce(
      (all, each) => sql`(${all} or ${each})`,
    ) // prettier-ignore
  }
  if (typeof wanted === 'object') {
    checkInput(range(schema), wanted, path)
    const { from, to } = wanted as { from?: unknown; to?: unknown }
    const low = from === undefined ? sql`true` : sql`${column} >= ${from}`
    return to === undefined ? low : sql`(${low} and ${column} <= ${to})`
  }
  checkInput(schema, wanted, path)
  return sql`${column} = ${wanted}`
}

const made = new WeakMap<Node, { list: Node; range: Node }>()
function around(schema: Node): { list: Node; range: Node } {
  const known = made.get(schema)
  if (known) return known
  const list = { type: 'array', items: schema, maxItems: ANY_OF_MAX } as Node
  const bounds = { from: schema, to: schema }
  const range = { type: 'object', properties: bounds, additionalProperties: false } as Node
  made.set(schema, { list, range })
  return { list, range }
}
const anyOf = (schema: Node): Node => around(schema).list
const range = (schema: Node): Node => around(schema).range

/** The id itself, or a part of the title; a classed title is sealed and can't be searched here. */
function searched(sql: Sql, entity: Entity, search: string | undefined): unknown {
  if (search === undefined || search === '') return sql`true`
  const id = sql`${sql('id')} = ${search}`
  const title = entity.fields[entity.title] as Node | undefined
  if (!title || title['x-class'] !== undefined) return id
  const part = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`(${id} or ${sql(columnOf(entity.title))}::text ilike ${part})`
}

/** What `list` may be asked; `filter` is checked against the entity's own fields. */
export const listInput = {
  type: 'object',
  properties: {
    filter: { type: 'object', maxProperties: 20 },
    sort: { type: 'string', maxLength: 60 },
    desc: { type: 'boolean' },
    cursor: { type: 'string', maxLength: CURSOR_MAX },
    limit: { type: 'integer', minimum: 1, maximum: PAGE_MAX },
    search: { type: 'string', maxLength: SEARCH_MAX },
  },
  additionalProperties: false,
} as unknown as Node

export const oneInput = (entity: Entity): Node =>
  ({
    type: 'object',
    properties: { id: entity.id },
    required: ['id'],
    additionalProperties: false,
  }) as unknown as Node
