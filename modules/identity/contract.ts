/**
 * Identity: who people are. A person, their logins, their consents, and the vault in which all
 * that is personal rests sealed. Others hold a customer id and ask for what they need as they need
 * it.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')
const otpId = t.id('otp')
const consentId = t.id('con')
const accountId = t.id('acc')

/** What a consent is for; each is asked, given and withdrawn by itself (DL-12, SPEC §7.3). */
export const purpose = t.oneOf(
  'loan-processing',
  'bureau-pull',
  'kyc-check',
  'account-check',
  'device-apps',
  'device-sms',
  'marketing-sms',
)
export const language = t.oneOf('en', 'hi', 'bn', 'ta', 'te', 'kn', 'ml', 'mr', 'gu', 'pa')

/** Who may work here. Declared once; commands name them in `allow`. */
export const roles = [
  'ops',
  'credit',
  'support',
  'collections',
  'risk',
  'finance',
  'admin',
] as const
/** One data key per customer and class; destroying it erases the class everywhere (SPEC §7.1). */
export const retentionClass = t.oneOf(
  'identity',
  'books',
  'bureau-raw',
  'aa-raw',
  'device',
  'marketing',
)

// What there is.

export const personEntity = entity('identity.person', {
  id: customerId,
  title: 'name',
  fields: {
    name: t.personName,
    phone: t.phone,
    pan: t.pan,
    language,
    knownSince: t.instant,
    profiled: t.flag,
  },
  filters: ['language', 'profiled'],
  sort: ['knownSince'],
  allow: ['ops', 'credit', 'support', 'collections', 'risk'],
})

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

export const staffEntity = entity('identity.staff', {
  id: t.id('stf'),
  title: 'login',
  fields: { login: t.text({ max: 60 }), roles: t.text({ max: 200 }), active: t.flag },
  filters: ['active'],
  sort: ['login'],
  allow: ['admin'],
})

// What happened.

