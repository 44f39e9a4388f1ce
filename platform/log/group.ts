/**
 * A consumer group at work: gather what came, handle it, and move on, in one transaction.
 *
 *   gather ─ nothing wanted ─▶ move in memory (stored about once a second)
 *          └ handle + log_advance + commit ─ failed ─▶ again, 5 times ─▶ one fact a transaction
 *                                                                      └ failed ─▶ parked, moved on
 *
 * Of many facts, several lanes of partitions are handled at once, each in its own transaction.
 */
import type { Fact } from '#kernel/contract'
import { cursors, type Cursors } from './cursors.ts'
import { factsMaxOf, gather, unreadOf, type Gathered, type Source } from './gathering.ts'
import { lanesOf } from './lanes.ts'
import { lingerer, type Linger } from './linger.ts'
import { backoffMs, loop } from './loop.ts'
import type { OwnerSql } from './owner.ts'
import { keysParked, park, sortOut, type Parking } from './parking.ts'
import {
  advance,
  advanceIdle,
  arrived,
  arrivedInMemory,
  isFenced,
  isOutage,
  type Ahead,
  type Located,
  type Statement,
  type Step,
} from './position.ts'
import { stretchesOf, type Stretch } from './stretch.ts'

export type GroupSpec = {
  /** `<module>.<reaction>`. */
  readonly name: string
  readonly module: string
  /** Empty: all. */
  readonly topics: readonly string[]
  readonly types: Pick<ReadonlySet<string>, 'has'> | '*'
  readonly onPoison: 'skip' | 'park-key'
  /** Lanes at once, within the limit of all; 1 where what it writes is shared by customers. */
  readonly lanesMax?: number
  /** The most that one transaction handles, where it isn't what it is for all. */
  readonly factsMax?: number
  /** Gathers for so long; the house is at rest without it, and its waiting is no lag. */
  readonly linger?: Linger
  /** One transaction in the group's role; `handle` and the advance happen inside it. */
  transact(work: (scope: Scope) => Promise<void>): Promise<void>
}
export type Scope = {
  readonly sql: Statement
  /** `where` tells, if asked, which stretches of the log the facts were taken from. */
  handle(facts: readonly Fact[], where?: () => readonly Stretch[]): Promise<void>
}

export type GroupLimits = {
  /** The least wall time between two transactions of a group; thrice that under load. */
  restMs: number
  retryMs: number
  retryMsMax: number
  /** Attempts of a batch before its facts are tried one by one. */
  attempts: number
  /**
   * Transactions of one group at once. Below the module's connections, of which four is the rule:
   * a group at work leaves one to its doors and its other groups.
   */
  lanes: number
}
export const GROUP_LIMITS: GroupLimits = {
  restMs: 8,
  retryMs: 100,
  retryMsMax: 30_000,
  attempts: 5,
  lanes: 3,
}

export type GroupPorts = {
  readonly owner: OwnerSql
  readonly source: Source
  readonly wallMs: () => number
  readonly limits: GroupLimits
  /** The position moved under our feet: take it over again, if it is still ours to. */
  readonly onFenced: () => Promise<void>
  /** Told of each transaction, so that others can tell whether the house is at rest. */
  readonly onWork: () => void
  warn(object: object, message: string): void
}

/** So many facts in a batch are load: gathering more costs each a little, and saves much. */
const BUSY_FACTS = 16
const BUSY_REST = 3
/** How often a group that lingers looks whether enough has come. */
const LINGER_LOOKS = 10

/** Everything a group knows: where it stands, whose it is, and how it fares. */
type Held = {
  readonly spec: GroupSpec
  readonly ports: GroupPorts
  readonly cursors: Cursors
  readonly owned: Set<number>
  /** Keys that wait behind a parked fact. */
  readonly parked: Set<string>
  epoch: number
  failures: number
  problem: string | undefined
  busy: Promise<unknown>
  /** What is under way, or waits for it. */
  turns: number
  /** All that was known at the last look is handled. */
  atEnd: boolean
  lastCount: number
  /** Until when what is unread is to wait. */
  readonly wait?: (unread: number) => number
}

export type Group = ReturnType<typeof group>

export function group(spec: GroupSpec, ports: GroupPorts) {
  const held: Held = {
    ...{ spec, ports, cursors: cursors(), owned: new Set(), parked: new Set() },
    ...{ epoch: 0, failures: 0, problem: undefined, lastCount: 0 },
    ...{ busy: Promise.resolve(), turns: 0, atEnd: true },
    ...(spec.linger && { wait: lingerer(spec.linger, ports.wallMs) }),
  }
  const run = () => exclusive(held, () => step(held)).catch((error) => failed(held, error))
  const onError = (error: unknown) => {
    ports.warn({ group: spec.name, err: error }, 'a group stumbled')
    return ports.limits.retryMsMax
  }
  const looping = loop(run, { restMs: () => restOf(held), onError })
  return {
    spec,
    exclusive: <T>(work: () => Promise<T>): Promise<T> => exclusive(held, work),
    /** Of a group at rest, what is not stored of where it stands. */
    ahead: (): Ahead => aheadOf(held),
    /** Nothing is under way: whoever asks may be the next. */
    still: (): boolean => held.turns === 0,
    /** Another has moved it. */
    fenced: ports.onFenced,
    wake: looping.wake,
    /** It stands at the end of what memory knows of, and nothing is under way. */
    level: (): boolean => held.atEnd && looping.calm() && held.turns === 0,
    stop: looping.stop,
    /** These partitions are ours from now on, from these positions. */
    grant: (partitions: readonly number[], epoch: number, stood: readonly Stand[]) => {
      held.epoch = epoch
      held.atEnd = false
      for (const part of partitions) held.owned.add(part)
      held.cursors.forget(partitions)
      for (const { topic, part, next } of stood) {
        Object.assign(held.cursors.of(topic, part), { next, stored: next })
      }
      looping.wake()
    },
    revoke: async (partitions: readonly number[]) => {
      await exclusive(held, async () => {
        await advanceIdle(ports.owner, [aheadOf(held)]).catch((error) => failed(held, error))
        for (const part of partitions) held.owned.delete(part)
        held.cursors.forget(partitions)
      })
    },
    loadParked: async () => {
      held.parked.clear()
      if (spec.onPoison !== 'park-key') return
      for (const key of await keysParked(ports.owner, spec.name)) held.parked.add(key)
    },
    unpark: (key: string) => void held.parked.delete(key),
    owns: (part: number): boolean => held.owned.has(part),
    nextAt: held.cursors.nextAt,
    state: () => {
      const { turns, failures, problem, owned } = held
      return { working: turns > 0, failures, problem, partitions: owned.size }
    },
  }
}

