/**
 * Monitor: what is going on. The journey as it moves, one person's whole path, every clock, every
 * parked fact. A projection of everybody's events; it owns no truth.
 */
import { command, query, t } from '#kernel/contract'
import { standing } from './find/face.ts'
import { seenFor, staff, viewed, viewPurpose } from './trail/face.ts'

export { find, hitsOf } from './find/face.ts'
export { noteSeen, PeopleSeen, PersonViewed, viewsOf } from './trail/face.ts'
export { FactMended, mendParked, parkedFact, parkedFacts, redrive } from './parked/face.ts'

const itself = ['module:monitor'] as const
const moment =
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z'
/** The journey as a river: people in each step now, today's flow, times, failures. */
export const river = query('monitor.river', {
  input: { journey: t.text({ max: 80 }) },
  output: {
    at: t.instant,
    /** Every journey there is, to choose from. */
    journeys: t.list(t.shape({ journey: t.text(), title: t.text() }), 50),
    steps: t.list(
      t.shape({
        step: t.text(),
        title: t.text(),
        people: t.int(),
        /** How many stood here one business day ago, at this time of day. */
        peopleYesterday: t.int(),
        /** In and out on this business date. */
        entered: t.int(),
        left: t.int(),
        /** Share of those who entered today (business day) and moved on forward, 0–1. */
        conversion: t.optional(t.number()),
        /** Business milliseconds spent here by those who left in the last seven days. */
        p50Ms: t.optional(t.number()),
        p95Ms: t.optional(t.number()),
        /** Waiting for a review by the fraud desk, now. */
        held: t.int(),
        /** Past the time this step is given, now. */
        late: t.int(),
        /** Stopped by fraud, and left by something that failed, on this business date. */
        stopped: t.int(),
        failed: t.int(),
        /** A person acts here: the borrower on the phone, or the staff. */
        human: t.flag,
        aside: t.flag,
        final: t.flag,
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
    /** `outbox`: wall milliseconds its oldest row waits; `effects`: how many are queued. */
    lag: t.shape({ events: t.int(), oldestMs: t.number(), outbox: t.int(), effects: t.int() }),
    businessNow: t.instant,
    speed: t.number(),
    sandbox: t.flag,
    /** Where the clock is being moved to, while it moves. */
    movingTo: t.optional(t.instant),
    /** Why the last move of the clock did not arrive. */
    moveProblem: t.optional(t.text({ max: 300 })),
  },
  allow: staff,
})

const peopleInFace = {
  input: {
    journey: t.text({ max: 80 }),
    step: t.text({ max: 80 }),
    cursor: t.optional(t.text({ max: 300, pattern: `${moment}~[0-9A-Za-z_-]{1,80}$` })),
  },
  output: {
    people: t.list(
      t.shape({
        customerId: t.id('cus'),
        id: t.anyId,
        name: t.optional(t.personName),
        since: t.instant,
        held: t.flag,
        /** By when the step is to be left, by the lender's standard, and whether that is past. */
        dueAt: t.optional(t.instant),
        overdue: t.optional(t.flag),
      }),
      100,
    ),
    cursor: t.optional(t.text()),
  },
}
/** Who is in a step now. */
export const peopleIn = query('monitor.people-in', {
  input: { ...peopleInFace.input, seenFor },
  output: { ...peopleInFace.output, seenFor: viewPurpose },
  allow: staff,
})
/** What it reads; the door above records the view. */
export const stepOf = query('monitor.step-of', { ...peopleInFace, allow: itself })

const trailFace = {
  input: {
    customerId: t.id('cus'),
    knownAt: t.optional(t.instant),
    /** Only facts that name this thing. */
    about: t.optional(t.anyId),
    /** From the last backwards, and not from the first on. */
    newest: t.optional(t.flag),
    cursor: t.optional(t.text({ max: 300, pattern: `${moment}~\\d{1,15}$` })),
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
      t.shape({
        ...{ journey: t.text(), id: t.anyId, state: t.text(), since: t.instant },
        /** Of where it stands now; of an earlier moment nothing is due. */
        standing: t.optional(standing),
        /** Somebody may have the step it waits in asked for once more. */
        retries: t.optional(t.flag),
      }),
      50,
    ),
    name: t.optional(t.personName),
    phone: t.optional(t.phone),
    /** What was received before it rests in the lake: `archive.history-of` has it. */
    warmSince: t.optional(t.instant),
  },
}
/** One person's path in order: facts, app traces, moves; as it was known at any moment. */
export const trail = query('monitor.trail', {
  input: { ...trailFace.input, seenFor },
  output: { ...trailFace.output, seenFor: viewPurpose },
  allow: staff,
})
/** What it reads; the door above records the view. */
export const pathOf = query('monitor.path-of', { ...trailFace, allow: itself })

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
    movingTo: t.optional(t.instant),
    moveProblem: t.optional(t.text({ max: 300 })),
  },
  allow: staff,
})
/** Fires every waiting timer of a kind before its time. */
export const runTimersNow = command('monitor.run-timers-now', {
  input: { module: t.text({ max: 40 }), kind: t.text({ max: 80 }) },
  output: { fired: t.int() },
  refusals: [],
  allow: ['ops', 'admin'],
})

/**
 * Present only with a sandbox clock: the whole house moves to a later instant. Answers at once with
 * that instant; it is reached when all that falls due on the way has been lived through. Customers
 * may jump at most 40 days at a time, the staff 400; only the staff change the speed.
 */
export const moveClock = command('monitor.move-clock', {
  input: { to: t.optional(t.instant), speed: t.optional(t.number({ min: 0, max: 5000 })) },
  output: { businessNow: t.instant },
  refusals: ['no-sandbox', 'in-the-past', 'too-far', 'staff-only'],
  allow: ['customer', 'ops', 'admin'],
})
export const breakVendor = command('monitor.break-vendor', {
  input: {
    vendor: t.oneOf('sms', 'kyc', 'bank', 'bureau', 'psp', 'esign'),
    kind: t.oneOf('slow', 'down', 'lost', 'double', 'late', 'reorder', 'wrong'),
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

/** Keeps on record who saw whom. */
export const noteView = command('monitor.note-view', {
  input: {
    by: t.text({ max: 80 }),
    what: viewed,
    purpose: viewPurpose,
    stated: t.flag,
    customerIds: t.list(t.id('cus'), 100),
  },
  output: { noted: t.int() },
  refusals: [],
  allow: itself,
})
