/** Expected credit loss (Ind AS 109) beside the IRACP floor: what the reserve must make good. */
import { minus, most, nothing, sum, type Money } from '#kernel/money'
import { exact, toPaise } from '#kernel/rates'

export type Stage = {
  /** Exposure at default. */
  readonly exposure: Money
  /** Probability of default and loss given default, each a share of one. */
  readonly pd: string
  readonly lgd: string
}

export const expectedLoss = ({ exposure, pd, lgd }: Stage): Money =>
  toPaise(exact(exposure).times(pd).times(lgd))

/** Where the floor is above the losses booked, the difference is kept back (SPEC §4.4). */
export const impairmentReserve = (losses: readonly Money[], floor: Money): Money =>
  most(nothing, minus(floor, sum(losses)))
