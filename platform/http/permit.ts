/** Who may: the one place where `allow` is read (DESIGN §16). */
import type { TSchema } from 'typebox'
import type { Actor, Allow, Call } from '#kernel/contract'
import { rupees } from '#kernel/money'
import { Fault } from './faults.ts'
import type { Node } from './input.ts'

export type Permit = 'yes' | 'not-signed-in' | 'forbidden' | 'above-your-limit'

/** The names under which the actor may stand in an `allow`. `visitor` opens a door to everyone. */
function namesOf(actor: Actor): readonly string[] {
  if (actor.kind === 'staff') return ['visitor', ...(actor.roles ?? []).filter(isRole)]
  if (actor.kind === 'module') return ['visitor', `module:${actor.id}`]
  return ['visitor', actor.kind]
}

/** A role that calls itself a customer, or a module, is none. */
const isRole = (role: string): boolean => !/^(customer|partner|visitor)$|:/.test(role)

/** Whether the actor may; with an input, amount bands count too. */
export function permitOf(allow: Allow, actor: Actor, schema?: TSchema, input?: unknown): Permit {
  const terms = namesOf(actor).map((name) => termOf(allow, name))
  const own = terms.filter((term) => term !== undefined)
  if (own.length === 0) return actor.kind === 'visitor' ? 'not-signed-in' : 'forbidden'
  if (own.includes(true) || schema === undefined) return 'yes'

  const amount = amountOf(schema as Node, input)
  const bands = own.filter((term) => term !== true)
  if (amount === undefined) return 'forbidden' // A band without an amount to hold against it.
  return bands.some(({ upTo }) => amount <= rupees(upTo)) ? 'yes' : 'above-your-limit'
}

/** Throws unless the actor may. */
export function permit(allow: Allow, actor: Actor, schema?: TSchema, input?: unknown): void {
  const answer = permitOf(allow, actor, schema, input)
  if (answer !== 'yes') throw new Fault(answer)
}

/**
 * Whether what the actor asks waits for a second person; throws unless they may ask it at all. Of a
 * call that is four-eyes above the band, an amount above one's own is proposed instead of refused.
 */
export function isForTwo(call: Call, actor: Actor, input: unknown): boolean {
  const answer = permitOf(call.allow, actor, call.input, input)
  const isStaff = actor.kind === 'staff'
  if (answer === 'above-your-limit' && call.fourEyes === 'above-band' && isStaff) return true
  if (answer !== 'yes') throw new Fault(answer)
  return call.fourEyes === true && isStaff
}

/** The largest amount (paise) the actor decides alone; undefined where no band bounds them. */
export function bandOf(allow: Allow, actor: Actor): number | undefined {
  const own = namesOf(actor)
    .map((name) => termOf(allow, name))
    .filter((term) => term !== undefined)
  if (own.length === 0 || own.includes(true)) return undefined
  return Math.max(...own.map((term) => (term === true ? 0 : rupees(term.upTo))))
}

type Term = true | { upTo: string }

function termOf(allow: Allow, name: string): Term | undefined {
  if (Array.isArray(allow)) return allow.includes(name) ? true : undefined
  const map = allow as { readonly [who: string]: Term }
  return Object.hasOwn(map, name) ? map[name] : undefined
}

/** The names an `allow` lists. */
export const allowed = (allow: Allow): readonly string[] =>
  Array.isArray(allow) ? allow : Object.keys(allow)

/** The first money field of the input, in the contract's order. */
function amountOf(schema: Node, input: unknown): number | undefined {
  const names = Object.keys(schema.properties ?? {})
  const name = names.find((field) => schema.properties?.[field]?.['x-kind'] === 'money')
  if (name === undefined) return undefined
  const amount = (input as { [field: string]: unknown } | undefined)?.[name]
  return typeof amount === 'number' ? amount : undefined
}
