/** The places of a message's text, each filled from a field of the fact it is sent for. Pure. */
import type { CountableField } from './ask.ts'

export type Place = { readonly name: string; readonly kind: string }

/** `{amount:money}` of a template's body, each name once. */
export function placesIn(body: string): readonly Place[] {
  const found = [...body.matchAll(/\{([a-zA-Z]+):([a-z]+)\}/g)]
  const kinds = new Map(found.map(([, name = '', kind = '']) => [name, kind]))
  return [...kinds].map(([name, kind]) => ({ name, kind }))
}

/** Kinds of fields whose values a place of that kind takes; of an unknown kind, none. */
const TAKES: { readonly [kind: string]: readonly string[] } = {
  ...{ money: ['money'], date: ['date'], day: ['date'], url: ['text'] },
  ...{ numeric: ['int', 'number', 'rate'], alphanumeric: ['text', 'choice', 'id', 'int', 'date'] },
}

export const fitting = (
  { kind }: Place,
  fields: readonly CountableField[],
): readonly CountableField[] =>
  fields.filter(
    (field) => field.path.startsWith('data.') && (TAKES[kind] ?? []).includes(field.kind),
  )

/** The message's values as the trigger keeps them; undefined while a place has no field. */
export function valuesOf(
  places: readonly Place[],
  chosen: { readonly [place: string]: string },
): { readonly [place: string]: { readonly path: string } } | undefined {
  if (!places.every(({ name }) => chosen[name])) return undefined
  return Object.fromEntries(places.map(({ name }) => [name, { path: chosen[name] ?? '' }]))
}
