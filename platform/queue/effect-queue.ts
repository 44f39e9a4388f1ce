/**
 * The port `queue` on PostgreSQL.
 *
 *   effects (topic) ─ group ─▶ effect rows ─ lane ─▶ send, outside any transaction
 *                                                      └▶ settle + answer events, one transaction
 *
 * A process that dies between the two leaves the row queued: it is sent again under the same key,
 * and the provider's idempotency makes it one.
 */
import type { Event, Fact } from '#kernel/contract'
import { instantOf } from '#kernel/dates'
import { backoffMs } from '#platform/log'
import type { GroupSpec, Statement } from '#platform/log'
import { TryLater, type Effect, type Lane, type Queue, type QueueOptions } from './index.ts'
import { laneWorker, type LaneWorker } from './lane.ts'
import { pulse } from './pulse.ts'
import {
  claim,
  countEffects,
  enqueue,
  letGo,
  nextOfLanes,
  nextRun,
  putOff,
  sweep,
  type Taken,
} from './row.ts'
import { watch } from './watch.ts'

const GROUP = 'platform.effects'
/** A lane nobody declared. */
const LANE: Omit<Lane, 'name'> = { perSecond: 50, atOnce: 4 }
const PROBLEM_MAX = 500

export function openQueue(options: QueueOptions): Queue {
  const { db, log, clock, wall, modules, signals } = options
  const { owner } = db
  const running = modules.map((module) => module.name)
  const house: House = { options, effects: effectsOf(options), pulse: pulse(wall.nowMs) }
  const workers = workersOf(house, running, () => watching.wake())
  const wakeAll = () => workers.forEach((worker) => worker.wake())
  const wakeLanes = (lanes: ReadonlySet<string>) => {
    for (const worker of workers) if (lanes.has(worker.lane)) worker.wake()
  }
  const names = workers.map(({ lane }) => lane)
  const watching = watch({
    next: () => nextOfLanes(owner, names, running),
    wakeLanes,
    ...{ now: clock.now, wallMsUntil: clock.wallMsUntil },
    warn: (object, message) => options.logger.warn(object, message),
  })
  log.attach(inbound(options, wakeLanes))
  const undo: (() => void)[] = []
  return {
    start: async () => {
      await sweep(owner, wall.nowMs())
      undo.push(clock.onChange(watching.wake), signals.on('effects', wakeAll))
      wakeAll()
      watching.wake()
    },
    stop: async () => {
      for (const off of undo.splice(0)) off()
      await Promise.all([watching, ...workers].map((worker) => worker.stop()))
      await Promise.all(workers.map((worker) => worker.idle()))
      if (log.member() !== 0) await letGo(owner, log.member())
    },
    inspect: async () => countEffects(owner),
    nextRunAt: () => nextRun(owner, running),
    calm: () =>
      watching.calm() && workers.every((worker) => worker.calm() && worker.inFlight() === 0),
    health: house.pulse.health,
  }
}

type House = {
  readonly options: QueueOptions
  readonly effects: ReadonlyMap<string, Effect>
  readonly pulse: ReturnType<typeof pulse>
}

const effectsOf = ({ modules }: QueueOptions): Map<string, Effect> =>
  new Map(modules.flatMap(({ effects = [] }) => effects.map((one) => [one.name, one])))

/** One worker a lane: those declared, and those only named by an effect. */
function workersOf(house: House, running: readonly string[], sent: () => void): LaneWorker[] {
  const { options, effects } = house
  const { db, clock, wall, log, logger, modules } = options
  const lanes = new Map(modules.flatMap((one) => one.lanes ?? []).map((one) => [one.name, one]))
  for (const { lane } of effects.values()) {
    if (!lanes.has(lane)) lanes.set(lane, { name: lane, ...LANE })
  }
  return [...lanes.values()].map((lane) =>
    laneWorker(lane, {
      run: (taken) => safely(house, taken).finally(sent),
      claim: (room, sending) => {
        const mine = { lane: lane.name, modules: running, by: log.member() }
        return claim(db.owner, { ...mine, now: clock.now(), room, sending })
      },
      wallMs: wall.nowMs,
      warn: (object, message) => logger.warn(object, message),
    }),
  )
}

/** Sends and settles. What can't even be settled is tried again a little later. */
async function safely(house: House, taken: Taken): Promise<void> {
  const { db, clock, logger } = house.options
  try {
    await attempt(house, taken)
  } catch (error) {
    logger.warn({ effect: taken.name, id: taken.id, err: error }, 'an effect was not settled')
    await putOff(db.owner, taken.id, soon(clock.nowMs()), say(error)).catch(() => {})
  }
}

async function attempt(house: House, taken: Taken): Promise<void> {
  const { options, effects, pulse } = house
  const { db, clock, wall, logger } = options
  const { id, name } = taken
  const effect = effects.get(name)
  if (!effect) return putOff(db.owner, id, soon(clock.nowMs()), `no effect ${name}`)
  const input = inputOf(taken)
  const began = wall.nowMs()
  try {
    const answer = await effect.send(input, contextOf(options, taken))
    pulse.note(name, wall.nowMs() - began, true)
    await settle(options, taken, { state: 'done', events: [answer].flat() as Event[] })
  } catch (error) {
    pulse.note(name, wall.nowMs() - began, false)
    const problem = say(error)
    logger.warn({ effect: name, id, attempt: taken.attempt, problem }, 'not sent')
    const { attempts, backoffMs: first, backoffMsMax } = effect.retry
    // What isn't TryLater is a bug or a broken contract: it is tried again all the same, for a
    // payment must not be given up because of a typo in an answer.
    if (taken.attempt < attempts) {
      const wait = backoffMs(taken.attempt, first, backoffMsMax)
      return putOff(db.owner, id, instantOf(clock.nowMs() + wait), problem)
    }
    const events = [effect.onExhausted(input, problem)]
    await settle(options, taken, { state: 'exhausted', problem, events })
  }
}

/** Once: another process, or a former life of ours, may have settled it already. */
async function settle({ db }: QueueOptions, taken: Taken, outcome: Outcome): Promise<void> {
  const { id, module, subject, attempt } = taken
  await db.transact(module, {}, async (open) => {
    const sql = open.sql as unknown as Statement
    const [row] = await sql<{ first: boolean }[]>`
      select platform.effect_settle(
        ${id}, ${outcome.state}, ${attempt}::int, ${outcome.problem ?? null}) as first`
    if (!row?.first) return
    const tx = open.tx({ actor: { kind: 'module', id: module }, fact: factOf(taken) })
    await tx.emit(subject, outcome.events)
  })
}

type Outcome = { state: 'done' | 'exhausted'; events: readonly Event[]; problem?: string }

/** The platform's own group: asks become rows, many in one statement. */
function inbound({ db }: QueueOptions, queued: (lanes: ReadonlySet<string>) => void): GroupSpec {
  return {
    name: GROUP,
    module: 'platform',
    topics: ['effects'],
    types: '*',
    onPoison: 'skip',
    lanesMax: 1, // One statement for all of them.
    transact: async (work) => {
      const lanes = new Set<string>()
      await db.owner.begin((sql) =>
        work({
          sql: sql as unknown as Statement,
          handle: (facts) => {
            for (const { data } of facts) lanes.add((data as { lane: string }).lane)
            return enqueue(sql, facts)
          },
        }),
      )
      queued(lanes)
    },
  }
}

function contextOf(options: QueueOptions, taken: Taken) {
  const { clock, objects, lake, httpOf, call } = options
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
    get lake() {
      if (lake) return lake
      throw new Error('this house has no lake')
    },
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
