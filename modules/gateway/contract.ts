/**
 * Gateway: the phone's door and the console's door. It opens and closes sessions and composes what
 * others decide; it decides nothing.
 */
import { command, event, query, t } from '#kernel/contract'

export { refusalWords } from './refusal-words.ts'

// What happened.

const deviceKind = t.text({ min: 1, max: 30, pattern: '^[A-Z][A-Za-z]{2,15}( \\d{1,3})?$' })

/** What the app saw: screens, errors, permissions, network. Never a typed value. */
export const AppTrace = event(
  'app.trace',
  {
    installId: t.id('ins'),
    what: t.oneOf(
      'arrived',
      'screen-shown',
      'screen-left',
      'field-error',
      'permission-asked',
      'permission-answered',
      'went-back',
      'network',
    ),
    screen: t.optional(t.text({ max: 60 })),
    field: t.optional(t.text({ max: 60 })),
    code: t.optional(t.text({ max: 60 })),
    ms: t.optional(t.number({ min: 0 })),
    appVersion: t.text({ max: 40 }),
    language: t.optional(t.text({ max: 8 })),
    network: t.optional(t.text({ max: 20 })),
    /** The kind of device, `Android 14`: never what tells one apart from another. */
    device: t.optional(deviceKind),
    /** The phone's own time. */
    seenAt: t.instant,
  },
  { topic: 'app.trace' },
)
export const SessionOpened = event('gateway.session-opened', { sessionId: t.id('ses') })
export const SessionClosed = event('gateway.session-closed', { sessionId: t.id('ses') })

// What you may ask us to do.

/** A customer signs in with the code; the token is the session's only key. */
export const signIn = command('gateway.sign-in', {
  input: { otpId: t.id('otp'), code: t.secret, installId: t.optional(t.id('ins')) },
  output: { token: t.secret, expiresAt: t.instant, customerId: t.id('cus') },
  refusals: ['wrong-code', 'code-expired', 'too-many-attempts'],
  allow: ['visitor', 'customer'],
})

export const signInStaff = command('gateway.sign-in-staff', {
  input: { login: t.text({ min: 1, max: 60 }), password: t.secret, totp: t.secret },
  output: { token: t.secret, expiresAt: t.instant, roles: t.list(t.text(), 20) },
  refusals: ['wrong-credentials', 'locked'],
  allow: ['visitor'],
})

/** Stores a session and gives its token once; only its hash is kept. */
export const openSession = command('gateway.open-session', {
  input: {
    kind: t.oneOf('customer', 'staff'),
    holder: t.anyId,
    roles: t.list(t.text({ max: 40 }), 20),
    installId: t.optional(t.id('ins')),
  },
  output: { token: t.secret, expiresAt: t.instant },
  refusals: [],
  allow: ['module:gateway'],
})

export const signOut = command('gateway.sign-out', {
  input: {},
  output: {},
  refusals: [],
  allow: ['customer', 'ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'],
})

/** What the phone saw since it last told us: at most 100 traces a call. */
export const trace = command('gateway.trace', {
  input: {
    installId: t.id('ins'),
    traces: t.list(
      t.shape({
        what: t.text({ max: 40 }),
        screen: t.optional(t.text({ max: 60 })),
        field: t.optional(t.text({ max: 60 })),
        code: t.optional(t.text({ max: 60 })),
        ms: t.optional(t.number({ min: 0 })),
        appVersion: t.text({ max: 40 }),
        language: t.optional(t.text({ max: 8 })),
        network: t.optional(t.text({ max: 20 })),
        device: t.optional(deviceKind),
        seenAt: t.instant,
      }),
      100,
    ),
  },
  output: { kept: t.int() },
  refusals: [],
  allow: ['visitor', 'customer'],
})

// What you may ask us to tell.

/** Who holds a token; asked by the doors for every request. */
export const sessionOf = query('gateway.session-of', {
  input: { token: t.secret },
  output: {
    live: t.flag,
    kind: t.optional(t.text()),
    holder: t.optional(t.anyId),
    roles: t.optional(t.list(t.text(), 20)),
    expiresAt: t.optional(t.instant),
  },
  allow: ['module:gateway'],
})

/** What the phone should show now: the application's state, its screen and what that needs. */
export const next = query('gateway.next', {
  input: {},
  output: {
    screen: t.text(),
    state: t.text(),
    since: t.optional(t.instant),
    /** The command this screen ends with. */
    command: t.optional(t.text()),
    /** What the screen shows: amounts, dates, ids, hashes; no personal data. */
    data: t.json,
  },
  allow: ['customer'],
})
