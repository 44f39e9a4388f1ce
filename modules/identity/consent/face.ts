/** What identity says of consents: each purpose is asked, given and withdrawn by itself. */
import { command, entity, event, query, t } from '#kernel/contract'
import { LANGUAGES } from '#kernel/languages'

const customerId = t.id('cus')
const consentId = t.id('con')

/** What a consent is for; each is asked, given and withdrawn by itself (DL-12, SPEC §7.3). */
export const purpose = t.oneOf(
  'loan-processing',
  'bureau-pull',
  'kyc-check',
  'account-check',
  'device-apps',
  'device-sms',
  'bank-statement',
  'marketing-sms',
)
/** Purposes whose records come in streams, sealed under a key of their own class. */
export const streamedPurpose = t.oneOf('device-apps', 'device-sms', 'bank-statement')
export const language = t.oneOf(...LANGUAGES)

export const consentEntity = entity('identity.consent', {
  id: consentId,
  title: 'purpose',
  fields: {
    customerId,
    purpose,
    noticeVersion: t.text({ max: 40 }),
    language,
    givenAt: t.instant,
    withdrawnAt: t.optional(t.instant),
    evidenceHash: t.hash,
  },
  filters: ['purpose', 'customerId'],
  sort: ['givenAt'],
  allow: ['ops', 'support', 'risk'],
})

/** DL-12, DL-13: one purpose, one notice, one act. */
export const ConsentGiven = event('identity.consent-given', {
  consentId,
  purpose,
  noticeId: t.text({ max: 60 }),
  noticeVersion: t.text({ max: 40 }),
  language,
  evidenceHash: t.hash,
})
export const ConsentWithdrawn = event('identity.consent-withdrawn', { consentId, purpose })
/** Each purpose the person said yes to, under the notice they saw (DL-11 … DL-13). */
export const giveConsents = command('identity.give-consents', {
  input: {
    purposes: t.list(purpose, 10),
    noticeId: t.text({ min: 1, max: 60 }),
    noticeVersion: t.text({ min: 1, max: 40 }),
    language,
    /** Where it was tapped, for the record of SPEC §7.3. */
    installId: t.optional(t.id('ins')),
    appVersion: t.optional(t.text({ max: 40 })),
  },
  output: { consentIds: t.list(consentId, 10) },
  refusals: ['nothing-given', 'unknown-notice'],
  allow: ['customer'],
})

export const withdrawConsent = command('identity.withdraw-consent', {
  input: { purpose },
  output: { purpose },
  refusals: ['not-given'],
  allow: ['customer'],
})

// What you may ask us to tell.

/** The notice to show before consent, in the person's language (SPEC §7.3). */
export const noticeOf = query('identity.notice-of', {
  input: { language: t.optional(language) },
  output: {
    noticeId: t.text(),
    version: t.text(),
    hash: t.hash,
    /** Of the text: the one asked for, else English. */
    language,
    title: t.text({ max: 300 }),
    intro: t.text({ max: 2000 }),
    items: t.list(
      t.shape({
        purpose,
        title: t.text({ max: 200 }),
        why: t.text({ max: 600 }),
        data: t.list(t.text({ max: 200 }), 20),
        recipients: t.list(t.text({ max: 200 }), 20),
        needed: t.flag,
      }),
      20,
    ),
    rights: t.text({ max: 2000 }),
  },
  allow: ['visitor', 'customer'],
})

/** The consents a person has given and may withdraw, newest first. */
export const myConsents = query('identity.my-consents', {
  input: {},
  output: {
    consents: t.list(
      t.shape({
        consentId,
        purpose,
        givenAt: t.instant,
        withdrawnAt: t.optional(t.instant),
      }),
      200,
    ),
  },
  allow: ['customer'],
})

/** Whether all of several purposes are consented to at this moment. */
export const consentsLive = query('identity.consents-live', {
  input: { customerId, purposes: t.list(purpose, 10) },
  output: { live: t.flag },
  allow: ['module:lending'],
})

/** Whether a purpose is consented to at this moment. */
export const consentLive = query('identity.consent-live', {
  input: { customerId, purpose },
  output: { live: t.flag, consentId: t.optional(consentId) },
  allow: [
    'module:lending',
    'module:bureau',
    'module:kyc',
    'module:gateway',
    'module:device',
    'module:comms',
  ],
})
