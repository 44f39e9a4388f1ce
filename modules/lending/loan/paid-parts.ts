/** What the borrower paid in a span of days, by what it met. */
import { minus, type Money } from '#kernel/money'

export type PaidParts = {
  readonly principal: Money
  readonly interest: Money
  readonly charges: Money
}

/** What one day's end has above an earlier one's. */
export const shareOf = (before: PaidParts, after: PaidParts): PaidParts => ({
  principal: minus(after.principal, before.principal),
  interest: minus(after.interest, before.interest),
  charges: minus(after.charges, before.charges),
})
