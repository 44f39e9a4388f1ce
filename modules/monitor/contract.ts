/**
 * Monitor: what is going on. The journey as it moves, one person's whole path, every clock, every
 * parked fact. A projection of everybody's events; it owns no truth.
 */
import { command, query, t } from '#kernel/contract'

const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const

/** The journey as a river: people in each step now, today's flow, times, failures. */
export const river = query('monitor.river', {
  input: { journey: t.text({ max: 80 }) },
  output: {
    at: t.instant,
    steps: t.list(
      t.shape({
        step: t.text(),
        title: t.text(),
        people: t.int(),
        peopleYesterday: t.int(),
        entered: t.int(),
        left: t.int(),
        /** Share of those who entered today (business day) and moved on forward, 0–1. */
        conversion: t.optional(t.number()),
        p50Ms: t.optional(t.number()),
        p95Ms: t.optional(t.number()),
        held: t.int(),
        stopped: t.int(),
        failed: t.int(),
        human: t.flag,
      }),
      100,
    ),
    flows: t.list(
      t.shape({ from: t.text(), to: t.text(), trigger: t.text(), count: t.int() }),
      500,
    ),
    vendors: t.list(
      t.shape({
        vendor: t.text(),
        successShare: t.optional(t.number()),
        p95Ms: t.optional(t.number()),
        waiting: t.int(),
        fault: t.optional(t.text()),
      }),
      50,
    ),
    lag: t.shape({ events: t.int(), oldestMs: t.number(), outbox: t.int(), effects: t.int() }),
    businessNow: t.instant,
    speed: t.number(),
  },
  allow: staff,
})

/** Who is in a step now. */
export const peopleIn = query('monitor.people-in', {
  input: {
    journey: t.text({ max: 80 }),
    step: t.text({ max: 80 }),
    cursor: t.optional(t.text({ max: 300 })),
  },
  output: {
    people: t.list(
      t.shape({
        customerId: t.id('cus'),
        id: t.anyId,
        name: t.optional(t.personName),
        since: t.instant,
        held: t.flag,
      }),
      100,
    ),
    cursor: t.optional(t.text()),
  },
  allow: staff,
})

/** Any identifier: phone, PAN, name, loan account, application, UMRN, UTR, id. */
export const find = query('monitor.find', {
  input: { text: t.secret },
  output: {
    hits: t.list(
      t.shape({
        customerId: t.id('cus'),
        name: t.optional(t.personName),
        phone: t.optional(t.phone),
        what: t.text(),
        state: t.text(),
        lastEvent: t.optional(t.text()),
        lastAt: t.optional(t.instant),
        /** Where it opens. */
        path: t.text(),
      }),
      50,
    ),
  },
  allow: staff,
})

/** One person's path in order: facts, app traces, moves; as it was known at any moment. */
export const trail = query('monitor.trail', {
  input: {
    customerId: t.id('cus'),
    knownAt: t.optional(t.instant),
    cursor: t.optional(t.text({ max: 300 })),
  },
  output: {
    entries: t.list(
      t.shape({
        id: t.text(),
        type: t.text(),
        at: t.instant,
        rx: t.instant,
        businessDate: t.date,
        actor: t.text(),
        cause: t.optional(t.text()),
        policyVersion: t.optional(t.text()),
        /** Milliseconds since its cause, where that is known. */
        tookMs: t.optional(t.number()),
        data: t.json,
      }),
      500,
    ),
    cursor: t.optional(t.text()),
    journeys: t.list(
      t.shape({ journey: t.text(), id: t.anyId, state: t.text(), since: t.instant }),
      50,
    ),
  },
  allow: staff,
})

/** Every kind of timer. */
export const clocks = query('monitor.clocks', {
  input: {},
  output: {
    kinds: t.list(
      t.shape({
        kind: t.text(),
        module: t.text(),
        says: t.text(),
        owner: t.text(),
        waiting: t.int(),
        next: t.optional(t.instant),
        overdue: t.int(),
        failed: t.int(),
        lastFiredAt: t.optional(t.instant),
        fired: t.int(),
      }),
      200,
    ),
    businessNow: t.instant,
    speed: t.number(),
    sandbox: t.flag,
  },
  allow: staff,
})
export const runTimersNow = command('monitor.run-timers-now', {
  input: { module: t.text({ max: 40 }), kind: t.text({ max: 80 }) },
  output: { fired: t.int() },
  refusals: [],
  allow: ['ops', 'admin'],
})

export const parkedFacts = query('monitor.parked', {
  input: {},
  output: {
    parked: t.list(
      t.shape({
        id: t.text(),
        group: t.text(),
        type: t.text(),
        key: t.text(),
        error: t.text(),
        at: t.instant,
        attempts: t.int(),
      }),
      200,
    ),
  },
  allow: staff,
})
export const redrive = command('monitor.redrive', {
  input: { id: t.text({ max: 80 }) },
  output: { id: t.text() },
  refusals: ['not-parked'],
  allow: ['ops', 'admin'],
})

/** Present only with a sandbox clock: the whole house moves to a later instant. */
export const moveClock = command('monitor.move-clock', {
  input: { to: t.optional(t.instant), speed: t.optional(t.number({ min: 0, max: 5000 })) },
  output: { businessNow: t.instant },
  refusals: ['no-sandbox', 'in-the-past', 'too-far'],
  allow: ['customer', 'ops', 'admin'],
})
export const breakVendor = command('monitor.break-vendor', {
  input: {
    vendor: t.oneOf('sms', 'kyc', 'bank', 'bureau', 'psp', 'esign'),
    kind: t.oneOf('slow', 'down', 'double', 'late', 'reorder', 'wrong'),
    seconds: t.int({ min: 1, max: 3600 }),
  },
  output: { vendor: t.text() },
  refusals: ['no-sandbox'],
  allow: ['ops', 'admin'],
})
/** A crowd of sandbox people arrives within a minute. */
export const sendCrowd = command('monitor.send-crowd', {
  input: { people: t.int({ min: 1, max: 5000 }) },
  output: { people: t.int() },
  refusals: ['no-sandbox'],
  allow: ['ops', 'admin'],
})
