/** Products: dated data. A version is published ahead of its day and never changed (DESIGN §3). */
import type { TOptional } from 'typebox'
import { command, entity, event, t } from '#kernel/contract'
import { ALLOCATIONS, BROKEN_PERIODS, DAY_COUNTS } from './planning.ts'

const productId = t.id('prd')
const percent = t.text({
  ...{ max: 8, pattern: '^\\d{1,2}(\\.\\d{1,4})?$' },
  description: 'Percent, such as 2 or 1.75',
})
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const kind = t.oneOf('personal-loan', 'drawdown', 'pay-later')

/** What a version says, apart from its code and its day. */
const says = {
  name: t.text({ min: 2, max: 80 }),
  kind,
  amountMin: t.money({ min: '1' }),
  amountMax: t.money({ min: '1', max: '5000000' }),
  tenorMonthsMin: t.int({ min: 1, max: 60 }),
  tenorMonthsMax: t.int({ min: 1, max: 60 }),
  coolingOffDays: t.int({ min: 1, max: 30 }),
  bounceCharge: t.money({ max: '5000' }),
  bounceGstPercent: percent,
  penalPercent: percent,
  penalGraceDays: t.int({ min: 0, max: 30 }),
  processingFeePercent: percent,
  gstPercent: percent,
  stampDuty: t.money({ max: '100000' }),
  foreclosurePercent: percent,
  floating: t.flag,
  /** Of a limit: whether repaying makes room again, and for how long it stands. */
  limitRestores: t.flag,
  limitMonths: t.int({ min: 0, max: 24 }),
  /** Of a purchase: what the merchant bears. */
  subventionPercent: percent,
}
/** Of a purchase: what the buyer pays a year; left out, nothing. */
const purchaseRate = percent

/** How instalments run; what is left out is the house's way, the first of each. */
const planning = {
  interestMethod: t.oneOf('declining-balance', 'flat'),
  dayCount: t.oneOf(...DAY_COUNTS),
  /** Where the interest of days before the first whole month goes. */
  brokenPeriod: t.oneOf(...BROKEN_PERIODS),
  dueDay: t.int({
    ...{ min: 0, max: 28, description: 'Of the month; 0 where each loan has its own' },
  }),
  instalmentRounding: t.oneOf('nearest-rupee', 'next-rupee', 'paisa'),
  instalmentMultiple: t.money({
    ...{ min: '0', max: '1000', description: 'Of this sum; 0 where it is of one rupee or paisa' },
  }),
  residue: t.oneOf('last-instalment', 'spread'),
  holidayShift: t.oneOf('none', 'next-working-day', 'previous-working-day'),
  /** What money meets first, of a loan that performs, of an NPA, and when it is paid ahead. */
  allocation: t.oneOf(...ALLOCATIONS),
  allocationNpa: t.oneOf(...ALLOCATIONS),
  allocationPrepaid: t.oneOf(...ALLOCATIONS),
}
type Planning = typeof planning
const optionalPlanning = Object.fromEntries(
  Object.entries(planning).map(([field, kind]) => [field, t.optional(kind as never)]),
) as { [Field in keyof Planning]: TOptional<Planning[Field]> }

/**
 * Publishes a product, or a new version of one, from a day to come; loans that run keep theirs. A
 * limit that repayment restores is revolving credit: compliance signs it off by name (SPEC §13A).
 */
export const publishProduct = command('lending.publish-product', {
  input: {
    code: t.text({ min: 2, max: 40, pattern: '^[a-z][a-z0-9-]*$' }),
    effectiveFrom: t.date,
    ...says,
    purchaseRate: t.optional(purchaseRate),
    ...optionalPlanning,
    signedOffBy: t.optional(t.text({ min: 2, max: 80 })),
  },
  output: { productId },
  refusals: [
    ...['not-ahead', 'not-after-the-last', 'bounds-crossed', 'kind-fixed', 'kind-unfit'],
    ...['flat-spreads-nothing', 'paisa-has-no-multiple'],
  ] as const,
  allow: ['credit', 'risk', 'admin'],
  fourEyes: true,
  serializable: true,
})

export const productEntity = entity('lending.product', {
  id: productId,
  title: 'name',
  fields: {
    code: t.text({ min: 2, max: 40 }),
    effectiveFrom: t.date,
    ...says,
    purchaseRate,
    ...planning,
    signedOffBy: t.optional(t.text({ max: 80 })),
    publishedBy: t.optional(t.text({ max: 80 })),
    publishedAt: t.optional(t.instant),
  },
  filters: ['code', 'kind'],
  sort: ['effectiveFrom'],
  allow: staff,
  actions: [publishProduct],
})

/** Keyed by the module: it concerns no customer. */
export const ProductPublished = event('lending.product-published', {
  productId,
  code: t.text({ max: 40 }),
  kind,
  effectiveFrom: t.date,
  by: t.text({ max: 80 }),
})
