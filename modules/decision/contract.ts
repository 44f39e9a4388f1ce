/**
 * Decision: a policy version (a zen graph, data) reads the profile and the report and answers with
 * an outcome, reasons and an offer. Every decision keeps its inputs' hash and its policy's version.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'

const decisionId = t.id('dec')
const applicationId = t.id('app')
/** SPEC §10.5: R01 … R15, each with a sentence; never a fraud or sanctions rule. */
export const reasonCode = t.text({ max: 8, pattern: '^R\\d{2}$' })

export const decisionEntity = entity('decision.decision', {
  id: decisionId,
  title: 'outcome',
  fields: {
    customerId: t.id('cus'),
    applicationId,
    outcome: t.oneOf('approve', 'refer', 'decline'),
    grade: t.optional(t.text({ max: 4 })),
    reasons: t.text({ max: 120 }),
    amountMax: t.money(),
    rate: t.optional(t.rate),
    policyVersion: t.text({ max: 80 }),
    inputsHash: t.hash,
    decidedAt: t.instant,
    /** Another took its place: its offer stands no more. */
    supersededAt: t.optional(t.instant),
  },
  filters: ['outcome', 'grade', 'policyVersion', 'customerId'],
  sort: ['decidedAt'],
  allow: ['credit', 'risk', 'ops'],
})
export const policyEntity = entity('decision.policy', {
  id: t.id('pol'),
  title: 'version',
  fields: {
    version: t.text({ max: 80 }),
    product: t.text({ max: 40 }),
    effectiveFrom: t.date,
    publishedBy: t.text({ max: 80 }),
    graphHash: t.hash,
  },
  filters: ['product'],
  sort: ['effectiveFrom'],
  allow: ['credit', 'risk'],
})

/** Of what the decision read of phone and bank account: no amounts, those stay with device. */
const deviceRead = t.shape({
  source: t.oneOf('none', 'sms', 'statement', 'both'),
  days: t.int({ min: 0 }),
  salaryRegular: t.flag,
  lenders: t.int({ min: 0 }),
  bounces90: t.int({ min: 0 }),
  gamblingSharePercent: t.number({ min: 0 }),
  newLenders30: t.int({ min: 0 }),
  lendingApps: t.int({ min: 0 }),
  version: t.text({ max: 40 }),
  apps: t.optional(t.oneOf('full', 'declared', 'none')),
  newLendingApps7: t.optional(t.int({ min: 0 })),
  newLendingApps30: t.optional(t.int({ min: 0 })),
  gamblingApps: t.optional(t.int({ min: 0 })),
  /** How far device had read each lane of what it was told: a training set reads no further. */
  readTo: t.optional(t.map),
})

/** The decision that was replaced while its offer stood, or while it waited for a person. */
const before = t.shape({
  decisionId,
  outcome: t.oneOf('approve', 'refer', 'decline'),
  grade: t.optional(t.text({ max: 4 })),
  amountMax: t.money(),
  rate: t.optional(t.rate),
})

const verdict = {
  decisionId,
  applicationId,
  outcome: t.oneOf('approve', 'refer', 'decline'),
  reasons: t.list(reasonCode, 15),
  grade: t.optional(t.text({ max: 4 })),
  /** Zero unless approved. */
  amountMax: t.money(),
  tenorMonthsMax: t.int({ min: 0, max: 60 }),
  rate: t.optional(t.rate),
  processingFeePercent: t.optional(t.text({ max: 8 })),
  policyVersion: t.text({ max: 80 }),
  /** Absent where the person let us see neither. */
  device: t.optional(deviceRead),
  /** What it replaces, decided by the same policy version. */
  before: t.optional(before),
  /** The policy's fields that moved it: each, as it was before, would have given another offer. */
  movedBy: t.optional(t.list(t.text({ max: 40 }), 40)),
}
export const DecisionMade = event('decision.decision-made', verdict)
/** A person settled what the policy referred. */
export const ReferralSettled = event('decision.referral-settled', verdict)
export const PolicyPublished = event('decision.policy-published', {
  policyId: t.id('pol'),
  version: t.text({ max: 80 }),
})
export const AskRefused = askRefused('decision')

/**
 * Decides by the policy in force. `again`: what phone and bank tell has changed while the offer
 * stands; the living decision is made anew by its own policy version, and replaced only where the
 * answer is another. What a person settled, and an offer that was chosen, stay as they are.
 */
export const decide = command('decision.decide', {
  input: {
    customerId: t.id('cus'),
    applicationId,
    product: t.text({ max: 40 }),
    amountAsked: t.money(),
    tenorMonths: t.int({ min: 1, max: 60 }),
    again: t.optional(t.flag),
  },
  /** The one that lives by it then; none where there was nothing to decide again. */
  output: { decisionId: t.optional(decisionId) },
  refusals: [],
  allow: ['module:lending'],
})
/**
 * A person decides what the policy referred; the price is the dearest of that policy's grid.
 * Refused as `nothing-approved` below the least amount we lend, as `no-price` where the grid has
 * none.
 */
export const settleReferral = command('decision.settle-referral', {
  input: {
    applicationId,
    outcome: t.oneOf('approve', 'decline'),
    amountMax: t.money({ min: '0', max: '500000' }),
    reason: t.text({ min: 4, max: 200 }),
  },
  output: { decisionId },
  refusals: ['not-referred', 'nothing-approved', 'no-price'],
  allow: { credit: { upTo: '200000' }, admin: true },
})
/** The graph is parsed and every cell tried before it stands (zen fails open otherwise). */
export const publishPolicy = command('decision.publish-policy', {
  input: {
    version: t.text({ min: 1, max: 80 }),
    product: t.text({ max: 40 }),
    effectiveFrom: t.date,
    graph: t.json,
  },
  output: { policyId: t.id('pol') },
  refusals: ['graph-invalid', 'version-exists'],
  allow: ['risk'],
  fourEyes: true,
})
export const reasonWords = query('decision.reason-words', {
  input: { codes: t.list(reasonCode, 15) },
  output: { words: t.list(t.shape({ code: reasonCode, says: t.text() }), 15) },
  allow: ['customer', 'ops', 'credit', 'support', 'risk', 'module:gateway', 'module:documents'],
})
