/**
 * Ways through the draw's chart that together go over every pair of its transitions: found by the
 * chart itself, for its pure `transition()` says where each word leads. What the chart can't know
 * (money is sent by hand only after a payout failed) is `canBe` here.
 */
import { initialTransition, transition, type AnyMachineSnapshot } from 'xstate'
import { instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { Draw } from '../../modules/lending/draw/draw.ts'
import { drawMachine } from '../../modules/lending/draw/draw.machine.ts'
import { pairOf, walkedOf, type Edge } from './edges.ts'
import type { Reach } from './reach.ts'

/** A word to the chart, and the edges it leads over: two where a state is left as it is entered. */
export type Step = {
  readonly trigger: string
  readonly fields: { readonly [field: string]: unknown }
  readonly edges: readonly Edge[]
}
/** A draw that leans on a mandate that stands, or one that must be given its own. */
export type DrawRoute = { readonly leans: boolean; readonly steps: readonly Step[] }

type Place = {
  readonly snapshot: AnyMachineSnapshot
  readonly last: Edge
  readonly steps: readonly Step[]
}

const at = instant('2026-01-05T04:30:00.000Z')
const accountId = id('acc', '1')
/** Silent for so long that all patience is over. */
const WAITED = 41
const STEPS_MAX = 30
const DETOUR_MAX = 14

/** Where a word may say different things, all of them; else it says what it always does. */
const FIELDS: { readonly [trigger: string]: readonly Step['fields'][] } = {
  'account-refused': ['vendor-silent', 'no-consent', 'name-differs'].map((reason) => ({ reason })),
  'mandate-rejected': [{ reason: 'provider-silent' }, { reason: 'AP02' }],
  'payout-withheld': [
    ...['sanctions-today', 'consent-live', 'mandate-fits', 'fraud-not-stopped'],
  ].map((gate) => ({ closed: [gate] })),
  'kfs-issued': [{ kfs: { documentId: id('doc', '1'), hash: 'a', termsHash: 'a', validTill: at } }],
  'account-given': [{ accountId }],
  'account-verified': [{ accountId }],
  'mandate-created': [{ mandate: { mandateId: id('man', '1'), authoriseAt: '/bank' } }],
}

export function drawRoutes(reach: Reach, left: Set<string>): DrawRoute[] {
  const routes: DrawRoute[] = []
  for (;;) {
    const before = left.size
    for (const leans of [true, false]) {
      const steps = oneWay(reach, left, leans)
      if (steps.length > 1) routes.push({ leans, steps })
    }
    if (left.size === before) return routes
  }
}

function oneWay(reach: Reach, left: Set<string>, leans: boolean): readonly Step[] {
  let place = begin(reach, leans)
  while (place.steps.length < STEPS_MAX) {
    const onward = nearest(reach, place, left)
    if (!onward) break
    for (const pair of pairsIn(onward.steps.slice(place.steps.length - 1))) left.delete(pair)
    place = onward
  }
  return place.steps
}

function begin({ edges }: Reach, leans: boolean): Place {
  const asked = { product: 'flexi', amount: rupees('10000'), tenorMonths: 6, termsHash: 'a' }
  const leant = leans && { mandateId: id('man', '0'), accountId }
  const of = { id: id('app', '1'), key: id('cus', '1'), limitId: id('lim', '1'), at }
  const [snapshot] = initialTransition(drawMachine, { ...asked, ...leant, ...of })
  const last = edges.find(({ from }) => from === '') as Edge
  return { snapshot, last, steps: [{ trigger: 'start', fields: {}, edges: [last] }] }
}

/** The shortest way to a pair not yet gone over; one that ends the draw for want of others. */
function nearest(reach: Reach, from: Place, left: ReadonlySet<string>): Place | undefined {
  let ending: Place | undefined
  let places = [from]
  const seen = new Set<string>()
  for (let length = 0; length < DETOUR_MAX && places.length > 0; length++) {
    const further: Place[] = []
    for (const next of places.flatMap((place) => following(reach, place))) {
      const key = keyOf(next)
      if (seen.has(key)) continue
      seen.add(key)
      if (pairsIn(next.steps.slice(-2)).some((pair) => left.has(pair))) {
        if (next.snapshot.status !== 'done') return next
        ending ??= next
      }
      further.push(next)
    }
    places = further
  }
  return ending
}

/** What the chart's guards and the pair gone over look at: more would part what is alike. */
function keyOf({ last, steps, snapshot }: Place): string {
  const { accountTries, mandateId } = snapshot.context as Draw
  const before = steps.at(-2)?.edges.at(-1)?.id
  return [before, last.id, accountTries, mandateId !== undefined].join()
}

/** Asked for again and again: the chart is asked once. */
const known = new Map<string, Place[]>()

function following(reach: Reach, place: Place): Place[] {
  const key = keyOf(place)
  const onward = known.get(key) ?? onwardFrom(reach, place)
  known.set(key, onward)
  const { steps } = place
  return onward.map((next) => ({ ...next, steps: [...steps, next.steps.at(-1) as Step] }))
}

function onwardFrom(reach: Reach, place: Place): Place[] {
  const from = String(place.snapshot.value)
  const triggers = new Set(reach.edges.filter((edge) => edge.from === from).map((e) => e.trigger))
  return [...triggers].flatMap((trigger) =>
    fieldsOf(trigger).flatMap((fields) => {
      const [snapshot] = transition(drawMachine, waited(place.snapshot, fields), {
        ...{ type: trigger, at },
        ...fields,
      } as never)
      const to = String(snapshot.value)
      if (to === from) return []
      const edges = walkedOf(reach.edges, [{ from, trigger, to }])
      const taken = edges.length > 1 ? edges : [branchOf(reach, { from, trigger, to })]
      const step = { trigger, fields, edges: taken }
      const next = { snapshot, last: taken.at(-1) as Edge, steps: [...place.steps, step] }
      const isOpen = pairsIn(next.steps.slice(-2)).every((pair) => isReachable(reach, pair))
      return canBe(next) && isOpen ? [next] : []
    }),
  )
}

const branchOf = ({ edges }: Reach, move: { from: string; trigger: string; to: string }): Edge =>
  edges.find(
    ({ from, trigger, to }) => from === move.from && trigger === move.trigger && to === move.to,
  ) as Edge

const fieldsOf = (trigger: string): readonly Step['fields'][] =>
  trigger.startsWith('xstate.after.askAgain') ? [{}, { waits: WAITED }] : (FIELDS[trigger] ?? [{}])

/** As the chart would stand had it waited so often. */
const waited = (snapshot: AnyMachineSnapshot, { waits }: Step['fields']): AnyMachineSnapshot =>
  waits === undefined
    ? snapshot
    : drawMachine.resolveState({
        value: snapshot.value as never,
        context: { ...snapshot.context, waits: waits as number },
      })

const isReachable = ({ pairs }: Reach, id: string): boolean => pairs.some((pair) => pair.id === id)

/** By hand money is sent only where a payout failed, all other gates standing open (SPEC §5.4). */
function canBe({ steps }: Place): boolean {
  const [before, last] = steps.slice(-2)
  const isByHand = last?.trigger === 'paid' && last.edges[0]?.from === 'account'
  return !isByHand || before?.trigger === 'payout-failed'
}

/** The pairs a row of steps goes over. */
function pairsIn(steps: readonly Step[]): string[] {
  const edges = steps.flatMap((step) => step.edges)
  return edges.slice(1).map((edge, i) => pairOf(edges[i] as Edge, edge).id)
}
