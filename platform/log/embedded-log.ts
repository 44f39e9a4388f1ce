/**
 * The port `log` on PostgreSQL: relay, tail, leases and groups put together.
 *
 *   outbox ─ relay ─▶ segments ─┬▶ tail (memory) ─▶ groups ─▶ position + effects, one transaction
 *   append ─────────────────────┘
 */
import { appender } from './appender.ts'
import { crowd, declaredGroups, flusher, limitsOf } from './crowd.ts'
import type { GroupPorts } from './group.ts'
import type { Log, LogOptions, NewFact } from './index.ts'
import { headsOf, lagOf, offsetText } from './lag.ts'
import { leases } from './leases.ts'
import { textArray } from './owner.ts'
import { catchUp, readPage } from './page.ts'
import { partitionOf } from './partition.ts'
import { parkedFacts } from './redrive.ts'
import { relay } from './relay.ts'
import { rewind } from './replay.ts'
import type { Line, Segment } from './segments.ts'
import { tail } from './tail.ts'
import { taking } from './taking.ts'
import { parser } from './upcast.ts'
import { verify } from './verify.ts'
import { watcher } from './watcher.ts'

export function openLog(options: LogOptions): Log {
  const parts = partsOf(options)
  const { owner, groups, recent, lease, activity } = parts
  return {
    ...life(options, parts),
    attach: (spec) => groups.attach(spec, parts.portsOf(spec.module)),
    append: async (facts) => {
      const lines = facts.map(lineOf)
      await parts.append.prepare(new Set(lines.map((line) => line.topic)))
      parts.onAppend(await parts.append.once(lines))
    },
    take: taking(owner, parts.append, {
      ...{ onAppend: parts.onAppend, wallMs: options.wall.nowMs },
    }),
    read: (of) => readPage(owner, parts.parse, of, options.cold),
    heads: async () =>
      (await headsOf(owner)).map((head) => ({ ...head, next: offsetText(head.next) })),
    lag: async () => {
      const all = [...groups.byName.values()]
      const rows = await lagOf(owner, all, await headsOf(owner), options.wall.nowMs())
      return { outboxMs: parts.relaying.behindMs(), groups: rows }
    },
    calm: () => calmIn(parts),
    drained: async () => {
      // Asked again and again while time is moved: most often memory alone knows the answer.
      if (!calmIn(parts)) return false
      const before = activity.count
      // A partition on its way from one process to another is nobody's: who would tell of it?
      const [row] = await owner<{ empty: boolean; written: string }[]>`
        select not exists (select from platform.outbox)
           and not exists (
             select from platform.log_lease where owner is null
                and module = any(${textArray([...groups.byModule.keys()])}::text::text[])) as empty,
               (select coalesce(sum(next), 0) from platform.log_head)::text as written`
      // Groups that stand at the end of what memory knows stand at the end of all there is.
      const known = Number(row?.written) === recent.written()
      return (row?.empty ?? false) && known && calmIn(parts) && activity.count === before
    },
    replay: async (name, from) => {
      const { spec, exclusive } = groups.named(name)
      await exclusive(() => rewind(owner, spec, from, options.cold))
      await lease.regrant(spec.module)
    },
    parked: parkedFacts(owner, (name) => groups.byName.get(name)),
    verify: (say = () => {}) => verify(owner, say),
    watch: recent.watch,
    member: lease.member,
    groups: () => [...groups.byName.keys()].toSorted(),
  }
}

/** Whoever lingers is not waited for. */
const calmIn = ({ relaying, groups }: Pick<Parts, 'relaying' | 'groups'>): boolean =>
  relaying.calm() &&
  [...groups.byName.values()].every((one) => one.spec.linger !== undefined || one.level())

type Parts = ReturnType<typeof partsOf>

function partsOf(options: LogOptions) {
  const { db, logger, wall, kindOf } = options
  const { owner } = db
  const warn = (object: object, message: string) => logger.warn(object, message)
  const parse = parser(kindOf)
  const recent = tail(parse, options.tailBytesMax)
  const append = appender(owner, wall.nowMs)
  const groups = crowd()
  const lease = leases(owner, groups.byModule, warn)
  /** Grows with every append and every transaction: two equal readings saw a house at rest. */
  const activity = { count: 0 }
  const onWork = () => void (activity.count += 1)
  const onAppend = (segments: readonly Segment[]) => {
    onWork()
    recent.offer(segments)
  }
  const limits = limitsOf(options)
  const source = { tail: recent, behind: catchUp(owner, parse, options.cold) }
  const shared = { owner, source, limits, wallMs: wall.nowMs, onWork, warn }
  const portsOf = (module: string): GroupPorts => ({
    ...shared,
    onFenced: () => lease.regrant(module),
  })
  for (const spec of declaredGroups(options)) groups.attach(spec, portsOf(spec.module))
  const relaying = relay(owner, append, { warn, wallMs: wall.nowMs, onAppend })
  const others = watcher(owner, recent, warn)
  const loops = [relaying, others, flusher(groups, shared)]
  return {
    ...{ owner, parse, recent, append, groups, lease, activity },
    ...{ onAppend, portsOf, relaying, others, loops },
  }
}

function life({ signals }: LogOptions, parts: Parts): Pick<Log, 'start' | 'stop'> {
  const { append, others, recent, relaying, groups, lease, loops } = parts
  const undo: (() => void)[] = []
  return {
    start: async () => {
      await append.prepare([])
      await others.prime()
      undo.push(recent.onGrowth(groups.wake), signals.on('outbox', relaying.wake))
      await lease.start()
      for (const one of loops) one.wake()
    },
    stop: async () => {
      for (const off of undo.splice(0)) off()
      await Promise.all(loops.map((one) => one.stop()))
      await groups.stop()
      await lease.stop()
    },
  }
}

const lineOf = (fact: NewFact): Line => ({
  topic: fact.topic,
  part: partitionOf(fact.key),
  body: JSON.stringify(fact).slice(1),
  at: fact.at,
})
