/**
 * A chart as a graph: its transitions, one for each guarded branch, timeouts and stops by fraud
 * included; and what a row of `…-moved` facts says was walked of it (DESIGN §16, Words).
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate'

export type Edge = {
  /** `pan ─pan-refused#2▸ rejected`: what reports and the list of the unreachable call it. */
  readonly id: string
  /** Empty at the start. */
  readonly from: string
  /** The machine's event, as the journey tells it; `always` for what no event brings. */
  readonly trigger: string
  readonly to: string
  /** Stays where it is, entering nothing. */
  readonly inner: boolean
}
export type Pair = { readonly id: string; readonly first: Edge; readonly second: Edge }
export type Moved = { readonly from: string; readonly to: string; readonly trigger: string }

type Listed = { readonly eventType: string; readonly target?: readonly AnyStateNode[] | undefined }

export function edgesOf(machine: AnyStateMachine): Edge[] {
  const states = Object.entries(machine.states)
  const initial = String(machine.root.initial.target[0]?.key)
  const begin = edge('', 'start', initial)
  const own = states.flatMap(([name, node]) => [
    ...[...node.transitions.values()].flatMap((list) => branches(name, list)),
    ...branches(name, node.always ?? []).map((one) => renamed(one, 'always')),
  ])
  // A final state hears nothing, and in one that is left as it is entered nobody ever stands.
  const open = states.filter(([, node]) => node.type !== 'final' && !node.always?.length)
  const above = [...machine.root.transitions.values()].flatMap((list) =>
    open.flatMap(([name]) => branches(name, list)),
  )
  return [begin, ...own, ...above]
}

export function pairsOf(edges: readonly Edge[]): Pair[] {
  return edges.flatMap((first) =>
    edges.filter(({ from }) => from === first.to).map((second) => pairOf(first, second)),
  )
}

export const pairOf = (first: Edge, second: Edge): Pair => ({
  id: `${first.id}  ⟶  ${second.id}`,
  first,
  second,
})

/** The edges a row of moves went over; a state left as it is entered adds its own edge. */
export function walkedOf(edges: readonly Edge[], moves: readonly Moved[]): Edge[] {
  return moves.flatMap((move) => {
    const direct = edges.find(
      (one) => one.from === move.from && one.trigger === move.trigger && one.to === move.to,
    )
    if (direct) return [direct]
    const through = edges
      .filter((one) => one.from === move.from && one.trigger === move.trigger)
      .flatMap((one) => {
        const then = edges.find(
          (two) => two.from === one.to && two.trigger === 'always' && two.to === move.to,
        )
        return then ? [one, then] : []
      })
    if (through.length === 0) {
      throw new Error(`the chart has no ${move.from} ─${move.trigger}▸ ${move.to}`)
    }
    return through
  })
}

function branches(from: string, list: readonly Listed[]): Edge[] {
  return list.map(({ eventType, target }, index) => {
    const to = target?.[0]?.key
    const nth = list.length > 1 ? `#${index + 1}` : ''
    return edge(from, eventType, to ?? from, nth, to === undefined)
  })
}

function edge(from: string, trigger: string, to: string, nth = '', inner = false): Edge {
  return { id: `${from || '·'} ─${spoken(trigger)}${nth}▸ ${to}`, from, trigger, to, inner }
}

const renamed = (one: Edge, trigger: string): Edge => ({
  ...one,
  id: one.id.replace(/─[^#▸]*/, `─${trigger}`),
  trigger,
})

/** `after leadLife` of `xstate.after.leadLife.application.consent`. */
const spoken = (trigger: string): string =>
  trigger.startsWith('xstate.after.') ? `after ${trigger.split('.')[2]}` : trigger
