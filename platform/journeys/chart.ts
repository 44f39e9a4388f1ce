/** A journey's chart as people are shown it: its steps in the order in which they are written. */
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { Journey } from './index.ts'

export type Chart = {
  readonly journey: string
  readonly title: string
  readonly steps: readonly Step[]
}
export type Step = {
  readonly step: string
  readonly title: string
  /** Someone acts here: the borrower on the phone, or the staff. */
  readonly human: boolean
  /** Whose act ends it, where it is a person's; nobody's means the house or a vendor goes on. */
  readonly actor?: 'borrower' | 'staff'
  readonly final: boolean
  /** Off the main way: a wait after a vendor's silence. Shown only while somebody is there. */
  readonly aside: boolean
  /** Entering it does something, so a review can hold it. */
  readonly acts: boolean
  /** Somebody may have it asked for once more (`retry`). */
  readonly retries: boolean
}

type Config = { type?: string; entry?: unknown; always?: unknown; meta?: Meta }
type Meta = {
  title?: string
  screen?: string
  staff?: string
  aside?: boolean
  /** A wait after which the same is asked again; what stands aside always is one. */
  again?: boolean
}

/** States that are left as they are entered are no steps: nobody ever stands in one. */
export function chartOf({
  name,
  machine,
  repeats,
}: Pick<Journey, 'name' | 'machine' | 'repeats'>): Chart {
  const states = Object.entries((machine as AnyStateMachine).states)
  const steps = states.flatMap(([step, node]): Step[] => {
    const { type, entry, always, meta } = node.config as Config
    if (always !== undefined) return []
    const final = type === 'final'
    const human = !final && (meta?.screen !== undefined || meta?.staff !== undefined)
    const [title, aside] = [meta?.title ?? inWords(step), meta?.aside === true]
    const actor = human && ({ actor: meta.staff === undefined ? 'borrower' : 'staff' } as const)
    const { delay, effects } = retryOf(node, repeats)
    const retries = delay !== undefined || effects.length > 0
    return [{ step, title, human, ...actor, final, aside, acts: entry !== undefined, retries }]
  })
  return { journey: name, title: inWords(name.slice(name.indexOf('.') + 1)), steps }
}

/**
 * How a step is asked for once more: by the delay it waits for, or by those of its effects that may
 * be repeated; by neither where a person acts, or it is over.
 */
export function retryOf(
  { config, after, entry }: AnyStateNode,
  repeats: readonly string[] = [],
): { readonly delay?: string; readonly effects: readonly string[] } {
  const { type, meta } = config as Config
  if (type === 'final' || meta?.screen !== undefined || meta?.staff !== undefined) {
    return { effects: [] }
  }
  const delay = meta?.aside === true || meta?.again === true ? after[0]?.eventType : undefined
  if (delay !== undefined) return { delay, effects: [] }
  return {
    effects: entry.map(nameOf).filter((name) => repeats.includes(name)),
  }
}

const nameOf = (action: unknown): string =>
  typeof action === 'string' ? action : (action as { type: string }).type

/** `Pulling bureau` of `pullingBureau`. */
function inWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
}
