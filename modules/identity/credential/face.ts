/** What identity says of partners' servers: how they are known, and the consents they bring. */
import { command, entity, event, query, t } from '#kernel/contract'
import { language, streamedPurpose } from '../consent/face.ts'

const serviceId = t.id('svc')
const customerId = t.id('cus')

/** A door that partners' servers come in by; a credential opens one of them. */
export const serviceDoor = t.oneOf('device-apps', 'device-sms')

export const serviceEntity = entity('identity.service', {
  id: serviceId,
  title: 'partner',
  fields: {
    partner: t.text({ max: 60 }),
    door: serviceDoor,
    purpose: streamedPurpose,
    issuedAt: t.instant,
    rotatedAt: t.optional(t.instant),
    revokedAt: t.optional(t.instant),
  },
  filters: ['partner', 'door'],
  sort: ['issuedAt'],
  allow: ['admin', 'risk'],
})

export const ServiceIssued = event('identity.service-issued', {
  serviceId,
  partner: t.text({ max: 60 }),
  door: serviceDoor,
  purpose: streamedPurpose,
})
/** It has a new secret; the one before serves until then. */
export const ServiceRotated = event('identity.service-rotated', { serviceId, until: t.instant })
export const ServiceRevoked = event('identity.service-revoked', { serviceId })
/** A consent given for a time has come to its end; as withdrawn, but by nobody's word. */
export const ConsentExpired = event('identity.consent-expired', {
  consentId: t.id('con'),
  purpose: streamedPurpose,
})

/** A credential for a partner's server, good for one door and purpose; its secret is told once. */
export const issueService = command('identity.issue-service', {
  input: {
    partner: t.text({ min: 2, max: 60, pattern: '^[a-z0-9][a-z0-9-]*$' }),
    door: serviceDoor,
    purpose: streamedPurpose,
  },
  output: { serviceId, token: t.secret },
  refusals: ['door-of-another-purpose'],
  allow: ['admin', 'risk'],
  fourEyes: true,
})

/** A new secret; the one before serves for a week more, so that servers can change in turn. */
export const rotateService = command('identity.rotate-service', {
  input: { serviceId },
  output: { serviceId, token: t.secret, until: t.instant },
  refusals: ['unknown-service', 'service-revoked'],
  allow: ['admin', 'risk'],
  fourEyes: true,
})

/** Ends a credential at once: neither of its secrets opens anything from here on. */
export const revokeService = command('identity.revoke-service', {
  input: { serviceId },
  output: { serviceId },
  refusals: ['unknown-service'],
  allow: ['admin', 'risk'],
})

/** Whose token this is, if it opens that door to that purpose just now. */
export const serviceOf = query('identity.service-of', {
  input: { token: t.secret, door: serviceDoor, purpose: streamedPurpose },
  output: { service: t.optional(t.shape({ serviceId, partner: t.text({ max: 60 }) })) },
  allow: ['module:device'],
})

/**
 * One act of consent as the partner recorded it (SPEC §7.3). `evidenceHash` is the SHA-256, in
 * lower-case hex, of the `prevHash` (empty when there is none), a line feed, and the record as JSON
 * without those two fields, its names sorted and without spaces.
 */
export const consentProof = t.shape({
  consentId: t.text({ min: 1, max: 80 }),
  principalId: customerId,
  noticeId: t.text({ min: 1, max: 60 }),
  noticeVersion: t.text({ min: 1, max: 40 }),
  noticeHash: t.hash,
  language,
  purposeCode: streamedPurpose,
  dataItems: t.list(t.text({ max: 200 }), 50),
  recipients: t.list(t.text({ max: 200 }), 50),
  channel: t.text({ min: 1, max: 40 }),
  givenAt: t.instant,
  method: t.oneOf('tap', 'otp', 'e-sign'),
  ip: t.optional(t.text({ max: 45 })),
  deviceId: t.optional(t.text({ max: 80 })),
  appVersion: t.optional(t.text({ max: 40 })),
  expiresAt: t.optional(t.instant),
  withdrawnAt: t.optional(t.instant),
  prevHash: t.optional(t.hash),
  evidenceHash: t.hash,
})

/**
 * A partner shows that the customer consented. The proof is checked and kept; where no consent
 * stands for its purpose yet, one then stands in the person's record, with the channel `partner`.
 */
export const presentConsent = command('identity.present-consent', {
  input: { customerId, serviceId, purpose: streamedPurpose, proof: consentProof },
  output: { consentId: t.id('con') },
  refusals: [
    'unknown-person',
    'proof-altered',
    'proof-of-another-person',
    'proof-of-another-purpose',
    'consent-not-begun',
    'consent-expired',
    'consent-withdrawn',
  ],
  allow: ['module:device'],
})
