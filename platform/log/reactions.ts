/** A module's reactions as consumer groups: each with its own position, in its own role. */
import type { Fact } from '#kernel/contract'
import type { Database, Open } from '#platform/sql'
import type { GroupSpec } from './group.ts'
import type { Reaction } from './index.ts'
import type { Statement } from './position.ts'
import { checkVersion, type KindOf } from './upcast.ts'

export function groupOfReaction(
  db: Pick<Database, 'transact'>,
  module: string,
  reaction: Reaction,
  kindOf: KindOf,
): GroupSpec {
  const { name, types, topics, options } = reaction
  const react = reaction.mode === 'each' ? each(reaction.react) : batch(reaction.react)
  return {
    name: `${module}.${name}`,
    module,
    topics,
    types: types === '*' ? '*' : new Set(types),
    onPoison: options.onPoison ?? 'skip',
    transact: (work) =>
      db.transact(module, { serializable: options.serializable ?? false }, (open) =>
        work({
          sql: open.sql as unknown as Statement,
          handle: async (facts) => {
            for (const fact of facts) checkVersion(fact, kindOf)
            await react(facts, open)
          },
        }),
      ),
  }
}

type React = (facts: readonly Fact[], open: Open) => Promise<void>
type Each = Extract<Reaction, { mode: 'each' }>['react']
type Batch = Extract<Reaction, { mode: 'batch' }>['react']

const each =
  (react: Each): React =>
  async (facts, open) => {
    for (const fact of facts) {
      await react(fact, open.tx({ actor: { kind: 'module', id: open.module }, fact }))
    }
  }

/** What a batch emits has no single cause, unless it is of one fact. */
const batch =
  (react: Batch): React =>
  async (facts, open) => {
    const [only, ...others] = facts
    const cause = only && others.length === 0 ? { fact: only } : {}
    await react(facts, open.tx({ actor: { kind: 'module', id: open.module }, ...cause }))
  }
