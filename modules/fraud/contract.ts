/**
 * Fraud: a verdict at the entry of every step of every journey. Rules come later as data; with none
 * that speaks, the verdict is `pass`. Verdicts cost one query and leave a row.
 */
import { command, entity, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')

export const signalEntity = entity('fraud.signal', {
  id: t.id('sig'),
  title: 'code',
  fields: {
    customerId,
    code: t.text({ max: 60 }),
    weight: t.oneOf('review', 'stop'),
    says: t.text({ max: 200 }),
    raisedAt: t.instant,
    clearedAt: t.optional(t.instant),
  },
  filters: ['code', 'weight', 'customerId'],
  sort: ['raisedAt'],
  allow: ['risk', 'credit'],
})

/** Something about the customer speaks against going on. */
export const SignalRaised = event('fraud.signal-raised', {
  signalId: t.id('sig'),
  code: t.text({ max: 60 }),
  weight: t.oneOf('review', 'stop'),
})
/** A person decided about a held step. */
export const ReviewSettled = event('fraud.review-settled', {
  journey: t.text({ max: 80 }),
  id: t.anyId,
  outcome: t.oneOf('pass', 'stop'),
})

export const verdictOf = query('fraud.verdict-of', {
  input: { customerId, journey: t.text({ max: 80 }), id: t.anyId, step: t.text({ max: 80 }) },
  output: { outcome: t.oneOf('pass', 'review', 'stop'), reasons: t.list(t.text({ max: 80 }), 20) },
  allow: ['module:lending', 'module:payments'],
})
/** Whether anything stands that stops money (one of the payout's gates). */
export const standingOf = query('fraud.standing-of', {
  input: { customerId },
  output: { stopped: t.flag },
  allow: ['module:lending'],
})

export const raiseSignal = command('fraud.raise-signal', {
  input: {
    customerId,
    code: t.text({ min: 2, max: 60 }),
    weight: t.oneOf('review', 'stop'),
    says: t.text({ min: 4, max: 200 }),
  },
  output: { signalId: t.id('sig') },
  refusals: [],
  allow: ['risk'],
})
export const settleReview = command('fraud.settle-review', {
  input: {
    customerId,
    journey: t.text({ max: 80 }),
    id: t.anyId,
    outcome: t.oneOf('pass', 'stop'),
    reason: t.text({ min: 4, max: 200 }),
  },
  output: { outcome: t.oneOf('pass', 'stop') },
  refusals: ['nothing-held'],
  allow: ['risk'],
})
