/** Where a batch lies in the log: for readers that keep positions of their own. */
import type { Fact } from '#kernel/contract'
import { offsetText } from './lag.ts'
import { placeName, type Located, type Step } from './position.ts'

/** The offset of the first fact a partition ever had. */
export const EARLIEST = offsetText(0)

/** What a batch covers of one partition: every offset from `from` to before `next`. */
export type Stretch = {
  readonly topic: string
  readonly part: number
  readonly from: string
  readonly next: string
  /** Those of the batch's facts that lie in it, in their order. */
  readonly facts: readonly { readonly offset: string; readonly fact: Fact }[]
}

export function stretchesOf(facts: readonly Located[], steps: readonly Step[]): Stretch[] {
  const lanes = Map.groupBy(facts, (one) => placeName(one.cursor))
  return steps.map(({ cursor, to }) => ({
    ...{ topic: cursor.topic, part: cursor.part },
    ...{ from: offsetText(cursor.next), next: offsetText(to) },
    facts: (lanes.get(placeName(cursor)) ?? []).map(({ offset, fact }) => ({
      offset: offsetText(offset),
      fact,
    })),
  }))
}
