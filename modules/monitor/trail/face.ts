/** Who may look, for what they say they do, and what is kept of it (SPEC §13.1). */
import { command, event, query, t } from '#kernel/contract'

export const staff = [
  'ops',
  'credit',
  'support',
  'collections',
  'risk',
  'finance',
  'admin',
] as const
export const viewed = t.oneOf('trail', 'find', 'people-in')
export const viewPurposes = [
  ...(['servicing', 'collections', 'underwriting'] as const),
  ...(['complaint', 'risk-review', 'audit'] as const),
] as const
/** Why the staff looks at a person (SPEC §13.1): stated, or else that of their first role. */
export const viewPurpose = t.oneOf(...viewPurposes)
/** Not named `purpose`: an input of that name has sealed data shown in the clear. */
export const seenFor = t.optional(viewPurpose)

/**
 * Someone of the staff saw a person's data here, and why; told once a quarter of an hour for each
 * view and purpose. What was told before purposes were kept has none.
 */
export const PersonViewed = event('monitor.person-viewed', {
  customerId: t.id('cus'),
  by: t.text({ max: 80 }),
  what: viewed,
  purpose: t.optional(viewPurpose),
  /** They chose the purpose; otherwise it is that of their first role. */
  stated: t.optional(t.flag),
})

/**
 * A list, a page or an answer of another module's showed personal data of these people to someone
 * of the staff; told once for all of them, and of each once a quarter of an hour.
 */
export const PeopleSeen = event('monitor.people-seen', {
  by: t.text({ max: 80 }),
  /** The door: `identity.person`. */
  what: t.text({ max: 120 }),
  purpose: viewPurpose,
  stated: t.flag,
  customerIds: t.list(t.id('cus'), 100),
})

/** Keeps on record whom the staff were shown by another module's door. */
export const noteSeen = command('monitor.note-seen', {
  input: {
    by: t.text({ max: 80 }),
    roles: t.list(t.text({ max: 40 }), 20),
    what: t.text({ max: 120 }),
    /** As their browser has it; where it is no purpose of ours, that of their role is taken. */
    seenFor: t.optional(t.text({ max: 80 })),
    customerIds: t.list(t.id('cus'), 100),
  },
  output: { noted: t.int() },
  refusals: [],
  allow: ['module:monitor'],
})

/** Who of the staff looked at a person, where, and for what; the latest first. */
export const viewsOf = query('monitor.views-of', {
  input: { customerId: t.id('cus') },
  output: {
    views: t.list(
      t.shape({
        ...{ at: t.instant, by: t.text({ max: 80 }), what: t.text({ max: 120 }) },
        ...{ purpose: t.optional(t.text({ max: 200 })), stated: t.optional(t.flag) },
      }),
      200,
    ),
  },
  allow: staff,
})
