/**
 * Archive: where facts rest and for how long. Once a business day it makes its round: dates that
 * are over are compacted in the lake, old days of the log go there for good, and each
 * schema's size is held against its budget (DESIGN §8).
 */
import { command, entity, event, query, t } from '#kernel/contract'

const days = t.int({ min: 0, max: 36_500 })
const bytes = t.int({ min: 0 })
const tierId = t.id('tir')
const topic = t.text({ max: 100, pattern: '^[a-z0-9][a-z0-9._-]*$' })
const schema = t.text({ min: 2, max: 60, pattern: '^[a-z_]+$' })
const staff = ['ops', 'risk', 'finance', 'admin'] as const

// What happened.

/** The daily round is due; the timer sets the next one. */
export const RoundDue = event('archive.round-due', { on: t.date })
/** What the round did; sizes are measured after it. */
export const RoundEnded = event('archive.round-ended', {
  on: t.date,
  /** Dates and months of a topic that were compacted, and files that went to cold storage. */
  compacted: t.int({ min: 0 }),
  chilled: t.int({ min: 0 }),
  /** People the lake knows of, to within two in a hundred. */
  customers: t.int({ min: 0 }),
  /** The first day of the log that Postgres still has: all before it rests in the lake alone. */
  warmSince: t.optional(t.date),
})
export const RoundFailed = event('archive.round-failed', { says: t.text({ max: 500 }) })
/** A day of the log left Postgres; what it held was compared with the lake first. */
export const DayDropped = event('archive.day-dropped', { day: t.date, facts: t.int(), bytes })
/** A day that is old enough stays, and why. */
export const DayKept = event('archive.day-kept', { day: t.date, says: t.text({ max: 500 }) })
/** A file of the lake is not what was written: an operator has to look. */
export const FileAltered = event('archive.file-altered', { name: t.text({ max: 300 }) })
/** A schema has passed four fifths of its budget; days of the log then leave earlier. */
export const BudgetNeared = event('archive.budget-neared', { schema, bytes, budget: bytes })
export const TierSet = event('archive.tier-set', { tierId, warmDays: days, chillAfterDays: days })
export const BudgetSet = event('archive.budget-set', { schema, budget: bytes })

// What may be done.

/**
 * Says how long a class of data stays in Postgres, and when its objects go to cold storage. The
 * whole log rests in the lake for eight years whatever is said here. Refused as `not-movable` for a
 * class whose life the law or a consent decides.
 */
export const setTier = command('archive.set-tier', {
  input: { tierId, warmDays: t.int({ min: 7, max: 3650 }), chillAfterDays: days },
  output: { tierId },
  refusals: ['not-movable'],
  allow: ['ops', 'admin'],
  fourEyes: true,
})
/** Says how large a schema may grow, in whole gigabytes. */
export const setBudget = command('archive.set-budget', {
  input: { schema, gigabytes: t.int({ min: 1, max: 10_000 }) },
  output: { schema },
  refusals: [],
  allow: ['ops', 'admin'],
  fourEyes: true,
})
/** Makes the round now instead of at night; one under way is not begun twice. */
export const beginRound = command('archive.begin-round', {
  input: {},
  output: { on: t.date },
  refusals: [],
  allow: ['ops', 'admin'],
})

// What there is.

