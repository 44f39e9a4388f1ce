/**
 * Which ways an application can be led, and a small set of ways over every pair. The chart says
 * what follows what; what it can't say (what risk has seen, how tries add up) is `after` here.
 */
import { pairOf, type Edge, type Pair } from './edges.ts'
import type { Reach } from './reach.ts'

/** What the way so far has made true. */
type Place = {
  readonly edge: Edge
  readonly accountTries: number
  /** Risk has looked at it: a second look at the same step is not held again. */
  readonly held: boolean
  /** An account's name was found good: consents given anew lead back to the screening. */
  readonly verified: boolean
  /** A person settled the decision: no news have the policy look again. */
  readonly settled: boolean
  /** What goes on now was begun by a timer: only silence is arranged for then. */
  readonly timed: boolean
}

export type Route = readonly Edge[]

/** States that act and go on by themselves; in all others someone, or a timer, is waited for. */
export const ACTING: ReadonlySet<string> = new Set([
  'checkingPan',
  'pullingBureau',
  'deciding',
  'issuingKfs',
  'preparingAgreement',
  'creatingMandate',
  'verifyingAccount',
  'screening',
  'payingOut',
])
/** The service's webhook overtakes its own answer. */
export const OVERTAKEN = [
  'preparingAgreement agreement-signed account',
  'preparingAgreement signing-failed offer',
]
/** A phone's news while an offer stands. */
const NEWS: ReadonlySet<string> = new Set(['offer approved', 'offer referred', 'offer declined'])
/** Dear to bring about (a vendor's fault, days gone by): gone over for their own sake only. */
const RARE: ReadonlySet<string> = new Set([
  ...NEWS,
  'preparingAgreement agreement-signed',
  'preparingAgreement signing-failed',
  'creatingMandate mandate-rejected',
  'payingOut payout-withheld',
  'deciding referred',
  'verifyingAccount account-doubtful',
  'kfs xstate.after.kfsLife.application.kfs',
  'mandate xstate.after.mandateLife.application.mandate',
])
/** Where a silent vendor is waited for. */
export const isWait = (state: string): boolean => state.endsWith('Later')
const ROUTE_MAX = 40
const DETOUR_MAX = 30

/** Ways that together go over every pair of `left`; those no way leads to are not in them. */
export function routesOver(reach: Reach, left: Set<string>): Route[] {
  const routes: Route[] = []
  for (;;) {
    const before = left.size
    const route = oneRoute(reach, left)
    if (left.size === before) return routes
    routes.push(route)
  }
}

/** How often a seeded way ends where it could go on. */
const ENDS = 0.06

/** A seeded way: at each place any edge that can follow. `draw` gives a fraction. */
export function randomRoute(reach: Reach, draw: () => number, edgesMax: number): Route {
  let place = begin(reach)
  const route: Edge[] = [place.edge]
  while (route.length < edgesMax) {
    const all = following(reach, place)
    const lasting = all.filter((one) => following(reach, one).length > 0)
    const onward = lasting.length > 0 && draw() > ENDS ? lasting : all
    const next = onward[Math.floor(draw() * onward.length)]
    if (!next) break
    route.push(next.edge)
    place = next
  }
  return route
}

/** The shortest way over an edge, by its own id, that ends with it. */
export function routeTo(reach: Reach, id: string): Route {
  const into = new Set(reach.pairs.filter(({ second }) => second.id === id).map((pair) => pair.id))
  const first = begin(reach)
  const onward = nearest(reach, first, into, RARE) ?? nearest(reach, first, into) ?? []
  return [first.edge, ...onward.map(({ edge }) => edge)]
}

/** Ways to the end of all patience, one for each vendor; `arrange` has them wait long before. */
export function patientRoutes(reach: Reach): Route[] {
  return reach.pairs
    .filter(endsPatience)
    .map(({ first, second }) => [...routeTo(reach, first.id), second])
}

/** Whether a pair ends all patience: `patientRoutes` go there. */
export const endsPatience = ({ second }: Pair): boolean =>
  second.to === 'expired' && isWait(second.from)

