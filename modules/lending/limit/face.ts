/** Limits, and the merchants a purchase is paid to (SPEC §13A). */
import { command, entity, event, t } from '#kernel/contract'
import { bookDrawdown, bookPurchase } from '../draw/face.ts'

const limitId = t.id('lim')
const merchantId = t.id('mer')
const customerId = t.id('cus')
const product = t.text({ min: 2, max: 40 })
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const twoPeople = { fourEyes: true, serializable: true } as const
const amount = t.money({ min: '1', max: '5000000' })
/**
 * Promises a customer room to draw for as long as the product says; it never rises by itself
 * (DL-03). One limit of a product a customer.
 */
export const grantLimit = command('lending.grant-limit', {
  input: { customerId, product, amount, rate: t.rate },
  output: { limitId },
  refusals: ['unknown-person', 'unknown-product', 'outside-product', 'limit-open'],
  allow: { credit: { upTo: '200000' }, risk: true },
  ...twoPeople,
})
/** Ends a limit; what was drawn under it runs on. */
export const closeLimit = command('lending.close-limit', {
  input: { limitId },
  output: { limitId },
  refusals: ['unknown-limit', 'limit-over'],
  allow: ['credit', 'risk'],
})

/** A merchant whose account was verified to be theirs: the only ones a purchase is paid to. */
export const registerMerchant = command('lending.register-merchant', {
  input: {
    name: t.text({ min: 2, max: 120 }),
    gstState: t.text({ min: 2, max: 2, pattern: '^\\d{2}$', description: 'Its GST state number' }),
    verification: t.text({ min: 4, max: 80, description: 'The account check that named them' }),
    fundAccount: t.text({
      ...{ min: 7, max: 44, pattern: '^fa_[0-9A-Za-z]{4,40}$' },
      description: 'The payment provider’s name for the account it verified',
    }),
  },
  output: { merchantId },
  refusals: [],
  allow: ['ops', 'finance', 'admin'],
  ...twoPeople,
})

export const limitEntity = entity('lending.credit-limit', {
  id: limitId,
  title: 'product',
  fields: {
    ...{ customerId, product, amount: t.money(), available: t.money(), drawn: t.money() },
    ...{ owed: t.money(), draws: t.int(), assetClass: t.text({ max: 12 }), rate: t.rate },
    ...{ restores: t.flag, grantedOn: t.date, validTill: t.date, closedOn: t.optional(t.date) },
  },
  filters: ['customerId', 'product'],
  sort: ['grantedOn', 'available'],
  allow: staff,
  actions: [grantLimit, bookDrawdown, closeLimit],
})
export const merchantEntity = entity('lending.merchant', {
  id: merchantId,
  title: 'name',
  fields: {
    ...{ name: t.text({ max: 120 }), gstState: t.text(), verification: t.text({ max: 80 }) },
    fundAccount: t.optional(t.text({ max: 44 })),
    ...{ registeredBy: t.text({ max: 80 }), registeredAt: t.instant },
  },
  filters: [],
  sort: ['registeredAt'],
  allow: staff,
  actions: [registerMerchant, bookPurchase],
})

export const LimitGranted = event('lending.limit-granted', {
  ...{ limitId, product, amount: t.money(), rate: t.rate, restores: t.flag, validTill: t.date },
})
export const LimitClosed = event('lending.limit-closed', { limitId, closedOn: t.date })
export const MerchantRegistered = event('lending.merchant-registered', {
  merchantId,
  name: t.text({ max: 120 }),
  by: t.text({ max: 80 }),
})
