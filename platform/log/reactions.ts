/** A module's reactions as consumer groups: each with its own position, in its own role. */
import type { Fact } from '#kernel/contract'
import type { Database, Open } from '#platform/sql'
import { BATCH_FACTS_MAX } from './gathering.ts'
import type { GroupSpec } from './group.ts'
import type { Reaction, ReactionOptions } from './index.ts'
import type { Statement } from './position.ts'
import type { Stretch } from './stretch.ts'
import { checkVersion, type KindOf } from './upcast.ts'

/** Of one batch: one computes, one commits. */
const BATCH_LANES_MAX = 2

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
    types: types === '*' ? allBut(options.except) : new Set(types),
    onPoison: options.onPoison ?? 'skip',
    // A batch sums over customers, most often: two at once would wait for each other's rows.
    ...(reaction.mode === 'batch' && { lanesMax: options.byCustomer ? BATCH_LANES_MAX : 1 }),
    ...(options.factsMax !== undefined && { factsMax: options.factsMax }),
    ...lingerOf(options),
    transact: (work) =>
      db.transact(module, { serializable: options.serializable ?? false }, (open) =>
        work({
          sql: open.sql as unknown as Statement,
          handle: async (facts, where = nowhere) => {
            for (const fact of facts) checkVersion(fact, kindOf)
            await react(facts, open, where)
          },
        }),
      ),
  }
}

function allBut(except: readonly string[] = []): GroupSpec['types'] {
  const left = new Set(except)
  return left.size === 0 ? '*' : { has: (type) => !left.has(type) }
}

const lingerOf = ({
  lingerMs: ms,
  factsMax = BATCH_FACTS_MAX,
}: ReactionOptions): Pick<GroupSpec, 'linger'> =>
  ms === undefined ? {} : { linger: { ms, factsMax } }

type Where = () => readonly Stretch[]
/** A fact driven again after it was parked lies behind the position it was parked at. */
const nowhere: Where = () => []

type React = (facts: readonly Fact[], open: Open, where: Where) => Promise<void>
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
  async (facts, open, where) => {
    const [only, ...others] = facts
    const cause = only && others.length === 0 ? { fact: only } : {}
    await react(facts, open.tx({ actor: { kind: 'module', id: open.module }, ...cause }), where)
  }
