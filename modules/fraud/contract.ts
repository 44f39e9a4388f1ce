/**
 * Fraud: a verdict at the entry of every step of every journey. Rules are data; with none that
 * speaks, the verdict is `pass`. Verdicts cost one query.
 */
import { command, entity, event, query, t } from '#kernel/contract'

export { keepRule, ruleEntity, RuleKept, RuleSwitched, switchRule } from './rule/face.ts'

const customerId = t.id('cus')
const signalId = t.id('sig')
const reviewId = t.id('rev')
const weight = t.oneOf('review', 'stop')
const settledOutcome = t.oneOf('pass', 'stop')

// What may be done.

export const raiseSignal = command('fraud.raise-signal', {
  input: {
    customerId,
    code: t.text({ min: 2, max: 60 }),
    weight,
    says: t.text({ min: 4, max: 200 }),
  },
  output: { signalId },
  refusals: [],
  allow: ['risk', 'module:analytics'],
})
/**
 * A signal does not speak any more: it proved wrong, or was answered. What it held already waits
 * for its review all the same. Refused as `not-open` when unknown or cleared before.
 */
export const clearSignal = command('fraud.clear-signal', {
  input: { signalId, reason: t.text({ min: 4, max: 200 }) },
  output: { signalId },
  refusals: ['not-open'],
  allow: ['risk'],
})
/**
 * Lets a held step go on, or ends its journey. Names the review, as the desk does, or the journey
 * and its id. Refused as `nothing-held` where no review of that customer is open.
 */
export const settleReview = command('fraud.settle-review', {
  input: {
    customerId,
    reviewId: t.optional(reviewId),
    journey: t.optional(t.text({ max: 80 })),
    id: t.optional(t.anyId),
    outcome: settledOutcome,
    reason: t.text({ min: 4, max: 200 }),
  },
  output: { outcome: settledOutcome },
  refusals: ['nothing-held'],
  allow: ['risk'],
})

// What there is.

export const signalEntity = entity('fraud.signal', {
  id: signalId,
  title: 'code',
  fields: {
    customerId,
    code: t.text({ max: 60 }),
    weight,
    says: t.text({ max: 200 }),
    raisedAt: t.instant,
    /** Of a rule's signal: from then on it speaks no more. */
    expiresAt: t.optional(t.instant),
    clearedAt: t.optional(t.instant),
    clearedBy: t.optional(t.text({ max: 80 })),
    clearedReason: t.optional(t.text({ max: 200 })),
  },
  filters: ['code', 'weight', 'customerId'],
  sort: ['raisedAt'],
  allow: ['risk', 'credit'],
  actions: [clearSignal],
})
/** The desk: steps that wait for a person, and what was said of those that waited. */
export const reviewEntity = entity('fraud.review', {
  id: reviewId,
  title: 'step',
  fields: {
    customerId,
    journey: t.text({ max: 80 }),
    subjectId: t.anyId,
    step: t.text({ max: 80 }),
    /** `lapsed`: the journey left the step before anybody looked. */
    status: t.oneOf('open', 'pass', 'stop', 'lapsed'),
    openedAt: t.instant,
    settledAt: t.optional(t.instant),
    reason: t.optional(t.text({ max: 200 })),
    settledBy: t.optional(t.text({ max: 80 })),
  },
  filters: ['status', 'journey', 'step', 'customerId'],
  sort: ['openedAt'],
  allow: ['risk'],
  actions: [settleReview],
})

// What happened.

/** Something about the customer speaks against going on. */
export const SignalRaised = event('fraud.signal-raised', {
  signalId,
  code: t.text({ max: 60 }),
  weight,
  by: t.optional(t.oneOf('rule', 'person')),
})
/** It does not speak any more. */
export const SignalCleared = event('fraud.signal-cleared', {
  signalId,
  code: t.text({ max: 60 }),
  weight,
})
/** A person decided about a held step. */
export const ReviewSettled = event('fraud.review-settled', {
  journey: t.text({ max: 80 }),
  id: t.anyId,
  outcome: settledOutcome,
})

// What may be asked.

export const verdictOf = query('fraud.verdict-of', {
  input: { customerId, journey: t.text({ max: 80 }), id: t.anyId, step: t.text({ max: 80 }) },
  output: { outcome: t.oneOf('pass', 'review', 'stop'), reasons: t.list(t.text({ max: 80 }), 20) },
  allow: ['module:lending', 'module:payments'],
})
/** What speaks against a person at this moment; for the staff alone. */
export const flagsOf = query('fraud.flags-of', {
  input: { customerId },
  output: {
    flags: t.list(t.shape({ code: t.text({ max: 60 }), weight, raisedAt: t.instant }), 200),
  },
  allow: ['risk', 'credit', 'ops', 'support', 'collections'],
})
/** Whether anything stands that stops money (one of the payout's gates). */
export const standingOf = query('fraud.standing-of', {
  input: { customerId },
  output: { stopped: t.flag },
  allow: ['module:lending'],
})
