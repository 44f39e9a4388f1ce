/**
 * The facts every journey tells: it moved, one of its delays ran out, or somebody had a step that
 * failed asked for once more (DESIGN §6).
 */
import { event, t, type EventOf } from './contract.ts'

/** What the fraud gate says at the entry of a step; reasons are codes, never shown to borrowers. */
export const verdict = t.shape({
  outcome: t.oneOf('pass', 'review', 'stop'),
  reasons: t.list(t.text({ max: 80 }), 20),
})
export type Verdict = typeof verdict extends { '~unsafe': infer V } ? V : never

const movedShape = {
  id: t.anyId,
  /** Empty at the start. */
  from: t.text({ max: 80 }),
  to: t.text({ max: 80 }),
  /** The machine's event that moved it. */
  trigger: t.text({ max: 80 }),
  /** Business time spent in `from`. */
  ms: t.number({ min: 0 }),
  machineVersion: t.text({ max: 20 }),
  verdict: t.optional(verdict),
  /** The step's effects wait for a review: only a step that acts can be held. */
  held: t.optional(t.flag),
  policyVersion: t.optional(t.text({ max: 80 })),
}

/** Declares `<name>-moved`, `journeyMoved('lending.application')`. */
export const journeyMoved = <const Name extends string>(name: Name) =>
  event(`${name}-moved` as `${Name}-moved`, movedShape)
export type JourneyMoved = EventOf<ReturnType<typeof journeyMoved<string>>>

/** Declares `<name>-due`: a delay of the chart ran out. */
export const journeyDue = <const Name extends string>(name: Name) =>
  event(`${name}-due` as `${Name}-due`, { id: t.anyId, delay: t.text({ max: 160 }) })

/** Declares `<name>-retried`: who did it, and why, stands in the fact. */
export const journeyRetried = <const Name extends string>(name: Name) =>
  event(`${name}-retried` as `${Name}-retried`, {
    id: t.anyId,
    step: t.text({ max: 80 }),
    reason: t.text({ max: 200 }),
  })
