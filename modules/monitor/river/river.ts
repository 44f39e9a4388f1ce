/**
 * The journey as a river. `moveOf` reads a move out of a fact; `stepsOf` puts what was
 * counted beside the chart: people now, flow of the business date, times, failures.
 */
import type { Fact } from '#kernel/contract'
import { businessDateOf, later, type Instant, type LocalDate } from '#kernel/dates'
import type { JourneyMoved } from '#kernel/journey'
import { bucketOf, percentile, type Bucket } from './dwell.ts'

export type Move = {
  readonly fact: string
  readonly journey: string
  readonly id: string
  readonly customerId: string
  readonly from: string
  readonly to: string
  readonly trigger: string
  readonly at: Instant
  readonly date: LocalDate
  readonly since: Instant
  readonly sameDay: boolean
  readonly bucket: number
  readonly review: boolean
}

/** Every journey tells its moves in one shape (kernel/journey.ts). */
export function moveOf(fact: Fact): Move | undefined {
  const data = fact.data as Partial<JourneyMoved['data']> | null
  if (!fact.type.endsWith('-moved') || typeof data?.machineVersion !== 'string') return undefined
  const { id = '', from = '', to = '', trigger = '', ms = 0, verdict } = data
  const entered = later(fact.at, -ms)
  return {
    ...{ fact: fact.id, journey: fact.type.slice(0, -'-moved'.length), id, from, to, trigger },
    ...{ customerId: fact.key, at: fact.at, date: fact.businessDate },
    since: from === to ? entered : fact.at,
    sameDay: businessDateOf(entered) === fact.businessDate,
    bucket: bucketOf(ms),
    review: verdict?.outcome === 'review',
  }
}

export type Settled = { readonly journey: string; readonly id: string; readonly at: Instant }

/** A review ended: what it held goes on. */
export function settledOf({ type, data, at }: Fact): Settled | undefined {
  if (type !== 'fraud.review-settled') return undefined
  const { journey, id } = data as Settled
  return { journey, id, at }
}

// What is drawn.

export type ChartStep = {
  readonly step: string
  readonly title: string
  readonly human: boolean
  readonly aside: boolean
  readonly final: boolean
  readonly acts: boolean
}
export type Flow = {
  readonly from: string
  readonly to: string
  readonly trigger: string
  readonly count: number
  /** Of them, those who had entered `from` on the same business date. */
  readonly sameDay: number
}
export type Counted = {
  readonly now: readonly { step: string; people: number; review: number; late: number }[]
  readonly yesterday: readonly { step: string; people: number }[]
  readonly flows: readonly Flow[]
  readonly dwells: readonly (Bucket & { step: string })[]
}

const FAILING = /(failed|refused|rejected|returned|reversed|silent|withheld|unknown)$/

export function stepsOf(chart: readonly ChartStep[], counted: Counted) {
  const { now, yesterday, flows, dwells } = counted
  return chart.map(({ step, title, human, final, aside, acts }) => {
    const standing = now.find((one) => one.step === step)
    const into = flows.filter((flow) => flow.to === step)
    const out = flows.filter((flow) => flow.from === step)
    const onward = out.filter((flow) => isForward(chart, flow))
    const entered = sum(into)
    const buckets = dwells.filter((one) => one.step === step)
    const times = { p50: percentile(buckets, 0.5), p95: percentile(buckets, 0.95) }
    return {
      ...{ step, title, human, final, aside, entered, left: sum(out) },
      people: standing?.people ?? 0,
      peopleYesterday: Math.max(0, yesterday.find((one) => one.step === step)?.people ?? 0),
      late: final ? 0 : (standing?.late ?? 0),
      held: acts ? (standing?.review ?? 0) : 0,
      stopped: sum(out.filter((flow) => flow.trigger === 'fraud-stopped')),
      failed: sum(out.filter((flow) => FAILING.test(flow.trigger))),
      ...(!final && entered > 0 && { conversion: Math.min(1, sumSameDay(onward) / entered) }),
      ...(times.p50 !== undefined && { p50Ms: times.p50 }),
      ...(times.p95 !== undefined && { p95Ms: times.p95 }),
    }
  })
}

/** Towards the chart's first end, which is where it wants to get, and by nothing that failed. */
function isForward(chart: readonly ChartStep[], { from, to, trigger }: Flow): boolean {
  if (FAILING.test(trigger)) return false
  const at = (step: string) => chart.findIndex((one) => one.step === step)
  const end = chart.find((one) => one.final)?.step
  const isEnd = chart[at(to)]?.final ?? false
  return at(to) > at(from) && (!isEnd || to === end)
}

const sum = (flows: readonly Flow[]): number => flows.reduce((all, flow) => all + flow.count, 0)
const sumSameDay = (flows: readonly Flow[]): number =>
  flows.reduce((all, flow) => all + flow.sameDay, 0)
