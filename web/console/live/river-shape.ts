/**
 * The river's lines: each step is a pool as thick as there are people in it, joined to the next by
 * a neck as thick as today's flow. Thickness is linear: twice as many people look twice as many.
 */

export type Step = {
  readonly step: string
  readonly title: string
  readonly people: number
  readonly peopleYesterday: number
  readonly entered: number
  readonly left: number
  readonly conversion?: number | undefined
  readonly p50Ms?: number | undefined
  readonly p95Ms?: number | undefined
  /** Past the time the step is given. */
  readonly late: number
  readonly held: number
  readonly stopped: number
  readonly failed: number
  readonly human: boolean
}
export type Flow = { readonly from: string; readonly to: string; readonly count: number }

/** Where the way ends: people there have left the river, so they give it no width. */
const ENDS = new Set([
  ...['disbursed', 'rejected', 'stopped', 'withdrawn', 'expired'],
  ...['succeeded', 'failed', 'returned', 'cancelled', 'closed', 'done'],
])
/** Where we hope it ends. */
const MOUTHS = new Set(['disbursed', 'succeeded', 'closed', 'done'])

export const isEnd = ({ step }: Step): boolean => ENDS.has(step)
export const isMouth = ({ step }: Step): boolean => MOUTHS.has(step)

export type Pool = {
  readonly step: Step
  readonly path: string
  /** Yesterday's two shores; open lines, so that pools do not look fenced. */
  readonly ghost: string
}
export type River = {
  readonly pools: readonly Pool[]
  /** Centre of each step, by its name. */
  readonly centres: { readonly [step: string]: number }
  readonly columnWidth: number
}
export type Frame = { readonly width: number; readonly height: number }

const THIN = 2
const NECK_MAX = 7
/** Below so many people the fullest pool does not fill the bed: three people are no flood. */
const FULL_AT_LEAST = 12
const MARGIN = 6

export function riverOf(
  steps: readonly Step[],
  flows: readonly Flow[],
  { width, height }: Frame,
): River {
  const bed = steps.filter((step) => !isEnd(step))
  const columnWidth = width / Math.max(1, bed.length)
  const centre = height / 2
  const most = Math.max(
    FULL_AT_LEAST,
    ...bed.flatMap(({ people, peopleYesterday }) => [people, peopleYesterday]),
  )
  const half = (people: number) => THIN + (centre - MARGIN - THIN) * (people / most)
  const necks = neckWidths(bed, flows)
  const pools = bed.map((step, at) => {
    const middle = (at + 0.5) * columnWidth
    const sides = { left: necks[at] ?? THIN, right: necks[at + 1] ?? THIN }
    const shores = (people: number) =>
      shoresOf({ middle, columnWidth, centre, half: half(people), ...sides })
    const [now, before] = [shores(step.people), shores(step.peopleYesterday)]
    const path = `M${now.upper}L${now.lower}Z`
    return { step, path, ghost: `M${before.upper}M${before.lower}` }
  })
  const centres = Object.fromEntries(bed.map(({ step }, at) => [step, (at + 0.5) * columnWidth]))
  return { pools, centres, columnWidth }
}

/** Half the neck before each step, and one after the last. */
function neckWidths(bed: readonly Step[], flows: readonly Flow[]): readonly number[] {
  const most = Math.max(1, ...flows.map(({ count }) => count))
  const between = (from: Step | undefined, to: Step | undefined): number => {
    if (!from || !to) return Math.max(from?.left ?? 0, to?.entered ?? 0)
    const passing = flows.filter((flow) => flow.from === from.step && flow.to === to.step)
    return passing.reduce((sum, { count }) => sum + count, 0)
  }
  return Array.from({ length: bed.length + 1 }, (_, at) => {
    const share = Math.min(1, between(bed[at - 1], bed[at]) / most)
    return THIN + (NECK_MAX - THIN) * share
  })
}

type Bend = {
  readonly middle: number
  readonly columnWidth: number
  readonly centre: number
  readonly half: number
  readonly left: number
  readonly right: number
}

/** The upper line from left to right, the lower one back. */
function shoresOf({ middle, columnWidth, centre, half, left, right }: Bend) {
  const [from, to] = [middle - columnWidth / 2, middle + columnWidth / 2]
  const reach = columnWidth / 4
  const n = (value: number) => Math.round(value * 10) / 10
  // A pool is never thinner than its necks: water does not thin out where it gathers.
  const full = Math.max(half, left, right)
  const bend = (x1: number, y1: number, x2: number, y2: number) => {
    const step = x2 > x1 ? reach : -reach
    return `C${n(x1 + step)} ${n(y1)} ${n(x2 - step)} ${n(y2)} ${n(x2)} ${n(y2)}`
  }
  const upper =
    `${n(from)} ${n(centre - left)}` +
    bend(from, centre - left, middle, centre - full) +
    bend(middle, centre - full, to, centre - right)
  const lower =
    `${n(to)} ${n(centre + right)}` +
    bend(to, centre + right, middle, centre + full) +
    bend(middle, centre + full, from, centre + left)
  return { upper, lower }
}
