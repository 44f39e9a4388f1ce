/**
 * Modules in a database of their own, entered by their doors: the schema, the permission, the
 * transaction and the role are the real ones; only HTTP, the log and the queue are left out, so
 * that a test of a module's store and shells says in domain words who asks what and what was told.
 *
 *   await using house = await openDoorstep([identity, kyc])
 *   await house.ask(keepPan, { pan }, house.customer(id))
 *   assert.deepEqual(await house.told('identity.pan-kept'), [{ panKnown: false }])
 */
import type { Actor, AnswerOf, Call, Fact, InputOf } from '#kernel/contract'
import { id } from '#kernel/ids'
import type { Module } from '#platform/runtime'
import { unpacked, type Reaction } from '#platform/log'
import { callsFrom, callsOf } from '../platform/http/calls.ts'
import { facesOf } from '../platform/http/faces.ts'
import { sealWith } from '../platform/http/seal.ts'
import { openMemoryKv } from '../platform/kv/memory.ts'
import { wallClock } from '../platform/runtime/clock.ts'
import { freshDatabase, type Fresh } from './database.ts'

export type Doorstep = {
  readonly fresh: Fresh
  /** Asks as the actor, by schema and permission; a refusal is an answer. */
  ask<C extends Call>(call: C, input: InputOf<C>, actor: Actor): Promise<AnswerOf<C>>
  /** The data of every fact of this type that left so far, in order. */
  told<Data = unknown>(type: string): Promise<Data[]>
  facts(type?: string): Promise<Fact[]>
  /** Runs one reaction of a module on facts, in one transaction each, as its group would. */
  react(module: Module, name: string, facts: readonly Fact[]): Promise<void>
  customer(customerId: string): Actor
  [Symbol.asyncDispose](): Promise<void>
}

export const visitor: Actor = { kind: 'visitor', id: 'visitor' }
export const moduleNamed = (name: string): Actor => ({ kind: 'module', id: name })
export const staff = (name: string, ...roles: string[]): Actor => ({
  kind: 'staff',
  id: id('stf', name),
  roles,
})

export async function openDoorstep(modules: readonly Module[]): Promise<Doorstep> {
  const faces = facesOf(modules)
  const kv = openMemoryKv({ wall: wallClock })
  const fresh = await freshDatabase({
    modules: modules.map(({ name, contract, migrations }) => {
      if (!migrations) throw new TypeError(`${name} has no migrations`)
      return { name, contract, migrations }
    }),
    ports: { kv, wide: {} as never, objects: {} as never },
    call: (query, input, caller) => callsFrom(inCall)(query, input, caller),
  })
  const seal = sealWith(fresh.masterKey)
  const inCall = callsOf({ faces, db: fresh.db, seal, wall: wallClock })

  const facts = async (type?: string): Promise<Fact[]> => {
    const rows = await fresh.db.owner<{ body: string }[]>`
      select body from platform.outbox order by seq`
    const all = rows.flatMap(({ body }) => unpacked(body).map((fact) => JSON.parse(fact) as Fact))
    return type === undefined ? all : all.filter((fact) => fact.type === type)
  }

  return {
    fresh,
    facts,
    told: async <Data>(type: string) => (await facts(type)).map(({ data }) => data as Data),
    ask: inCall,
    react: async (module, name, seen) => {
      const reaction = (module.reactions ?? []).find((one: Reaction) => one.name === name)
      if (!reaction) throw new TypeError(`${module.name} has no reaction ${name}`)
      for (const fact of seen) {
        const actor = moduleNamed(module.name)
        await fresh.db.transact(module.name, reaction.options, async (open) => {
          const tx = open.tx({ actor, fact })
          if (reaction.mode === 'each') await reaction.react(fact, tx)
          else await reaction.react([fact], tx)
        })
      }
    },
    customer: (customerId) => ({ kind: 'customer', id: customerId }),
    [Symbol.asyncDispose]: fresh.drop,
  }
}
