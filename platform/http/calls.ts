/** Runs a bound call: schema, permission, ownership, then its shell, in the callee's own role. */
import { moduleOf, type Actor, type AnswerOf, type Call, type InputOf } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Database, Tx } from '#platform/sql'
import type { BoundDoor, Faces } from './faces.ts'
import { Fault } from './faults.ts'
import type { Composer } from './index.ts'
import { checkInput } from './input.ts'
import { permit, permitOf } from './permit.ts'
import { once, useWithin, type Use } from './repeat.ts'
import type { Seal } from './seal.ts'

type More = {
  readonly correlation?: string
  /** The module that calls, where it calls as somebody else. */
  readonly by?: string
  /** Present when the call is part of a composed mutation: it then runs once for that key. */
  readonly use?: Use
}

/** Calls from inside the house: no HTTP, the answer as the shell gave it. */
export type InCall = <C extends Call>(
  call: C,
  input: InputOf<C>,
  actor: Actor,
  more?: More,
) => Promise<AnswerOf<C>>

/** Calls of modules that run in another process: `platform/runtime` knows where. */
export type Away = {
  reaches(module: string): boolean
  call(
    module: string,
    asked: { readonly name: string; readonly input: unknown; readonly use?: Use },
    who: { readonly module: string; readonly onBehalfOf: Actor; readonly correlation?: string },
  ): Promise<unknown>
}

type Around = {
  readonly faces: Faces
  readonly away?: Away | undefined
  readonly db: Database
  readonly seal: Seal
  readonly wall: { now(): Instant }
}

/** Throws a `Fault` where the door would answer one; a refusal is returned. */
export function callsOf({ faces, away, db, seal, wall }: Around): InCall {
  const call: InCall = async (callee, input, actor, more = {}) => {
    const door = faces.door(callee.name)
    if (!door) return callAway(away, callee.name, input, { actor, ...more }) as never
    checkInput(callee.input, input)
    permit(callee.allow, actor, callee.input, input)
    const { use, correlation } = more
    if (door.composed) return door.composed(input as never, composerOf(door, actor, more)) as never
    const answer = await db.transact(door.module, modeOf(callee), async (open) => {
      const run = () =>
        shellOf(door, input, open.tx({ actor, ...(correlation && { correlation }) }))
      if (use === undefined || callee.kind === 'query') return run()
      const claim = { seal, at: wall.now() }
      const answered = await once(open, use, claim, async () => ({
        status: 200,
        body: await run(),
      }))
      return answered.body
    })
    return answer as never
  }

  /** A part runs as the person where they may, who must then own it; else as the composer. */
  function composerOf(door: BoundDoor, actor: Actor, { correlation, use }: More): Composer {
    const by = door.module
    const module: Actor = { kind: 'module', id: by }
    let parts = 0
    return {
      actor,
      call: (callee, input) => {
        const as = permitOf(callee.allow, actor) === 'yes' ? actor : module
        const part = use && { use: useWithin(use, callee.name, { part: ++parts, seal }) }
        return call(callee, input, as, { by, ...(correlation && { correlation }), ...part })
      },
    }
  }
  return call
}

function callAway(
  away: Away | undefined,
  name: string,
  input: unknown,
  { actor, by, correlation, use }: More & { readonly actor: Actor },
): Promise<unknown> {
  const owner = moduleOf(name)
  if (!away?.reaches(owner)) throw new TypeError(`${name} is declared, but no module binds it`)
  const module = actor.kind === 'module' ? actor.id : (by ?? 'platform')
  const who = { module, onBehalfOf: actor, ...(correlation && { correlation }) }
  return away.call(owner, { name, input, ...(use && { use }) }, who)
}

/** The asker of a read from inside a transaction: the module, or whom it acts for. */
export type Caller = {
  readonly module: string
  readonly actor: Actor
  readonly correlation: string
}

/**
 * `tx.call`: a module reads what is allowed to it by name; what only the person it acts for may
 * read, it reads as that person, who then has to own it.
 */
export function callsFrom(call: InCall) {
  return async (query: Call, input: unknown, caller: Caller): Promise<unknown> => {
    const module: Actor = { kind: 'module', id: caller.module }
    const actor = permitOf(query.allow, module) === 'yes' ? module : caller.actor
    try {
      const { module: by, correlation } = caller
      return await call(query, input as never, actor, { by, correlation })
    } catch (fault) {
      // The asking module's mistake, not that of whoever is at the door.
      if (!(fault instanceof Fault) || !OURS.has(fault.code)) throw fault
      const said = JSON.stringify(fault.more.fields ?? [])
      throw new Error(`${caller.module} calls ${query.name}: ${fault.code} ${said}`, {
        cause: fault,
      })
    }
  }
}
const OURS: ReadonlySet<string> = new Set(['invalid-input', 'forbidden', 'not-signed-in'])

export const modeOf = (call: Call) => ({
  serializable: call.serializable,
  readOnly: call.kind === 'query',
})

/** The shell's answer, once it is sure that the thing is there and theirs. */
export async function shellOf(door: BoundDoor, input: unknown, tx: Tx): Promise<unknown> {
  const { kind, id } = tx.actor
  if (door.owner && kind !== 'module' && kind !== 'visitor') {
    const owner = await door.owner(input as never, tx)
    if (owner === undefined || (kind === 'customer' && owner !== id)) throw new Fault('not-found')
  }
  return door.shell(input as never, tx)
}
