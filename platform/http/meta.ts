/**
 * `GET /v1/meta`: what this person of the staff may see and do, as the contracts say it. The
 * console draws its pages from it (DESIGN §11).
 */
import type { TSchema } from 'typebox'
import type { Actor, Call } from '#kernel/contract'
import type { BoundDoor, BoundShelf, Faces } from './faces.ts'
import { methodOf } from './faces.ts'
import { bandOf, permitOf } from './permit.ts'

export type Meta = { readonly actor: Actor; readonly modules: readonly ModuleMeta[] }
export type ModuleMeta = {
  readonly name: string
  readonly entities: readonly EntityMeta[]
  readonly commands: readonly CallMeta[]
  readonly queries: readonly CallMeta[]
}
export type EntityMeta = {
  readonly name: string
  /** `/v1/collections/pledge`: with `/list` and `/one` where served. */
  readonly path: string
  readonly list: boolean
  readonly one: boolean
  /** The field that names a row. */
  readonly title: string
  readonly id: TSchema
  readonly fields: { readonly [field: string]: TSchema }
  readonly filters: readonly string[]
  readonly sort: readonly string[]
  /** Names of commands that act on a row, of those this person may use. */
  readonly actions: readonly string[]
}
export type CallMeta = {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly input: TSchema
  readonly output: TSchema
  readonly refusals: readonly string[]
  readonly allow: Call['allow']
  readonly fourEyes: Call['fourEyes']
  /** Paise this person decides alone, where that is bounded. */
  readonly upTo?: number
}

/** Only what the actor may use; a module without anything for them is left out. */
export function metaFor(faces: Faces, actor: Actor): Meta {
  const mayCall = (call: Call) => permitOf(call.allow, actor) === 'yes'
  const modules = faces.names.map((name) => {
    const calls = faces.doors.filter(({ module, call }) => module === name && mayCall(call))
    const metas = (kind: Call['kind']) =>
      calls.filter(({ call }) => call.kind === kind).map((door) => callMeta(door, actor))
    const entities = faces.shelves
      .filter((shelf) => shelf.module === name && permitOf(shelf.entity.allow, actor) === 'yes')
      .map((shelf) => entityMeta(shelf, mayCall))
    return { name, entities, commands: metas('command'), queries: metas('query') }
  })
  return { actor, modules: modules.filter(hasAnything) }
}

const hasAnything = ({ entities, commands, queries }: ModuleMeta): boolean =>
  entities.length + commands.length + queries.length > 0

function callMeta({ call, path }: BoundDoor, actor: Actor): CallMeta {
  const { name, input, output, refusals, allow, fourEyes } = call
  const upTo = bandOf(allow, actor)
  return {
    name,
    method: methodOf(call),
    path,
    input,
    output,
    refusals,
    allow,
    fourEyes,
    ...(upTo !== undefined && { upTo }),
  }
}

function entityMeta(shelf: BoundShelf, mayCall: (call: Call) => boolean): EntityMeta {
  const { entity, path, list, one } = shelf
  const { name, title, id, fields, filters, sort } = entity
  const actions = entity.actions.filter(mayCall).map((action) => action.name)
  const open = filters.filter((field) => !isClassed(fields[field]))
  return { name, path, list, one, title, id, fields, filters: open, sort, actions }
}

const isClassed = (schema: TSchema | undefined): boolean =>
  (schema as { 'x-class'?: string } | undefined)?.['x-class'] !== undefined
