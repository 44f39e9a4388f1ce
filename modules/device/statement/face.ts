/** What device says of bank statements: fetched through an account aggregator, with consent. */
import { command, entity, event, query, t } from '#kernel/contract'

const statementId = t.id('stm')
const customerId = t.id('cus')
const reason = t.oneOf(
  'no-consent',
  'rejected',
  'expired',
  'revoked',
  'denied',
  'artefact-invalid',
  'data-invalid',
  'aggregator-silent',
)

export const statementEntity = entity('device.statement', {
  id: statementId,
  title: 'status',
  fields: {
    customerId,
    status: t.oneOf('asked', 'pending', 'active', 'requested', 'fetched', 'failed', 'purged'),
    reason: t.optional(reason),
    coversFrom: t.date,
    coversTo: t.date,
    accounts: t.int(),
    lines: t.int(),
    /** Of these, so many are the person's own; the others feed no feature. */
    ownAccounts: t.optional(t.int({ min: 0 })),
    faults: t.text({ max: 200 }),
    /** Of what messages told of these accounts, so much the bank knows. */
    matchedPercent: t.optional(t.int({ min: 0, max: 100 })),
    matched: t.optional(t.int({ min: 0 })),
    smsOnly: t.optional(t.int({ min: 0 })),
    statementOnly: t.optional(t.int({ min: 0 })),
    /** Features that messages alone and the bank alone would tell otherwise, by their names. */
    differs: t.text({ max: 200 }),
    keepsUntil: t.optional(t.instant),
    askedAt: t.instant,
  },
  filters: ['status', 'customerId'],
  sort: ['askedAt'],
  allow: ['risk', 'credit', 'ops'],
})

export const StatementAsked = event('device.statement-asked', { statementId })
/** The aggregator has the request; the person says yes or no there. */
export const StatementOpened = event('device.statement-opened', {
  statementId,
  handle: t.text({ max: 80 }),
  approveAt: t.text({ max: 400 }),
})
/** What the aggregator told us by webhook, in its own words (SPEC §8). */
export const AggregatorTold = event('device.aggregator-told', {
  statementId,
  about: t.oneOf('consent', 'data'),
  word: t.oneOf(
    ...(['ACTIVE', 'PAUSED', 'REVOKED', 'REJECTED', 'EXPIRED'] as const),
    ...(['READY', 'DENIED', 'TIMEOUT'] as const),
  ),
  /** The artefact's id, or the data session's. */
  reference: t.text({ max: 80 }),
})
/** The signed consent was checked and the data asked for; it may be kept until then. */
export const StatementRequested = event('device.statement-requested', {
  statementId,
  keepsUntil: t.instant,
})
/** It rests sealed; `hash` is of its plain words. */
export const StatementFetched = event('device.statement-fetched', {
  statementId,
  generation: t.int({ min: 1 }),
  hash: t.hash,
})
export const StatementFailed = event('device.statement-failed', { statementId, reason })
/** What the quality gates found in it (SPEC §8). */
export const StatementRead = event('device.statement-read', {
  statementId,
  accounts: t.int({ min: 0 }),
  lines: t.int({ min: 0 }),
  faults: t.list(
    t.oneOf('balance-broken', 'line-twice', 'month-missing', 'another-holder', 'nothing-told'),
    5,
  ),
})
/** Whether an account the person gave for the payout is one the statement is of (SPEC §8). */
export const AccountCompared = event('device.account-compared', {
  statementId,
  accountId: t.id('acc'),
  isOfIt: t.flag,
})
/** Whether a statement read before is of the person, by a name they gave since (SPEC §8). */
export const HolderCompared = event('device.holder-compared', { statementId, isOfThem: t.flag })
/** How the person's messages and their bank agree, over the days both tell of. */
export const SourceReconciled = event('device.source-reconciled', {
  statementId,
  matched: t.int({ min: 0 }),
  smsOnly: t.int({ min: 0 }),
  statementOnly: t.int({ min: 0 }),
  /** Of what messages told, so much the statement knows. */
  matchedPercent: t.int({ min: 0, max: 100 }),
})
/** The time the consent let us keep it is over (DataLife). */
export const StatementLifeEnded = event('device.statement-life-ended', { statementId })
export const StatementPurged = event('device.statement-purged', {
  statementId,
  because: t.oneOf('life-over', 'revoked', 'withdrawn'),
})

/**
 * Asks the person's bank, through an account aggregator, for three months of their account; they
 * approve it there. Refused as `no-consent` without one for exactly this, as `under-way` while
 * another is open. Never needed for a loan: without it nothing is worse (DL-12).
 */
export const askStatement = command('device.ask-statement', {
  input: {},
  output: { statementId },
  refusals: ['no-consent', 'under-way'],
  allow: ['customer'],
})
/** Where the person's last request stands, and where to approve it. */
export const myStatement = query('device.my-statement', {
  input: {},
  output: {
    statement: t.optional(
      t.shape({
        statementId,
        status: t.oneOf('asked', 'pending', 'active', 'requested', 'fetched', 'failed', 'purged'),
        approveAt: t.optional(t.text({ max: 400 })),
        coversFrom: t.date,
        coversTo: t.date,
      }),
    ),
  },
  allow: ['customer'],
})
