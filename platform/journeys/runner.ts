/**
 * Moves an instance of a journey: lock its row, ask the chart, save, tell, act — one transaction.
 *
 *     move ─▶ lock ─▶ transition() ─▶ gate ─▶ save ─▶ emit <machine>-moved ─▶ asks, effects, timers
 *                                       ├ review: the step is entered, its effects wait (`release`)
 *                                       └ stop:   the chart is told `fraud-stopped` instead
 *
 * Each module with a journey owns a table `journey` of the same columns (see `journeyTable`).
 */
import { initialTransition, transition } from 'xstate'
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate'
import { msOf, later, type Instant } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import type { Verdict } from '#kernel/journey'
import type { Tx } from '#platform/sql'
import type { About, Journey } from './index.ts'

/** A journey's row. */
export type Instance = {
  readonly id: string
  readonly key: string
  readonly version: string
  readonly state: string
  readonly context: unknown
  readonly status: 'active' | 'held' | 'done'
  readonly since: Instant
  /** Effects that wait for the review of this step. */
  readonly held: readonly string[]
}

type Action = { readonly type: string; readonly params?: unknown }
type Cause = { readonly trigger: string; readonly from: string; readonly since: Instant }

/** Begins a journey. Its id must be new. */
export async function start(
  tx: Tx,
  journey: Journey,
  first: { id: string; key: string; input?: object },
): Promise<void> {
  const input = { ...first.input, id: first.id, key: first.key, today: tx.today, at: tx.now }
  const [snapshot, actions] = initialTransition(journey.machine, input)
  const born: Instance = { ...first, ...blank(journey, tx), ...stateOf(snapshot) }
  await insert(tx, born, nameOf(journey))
  await enter(tx, journey, born, snapshot, actions, { trigger: 'start', from: '', since: tx.now })
}

/**
 * Tells the journey that something happened. Refused as `not-now` when its present state does not
 * listen to that (late news), and as `not-found` when there is no such instance.
 */
export async function move(
  tx: Tx,
  journey: Journey,
  id: string,
  event: EventObject,
): Promise<Refused<'not-now' | 'not-found'> | { state: string }> {
  const instance = await lock(tx, nameOf(journey), id)
  if (!instance) return refuse('not-found')
  const machine = machineFor(journey, instance.version)
  const now = machine.resolveState(restored(instance))
  const told = { today: tx.today, at: tx.now, ...event }
  if (!listens(instance, event.type) || !now.can(told as never)) return refuse('not-now')

  const [next, actions] = transition(machine, now, told as never)
  const from = { trigger: event.type, from: instance.state, since: instance.since }
  await enter(tx, journey, instance, next, actions, from)
  return { state: stateOf(next).state }
}

/**
 * A held step goes nowhere but out: by the review, by running out, or because the person leaves.
 */
const listens = ({ status }: Instance, event: string): boolean =>
  status === 'active' ||
  (status === 'held' &&
    (event === 'fraud-stopped' || event === 'withdrawn' || event.startsWith('xstate.after')))

/** Lets a held step go on (`pass`) or ends it (`stop`), by a person's decision. */
export async function release(
  tx: Tx,
  journey: Journey,
  id: string,
  outcome: 'pass' | 'stop',
): Promise<Refused<'not-now' | 'not-found'> | { state: string }> {
  const instance = await lock(tx, nameOf(journey), id)
  if (!instance) return refuse('not-found')
  if (instance.status !== 'held') return refuse('not-now')
  if (outcome === 'stop') return move(tx, journey, id, { type: 'fraud-stopped' })
  await update(tx, { ...instance, status: 'active', held: [] }, nameOf(journey))
  await act(tx, journey, instance, instance.held)
  return { state: instance.state }
}

/** Saves the state it is now in, tells of the move under the gate's verdict, and acts. */
async function enter(
  tx: Tx,
  journey: Journey,
  was: Instance,
  snapshot: AnyMachineSnapshot,
  actions: readonly Action[],
  cause: Cause,
): Promise<void> {
  const { state, context, status } = stateOf(snapshot)
  const effects = actions.filter((a) => a.type in journey.effects).map((a) => a.type)
  unknownActions(journey, actions)
  const about: About = { id: was.id, key: was.key, state, context }
  const judged = state === cause.from ? undefined : await journey.gate(about, tx)
  const stopped = judged?.outcome === 'stop' && status !== 'done'
  // What is over waits for nobody: a rejection under a review must not hold the person.
  const isOver = status === 'done'
  const held = judged?.outcome === 'review' && effects.length > 0 && !stopped && !isOver
  const since = state === cause.from ? was.since : tx.now
  const now: Instance = {
    ...was,
    state,
    context,
    since,
    status: held ? 'held' : status,
    held: held ? effects : [],
  }
  await update(tx, now, nameOf(journey))
  await setTimers(tx, journey, now, actions)
  await tell(tx, journey, now, cause, judged)
  if (stopped) await move(tx, journey, was.id, { type: 'fraud-stopped' })
  else if (!held) await act(tx, journey, now, effects)
}

