/** All groups of this process, by name and by module, and what concerns them together. */
import { groupOfAsks } from './asks.ts'
import { group, GROUP_LIMITS, type Group, type GroupPorts, type GroupSpec } from './group.ts'
import type { LogOptions } from './index.ts'
import { loop, type Loop } from './loop.ts'
import { advanceIdle } from './position.ts'
import { groupOfReaction } from './reactions.ts'

/** How often positions of groups that wanted nothing are stored. */
const FLUSH_MS = 1000

export type Crowd = {
  readonly byName: ReadonlyMap<string, Group>
  readonly byModule: ReadonlyMap<string, readonly Group[]>
  attach(spec: GroupSpec, ports: GroupPorts): void
  /** Throws for a group that doesn't run here. */
  named(name: string): Group
  /** Those who read any of the topics. */
  wake(topics: ReadonlySet<string>): void
  stop(): Promise<void>
}

export function crowd(): Crowd {
  const byName = new Map<string, Group>()
  const byModule = new Map<string, Group[]>()
  return {
    byName,
    byModule,
    attach: (spec, ports) => {
      if (byName.has(spec.name)) throw new TypeError(`two reactions are called ${spec.name}`)
      const fresh = group(spec, ports)
      byName.set(spec.name, fresh)
      byModule.set(spec.module, [...(byModule.get(spec.module) ?? []), fresh])
    },
    named: (name) => {
      const found = byName.get(name)
      if (!found) throw new RangeError(`no group ${name} runs in this process`)
      return found
    },
    wake: (topics) => {
      for (const one of byName.values()) {
        const own = one.spec.topics
        if (own.length === 0 || own.some((topic) => topics.has(topic))) one.wake()
      }
    },
    stop: async () => void (await Promise.all([...byName.values()].map((one) => one.stop()))),
  }
}

/** The groups the modules declare: one a reaction, and one for what a module is asked. */
export function declaredGroups({ db, modules, kindOf }: LogOptions): GroupSpec[] {
  return modules.flatMap(({ name, reactions = [], commands = [] }) => [
    ...reactions.map((reaction) => groupOfReaction(db, name, reaction, kindOf)),
    ...(commands.length > 0 ? [groupOfAsks(db, name, commands)] : []),
  ])
}

export const limitsOf = (options: LogOptions) => ({ ...GROUP_LIMITS, ...options.limits })

/**
 * Stores, once a second, positions that moved in memory only: those of all groups at rest in one
 * statement, and nothing of theirs begins meanwhile. One at work stores its own.
 */
export function flusher(
  { byName }: Crowd,
  { owner, warn }: Pick<GroupPorts, 'owner' | 'warn'>,
): Loop {
  const flushAll = async () => {
    const still = [...byName.values()].filter((one) => one.still() && one.ahead().steps.length > 0)
    const over = Promise.withResolvers<void>()
    const waiting = still.map((one) => one.exclusive(() => over.promise))
    const store = advanceIdle(
      owner,
      still.map((one) => one.ahead()),
    ).finally(over.resolve)
    await Promise.allSettled([store, ...waiting])
    const fenced = await store
    await Promise.all(still.filter(({ spec }) => fenced.has(spec.name)).map((one) => one.fenced()))
    return FLUSH_MS
  }
  const onError = (error: unknown) => {
    warn({ err: error }, 'positions could not be stored')
    return FLUSH_MS
  }
  return loop(flushAll, { restMs: FLUSH_MS, onError })
}
