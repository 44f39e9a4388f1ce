/**
 * The port `queue` on PostgreSQL.
 *
 *   effects (topic) ─ group ─▶ effect rows ─ lane ─▶ send, outside any transaction
 *                                                      └▶ settle + answer events, one transaction
 *
 * A process that dies between the two leaves the row queued: it is sent again under the same key, and
 * the provider's idempotency makes it one.
 */
import type { Event, Fact } from '#kernel/contract'
import { instantOf } from '#kernel/dates'
import { backoffMs } from '#platform/log'
import type { GroupSpec, Statement } from '#platform/log'
import { TryLater, type Effect, type Lane, type Queue, type QueueOptions } from './index.ts'
import { laneWorker, type LaneWorker } from './lane.ts'
import { pulse } from './pulse.ts'
import { claim, countEffects, enqueue, letGo, nextRun, putOff, sweep, type Taken } from './row.ts'

const GROUP = 'platform.effects'
/** A lane nobody declared. */
const LANE: Omit<Lane, 'name'> = { perSecond: 50, atOnce: 4 }
const PROBLEM_MAX = 500

export function openQueue(options: QueueOptions): Queue {
  const { db, log, clock, wall, modules, signals, logger } = options
  const { owner } = db
  const effects = new Map<string, { module: string; effect: Effect<never> }>()
  const lanes = new Map<string, Lane>()
  for (const { name: module, effects: own = [], lanes: declared = [] } of modules) {
    for (const lane of declared) lanes.set(lane.name, lane)
    for (const effect of own) effects.set(effect.name, { module, effect })
  }
  for (const { effect } of effects.values()) {
    if (!lanes.has(effect.lane)) lanes.set(effect.lane, { name: effect.lane, ...LANE })
  }
  const running = modules.map((module) => module.name)
  const health = pulse(wall.nowMs)
  const warn = (object: object, message: string) => logger.warn(object, message)
  const workers = new Map<string, LaneWorker>()
  const wakeAll = () => workers.forEach((worker) => worker.wake())
  log.attach(inbound(options, wakeAll))

  /** False when another process, or a former life of ours, had settled it already. */
  const settle = async (taken: Taken, outcome: Outcome): Promise<void> => {
    const { id, module, subject, attempt } = taken
    await db.transact(module, {}, async (open) => {
      const sql = open.sql as unknown as Statement
      const [row] = await sql<{ first: boolean }[]>`
        select platform.effect_settle(
          ${id}, ${outcome.state}, ${attempt}::int, ${outcome.problem ?? null}) as first`
      if (!row?.first) return
      const fact = factOf(taken)
      const tx = open.tx({ actor: { kind: 'module', id: module }, fact })
      await tx.emit(subject, outcome.events)
    })
  }
  const run = async (taken: Taken): Promise<void> => {
    const known = effects.get(taken.name)
    if (!known) return putOff(owner, taken.id, soon(clock.nowMs()), `no effect ${taken.name}`)
    const { effect } = known
    const input = inputOf(taken) as never
    const began = wall.nowMs()
    try {
      const answer = await effect.send(input, contextOf(options, taken))
      health.note(taken.name, wall.nowMs() - began, true)
      await settle(taken, { state: 'done', events: [answer].flat() as Event[] })
    } catch (error) {
      health.note(taken.name, wall.nowMs() - began, false)
      const problem = say(error)
      warn({ effect: taken.name, id: taken.id, attempt: taken.attempt, err: error }, 'not sent')
      const { attempts, backoffMs: first, backoffMsMax } = effect.retry
      // What isn't TryLater is a bug or a broken contract: it is tried again all the same, for a
      // payment must not be given up because of a typo in an answer.
      if (taken.attempt < attempts) {
        const wait = backoffMs(taken.attempt, first, backoffMsMax)
        return putOff(owner, taken.id, instantOf(clock.nowMs() + wait), problem)
      }
      const event = effect.onExhausted(input, problem)
      await settle(taken, { state: 'exhausted', problem, events: [event] })
    }
  }
  const safely = (taken: Taken) =>
    run(taken).catch((error: unknown) => {
      warn({ effect: taken.name, id: taken.id, err: error }, 'an effect could not be settled')
      return putOff(owner, taken.id, soon(clock.nowMs()), say(error)).catch(() => {})
    })
  for (const lane of lanes.values()) {
    workers.set(
      lane.name,
      laneWorker(lane, {
        run: safely,
        claim: (room, sending) => {
          const now = clock.now()
          return claim(owner, {
            lane: lane.name,
            modules: running,
            now,
            room,
            sending,
            by: log.member(),
          })
        },
        next: () => nextRun(owner, running, lane.name),
        wallMsUntil: clock.wallMsUntil,
        wallMs: wall.nowMs,
        warn,
      }),
    )
  }
  const undo: (() => void)[] = []
  return {
    start: async () => {
      await sweep(owner, wall.nowMs())
      undo.push(clock.onChange(wakeAll), signals.on('effects', wakeAll))
      wakeAll()
    },
    stop: async () => {
      for (const off of undo.splice(0)) off()
      await Promise.all([...workers.values()].map((worker) => worker.stop()))
      await Promise.all([...workers.values()].map((worker) => worker.idle()))
      if (log.member() !== 0) await letGo(owner, log.member())
    },
    inspect: async () => countEffects(owner),
    nextRunAt: () => nextRun(owner, running),
    drained: async () => {
      if ([...workers.values()].some((worker) => worker.inFlight() > 0)) return false
      const next = await nextRun(owner, running)
      return next === undefined || next > clock.now()
    },
    health: health.health,
  }
}

type Outcome = { state: 'done' | 'exhausted'; events: readonly Event[]; problem?: string }

/** The platform's own group: asks become rows, many in one statement. */
function inbound({ db, signals }: QueueOptions, queued: () => void): GroupSpec {
  return {
    name: GROUP,
    module: 'platform',
    topics: ['effects'],
    types: '*',
    onPoison: 'skip',
    transact: async (work) => {
      await db.owner.begin((sql) =>
        work({
          sql: sql as unknown as Statement,
          handle: (facts) => enqueue(sql, facts),
        }),
      )
      queued()
      signals.wake('effects')
    },
  }
}

function contextOf(options: QueueOptions, taken: Taken) {
  const { clock, objects, httpOf, call } = options
  const { module, subject, attempt, id } = taken
  const actor = { kind: 'module', id: module } as const
  const caller = { module, actor, correlation: factOf(taken).correlation }
  return {
    http: httpOf(module),
    key: id,
    subject,
    attempt,
    now: clock.now(),
    today: clock.today(),
    objects,
    call: async (query: never, input: never) => (await call(query, input, caller)) as never,
  }
}

const RETRY_MS = 1000
const soon = (nowMs: number) => instantOf(nowMs + RETRY_MS)
const factOf = (taken: Taken): Fact => JSON.parse(taken.body) as Fact
const inputOf = (taken: Taken): unknown => (factOf(taken).data as { input: unknown }).input

/** What went wrong, without what was sent: a message may quote its input. */
const say = (error: unknown): string =>
  (error instanceof TryLater ? error.message : String(error)).slice(0, PROBLEM_MAX)