/** The tier table: a class of data, where it rests, and for how many days. */
export const tierEntity = entity('archive.tier', {
  id: tierId,
  title: 'holds',
  fields: {
    holds: t.text({ max: 120 }),
    hotDays: t.optional(days),
    warmDays: t.optional(days),
    coldDays: t.optional(days),
    chillAfterDays: t.optional(days),
    /** What else ends its life: a consent, the law. */
    until: t.optional(t.text({ max: 120 })),
    /** Who sees to it: of a statement, not the archive. */
    keptBy: t.optional(t.text({ max: 120 })),
    movable: t.flag,
  },
  filters: ['movable'],
  sort: ['holds'],
  allow: staff,
  actions: [setTier],
})
/** A Parquet file of the lake; each fact is in exactly one. */
export const lakeFileEntity = entity('archive.lake-file', {
  id: t.id('lkf'),
  title: 'topic',
  fields: {
    topic,
    date: t.date,
    /** The last date, of a file that holds a month. */
    until: t.optional(t.date),
    facts: t.int(),
    bytes,
    sorted: t.flag,
    storage: t.oneOf('standard', 'cold'),
    madeAt: t.instant,
    name: t.text({ max: 300 }),
  },
  filters: ['topic', 'storage', 'sorted'],
  sort: ['madeAt'],
  allow: staff,
})
/** A day of the log that left Postgres, with what was compared before it did. */
export const parcelEntity = entity('archive.parcel', {
  id: t.id('pcl'),
  title: 'day',
  fields: {
    day: t.date,
    facts: t.int(),
    bytes,
    checksum: t.text({ max: 4000 }),
    droppedAt: t.instant,
  },
  filters: [],
  sort: ['droppedAt'],
  allow: staff,
})

// What may be asked.

const file = t.shape({
  name: t.text({ max: 300 }),
  topic,
  date: t.date,
  /** The last date, of a file that holds a month; `date` is then its first. */
  until: t.optional(t.date),
  facts: t.int(),
  bytes,
  sorted: t.flag,
  storage: t.oneOf('standard', 'cold'),
})
/**
 * The files to read for the topics and business dates named, ends included; their columns are
 * `LAKE_COLUMNS` of `#platform/olap`. A file listed here stays readable for ten minutes.
 */
export const lakeFiles = query('archive.lake-files', {
  input: {
    topics: t.optional(t.list(topic, 200)),
    from: t.optional(t.date),
    to: t.optional(t.date),
  },
  output: { files: t.list(file, 100_000) },
  allow: ['module:analytics', 'module:device', 'ops', 'admin'],
})
/**
 * What is recorded of a person between two business instants, from the log and the lake alike, in
 * order, each fact once; of too many the latest. Records that were merged are one person, whichever
 * of them is asked for. Personal data in facts is sealed.
 */
export const historyOf = query('archive.history-of', {
  input: {
    customerId: t.id('cus'),
    from: t.instant,
    to: t.instant,
    max: t.optional(t.int({ min: 1, max: 2000 })),
  },
  output: {
    facts: t.list(
      t.shape({
        id: t.text({ max: 80 }),
        /** Under which of the person's records. */
        customerId: t.id('cus'),
        topic,
        type: t.text({ max: 120 }),
        at: t.instant,
        actor: t.text({ max: 120 }),
        cause: t.optional(t.text({ max: 80 })),
        data: t.json,
        tier: t.oneOf('warm', 'cold'),
      }),
      2000,
    ),
    more: t.flag,
  },
  allow: ['ops', 'risk', 'admin', 'support'],
})
/** The tiers as they are: sizes, budgets, forecasts, and what a customer's data costs a year. */
export const tiersNow = query('archive.tiers-now', {
  input: {},
  output: {
    tiers: t.list(
      t.shape({
        tier: t.oneOf('hot', 'warm', 'raw', 'lake', 'lake-cold'),
        bytes,
        /** Values of the hot tier, records as received, facts of the lake. */
        items: t.optional(t.int()),
        /** Not counted: told by the store from its own figures. */
        estimated: t.optional(t.flag),
        files: t.optional(t.int()),
        costPerYear: t.money(),
      }),
      10,
    ),
    topics: t.list(
      t.shape({ topic, files: t.int(), facts: t.int(), bytes, from: t.date, to: t.date }),
      200,
    ),
    schemas: t.list(
      t.shape({
        schema,
        bytes,
        budget: bytes,
        /** By the growth of the last four weeks; absent: it does not grow, or is too young. */
        daysUntilFull: t.optional(t.int({ min: 0 })),
      }),
      100,
    ),
    /** Days a fact stays in Postgres: fewer than the tier table says while a budget is short. */
    warmDays: days,
    customers: t.int({ min: 0 }),
    costPerCustomerYear: t.optional(t.money()),
    /** Whose prices these are, and since when. */
    prices: t.text({ max: 300 }),
    lastRoundOn: t.optional(t.date),
  },
  allow: staff,
})