/** A phone was first used to ask for an OTP: from here on there is a customer. */
export const CustomerMinted = event('identity.customer-minted', { customerId, language })
/** A one-time password was made; the code travels sealed and comms opens it to send it. */
export const OtpIssued = event('identity.otp-issued', {
  otpId,
  codeSealed: t.text({ max: 400 }),
  expiresAt: t.instant,
})
export const SignedIn = event('identity.signed-in', { otpId })
/** Too many wrong codes: that OTP is dead. */
export const OtpBurnt = event('identity.otp-burnt', { otpId, attempts: t.int({ min: 0 }) })
/** An install turned out to be this customer's (`app.trace` before it was keyed by install). */
export const InstallLinked = event('identity.install-linked', {
  installId: t.id('ins'),
  customerId,
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
/** A class of someone's data is gone for good: its key was destroyed (SPEC §7.2). */
export const DataErased = event('identity.data-erased', { class: retentionClass, proof: t.hash })
/** The law keeps this class; the reason is told to the person (SPEC §7.1). */
export const ErasureBlocked = event('identity.erasure-blocked', {
  class: retentionClass,
  reason: t.oneOf('pmla-five-years', 'books-eight-years', 'dispute-window'),
})
/** Age, occupation, income and address were given (DL-02); they rest in the vault. */
export const ProfileKept = event('identity.profile-kept', { profileVersion: t.int({ min: 1 }) })
/**
 * The PAN was given; it rests in the vault. `panKnown`: another customer gave the same one, which
 * is a sign for fraud; the two become one person only when the PAN is verified.
 */
export const PanKept = event('identity.pan-kept', { panKnown: t.flag })
/** The verified PAN is another customer's too: two records, one person; the elder stands. */
export const PersonMerged = event('identity.person-merged', {
  customerId,
  into: customerId,
})
export const AccountKept = event('identity.account-kept', {
  accountId,
  /** Last four digits. */
  ending: t.text({ max: 4 }),
  ifsc: t.text({ max: 11 }),
})
/** Someone of the staff looked at sealed data, and why. */
export const PersonRevealed = event('identity.person-revealed', {
  customerId,
  fields: t.list(t.text({ max: 40 }), 20),
  purpose: t.text({ max: 200 }),
})
export const StaffEnrolled = event('identity.staff-enrolled', {
  staffId: t.id('stf'),
  roles: t.list(t.text({ max: 40 }), 20),
})
/** Gateway closes the sessions that person still has. */
export const StaffSuspended = event('identity.staff-suspended', { staffId: t.id('stf') })
/** Too many wrong passwords or codes. */
export const StaffLocked = event('identity.staff-locked', {
  staffId: t.id('stf'),
  until: t.instant,
})
export const AskRefused = askRefused('identity')

// What you may ask us to do.

/** Sends a code to the phone. The answer never tells whether the phone was known. */
export const requestOtp = command('identity.request-otp', {
  input: { phone: t.phone, language: t.optional(language), installId: t.optional(t.id('ins')) },
  output: { otpId, expiresAt: t.instant, digits: t.int() },
  refusals: ['too-many-codes'],
  allow: ['visitor', 'customer'],
})

/** Checks a code. Gateway calls it and opens a session. */
export const verifyOtp = command('identity.verify-otp', {
  input: { otpId, code: t.secret, installId: t.optional(t.id('ins')) },
  output: { customerId },
  refusals: ['wrong-code', 'code-expired', 'too-many-attempts'],
  allow: ['module:gateway'],
})

/** Checks login, password and TOTP. Gateway calls it and opens a session. */
export const verifyStaff = command('identity.verify-staff', {
  input: { login: t.text({ min: 1, max: 60 }), password: t.secret, totp: t.secret },
  output: { staffId: t.id('stf'), roles: t.list(t.text({ max: 40 }), 20) },
  refusals: ['wrong-credentials', 'locked'],
  allow: ['module:gateway'],
})

/** Makes a login for someone of the staff; the TOTP secret is told once, here, and never again. */
export const enrolStaff = command('identity.enrol-staff', {
  input: {
    login: t.text({ min: 2, max: 60, pattern: '^[a-z0-9][a-z0-9.@_-]*$' }),
    password: t.secret,
    roles: t.list(t.oneOf(...roles), 7),
  },
  output: { staffId: t.id('stf'), totpSecret: t.secret },
  refusals: ['login-taken', 'weak-password', 'no-role'],
  allow: ['admin', 'module:identity'],
})
/** Ends a login; the person's sessions close with it. */
export const suspendStaff = command('identity.suspend-staff', {
  input: { staffId: t.id('stf') },
  output: { staffId: t.id('stf') },
  refusals: ['unknown-staff', 'oneself'],
  allow: ['admin'],
})

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

/** DL-02: no decision without age, occupation and income. Lending to adults only (DPDP). */
export const keepProfile = command('identity.keep-profile', {
  input: {
    name: t.personName,
    birthDate: t.birthDate,
    gender: t.oneOf('female', 'male', 'other', 'not-said'),
    occupation: t.oneOf('salaried', 'self-employed', 'business', 'student', 'homemaker', 'retired'),
    employer: t.optional(t.text({ max: 100 })),
    monthlyIncome: t.money({ min: '0', max: '10000000' }),
    address: t.address,
    pinCode: t.text({ min: 6, max: 6, pattern: '^[1-9]\\d{5}$' }),
    email: t.optional(t.email),
  },
  output: { profileVersion: t.int() },
  refusals: ['under-age', 'birth-date-impossible'],
  allow: ['customer'],
})

export const keepPan = command('identity.keep-pan', {
  input: { pan: t.pan },
  output: { panKnown: t.flag },
  refusals: ['not-a-person', 'never-issued'],
  allow: ['customer'],
})

/** A bank account of the person's own; verified by kyc before money goes there (DL-06). */
export const keepAccount = command('identity.keep-account', {
  input: {
    accountNumber: t.accountNumber,
    ifsc: t.text({ min: 11, max: 11, pattern: '^[A-Z]{4}0[A-Z0-9]{6}$' }),
  },
  output: { accountId, ending: t.text() },
  refusals: [],
  allow: ['customer'],
})

/** Shows sealed fields to someone of the staff, for a purpose, on the record. */
export const revealPerson = command('identity.reveal-person', {
  input: { customerId, purpose: t.text({ min: 4, max: 200 }) },
  output: {
    name: t.optional(t.personName),
    phone: t.optional(t.phone),
    pan: t.optional(t.pan),
    address: t.optional(t.address),
  },
  refusals: ['unknown-person'],
  allow: ['ops', 'credit', 'support', 'collections'],
})

// What you may ask us to tell.

/** The notice to show before consent, in the person's language where we have it (SPEC §7.3). */
export const noticeOf = query('identity.notice-of', {
  input: { language: t.optional(language) },
  output: {
    noticeId: t.text(),
    version: t.text(),
    hash: t.hash,
    /** The language of the text, which may differ from the one asked for. */
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

/** Where to reach the person; asked for by comms at the moment of sending. */
export const contactOf = query('identity.contact-of', {
  input: { customerId },
  output: {
    phone: t.optional(t.phone),
    email: t.optional(t.email),
    name: t.optional(t.personName),
    language,
  },
  allow: ['module:comms'],
})

/** Opens a code sealed by us, for comms to send. */
export const openCode = query('identity.open-code', {
  input: { codeSealed: t.secret },
  output: { code: t.secret },
  allow: ['module:comms'],
})

export const profileOf = query('identity.profile-of', {
  input: { customerId },
  output: {
    name: t.personName,
    birthDate: t.birthDate,
    gender: t.text(),
    occupation: t.text(),
    employer: t.optional(t.text()),
    monthlyIncome: t.money(),
    address: t.address,
    pinCode: t.text(),
    email: t.optional(t.email),
    phone: t.phone,
    pan: t.optional(t.pan),
    language,
  },
  allow: ['module:kyc', 'module:bureau', 'module:decision', 'module:documents', 'module:payments'],
})

export const accountOf = query('identity.account-of', {
  input: { accountId },
  output: { customerId, accountNumber: t.accountNumber, ifsc: t.text() },
  allow: ['module:kyc', 'module:payments'],
})

/** Whose account it is, without the account. */
export const accountOwner = query('identity.account-owner', {
  input: { accountId },
  output: { customerId: t.optional(customerId) },
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

/** People by an identifier, found through its keyed hash (never by the plain value). */
export const findPerson = query('identity.find-person', {
  input: { phone: t.optional(t.phone), pan: t.optional(t.pan) },
  output: { customerIds: t.list(customerId, 20) },
  allow: ['module:monitor', 'module:gateway', 'ops', 'credit', 'support', 'collections', 'risk'],
})

/** Names for screens: already masked where the asker may not see more. */
export const namesOf = query('identity.names-of', {
  input: { customerIds: t.list(customerId, 200) },
  output: {
    people: t.list(
      t.shape({ customerId, name: t.optional(t.personName), phone: t.optional(t.phone) }),
      200,
    ),
  },
  allow: ['module:monitor'],
})