async function tell(
  tx: Tx,
  journey: Journey,
  now: Instance,
  cause: Cause,
  judged: Verdict | undefined,
): Promise<void> {
  const moved = {
    id: now.id,
    from: cause.from,
    to: now.state,
    trigger: cause.trigger,
    ms: Math.max(0, msOf(tx.now) - msOf(cause.since)),
    machineVersion: now.version,
    ...(judged && { verdict: judged }),
    ...(now.status === 'held' && { held: true }),
  }
  await tx.emit(now.key, [journey.moved(moved)])
}

export async function act(
  tx: Tx,
  journey: Journey,
  now: About,
  effects: readonly string[],
): Promise<void> {
  const about: About = { id: now.id, key: now.key, state: now.state, context: now.context }
  for (const name of effects) await journey.effects[name]?.(about, tx)
}

/** Delays of the chart become timers; leaving a state cancels those it set. */
async function setTimers(
  tx: Tx,
  journey: Journey,
  now: Instance,
  actions: readonly Action[],
): Promise<void> {
  for (const { type, params } of actions) {
    const { id, sendId, delay } = (params ?? {}) as { id?: string; sendId?: string; delay?: number }
    if (type === 'xstate.cancel') await tx.cancel(timerOf(journey, now.id, sendId ?? ''))
    if (type !== 'xstate.raise' || id === undefined) continue
    const due = later(tx.now, delay ?? 0)
    await tx.at(now.key, timerOf(journey, now.id, id), due, journey.due({ id: now.id, delay: id }))
  }
}

/** A chart may name only effects that are mapped: a misspelt one must not pass in silence. */
function unknownActions(journey: Journey, actions: readonly Action[]): void {
  for (const { type } of actions) {
    if (type.startsWith('xstate.') || type in journey.effects) continue
    throw new Error(`${journey.name}: the chart names the effect '${type}', which is not mapped`)
  }
}

/** The chart an instance follows: that under which it began. */
export function machineFor(journey: Journey, version: string): AnyStateMachine {
  const charts = [journey.machine, ...journey.earlier]
  const chart = charts.find((c) => versionOf(c) === version)
  if (!chart) throw new Error(`${journey.name}: no chart of version ${version}`)
  return chart
}

function stateOf(snapshot: AnyMachineSnapshot): Pick<Instance, 'state' | 'context' | 'status'> {
  if (typeof snapshot.value !== 'string') throw new Error('journeys are flat: one state at a time')
  const status = snapshot.status === 'done' ? 'done' : 'active'
  return { state: snapshot.value, context: snapshot.context, status }
}

export function restored({ state, context, status }: Instance): {
  value: string
  context: never
  status: 'active' | 'done'
} {
  return { value: state, context: context as never, status: status === 'done' ? 'done' : 'active' }
}

const blank = (journey: Journey, tx: Tx) => ({
  version: versionOf(journey.machine),
  since: tx.now,
  held: [],
})
const versionOf = (machine: AnyStateMachine): string => machine.version ?? '1'
export const nameOf = (journey: Journey): string =>
  journey.name.slice(journey.name.indexOf('.') + 1)
const timerOf = (journey: Journey, id: string, delay: string): string =>
  `${nameOf(journey)}:${id}:${delay}`

export async function lock(tx: Tx, machine: string, id: string): Promise<Instance | undefined> {
  const [row] = await tx.sql<Instance[]>`
    select id, key, version, state, context, status, since, held
      from journey where machine = ${machine} and id = ${id} for update`
  return row
}

async function insert(tx: Tx, now: Instance, machine: string): Promise<void> {
  await tx.sql`
    insert into journey (machine, id, key, version, state, context, status, since, held)
    values (${machine}, ${now.id}, ${now.key}, ${now.version}, ${now.state},
            ${tx.sql.json(now.context)}, ${now.status}, ${now.since}, ${tx.sql.json(now.held)})`
}

async function update(tx: Tx, now: Instance, machine: string): Promise<void> {
  await tx.sql`
    update journey
       set state = ${now.state}, context = ${tx.sql.json(now.context)}, status = ${now.status},
           since = ${now.since}, held = ${tx.sql.json(now.held)}
     where machine = ${machine} and id = ${now.id}`
}