type Stand = { readonly topic: string; readonly part: number; readonly next: number }

/** A backlog doesn't rest, and what lingers need not look often: only what comes live gathers. */
function restOf({ spec, ports, lastCount }: Held): number {
  const { restMs } = ports.limits
  if (spec.linger) return Math.max(restMs, spec.linger.ms / LINGER_LOOKS)
  return lastCount >= BUSY_FACTS && lastCount < factsMaxOf(spec) ? BUSY_REST * restMs : restMs
}

/** One thing at a time: a batch, a redrive, a change of position. */
function exclusive<T>(held: Held, work: () => Promise<T>): Promise<T> {
  held.turns += 1
  const run = held.busy.then(work).finally(() => (held.turns -= 1))
  held.busy = run.catch(() => {})
  return run
}

async function step(held: Held): Promise<number> {
  const { spec, ports, owned } = held
  held.atEnd = false
  const cursorOf = held.cursors.of
  const waitMs = held.wait?.(unreadOf(spec, ports.source, owned, cursorOf)) ?? 0
  if (waitMs > 0) return waitMs
  const gathered = await gather(spec, ports.source, owned, cursorOf)
  const { facts, steps, more } = gathered
  held.lastCount = facts.length
  if (facts.length === 0) arrivedInMemory(steps)
  else if (held.failures >= ports.limits.attempts) await oneByOne(held, gathered)
  else await commitLanes(held, gathered)
  held.failures = 0
  held.problem = undefined
  held.atEnd = !more
  return more ? 0 : Number.POSITIVE_INFINITY
}

/**
 * Each lane stands for itself: what one has committed stays so when another fails, and the failed
 * one's facts are gathered again with those that came meanwhile.
 */
async function commitLanes(held: Held, { facts, steps }: Gathered): Promise<void> {
  const { spec, ports } = held
  const max = Math.min(spec.lanesMax ?? Number.POSITIVE_INFINITY, ports.limits.lanes)
  const lanes = lanesOf(facts, steps, max)
  const ended = await Promise.allSettled(lanes.map((lane) => commit(held, lane.facts, lane.steps)))
  const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []))
  if (reasons.length > 0) throw reasons.find(isFenced) ?? reasons[0]
}

async function commit(held: Held, facts: readonly Located[], steps: readonly Step[]) {
  const { spec, ports, parked, epoch } = held
  await spec.transact(async ({ sql, handle }) => {
    const free = await sortOut(sql, spec.name, parked, facts)
    if (free.length > 0)
      await handle(
        free.map(({ fact }) => fact),
        () => stretchesOf(free, steps),
      )
    await advance(sql, spec.name, epoch, steps)
  })
  arrived(steps)
  ports.onWork()
}

async function oneByOne(held: Held, { facts, steps }: Gathered): Promise<void> {
  for (const one of facts) {
    try {
      await commit(held, [one], [{ cursor: one.cursor, to: one.offset + 1 }])
    } catch (error) {
      if (isFenced(error) || isOutage(error)) throw error
      await parkOne(held, one, error)
    }
  }
  arrivedInMemory(steps)
}

async function parkOne(held: Held, one: Located, problem: unknown): Promise<void> {
  const { spec, ports, parked, epoch } = held
  const steps = [{ cursor: one.cursor, to: one.offset + 1 }]
  const attempts = ports.limits.attempts + 1
  const line: Parking = { group: spec.name, located: one, problem, behind: false, attempts }
  await spec.transact(async ({ sql }) => {
    await park(sql, line)
    await advance(sql, spec.name, epoch, steps)
  })
  arrived(steps)
  if (spec.onPoison === 'park-key') parked.add(one.fact.key)
  const { id, type } = one.fact
  ports.warn({ group: spec.name, event: id, type, problem: String(problem) }, 'parked')
  ports.onWork()
}

async function failed(held: Held, error: unknown): Promise<number> {
  const { spec, ports } = held
  held.problem = String(error)
  if (isFenced(error)) {
    await ports.onFenced()
    return ports.limits.retryMs
  }
  const { retryMs, retryMsMax, attempts } = ports.limits
  // An outage never leads to parking, however long it lasts.
  held.failures = isOutage(error) ? Math.min(held.failures + 1, attempts - 1) : held.failures + 1
  ports.warn({ group: spec.name, attempt: held.failures, err: error }, 'a reaction failed')
  return backoffMs(Math.max(1, held.failures), retryMs, retryMsMax)
}

/** Facts nobody wanted: the stored position follows about once a second. */
function aheadOf({ spec, epoch, cursors: known }: Held): Ahead {
  const steps = [...known.all()]
    .filter((cursor) => cursor.next > cursor.stored)
    .map((cursor) => ({ cursor, to: cursor.next }))
  return { group: spec.name, epoch, steps }
}
