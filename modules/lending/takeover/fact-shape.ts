/** What each kind of fact says beside its id and its day, as another system may tell it. */
import { t } from '#kernel/contract'
import type { Shape } from '#kernel/fields'
import type { LoanFactKind } from '../loan/fact.ts'

export const amount = t.money({ min: '0.01' })
export const some = t.money({ min: '0' })
export const factId = t.text({ min: 1, max: 80, pattern: '^[0-9A-Za-z:./_-]+$' })
const instalments = t.int({ min: 1, max: 480 })
/** Done for financial difficulty: watched until this day (SPEC §4.5). */
const monitoredTill = t.optional(t.date)
const rested = t.int({ min: 0, max: 479 })

/** Every kind `loanAt` knows: a loan is taken over with all that ever happened to it. */
export const factShapes: { readonly [kind in LoanFactKind]: Shape } = {
  disbursed: { amount },
  credited: {},
  'disbursal-returned': {},
  presented: { amount },
  bounced: { of: factId, code: t.text({ min: 1, max: 8 }) },
  repaid: {
    amount,
    of: t.optional(factId),
    reference: t.optional(t.text({ min: 1, max: 80 })),
    purpose: t.optional(t.oneOf('instalments', 'part-prepayment', 'foreclosure')),
    keep: t.optional(t.oneOf('emi', 'tenor')),
  },
  charged: { charge: t.oneOf('bounce', 'penal', 'foreclosure', 'other'), amount, gst: some },
  waived: {
    part: t.oneOf('interest', 'principal', 'bounce', 'penal', 'foreclosure', 'other'),
    amount,
  },
  refunded: { amount },
  'cooled-off': { amount, reference: t.optional(t.text({ min: 1, max: 80 })) },
  provisioned: { amount: some },
  rescheduled: {
    instalments,
    pause: t.optional(t.shape({ principalRows: rested, interestRows: rested })),
    nextDueOn: t.optional(t.date),
    rate: t.optional(t.rate),
    epi: t.optional(amount),
    monitoredTill,
  },
  'rate-changed': { rate: t.rate, keep: t.oneOf('tenor', 'emi'), epi: t.optional(amount) },
  'interest-paused': { till: t.date },
  drawn: { amount, over: t.oneOf('fresh-term', 'coming') },
  goodwill: { amount },
  'merchant-refunded': { amount, interestToo: t.optional(t.flag) },
  'charged-back': { of: factId, amount },
  're-aged': {
    startOn: t.date,
    every: t.int({ min: 1, max: 366 }),
    unit: t.oneOf('days', 'weeks', 'months'),
    instalments,
    interest: t.oneOf('anew', 'accrued-spread', 'all-spread'),
    monitoredTill,
  },
  're-amortised': { interest: t.oneOf('anew', 'spread'), monitoredTill },
  terminated: {},
  'charged-off': { interest: t.oneOf('keep', 'none', 'accelerate') },
  'written-off': {},
  'borrower-npa': {},
  'borrower-performing': {},
  reversed: { of: factId },
}
