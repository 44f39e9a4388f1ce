/** Reads the modules' tables of contents: which doors there are, and where each stands. */
import type { Call, Entity } from '#kernel/contract'
import { moduleOf } from '#kernel/contract'
import type { Module } from '../runtime/index.ts'
import type { Door, Hook, Intake } from './index.ts'
import { holdsClassed, type Node } from './input.ts'
import { allowed } from './permit.ts'

export type BoundDoor = Door & {
  readonly module: string
  readonly method: 'GET' | 'POST'
  readonly path: string
}
export type BoundShelf = {
  readonly module: string
  readonly entity: Entity
  readonly list: boolean
  readonly one: boolean
  /** `/v1/collections/pledge`, then `/list` or `/one`. */
  readonly path: string
}
export type BoundHook = { readonly module: string; readonly hook: Hook }
export type BoundIntake = { readonly module: string; readonly intake: Intake }

export type Faces = {
  readonly names: readonly string[]
  readonly doors: readonly BoundDoor[]
  readonly shelves: readonly BoundShelf[]
  readonly hooks: readonly BoundHook[]
  readonly intakes: readonly BoundIntake[]
  door(name: string): BoundDoor | undefined
}

/** Throws a TypeError where a table of contents contradicts itself: at start, not at night. */
export function facesOf(modules: readonly Module[]): Faces {
  const doors = modules.flatMap(doorsOf)
  const byName = new Map(doors.map((door) => [door.call.name, door]))
  if (byName.size !== doors.length) throw new TypeError(`bound twice: ${twice(doors)}`)
  return {
    names: modules.map(({ name }) => name),
    doors,
    shelves: modules.flatMap(shelvesOf),
    hooks: modules.flatMap(hooksOf),
    intakes: modules.flatMap(intakesOf),
    door: (name) => byName.get(name),
  }
}

/** `make-pledge` of `collections.make-pledge`. */
export const tailOf = (name: string): string => name.slice(name.indexOf('.') + 1)

/** A query with personal input is posted: nothing personal stands in a URL. */
export const methodOf = (call: Call): 'GET' | 'POST' =>
  call.kind === 'query' && !holdsClassed(call.input) ? 'GET' : 'POST'

export const pathOf = (name: string): string => `/v1/${moduleOf(name)}/${tailOf(name)}`

function doorsOf(module: Module): BoundDoor[] {
  const queries = (module.queries ?? []).filter((entry) => 'call' in entry)
  return [...(module.commands ?? []), ...queries].map((door) => {
    const { call } = door
    if (moduleOf(call.name) !== module.name) {
      throw new TypeError(`${module.name} binds ${call.name}, which is not its own`)
    }
    mustBeOwned(door)
    return {
      ...door,
      module: module.name,
      method: methodOf(call),
      path: door.at ?? pathOf(call.name),
    }
  })
}

/** A customer who names a thing by id must own it; without `owner` the door could not tell. */
function mustBeOwned({ call, owner, composed }: Door): void {
  if (composed) return // Each of its parts asks for itself.
  const names = allowed(call.allow)
  if (!names.includes('customer') || names.includes('visitor') || owner) return
  const fields = Object.values((call.input as Node).properties ?? {})
  if (!fields.some((field) => field['x-kind'] === 'id')) return
  throw new TypeError(`${call.name} lets customers name an id and declares no owner`)
}

function shelvesOf(module: Module): BoundShelf[] {
  const shelves = (module.queries ?? []).filter((entry) => 'shelf' in entry)
  const entities = new Set(shelves.map(({ entity }) => entity))
  return [...entities].map((entity) => {
    if (moduleOf(entity.name) !== module.name) {
      throw new TypeError(`${module.name} serves ${entity.name}, which is not its own`)
    }
    const has = (kind: 'list' | 'one') =>
      shelves.some((s) => s.entity === entity && s.shelf === kind)
    return {
      module: module.name,
      entity,
      list: has('list'),
      one: has('one'),
      path: pathOf(entity.name),
    }
  })
}

function hooksOf(module: Module): BoundHook[] {
  return (module.routes ?? []).map((hook) => {
    if (!hook.hook.startsWith(`/hooks/${module.name}/`)) {
      throw new TypeError(`${module.name} takes ${hook.hook}: it must begin /hooks/${module.name}/`)
    }
    return { module: module.name, hook }
  })
}

function intakesOf(module: Module): BoundIntake[] {
  return (module.intakes ?? []).map((intake) => {
    if (!intake.intake.startsWith(`/v1/${module.name}/`)) {
      throw new TypeError(`${module.name} takes ${intake.intake}, which is not its own`)
    }
    return { module: module.name, intake }
  })
}

function twice(doors: readonly BoundDoor[]): string {
  const names = doors.map(({ call }) => call.name)
  return names.filter((name, i) => names.indexOf(name) !== i).join(', ')
}
