/**
 * The shapes of events as JSON Schema, a file a version, and what may change in one: it may grow by
 * optional fields. All else would make a stored fact unreadable, and needs a new version with `up`.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Module } from '#platform/runtime'
import { eventsOf, root, type Pages } from './pages.ts'
import { atHead } from './told.ts'

type Schema = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: { readonly [field: string]: Schema }
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly [more: string]: unknown
}

const folder = 'docs/events'

/** `docs/events/<type>.v<n>.json` of every event that a face declares. */
export function shapePages(modules: readonly Module[]): Pages {
  const kinds = modules.flatMap((module) => eventsOf(module))
  return new Map(
    kinds.map(({ type, v, topic, schema }) => [
      `${folder}/${type}.v${v}.json`,
      `${JSON.stringify(sorted({ type, v, topic, data: schema }), null, 2)}\n`,
    ]),
  )
}

/** Why the pages may not follow what the last commit holds; empty when they may. */
export function breakages(
  pages: Pages,
  told: ReadonlyMap<string, string> = atHead([...pages.keys()]),
): string[] {
  return [...pages].flatMap(([path, text]) => {
    const before = told.get(path)
    if (before === undefined) return []
    const [was, is] = [JSON.parse(before), JSON.parse(text)] as [{ data: Schema }, { data: Schema }]
    return broken(was.data, is.data, 'data').map((why) => `${path}: ${why}`)
  })
}

/** Files of events nobody declares any more: their facts still lie in the log. */
export function orphans(pages: Pages): string[] {
  const types = new Set([...pages.keys()].map((path) => path.replace(/\.v\d+\.json$/, '')))
  const files = readdirSync(join(root, folder), { withFileTypes: true })
  return files
    .filter(({ name }) => name.endsWith('.json'))
    .map(({ name }) => `${folder}/${name}`)
    .filter((path) => !types.has(path.replace(/\.v\d+\.json$/, '')))
}

/** What of `was` a reader of `is` would no longer understand. */
export function broken(was: Schema, is: Schema, at: string): string[] {
  if (String(was.type) !== String(is.type)) return [`${at} was ${was.type}, is ${is.type}`]
  const lost = (was.enum ?? []).filter((value) => is.enum !== undefined && !is.enum.includes(value))
  const fields = Object.entries(was.properties ?? {})
  const required = is.required ?? []
  return [
    ...lost.map((value) => `${at} no longer knows ${JSON.stringify(value)}`),
    ...fields.flatMap(([name, schema]) => {
      const now = is.properties?.[name]
      return now ? broken(schema, now, `${at}.${name}`) : [`${at}.${name} was removed`]
    }),
    ...required
      .filter((name) => !(was.required ?? []).includes(name))
      .map((name) => `${at}.${name} became required: facts already told lack it`),
    ...(was.items && is.items ? broken(was.items, is.items, `${at}[]`) : []),
  ]
}

/** Keys in order, so that equal shapes are equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}
