/**
 * The port `log` on PostgreSQL: relay, tail, leases and groups put together.
 *
 *   outbox ─ relay ─▶ segments ─┬▶ tail (memory) ─▶ groups ─▶ position + effects, one transaction
 *   append ─────────────────────┘
 */
import { appender } from './appender.ts'
import { groupOfAsks } from './asks.ts'
import { group, GROUP_LIMITS, type Group, type GroupSpec } from './group.ts'
import type { Log, LogOptions } from './index.ts'
import { behindOf, headsOf, lagOf, offsetText } from './lag.ts'
import { leases } from './leases.ts'
import { loop } from './loop.ts'
import { partitionOf } from './partition.ts'
import { groupOfReaction } from './reactions.ts'
import { parkedFacts } from './redrive.ts'
import { relay } from './relay.ts'
import { rewind } from './replay.ts'
import { readSegments, SEGMENT_FACTS_MAX } from './segments.ts'
import { tail, type Place } from './tail.ts'
import { parser } from './upcast.ts'
import { verify } from './verify.ts'
import { watcher } from './watcher.ts'

/** How often positions of groups that wanted nothing are stored. */
const FLUSH_MS = 1000
/** Segments a group behind the tail reads at once. */
const CATCH_UP_SEGMENTS = 16

export function openLog(options: LogOptions): Log {
  const { db, signals, logger, wall, kindOf } = options
  const { owner } = db
  const warn = (object: object, message: string) => logger.warn(object, message)
  const parse = parser(kindOf)
  const recent = tail(parse, options.tailBytesMax)
  const append = appender(owner, wall.nowMs)
  const others = watcher(owner, recent, warn)
  const groups = new Map<string, Group>()
  const byModule = new Map<string, Group[]>()
  const lease = leases(owner, byModule, warn)
  let work = 0
  const onWork = () => void (work += 1)
  const relaying = relay(owner, append, {
    warn,
    wallMs: wall.nowMs,
    onAppend: (segments) => {
      onWork()
      recent.offer(segments)
    },
  })
  const read = async (place: Place, from: number) => {
    const segments = await readSegments(owner, { ...place, from }, CATCH_UP_SEGMENTS)
    return segments.map(({ base, text }) => ({ base, facts: parse(text) }))
  }
  const attach = (spec: GroupSpec) => {
    if (groups.has(spec.name)) throw new TypeError(`two reactions are called ${spec.name}`)
    const onFenced = () => lease.regrant(spec.module)
    const limits = { ...GROUP_LIMITS, ...options.limits }
    const source = { tail: recent, read }
    const fresh = group(spec, { owner, source, limits, onFenced, onWork, warn })
    groups.set(spec.name, fresh)
    byModule.set(spec.module, [...(byModule.get(spec.module) ?? []), fresh])
  }
  for (const { name, reactions = [], commands = [] } of options.modules) {
    for (const reaction of reactions) attach(groupOfReaction(db, name, reaction, kindOf))
    if (commands.length > 0) attach(groupOfAsks(db, name, commands))
  }
  const known = (name: string): Group => {
    const found = groups.get(name)
    if (!found) throw new RangeError(`no group ${name} runs in this process`)
    return found
  }
  const flushing = loop(
    async () => {
      for (const one of groups.values()) await one.flush()
      return FLUSH_MS
    },
    { restMs: FLUSH_MS, onError: () => FLUSH_MS },
  )
  const undo: (() => void)[] = []

  return {
    attach,
    start: async () => {
      await append.prepare([])
      await others.prime()
      undo.push(
        recent.onGrowth((topics) => {
          for (const one of groups.values()) {
            const own = one.spec.topics
            if (own.length === 0 || own.some((topic) => topics.has(topic))) one.wake()
          }
        }),
        signals.on('outbox', relaying.wake),
      )
      await lease.start()
      for (const one of [relaying, others, flushing]) one.wake()
    },
    stop: async () => {
      for (const off of undo.splice(0)) off()
      await Promise.all([relaying, others, flushing].map((one) => one.stop()))
      await Promise.all([...groups.values()].map((one) => one.stop()))
      await lease.stop()
    },
    append: async (facts) => {
      const lines = facts.map((fact) => ({
        topic: fact.topic,
        part: partitionOf(fact.key),
        body: JSON.stringify(fact),
      }))
      await append.prepare(new Set(lines.map((line) => line.topic)))
      const segments = await append.once(lines)
      onWork()
      recent.offer(segments)
    },
    read: async ({ topic, part, from, max }) => {
      const start = Number(from ?? 0)
      const found = await readSegments(owner, { topic, part, from: start }, segmentsFor(max))
      const all = found.flatMap(({ base, text }) =>
        parse(text).map((fact, i) => ({ offset: base + i, fact })),
      )
      const facts = all.filter((one) => one.offset >= start).slice(0, max)
      const next = (facts.at(-1)?.offset ?? start - 1) + 1
      const shown = facts.map(({ offset, fact }) => ({ offset: offsetText(offset), fact }))
      return { facts: shown, next: offsetText(next) }
    },
    heads: async () =>
      (await headsOf(owner)).map((head) => ({ ...head, next: offsetText(head.next) })),
    lag: async () => ({
      outboxMs: relaying.behindMs(),
      groups: await lagOf(owner, [...groups.values()], await headsOf(owner), wall.nowMs()),
    }),
    drained: async () => {
      const before = work
      const [row] = await owner<{ empty: boolean }[]>`
        select not exists (select from platform.outbox) as empty`
      const heads = await headsOf(owner)
      const atRest = [...groups.values()].every(
        (one) => !one.state().working && behindOf(one, heads).length === 0,
      )
      return (row?.empty ?? false) && atRest && work === before
    },
    replay: async (name, from) => {
      const one = known(name)
      await one.exclusive(() => rewind(owner, one.spec, from))
      await lease.regrant(one.spec.module)
    },
    parked: parkedFacts(owner, (name) => groups.get(name)),
    verify: (say = () => {}) => verify(owner, say),
    watch: recent.watch,
    member: lease.member,
    groups: () => [...groups.keys()].toSorted(),
  }
}

/** Segments hold between 1 and 1,000 facts; asking for a hundred facts must not read a hundred MB. */
const segmentsFor = (max: number): number => Math.max(1, Math.min(max, SEGMENT_FACTS_MAX, 50))
