/**
 * Identity: who people are. A person, their logins, their consents, and the vault in which all
 * that is personal rests sealed. Others hold a customer id and ask for what they need as they need
 * it.
 */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'
import { language } from './consent/face.ts'
import { pinCode } from './person/face.ts'

export {
  purpose,
  streamedPurpose,
  language,
  consentEntity,
  ConsentGiven,
  ConsentWithdrawn,
  giveConsents,
  withdrawConsent,
  noticeOf,
  myConsents,
  consentLive,
  consentsLive,
} from './consent/face.ts'
export {
  retentionClass,
  streamedClass,
  DataErased,
  ErasureBlocked,
  sealingPass,
  dataKeys,
} from './vault/face.ts'
export { keepNote, NoteKept, notesOf } from './note/face.ts'
export {
  accountEntity,
  contactsOf,
  findPerson,
  peopleAtPin,
  namesOf,
  customersKnown,
} from './person/face.ts'
export {
  roles,
  staffEntity,
  colleagues,
  StaffEnrolled,
  StaffSuspended,
  StaffLocked,
  verifyStaff,
  enrolStaff,
  suspendStaff,
} from './staff/face.ts'
export {
  serviceDoor,
  serviceEntity,
  ServiceIssued,
  ServiceRotated,
  ServiceRevoked,
  ConsentExpired,
  issueService,
  rotateService,
  revokeService,
  serviceOf,
  consentProof,
  presentConsent,
} from './credential/face.ts'

const customerId = t.id('cus')
const otpId = t.id('otp')
const accountId = t.id('acc')

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
export const AskRefused = askRefused('identity')

// What you may ask us to do.

/** Sends a code to the phone. The answer never tells whether the phone was known. */
export const requestOtp = command('identity.request-otp', {
  input: { phone: t.phone, language: t.optional(language), installId: t.optional(t.id('ins')) },
  output: { otpId, expiresAt: t.instant, digits: t.int() },
  refusals: ['too-many-codes'],
  allow: ['visitor', 'customer'],
})

/** The language the asker reads from now on: messages and papers are written in it. */
export const chooseLanguage = command('identity.choose-language', {
  input: { language },
  output: {},
  refusals: [],
  allow: ['customer'],
})

/** Checks a code. Gateway calls it and opens a session. */
export const verifyOtp = command('identity.verify-otp', {
  input: { otpId, code: t.secret, installId: t.optional(t.id('ins')) },
  output: { customerId },
  refusals: ['wrong-code', 'code-expired', 'too-many-attempts'],
  allow: ['module:gateway'],
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
    pinCode,
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

/** Where to reach the person; asked for by comms at the moment of sending. */
export const contactOf = query('identity.contact-of', {
  input: { customerId },
  output: {
    phone: t.optional(t.phone),
    email: t.optional(t.email),
    name: t.optional(t.personName),
    language,
  },
  allow: ['module:comms', 'module:device'],
})

/** Opens a code sealed by us, for comms to send. */
export const openCode = query('identity.open-code', {
  input: { codeSealed: t.secret },
  output: { code: t.secret },
  allow: ['module:comms'],
})

/** The state a person lives in, as its GST number: where a service to them is supplied. */
export const homeStateOf = query('identity.home-state-of', {
  input: { customerId },
  output: { state: t.optional(t.text({ min: 2, max: 2 })) },
  allow: ['module:lending'],
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
  allow: [
    'module:kyc',
    'module:bureau',
    'module:decision',
    'module:documents',
    'module:payments',
    'module:device',
    'module:fraud',
  ],
})

export const accountOf = query('identity.account-of', {
  input: { accountId },
  output: { customerId, accountNumber: t.accountNumber, ifsc: t.text() },
  allow: ['module:kyc', 'module:payments'],
})

/**
 * Whose account it is, without the account: the customer, the record that stands for all of that
 * person's, and a keyed hash that is the same for every record of one account at one bank.
 */
export const accountOwner = query('identity.account-owner', {
  input: { accountId },
  output: {
    customerId: t.optional(customerId),
    personId: t.optional(customerId),
    accountHash: t.optional(t.hash),
  },
  allow: ['module:lending', 'module:kyc'],
})
