/**
 * Walks: what people's steps come to when they are put one after the other. Pure: steps in, in each
 * walker's order; the most-walked ways, circles and ends out.
 */

export type Step = { readonly walker: string; readonly from: string; readonly to: string }
export type Walk = {
  readonly steps: readonly string[]
  readonly times: number
  readonly people: number
}
export type Walked = {
  readonly walks: readonly Walk[]
  readonly loops: readonly Walk[]
  /** Where those stood last who set out and did not arrive; bound nowhere, where each stood. */
  readonly exits: readonly { readonly step: string; readonly people: number }[]
  readonly people: number
  readonly arrived: number
}

/** A longer walk is shown by its first and its last steps. */
const STEPS_MAX = 12
/** A circle of more steps than these is a way of its own. */
const CIRCLE_MAX = 5
const SHOWN_MAX = 20

/** `from` absent: from the beginning of each run; `to` absent: to its end. */
export function walked(
  steps: readonly Step[],
  between: { readonly from?: string | undefined; readonly to?: string | undefined },
): Walked {
  const walks = tally()
  const loops = tally()
  const exits = tally()
  /** Of who is bound nowhere: where they stood last of all. */
  const stood = new Map<string, string>()
  const setOut = new Set<string>()
  const arrived = new Set<string>()
  for (const { walker, run } of runsOf(steps)) {
    for (const leg of legsOf(run, between)) {
      setOut.add(walker)
      for (const circle of circlesIn(leg.steps)) loops.add(circle, walker)
      if (leg.isWhole) arrived.add(walker)
      // Who saw one screen and no other went nowhere.
      if (leg.isWhole && leg.steps.length > 1) walks.add(shortened(leg.steps), walker)
      if (between.to === undefined) stood.set(walker, leg.steps.at(-1) ?? '')
      else if (!leg.isWhole) exits.add(leg.steps.slice(-1), walker)
    }
  }
  for (const [walker, step] of stood) exits.add([step], walker)
  return {
    ...{ walks: walks.most(), loops: loops.most(), people: setOut.size, arrived: arrived.size },
    exits: exits.most().map(({ steps: [step = ''], people }) => ({ step, people })),
  }
}

type Run = { readonly walker: string; readonly run: readonly string[] }

/** A walker's steps end to end; where one doesn't begin where the last ended, a new run begins. */
function runsOf(steps: readonly Step[]): readonly Run[] {
  const runs: Run[] = []
  for (const walks of Map.groupBy(steps, ({ walker }) => walker).values()) {
    let run: string[] = []
    for (const { walker, from, to } of walks) {
      if (run.length === 0 || run.at(-1) !== from || from === '') {
        run = from === '' ? [] : [from]
        runs.push({ walker, run })
      }
      run.push(to)
    }
  }
  return runs
}

type Leg = { readonly steps: readonly string[]; readonly isWhole: boolean }

/** From each `from` to the next `to`; what sets out again before it arrived is one way still. */
function legsOf(
  run: readonly string[],
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): readonly Leg[] {
  const legs: Leg[] = []
  let start = from === undefined ? 0 : run.indexOf(from)
  while (start >= 0 && start < run.length) {
    const end = to === undefined ? run.length - 1 : run.indexOf(to, start + 1)
    const isWhole = end >= 0
    legs.push({ steps: run.slice(start, isWhole ? end + 1 : undefined), isWhole })
    if (!isWhole || from === undefined || to === undefined) break
    start = run.indexOf(from, end)
  }
  return legs
}

/** Each time a step is come back to within a few, the circle that led there. */
function circlesIn(steps: readonly string[]): readonly (readonly string[])[] {
  return steps.flatMap((step, at) => {
    const before = steps.lastIndexOf(step, at - 1)
    return at > 0 && before >= 0 && at - before <= CIRCLE_MAX ? [steps.slice(before, at + 1)] : []
  })
}

function shortened(steps: readonly string[]): readonly string[] {
  if (steps.length <= STEPS_MAX) return steps
  const head = STEPS_MAX - 4
  return [...steps.slice(0, head), '…', ...steps.slice(-3)]
}

/** How often, and by how many. */
function tally() {
  const by = new Map<string, { steps: readonly string[]; times: number; people: Set<string> }>()
  return {
    add: (steps: readonly string[], walker: string) => {
      const name = JSON.stringify(steps)
      const one = by.get(name) ?? { steps, times: 0, people: new Set<string>() }
      one.times += 1
      one.people.add(walker)
      by.set(name, one)
    },
    most: (): readonly Walk[] =>
      [...by.values()]
        .map(({ steps, times, people }) => ({ steps, times, people: people.size }))
        .toSorted((a, b) => b.people - a.people || b.times - a.times)
        .slice(0, SHOWN_MAX),
  }
}
