/** Moving business time by hand: who may, how far, and only in a sandbox. */
import { later, type Instant } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'

const DAY_MS = 86_400_000
const CUSTOMER_DAYS_MAX = 40
const STAFF_DAYS_MAX = 400

export type Wish = { readonly to?: Instant | undefined; readonly speed?: number | undefined }
type Why = 'no-sandbox' | 'in-the-past' | 'too-far' | 'staff-only'

/** What shall be done of it; the instant is where the clock will stand. */
export function passage(
  wish: Wish,
  around: { now: Instant; customer: boolean; sandbox: boolean },
): Refused<Why> | Wish {
  const { now, customer, sandbox } = around
  if (!sandbox) return refuse('no-sandbox')
  if (customer && wish.speed !== undefined) return refuse('staff-only')
  if (wish.to === undefined) return wish
  if (wish.to < now) return refuse('in-the-past')
  const daysMax = customer ? CUSTOMER_DAYS_MAX : STAFF_DAYS_MAX
  return wish.to > later(now, daysMax * DAY_MS) ? refuse('too-far') : wish
}

/** Where the last passage is kept while it lasts, and why it failed if it did. */
export const PASSAGE_KEY = 'monitor:passage'
export type Passing = { readonly to?: Instant; readonly problem?: string }
