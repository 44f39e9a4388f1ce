/** What device says of apps: what kinds a person has, and the pool of all packages ever seen. */
import { command, entity, event, query, t } from '#kernel/contract'
import { appBases, appKinds } from './kind.ts'

const customerId = t.id('cus')
const packageId = t.id('pkg')
const kind = t.oneOf(...appKinds)

// What may be done.

/**
 * Says what kind of app a package is. From then on the answer stands above the table and any guess,
 * and everyone who has the app is reclassified by replay. An answer given again as another kind is
 * a new version. Refused as `unknown-package` where nobody has shown us such an app, and as
 * `already-so` where that is the answer that stands.
 */
export const classifyPackage = command('device.classify-package', {
  input: { packageId, kind, reason: t.text({ min: 4, max: 200 }) },
  output: { packageId, kind, version: t.int({ min: 1 }) },
  refusals: ['unknown-package', 'already-so'],
  allow: ['risk'],
})

// What there is.

/**
 * Every package any phone has shown. Fewer than five people are told as `<5`, and count as 0 in
 * `reach`, by which the list is ordered.
 */
export const packageEntity = entity('device.package', {
  id: packageId,
  title: 'name',
  fields: {
    name: t.text({ max: 255 }),
    /** `review`: nobody could tell, or a mere guess would weigh on someone: a person looks. */
    status: t.oneOf('known', 'guessed', 'review', 'answered'),
    kind,
    /** People who have it now. */
    people: t.text({ max: 12 }),
    label: t.text({ max: 120 }),
    /** What the classifier would say, and how sure it is, in percent. */
    guess: kind,
    surePercent: t.int({ min: 0, max: 100 }),
    basis: t.oneOf(...appBases),
    reach: t.int({ min: 0 }),
    /** How many more people have it than a week before the pool's latest day. */
    weeklyGain: t.int(),
    firstSeenAt: t.instant,
    answeredAt: t.optional(t.instant),
    answeredBy: t.optional(t.text({ max: 80 })),
    reason: t.optional(t.text({ max: 200 })),
  },
  filters: ['status', 'kind', 'basis', 'name'],
  sort: ['reach', 'firstSeenAt'],
  allow: ['risk'],
  actions: [classifyPackage],
})

// What happened.

/** A person said what kind of app a package is. */
export const PackageClassified = event('device.package-classified', {
  packageId,
  kind,
  version: t.int({ min: 1 }),
  reason: t.text({ max: 200 }),
})

/** A group of ours is to start over: monitor, which holds the log's reins, sends it back. */
export const ReplayWanted = event('device.replay-wanted', { group: t.text({ max: 80 }) })

/**
 * What someone's apps say is other than before: some came, went or are taken for another kind. What
 * they are stays with us, and goes with the consent.
 */
export const AppsChanged = event(
  'device.apps-changed',
  { apps: t.int({ min: 0 }) },
  {
    topic: 'device.entries',
  },
)

// What may be asked.

/**
 * What someone's apps said at an instant (now, when left out): counts by kind of what was there,
 * and what came and went before it. Without consent the coverage is `none`, which says nothing
 * about the person.
 */
export const appFeaturesOf = query('device.app-features-of', {
  input: { customerId, asOf: t.optional(t.instant) },
  output: {
    coverage: t.oneOf('full', 'declared', 'none'),
    counts: t.map,
    newLenders7Days: t.int({ min: 0 }),
    newLenders30Days: t.int({ min: 0 }),
    installs30Days: t.int({ min: 0 }),
    removals30Days: t.int({ min: 0 }),
    lastSeenAt: t.optional(t.instant),
  },
  allow: ['module:fraud', 'module:decision', 'risk'],
})

/** How many people had a package at the end of each of the last days; fewer than five is 0. */
export const packageTrend = query('device.package-trend', {
  input: { packageId, days: t.optional(t.int({ min: 1, max: 90 })) },
  output: {
    days: t.list(t.shape({ date: t.date, people: t.int({ min: 0 }) }), 90),
  },
  allow: ['risk'],
})
