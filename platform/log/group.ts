/**
 * A consumer group at work: gather what came, handle it, and move on, in one transaction.
 *
 *   gather ─ nothing wanted ─▶ move in memory (stored about once a second)
 *          └ handle + log_advance + commit ─ failed ─▶ again, 5 times ─▶ one fact a transaction
 *                                                                      └ failed ─▶ parked, moved on
 */
import type { Fact } from '#kernel/contract'
import { gather, type Gathered, type Source } from './gathering.ts'
import { backoffMs, loop } from './loop.ts'
import type { OwnerSql } from './owner.ts'
import { keysParked, park, sortOut, type Parking } from './parking.ts'
import {
  advance,
  arrived,
  isFenced,
  isOutage,
  placeName,
  type Cursor,
  type Located,
  type Statement,
  type Step,
} from './position.ts'

export type GroupSpec = {
  /** `<module>.<reaction>`. */
  readonly name: string
  readonly module: string
  /** Empty: all. */
  readonly topics: readonly string[]
  readonly types: ReadonlySet<string> | '*'
  readonly onPoison: 'skip' | 'park-key'
  /** One transaction in the group's role; `handle` and the advance happen inside it. */
  transact(work: (scope: Scope) => Promise<void>): Promise<void>
}
export type Scope = {
  readonly sql: Statement
  handle(facts: readonly Fact[]): Promise<void>
}

export type GroupLimits = {
  /** The least wall time between two transactions of a group. */
  restMs: number
  retryMs: number
  retryMsMax: number
  /** Attempts of a batch before its facts are tried one by one. */
  attempts: number
}
export const GROUP_LIMITS: GroupLimits = {
  restMs: 8,
  retryMs: 100,
  retryMsMax: 30_000,
  attempts: 5,
}

export type GroupPorts = {
  readonly owner: OwnerSql
  readonly source: Source
  readonly limits: GroupLimits
  /** The position moved under our feet: take it over again, if it is still ours to. */
  readonly onFenced: () => Promise<void>
  /** Told of each transaction, so that others can tell whether the house is at rest. */
  readonly onWork: () => void
  warn(object: object, message: string): void
}

export type Group = ReturnType<typeof group>

export function group(spec: GroupSpec, ports: GroupPorts) {
  const cursors = new Map<string, Cursor>()
  const owned = new Set<number>()
  const parked = new Set<string>()
  let epoch = 0
  let failures = 0
  let problem: string | undefined
  let busy: Promise<unknown> = Promise.resolve()
  let working = false

  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const run = busy.then(() => {
      working = true
      return work().finally(() => (working = false))
    })
    busy = run.catch(() => {})
    return run
  }
  const cursorOf = (topic: string, part: number): Cursor => {
    const name = placeName({ topic, part })
    const known = cursors.get(name) ?? { topic, part, next: 0, stored: 0 }
    cursors.set(name, known)
    return known
  }
  const commit = async (facts: readonly Located[], steps: readonly Step[]) => {
    await spec.transact(async (scope) => {
      const free = await sortOut(scope.sql, spec.name, parked, facts)
      if (free.length > 0) await scope.handle(free.map((one) => one.fact))
      await advance(scope.sql, spec.name, epoch, steps)
    })
    arrived(steps)
    ports.onWork()
  }
  const parkOne = async (one: Located, why: unknown, attempts: number) => {
    const steps = [{ cursor: one.cursor, to: one.offset + 1 }]
    const line: Parking = { group: spec.name, located: one, problem: why, behind: false, attempts }
    await spec.transact(async ({ sql }) => {
      await park(sql, line)
      await advance(sql, spec.name, epoch, steps)
    })
    arrived(steps)
    if (spec.onPoison === 'park-key') parked.add(one.fact.key)
    ports.warn({ group: spec.name, event: one.fact.id, type: one.fact.type, err: why }, 'parked')
    ports.onWork()
  }
  const oneByOne = async ({ facts, steps }: Gathered) => {
    for (const one of facts) {
      try {
        await commit([one], [{ cursor: one.cursor, to: one.offset + 1 }])
      } catch (error) {
        if (isFenced(error) || isOutage(error)) throw error
        await parkOne(one, error, ports.limits.attempts + 1)
      }
    }
    arrivedInMemory(steps)
  }
  const step = async (): Promise<number> => {
    const { source } = ports
    const gathered = await gather(spec, source, owned, cursorOf)
    const { facts, steps, more } = gathered
    if (facts.length === 0) arrivedInMemory(steps)
    else if (failures >= ports.limits.attempts) await oneByOne(gathered)
    else await commit(facts, steps)
    failures = 0
    problem = undefined
    return more ? 0 : Number.POSITIVE_INFINITY
  }
  const failed = async (error: unknown): Promise<number> => {
    problem = String(error)
    if (isFenced(error)) {
      await ports.onFenced()
      return ports.limits.retryMs
    }
    const { retryMs, retryMsMax, attempts } = ports.limits
    failures = isOutage(error) ? Math.min(failures + 1, attempts - 1) : failures + 1
    ports.warn({ group: spec.name, attempt: failures, err: error }, 'a reaction failed')
    return backoffMs(failures, retryMs, retryMsMax)
  }
  const run = () => exclusive(step).catch(failed)
  const onError = (error: unknown) => {
    ports.warn({ group: spec.name, err: error }, 'a group stumbled')
    return ports.limits.retryMsMax
  }
  const looping = loop(run, { restMs: ports.limits.restMs, onError })

  /** Facts nobody wanted: the stored position follows about once a second. */
  const flush = () =>
    exclusive(async () => {
      const steps = [...cursors.values()]
        .filter((cursor) => cursor.next > cursor.stored)
        .map((cursor) => ({ cursor, to: cursor.next }))
      if (steps.length === 0) return
      await advance(ports.owner as unknown as Statement, spec.name, epoch, steps)
      arrived(steps)
    }).catch((error: unknown) => failed(error))

  return {
    spec,
    exclusive,
    flush,
    wake: looping.wake,
    stop: looping.stop,
    /** These partitions are ours from now on, from these positions. */
    grant: (partitions: readonly number[], newEpoch: number, stood: readonly Stand[]) => {
      epoch = newEpoch
      for (const part of partitions) owned.add(part)
      forget(partitions)
      for (const { topic, part, next } of stood) {
        Object.assign(cursorOf(topic, part), { next, stored: next })
      }
      looping.wake()
    },
    revoke: async (partitions: readonly number[]) => {
      await flush()
      await exclusive(async () => {
        for (const part of partitions) owned.delete(part)
        forget(partitions)
      })
    },
    loadParked: async () => {
      parked.clear()
      if (spec.onPoison !== 'park-key') return
      for (const key of await keysParked(ports.owner, spec.name)) parked.add(key)
    },
    unpark: (key: string) => void parked.delete(key),
    owns: (part: number): boolean => owned.has(part),
    nextAt: (topic: string, part: number): number => cursors.get(`${topic}/${part}`)?.next ?? 0,
    state: () => ({ working, failures, problem, partitions: owned.size }),
  }

  function forget(partitions: readonly number[]): void {
    for (const [name, cursor] of cursors) if (partitions.includes(cursor.part)) cursors.delete(name)
  }
}

type Stand = { readonly topic: string; readonly part: number; readonly next: number }

function arrivedInMemory(steps: readonly Step[]): void {
  for (const { cursor, to } of steps) cursor.next = Math.max(cursor.next, to)
}
