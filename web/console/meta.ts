/** `/v1/meta`: what this person may see and do. Every generated page is drawn from it. */
import { useQuery } from '@tanstack/react-query'
import type { FourEyes } from '#kernel/contract'
import type { Schema } from './schema.ts'
import { door } from './session.ts'

export type Meta = {
  readonly actor: { readonly kind: string; readonly id: string; readonly roles?: readonly string[] }
  readonly modules: readonly ModuleMeta[]
}
export type ModuleMeta = {
  readonly name: string
  readonly entities: readonly EntityMeta[]
  readonly commands: readonly CallMeta[]
  readonly queries: readonly CallMeta[]
}
export type EntityMeta = {
  readonly name: string
  readonly path: string
  readonly list: boolean
  readonly one: boolean
  readonly title: string
  readonly id: Schema
  readonly fields: { readonly [field: string]: Schema }
  readonly filters: readonly string[]
  readonly sort: readonly string[]
  readonly actions: readonly string[]
}
export type CallMeta = {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly input: Schema
  readonly output: Schema
  readonly refusals: readonly string[]
  readonly fourEyes: FourEyes
  readonly upTo?: number
}

/** What the house's own modules offer changes only with a release: asked once a session. */
export const useMetaQuery = () =>
  useQuery({
    queryKey: ['meta'],
    queryFn: ({ signal }) => door.get<Meta>('/v1/meta', undefined, { signal }),
    staleTime: Infinity,
  })

const nobody: Meta = { actor: { kind: 'visitor', id: '' }, modules: [] }
export const useMeta = (): Meta => useMetaQuery().data ?? nobody

export const entityNamed = (meta: Meta, name: string): EntityMeta | undefined =>
  meta.modules.flatMap(({ entities }) => entities).find((one) => one.name === name)
export const commandNamed = (meta: Meta, name: string): CallMeta | undefined =>
  meta.modules.flatMap(({ commands }) => commands).find((one) => one.name === name)
export const queryNamed = (meta: Meta, name: string): CallMeta | undefined =>
  meta.modules.flatMap(({ queries }) => queries).find((one) => one.name === name)

/** The kind of thing an id names, by what stands before its underscore: `loan` of `loan_0192…`. */
export const entityOfId = (meta: Meta, prefix: string): EntityMeta | undefined =>
  meta.modules
    .flatMap(({ entities }) => entities)
    .find((one) => one.one && one.id['x-id'] === prefix)

/** Lists that can be asked for all that belongs to one thing: a loan's receipts. */
export function relatedTo(meta: Meta, prefix: string) {
  return meta.modules
    .flatMap(({ entities }) => entities)
    .flatMap((entity) => {
      const field = entity.filters.find((name) => entity.fields[name]?.['x-id'] === prefix)
      return field && entity.list ? [{ entity, field }] : []
    })
}

/** The field of a call's input that names such a thing, if it must. */
export const subjectIn = ({ input }: CallMeta, prefix: string): string | undefined =>
  Object.keys(input.properties ?? {}).find(
    (field) => input.properties?.[field]?.['x-id'] === prefix && input.required?.includes(field),
  )

/** What can be done to a thing: what its contract names, and whatever else asks for its id. */
export function actionsOn(meta: Meta, entity: EntityMeta): readonly CallMeta[] {
  const prefix = entity.id['x-id'] ?? ''
  const named = entity.actions.flatMap((name) => commandNamed(meta, name) ?? [])
  const others = meta.modules
    .flatMap(({ commands }) => commands)
    .filter((command) => !named.includes(command) && subjectIn(command, prefix) !== undefined)
  return [...named, ...others]
}

/** Commands its contract names that ask for no thing of its kind: they make one. */
export const makersOf = (meta: Meta, entity: EntityMeta): readonly CallMeta[] =>
  entity.actions.flatMap((name) => {
    const command = commandNamed(meta, name)
    return command && subjectIn(command, entity.id['x-id'] ?? '') === undefined ? [command] : []
  })

/** Queries that need nothing but the thing's id: their answers stand on its page. */
export function askedAbout(meta: Meta, prefix: string) {
  return meta.modules
    .filter(({ name }) => name !== 'monitor') // Its own pages show what it tells.
    .flatMap(({ queries }) => queries)
    .flatMap((query) => {
      const field = subjectIn(query, prefix)
      return field !== undefined && query.input.required?.length === 1 ? [{ query, field }] : []
    })
}

export const mayRun = (meta: Meta, command: string): boolean =>
  commandNamed(meta, command) !== undefined
