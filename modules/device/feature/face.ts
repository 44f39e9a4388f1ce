/** What device says of features: a person's money as a decision reads it (SPEC §8.1). */
import { entity, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')

export const featureEntity = entity('device.feature', {
  id: customerId,
  title: 'source',
  fields: {
    asOf: t.date,
    source: t.oneOf('none', 'sms', 'statement', 'both'),
    entries: t.int(),
    salaryRegular: t.flag,
    salaryMonthly: t.optional(t.money()),
    averageBalance: t.optional(t.money()),
    obligations: t.money(),
    bounces90: t.int(),
    newLenders30: t.int(),
    version: t.text({ max: 40 }),
    knownAt: t.instant,
  },
  filters: ['source', 'salaryRegular'],
  sort: ['knownAt'],
  allow: ['risk', 'credit'],
})

/**
 * Someone's features are others than before. No amount travels: they are asked for where they are
 * needed, and go with the consent they rest on.
 */
export const FeaturesChanged = event('device.features-changed', {
  version: t.text({ max: 40 }),
  asOf: t.date,
  source: t.oneOf('none', 'sms', 'statement', 'both'),
  /** Days told of in the last three months. */
  days: t.int({ min: 0 }),
  salaryRegular: t.flag,
  bounces90: t.int({ min: 0 }),
  lenders: t.int({ min: 0 }),
  newLenders30: t.int({ min: 0 }),
})

/** SPEC §8.1, flat as a policy reads it; amounts in paise, shares in percent. */
export const features = t.shape({
  asOf: t.date,
  version: t.text({ max: 40 }),
  source: t.oneOf('none', 'sms', 'statement', 'both'),
  days: t.int({ min: 0 }),
  entries: t.int({ min: 0 }),
  salaryRegular: t.flag,
  salaryMonthly: t.optional(t.money()),
  averageBalance: t.optional(t.money()),
  minimumBalance: t.optional(t.money()),
  daysBelow1000: t.int({ min: 0 }),
  obligations: t.money(),
  lenders: t.int({ min: 0 }),
  foirPercent: t.optional(t.number({ min: 0 })),
  bounces30: t.int({ min: 0 }),
  bounces90: t.int({ min: 0 }),
  bounces180: t.int({ min: 0 }),
  promos30: t.int({ min: 0 }),
  gamblingSharePercent: t.number({ min: 0 }),
  cashSharePercent: t.number({ min: 0 }),
  disbursals30: t.int({ min: 0 }),
  disbursals90: t.int({ min: 0 }),
  newLenders30: t.int({ min: 0 }),
  /** Of installed apps: how much the person let us see, and lending apps among them. */
  apps: t.oneOf('full', 'declared', 'none'),
  lendingApps: t.int({ min: 0 }),
  newLendingApps7: t.int({ min: 0 }),
  newLendingApps30: t.int({ min: 0 }),
  gamblingApps: t.int({ min: 0 }),
})

/**
 * The features on a day (today when left out), of whatever the person consented to: absent where
 * that is nothing, which says nothing about the person. With `knownAt`, as they were known at that
 * instant, on its day: what was told later is not in them, however it is dated; of apps, which keep
 * no such memory, nothing. `readTo` says how far each lane of messages was read for them: given
 * again with `knownAt`, what was recorded before and read after is not in them. `fresh` reads past
 * the hot tier: for who was just told of a change.
 */
export const featuresOf = query('device.features-of', {
  input: {
    customerId,
    asOf: t.optional(t.date),
    knownAt: t.optional(t.instant),
    readTo: t.optional(t.map),
    fresh: t.optional(t.flag),
  },
  output: { features: t.optional(features), readTo: t.optional(t.map) },
  allow: ['module:decision', 'module:fraud', 'module:analytics', 'risk', 'credit'],
})
