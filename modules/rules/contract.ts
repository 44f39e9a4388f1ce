/**
 * Rules: what the law demanded on a given day, and which days were worked.
 *
 * A regulatory rule is a dated row with its instrument and paragraph (SPEC §0.3): a call at 19:15
 * in March 2026 is judged by the rule of March 2026. Whoever decides by a rule keeps its
 * `policyVersion`.
 */
import { command, entity, event, query, t, type EventOf } from '#kernel/contract'

const ruleId = t.id('rule')
const holidayId = t.id('hol')
const code = t.text({ min: 3, max: 80, pattern: '^[a-z]+(\\.[a-z0-9-]+)+$' })
const calendar = t.oneOf('india-bank')
/** How far the source was read (SPEC §0): V primary text, Q quoted, S secondary, K unverified. */
const level = t.oneOf('V', 'Q', 'S', 'K')

const everyone = [
  'module:gateway',
  'module:kyc',
  'module:bureau',
  'module:decision',
  'module:lending',
  'module:documents',
  'module:payments',
  'module:collections',
  'module:comms',
  'module:support',
  'ops',
  'credit',
  'risk',
  'support',
  'collections',
  'finance',
  'admin',
] as const

// What there is.

export const ruleEntity = entity('rules.rule', {
  id: ruleId,
  title: 'code',
  fields: {
    code,
    effectiveFrom: t.date,
    /** The last day it holds; absent while nothing supersedes it. */
    effectiveTo: t.optional(t.date),
    says: t.text({ max: 300 }),
    value: t.map,
    instrument: t.text({ max: 120 }),
    para: t.text({ max: 60 }),
    /** The rule ids of domain/SPEC.md it stands for, with commas. */
    cites: t.text({ max: 120 }),
    level,
    /** Who in compliance read the source; absent until somebody did. */
    verifiedBy: t.optional(t.text({ max: 80 })),
  },
  filters: ['code', 'level', 'effectiveFrom'],
  sort: ['code', 'effectiveFrom'],
  allow: ['ops', 'credit', 'risk', 'support', 'collections', 'finance', 'admin'],
})

export const holidayEntity = entity('rules.holiday', {
  id: holidayId,
  title: 'name',
  fields: { calendar, on: t.date, name: t.text({ max: 80 }), level },
  filters: ['calendar', 'on'],
  sort: ['on'],
  allow: ['ops', 'credit', 'risk', 'support', 'collections', 'finance', 'admin'],
})

// What happened.

/** A dated rule was entered; the one before it, if any, ends the day before. */
export const RulePublished = event('rules.rule-published', { ruleId, code, effectiveFrom: t.date })
export type RulePublished = EventOf<typeof RulePublished>

/** A day was declared a holiday; working days are counted anew from now on. */
export const HolidayAdded = event('rules.holiday-added', { holidayId, calendar, on: t.date })
export type HolidayAdded = EventOf<typeof HolidayAdded>

// What you may ask us to do.

/**
 * Enters a rule from a day on. Refused when the day is not after the present row's first
 * (`not-later`), or its value names other fields than the present one (`other-fields`): code reads
 * these fields, so another shape needs another code.
 */
export const publishRule = command('rules.publish-rule', {
  input: {
    code,
    effectiveFrom: t.date,
    says: t.text({ min: 4, max: 300 }),
    value: t.map,
    instrument: t.text({ min: 2, max: 120 }),
    para: t.text({ max: 60 }),
    cites: t.text({ max: 120 }),
    level,
    verifiedBy: t.text({ min: 2, max: 80 }),
  },
  output: { ruleId },
  refusals: ['not-later', 'other-fields'],
  allow: ['risk', 'admin'],
  fourEyes: true,
})

/** Declares a holiday to come. Refused when the day is gone by or already one. */
export const addHoliday = command('rules.add-holiday', {
  input: { calendar, on: t.date, name: t.text({ min: 2, max: 80 }) },
  output: { holidayId },
  refusals: ['day-gone-by', 'already-a-holiday'],
  allow: ['ops', 'admin'],
})

// What you may ask us to tell.

/**
 * The rule in force on a day, both ends counted; absent when none is. `policyVersion` is what a
 * decision made by it stores. Rupees in `value` are decimal strings.
 */
export const ruleAt = query('rules.rule-at', {
  input: { code, on: t.date },
  output: {
    rule: t.optional(
      t.shape({
        code,
        value: t.map,
        effectiveFrom: t.date,
        effectiveTo: t.optional(t.date),
        instrument: t.text({ max: 120 }),
        para: t.text({ max: 60 }),
        policyVersion: t.text({ max: 80 }),
      }),
    ),
  },
  allow: everyone,
})

/** Every row of a code, the oldest first: for what was judged on many days at once. */
export const ruleVersions = query('rules.rule-versions', {
  input: { code },
  output: {
    versions: t.list(
      t.shape({ effectiveFrom: t.date, effectiveTo: t.optional(t.date), value: t.map }),
      500,
    ),
  },
  allow: ['module:monitor'],
})

/**
 * The `days`-th working day after `on`, which itself never counts (SPEC §2.1: KFS validity). Bank
 * days: no Sundays, no second and fourth Saturdays, no holidays of the calendar.
 */
export const workingDayAfter = query('rules.working-day-after', {
  input: { on: t.date, days: t.int({ min: 0, max: 60 }) },
  output: { on: t.date },
  allow: everyone,
})

/** The days banks do not work: every week's or month's, and the holidays from a day to another. */
export const bankDaysOff = query('rules.bank-days-off', {
  input: { from: t.date, to: t.date },
  output: {
    weekly: t.list(t.shape({ weekday: t.int(), weeks: t.optional(t.list(t.int(), 5)) }), 14),
    holidays: t.list(t.date, 1000),
  },
  allow: everyone,
})

/** Whether banks work on a day, and if not, why. */
export const workingDayOf = query('rules.working-day-of', {
  input: { on: t.date },
  output: { working: t.flag, holiday: t.optional(t.text({ max: 80 })) },
  allow: everyone,
})