function oneRoute(reach: Reach, left: Set<string>): Route {
  let place = begin(reach)
  const route: Edge[] = [place.edge]
  while (route.length < ROUTE_MAX) {
    const onward = nearest(reach, place, left, RARE) ?? nearest(reach, place, left)
    if (!onward) break
    let previous = place.edge
    for (const { edge } of onward) {
      left.delete(pairOf(previous, edge).id)
      route.push(edge)
      previous = edge
    }
    place = onward.at(-1) as Place
  }
  return route
}

/** The shortest way to a pair not yet gone over; one that ends the journey for want of others. */
function nearest(
  reach: Reach,
  from: Place,
  left: ReadonlySet<string>,
  shunned: ReadonlySet<string> = new Set(),
): Place[] | undefined {
  let ending: Place[] | undefined
  let ways: Place[][] = [[from]]
  const seen = new Set<string>()
  for (let length = 0; length < DETOUR_MAX && ways.length > 0; length++) {
    const longer: Place[][] = []
    for (const way of ways) {
      const here = way.at(-1) as Place
      for (const next of following(reach, here)) {
        const whole = [...way, next]
        if (left.has(pairOf(here.edge, next.edge).id)) {
          if (following(reach, next).length > 0) return whole.slice(1)
          ending ??= whole.slice(1)
        }
        const key = JSON.stringify([next.edge.id, { ...next, edge: 0 }])
        if (
          !seen.has(key) &&
          !(shunned.has(wayOf(next.edge)) || (shunned.size > 0 && isWait(next.edge.to)))
        )
          longer.push(whole)
        seen.add(key)
      }
    }
    ways = longer
  }
  return ending
}

function begin({ edges }: Reach): Place {
  const edge = edges.find(({ from }) => from === '')
  if (!edge) throw new Error('a chart without a beginning')
  return { edge, accountTries: 0, held: false, verified: false, settled: false, timed: false }
}

function following({ pairs }: Reach, place: Place): Place[] {
  return pairs
    .filter(({ first }) => first.id === place.edge.id)
    .flatMap(({ second }) => after(place, second) ?? [])
}

/** The place a way comes to over the edge; undefined where it can't be brought about. */
function after(place: Place, edge: Edge): Place | undefined {
  const { accountTries, held, verified, settled } = place
  const timed = edge.trigger.startsWith('xstate.after.') || (place.timed && ACTING.has(edge.from))
  if (timed && OVERTAKEN.includes(`${wayOf(edge)} ${edge.to}`)) return undefined
  if (settled && NEWS.has(wayOf(edge))) return undefined
  const next = { ...place, edge, timed }
  switch (edge.trigger.startsWith('xstate.after.askAgain') ? 'askAgain' : edge.trigger) {
    case 'account-given':
      return { ...next, accountTries: accountTries + 1 }
    case 'always':
      return accountTries >= 3 === (edge.to === 'rejected') ? next : undefined
    case 'approved':
      return { ...next, settled: edge.from === 'referred' }
    case 'account-verified':
      return { ...next, verified: true }
    case 'consents-given':
      return verified === (edge.to === 'screening') ? next : undefined
    case 'payout-withheld':
      return held ? undefined : { ...next, held: true }
    case 'askAgain':
      return edge.to === 'expired' ? undefined : next // Only after days: see `patientRoutes`.
    case 'fraud-stopped':
      return held && ACTING.has(place.edge.from) && !isWithheld(place.edge) ? undefined : next
    default:
      return next
  }
}

/** `pan-refused#2` of an edge: what brings it about. */
export const nameOf = ({ id }: Edge): string => /─(.*)▸/.exec(id)?.[1] ?? ''
export const isWithheld = (edge: Edge): boolean => edge.trigger === 'payout-withheld'
/** Whence and by what: `screening sanctions-unknown`. */
export const wayOf = ({ from, trigger }: Edge): string => `${from} ${trigger}`
