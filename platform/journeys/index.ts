/**
 * The port `journeys`: charts (xstate, pure) run on rows, facts and timers (DESIGN §6, §16).
 *
 * A chart says what comes after what; it is advanced only by xstate's pure `transition()`. Its
 * actions come back as data and become asks, effects and timers of the same transaction. A step is
 * entered under a verdict of the fraud gate, told in `<machine>-moved` before the step's effect.
 */
import type { AnyStateMachine, EventObject } from 'xstate'
import type { Event, EventKind, Fact } from '#kernel/contract'
import type { Verdict } from '#kernel/journey'
import { on, type Reaction, type ReactionOptions } from '#platform/log'
import type { Tx } from '#platform/sql'
import { move, release } from './runner.ts'

export { chartOf, type Chart, type Step } from './chart.ts'
export { retry } from './retry.ts'
export { move, release, start, type Instance } from './runner.ts'

/** Who and what an effect acts for. */
export type About = {
  readonly id: string
  readonly key: string
  readonly state: string
  // oxlint-disable-next-line no-explicit-any -- each chart has a context of its own
  readonly context: any
}

/** Turns another's fact into an event of the chart; undefined when it is none of ours. */
export type Answer = {
  // oxlint-disable-next-line no-explicit-any -- facts of any type and data
  readonly kind: EventKind<string, any>
  // oxlint-disable-next-line no-explicit-any -- facts of any type and data
  to(data: any, tx: Tx, key: string): Promise<Address | undefined> | Address | undefined
}
export type Address = { id: string; event: EventObject & { [field: string]: unknown } }

export type Review = { journey: string; id: string; outcome: 'pass' | 'stop' }

export type Journey = {
  /** `lending.application`: module, then machine. */
  readonly name: string
  readonly machine: AnyStateMachine
  /** Charts of earlier versions that running instances still follow. */
  readonly earlier: readonly AnyStateMachine[]
  // oxlint-disable-next-line no-explicit-any -- declared by journeyMoved
  readonly moved: EventKind<string, any>
  // oxlint-disable-next-line no-explicit-any -- declared by journeyDue
  readonly due: EventKind<string, any>
  readonly effects: { readonly [action: string]: (about: About, tx: Tx) => Promise<unknown> }
  readonly answers: readonly Answer[]
  readonly gate: (about: About, tx: Tx) => Promise<Verdict>
  /** How its reactions run: a journey of money says so. */
  readonly options?: ReactionOptions
  // oxlint-disable-next-line no-explicit-any -- declared by journeyRetried
  readonly retried?: EventKind<string, any>
  /** Effects that may be asked for once more: whoever they ask tells the same thing twice apart. */
  readonly repeats?: readonly string[]
  /** The fact that settles a held step: `{journey, id, outcome}`. */
  readonly reviews?: EventKind<string, Review>
  readonly reactions: readonly Reaction[]
}

/**
 * One fact that answers a journey: `answers(BureauPulled, (d) => ({ id: d.applicationId, … }))`.
 */
export function answers<Data>(
  kind: EventKind<string, Data>,
  to: (data: Data, tx: Tx, key: string) => Promise<Address | undefined> | Address | undefined,
): Answer {
  return { kind, to }
}

/** Binds a chart to the world: its effects by name, the facts that answer it, its fraud gate. */
export function journey(
  machine: AnyStateMachine,
  spec: Omit<Journey, 'machine' | 'name' | 'reactions' | 'earlier'> & {
    earlier?: readonly AnyStateMachine[]
  },
): Journey {
  const name = spec.moved.type.replace(/-moved$/, '')
  const bound: Journey = { earlier: [], ...spec, name, machine, reactions: [] }
  return { ...bound, reactions: [answersOf(bound), dueOf(bound), ...reviewsOf(bound)] }
}

function answersOf(journey: Journey): Reaction {
  return on(
    journey.answers.map((a) => a.kind),
    `${machineOf(journey)}-answers`,
    async (fact, tx) => {
      for (const answer of journey.answers) {
        if (answer.kind.type !== fact.type) continue
        const address = await answer.to(fact.data, tx, fact.key)
        if (address) await move(tx, journey, address.id, address.event)
      }
    },
    journey.options,
  )
}

function dueOf(journey: Journey): Reaction {
  const run = async (fact: Fact, tx: Tx) => {
    const { id, delay } = fact.data as { id: string; delay: string }
    await move(tx, journey, id, { type: delay })
  }
  return on(journey.due, `${machineOf(journey)}-due`, run as never, journey.options)
}

function reviewsOf(journey: Journey): Reaction[] {
  if (!journey.reviews) return []
  const settle = async ({ data }: Fact<Event<string, Review>>, tx: Tx) => {
    if (data.journey === journey.name) await release(tx, journey, data.id, data.outcome)
  }
  return [on(journey.reviews, `${machineOf(journey)}-review`, settle, journey.options)]
}

const machineOf = (journey: Journey): string => journey.name.slice(journey.name.indexOf('.') + 1)
