/** What the lender expects to lose, by Ind AS 109, beside the floor of the Reserve Bank. */
import { command, entity, event, query, t } from '#kernel/contract'

const impairmentId = t.id('imp')
const accountants = ['finance', 'admin'] as const
const readers = ['finance', 'risk', 'ops'] as const
const held = {
  asOn: t.date,
  exposure: t.money(),
  expectedLoss: t.money(),
  reserve: t.money(),
}

// What you may ask us to do.

/**
 * Books the expected loss of a month that is over, where the lender keeps Ind AS accounts. It is
 * booked by itself on the morning after; this is for a month taken back. Two people.
 */
export const bookImpairment = command('lending.book-impairment', {
  input: { on: t.date },
  output: { impairmentId },
  refusals: [
    ...['not-a-month-end', 'not-over', 'not-ind-as', 'impairment-booked'],
    ...['no-loss-rates', 'loans-behind'],
  ],
  allow: accountants,
  fourEyes: true,
  serializable: true,
})
/** Takes the newest standing one back by an entry of its own; the one before it stands again. */
export const reverseImpairment = command('lending.reverse-impairment', {
  input: { impairmentId, reason: t.text({ min: 4, max: 120 }) },
  output: { impairmentId },
  refusals: ['unknown-impairment', 'impairment-reversed', 'not-the-newest'],
  allow: accountants,
  fourEyes: true,
  serializable: true,
})

// What there is.

export const impairmentEntity = entity('lending.impairment', {
  id: impairmentId,
  title: 'asOn',
  fields: {
    ...held,
    /** The IRACP floor the loans hold, as standard assets and as NPAs. */
    floorStandard: t.money(),
    floorNpa: t.money(),
    status: t.oneOf('booked', 'reversed'),
    bookedOn: t.date,
    bookedAt: t.instant,
    bookedBy: t.text({ max: 80 }),
    reason: t.optional(t.text({ max: 120 })),
    reversedBy: t.optional(t.text({ max: 80 })),
    reversedOn: t.optional(t.date),
  },
  filters: ['asOn', 'status'],
  sort: ['bookedAt', 'asOn'],
  allow: readers,
  actions: [reverseImpairment],
})

// What happened.

/** The morning after a month's end: its expected loss is to be booked. */
export const ImpairmentDue = event('lending.impairment-due', {
  on: t.date,
  /** How often it waited for loans that had not looked at themselves. */
  waited: t.int({ min: 0 }),
})
export const ImpairmentBooked = event('lending.impairment-booked', { impairmentId, ...held })
export const ImpairmentReversed = event('lending.impairment-reversed', {
  impairmentId,
  asOn: t.date,
  reason: t.text({ max: 120 }),
  by: t.text({ max: 80 }),
})

// What you may ask us to tell.

/** What stood on a day, by product and stage; absent where nothing was booked till then. */
export const impairmentReport = query('lending.impairment-report', {
  input: { on: t.optional(t.date) },
  output: {
    report: t.optional(
      t.shape({
        ...{ impairmentId, ...held },
        floor: t.money(),
        groups: t.list(
          t.shape({
            ...{ product: t.text(), stage: t.int({ min: 1, max: 3 }), loans: t.int() },
            ...{ exposure: t.money(), pd: t.text(), lgd: t.text() },
            ...{ expectedLoss: t.money(), floor: t.money() },
          }),
          300,
        ),
      }),
    ),
  },
  allow: readers,
})
/** A loan's own part of what stands. */
export const impairmentOf = query('lending.impairment-of', {
  input: { loanId: t.id('loan') },
  output: {
    part: t.optional(
      t.shape({
        ...{ asOn: t.date, stage: t.int({ min: 1, max: 3 }), exposure: t.money() },
        ...{ pd: t.text(), lgd: t.text(), expectedLoss: t.money(), floor: t.money() },
      }),
    ),
  },
  allow: readers,
})
