/**
 * Kyc: is this person who they say, is the account theirs, may we deal with them at all.
 * PAN check, penny drop with name match (SPEC §5.4), sanctions screen (SPEC §6).
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'

const checkId = t.id('chk')
const accountId = t.id('acc')
const applicationId = t.id('app')
const outcome = t.oneOf('asked', 'passed', 'failed', 'review')

export const checkEntity = entity('kyc.check', {
  id: checkId,
  title: 'kind',
  fields: {
    customerId: t.id('cus'),
    applicationId: t.optional(applicationId),
    kind: t.oneOf('pan', 'account', 'sanctions'),
    outcome,
    score: t.optional(t.int({ min: 0, max: 100 })),
    reason: t.optional(t.text({ max: 200 })),
    /** Who of the staff settled a doubtful one. */
    settledBy: t.optional(t.text({ max: 80 })),
    askedAt: t.instant,
    answeredAt: t.optional(t.instant),
  },
  filters: ['kind', 'outcome', 'customerId'],
  sort: ['askedAt'],
  allow: ['ops', 'credit', 'risk'],
})

/** The issuer knows the PAN, and the name on it matches. */
export const PanVerified = event('kyc.pan-verified', {
  checkId,
  applicationId,
  score: t.int({ min: 0, max: 100 }),
})
/**
 * Unknown, not linked, or another's name. Without consent nobody was asked; a silent vendor has
 * said nothing about the person.
 */
export const PanRefused = event('kyc.pan-refused', {
  checkId,
  applicationId,
  reason: t.oneOf('not-found', 'name-differs', 'not-a-person', 'no-consent', 'vendor-silent'),
  score: t.optional(t.int({ min: 0, max: 100 })),
})
/** The account exists and is the person's own: score of the bank's name against ours (DL-06). */
export const AccountVerified = event('kyc.account-verified', {
  checkId,
  applicationId,
  accountId,
  score: t.int({ min: 0, max: 100 }),
})
/** 60–84: a person of the staff looks at both names. */
export const AccountDoubtful = event('kyc.account-doubtful', {
  checkId,
  applicationId,
  accountId,
  score: t.int({ min: 0, max: 100 }),
})
/** `in-use`: it is another person's already (SPEC §5.4: not used by another PAN). */
export const AccountRefused = event('kyc.account-refused', {
  checkId,
  applicationId,
  accountId,
  reason: t.oneOf(
    'no-such-account',
    'name-differs',
    'wrong-kind',
    'in-use',
    'no-consent',
    'vendor-silent',
  ),
  score: t.optional(t.int({ min: 0, max: 100 })),
})
/** Screened against the lists of that day; good for payouts of the same business date only. */
export const SanctionsCleared = event('kyc.sanctions-cleared', {
  checkId,
  applicationId,
  screenedOn: t.date,
})
export const SanctionsHit = event('kyc.sanctions-hit', {
  checkId,
  applicationId,
  screenedOn: t.date,
})
export const SanctionsUnknown = event('kyc.sanctions-unknown', { checkId, applicationId })
export const AskRefused = askRefused('kyc')

/** Needs a live consent `kyc-check`. */
export const checkPan = command('kyc.check-pan', {
  input: { customerId: t.id('cus'), applicationId },
  output: { checkId },
  refusals: [],
  allow: ['module:lending'],
})
/** Needs a live consent `account-check`; the account must be nobody else's. */
export const verifyAccount = command('kyc.verify-account', {
  input: { customerId: t.id('cus'), applicationId, accountId },
  output: { checkId },
  refusals: [],
  allow: ['module:lending'],
})
/** Rests on law, not on consent (SPEC §6): it is never refused. */
export const screenSanctions = command('kyc.screen-sanctions', {
  input: { customerId: t.id('cus'), applicationId },
  output: { checkId },
  refusals: [],
  allow: ['module:lending'],
})
/** A doubtful name match is settled by a person (SPEC §5.4: 60–84 review). */
export const settleAccount = command('kyc.settle-account', {
  input: { checkId, outcome: t.oneOf('passed', 'failed'), reason: t.text({ min: 4, max: 200 }) },
  output: { checkId },
  refusals: ['not-in-review'],
  allow: ['ops', 'credit'],
})
/** How closely a person is looked at: it says how soon their KYC is renewed (SPEC §6). */
export const rateRisk = command('kyc.rate-risk', {
  input: {
    customerId: t.id('cus'),
    risk: t.oneOf('low', 'medium', 'high'),
    reason: t.text({ min: 4, max: 200 }),
  },
  output: { customerId: t.id('cus') },
  refusals: [],
  allow: ['risk', 'credit'],
})
export const RiskRated = event('kyc.risk-rated', {
  risk: t.oneOf('low', 'medium', 'high'),
  reason: t.text({ max: 200 }),
})

/** Whether a person's KYC is done, by when it is to be renewed, and what was last looked at. */
export const statusOf = query('kyc.status-of', {
  input: { customerId: t.id('cus') },
  output: {
    state: t.oneOf('unverified', 'verified', 'expired'),
    verifiedOn: t.optional(t.date),
    renewBy: t.optional(t.date),
    risk: t.oneOf('unrated', 'low', 'medium', 'high'),
    accountVerifiedOn: t.optional(t.date),
    /** Against the lists of that day. */
    screenedOn: t.optional(t.date),
  },
  allow: ['ops', 'credit', 'risk', 'support', 'collections'],
})
