/** Records as they were received: kept sealed, opened one page at a time and on the record. */
import { command, event, query, t, type Shape } from '#kernel/contract'

const record = { recordId: t.id('rec'), seenAt: t.instant } satisfies Shape
/** The last of a page that was not the last one: `before` it the next begins. */
const next = t.optional(t.shape(record))
const kept = t.oneOf('device-apps', 'device-sms')
const page = {
  customerId: t.id('cus'),
  class: kept,
  /** From this instant on, and up to that one. */
  from: t.optional(t.instant),
  to: t.optional(t.instant),
  limit: t.optional(t.int({ min: 1, max: 100 })),
  before: t.optional(t.shape(record)),
}

/** Someone of the staff opened a person's records: how many, of when, and why. */
export const RecordsRevealed = event('device.records-revealed', {
  class: kept,
  records: t.int({ min: 0 }),
  newestAt: t.optional(t.instant),
  oldestAt: t.optional(t.instant),
  purpose: t.text({ max: 200 }),
})

/** Records whose time is over are to make room. */
export const RawSweepDue = event('device.raw-sweep-due', {})
/** They are gone from the wide store; nobody was given them any more. */
export const RawRemoved = event('device.raw-removed', { records: t.int({ min: 0 }) })

/** Which records of a person are kept, newest first, unopened: when each was, and its id. */
export const rawRecordsOf = query('device.raw-records-of', {
  input: page,
  output: { records: t.list(t.shape(record), 100), next },
  allow: ['support', 'risk'],
})

/** How much of them all rests in the wide store, and in which engine; beyond a bound estimated. */
export const rawHeld = query('device.raw-held', {
  input: {},
  output: {
    engine: t.oneOf('level', 'dynamodb'),
    items: t.int({ min: 0 }),
    bytes: t.int({ min: 0 }),
    exact: t.flag,
  },
  allow: ['module:archive', 'ops', 'risk', 'admin'],
})

/**
 * Opens a page of a person's records for a purpose, on the record. `sealedForGood` of them can't
 * be opened by anyone: their consent was withdrawn and their key destroyed.
 */
export const revealRecords = command('device.reveal-records', {
  input: { ...page, purpose: t.text({ min: 4, max: 200 }) },
  output: {
    records: t.list(t.shape({ ...record, told: t.json }), 100),
    sealedForGood: t.int({ min: 0 }),
    next,
  },
  refusals: [],
  allow: ['support', 'risk'],
})
