/** Aggregates: figures kept up as facts pass. */
import { command, entity, event, query, t } from '#kernel/contract'

const aggregateId = t.id('agg')
const name = t.text({ min: 3, max: 80, pattern: '^[a-z][a-z0-9.-]+$' })
const path = t.text({ min: 1, max: 120, pattern: '^[a-zA-Z][\\w.-]*$' })
const every = t.oneOf('hour', 'day', 'month')
const readers = ['ops', 'credit', 'risk', 'support', 'collections', 'finance', 'admin'] as const

/** An aggregate was made; it walks the log from its beginning, then is live. */
export const AggregateMade = event('analytics.aggregate-made', { aggregateId, name })
/** It came so much further on its way from the log's beginning; `done`: it is live. */
export const AggregateWalked = event('analytics.aggregate-walked', {
  aggregateId,
  facts: t.int({ min: 0 }),
  done: t.flag,
})
/** It counts no more. */
export const AggregateStopped = event('analytics.aggregate-stopped', {
  aggregateId,
  why: t.oneOf('asked', 'too-many-keys', 'redeclared'),
})

export const stopAggregate = command('analytics.stop-aggregate', {
  input: { aggregateId },
  output: { aggregateId },
  refusals: ['unknown-aggregate', 'declared-by-module'],
  allow: ['risk', 'finance', 'admin'],
})

export const aggregateEntity = entity('analytics.aggregate', {
  id: aggregateId,
  title: 'name',
  fields: {
    name,
    state: t.oneOf('catching-up', 'live', 'stopped'),
    origin: t.oneOf('module', 'staff', 'question'),
    spec: t.json,
    topics: t.list(t.text(), 50),
    problem: t.optional(t.text()),
    madeAt: t.instant,
  },
  filters: ['state', 'origin'],
  sort: ['madeAt', 'name'],
  allow: readers,
  actions: [stopAggregate],
})

/**
 * Counts facts of these types from the first that was ever recorded, then as they come. `key` and
 * `of` are paths (`data.amount`, `businessDate`); money is summed in paise. `filter` is a predicate
 * (kernel/aggregate.ts). Refused where an event or a field does not exist or is personal.
 */
export const makeAggregate = command('analytics.make-aggregate', {
  input: {
    name,
    from: t.list(t.text({ max: 80 }), 20),
    key: t.list(path, 3),
    every: t.optional(every),
    measures: t.list(
      t.shape({
        as: t.text({ min: 1, max: 60, pattern: '^[a-z][a-zA-Z0-9_]*$' }),
        of: t.optional(path),
        how: t.oneOf('count', 'sum', 'min', 'max', 'quantile'),
        q: t.optional(t.number({ min: 0, max: 1 })),
      }),
      10,
    ),
    filter: t.optional(t.json),
  },
  output: { aggregateId },
  refusals: ['name-taken', 'unknown-event', 'unknown-field', 'filter-invalid', 'measure-invalid'],
  allow: ['risk', 'finance', 'admin'],
  fourEyes: true,
})

const state = t.oneOf('catching-up', 'live', 'stopped')

/** All aggregates, and of each how much of the log it has read: of what there is in its topics. */
export const aggregateStandings = query('analytics.aggregate-standings', {
  input: {},
  output: {
    /** Business now, which freshness is told against. */
    at: t.instant,
    aggregates: t.list(
      t.shape({
        aggregateId,
        name,
        state,
        origin: t.oneOf('module', 'staff', 'question'),
        problem: t.optional(t.text()),
        spec: t.json,
        /** Facts it counted; the latest of them; places it keeps figures at. */
        facts: t.int({ min: 0 }),
        latest: t.optional(t.instant),
        cells: t.int({ min: 0 }),
        read: t.int({ min: 0 }),
        of: t.int({ min: 0 }),
      }),
      500,
    ),
  },
  allow: readers,
})

const field = t.shape({
  path: t.text(),
  kind: t.text(),
  meaning: t.text({ max: 500 }),
  /** All it can be, where its contract lists the words. */
  values: t.optional(t.list(t.text(), 200)),
})
/** What may be counted, and be a condition: every fact and its plain fields, and features. */
export const countableFacts = query('analytics.countable-facts', {
  input: {},
  output: {
    envelope: t.list(field, 20),
    facts: t.list(t.shape({ type: t.text(), fields: t.list(field, 200) }), 2000),
    features: t.list(field, 100),
  },
  allow: readers,
})

/**
 * An aggregate's figures, latest bucket first. `from` and `to` are business dates, both counted;
 * `key` is the list of key values. Sums of money are paise, exact: text beyond 2^53.
 */
export const aggregateValues = query('analytics.aggregate-values', {
  input: {
    name,
    from: t.optional(t.date),
    to: t.optional(t.date),
    key: t.optional(t.json),
    max: t.optional(t.int({ min: 1, max: 1000 })),
  },
  output: {
    found: t.flag,
    state: t.optional(t.oneOf('catching-up', 'live', 'stopped')),
    key: t.list(t.text(), 3),
    every: t.optional(every),
    /** The latest instant of a fact it counted. */
    latest: t.optional(t.instant),
    facts: t.int({ min: 0 }),
    rows: t.list(t.shape({ bucket: t.text(), key: t.json, values: t.map }), 1000),
    more: t.flag,
  },
  allow: [...readers, 'module:lending', 'module:decision', 'module:monitor', 'module:collections'],
})
