/** Limits that are drawn on (SPEC §13A). */
import { command, entity, event, t } from '#kernel/contract'
import { bookDrawdown } from '../draw/face.ts'

const limitId = t.id('lim')
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
export const LimitGranted = event('lending.limit-granted', {
  ...{ limitId, product, amount: t.money(), rate: t.rate, restores: t.flag, validTill: t.date },
})
export const LimitClosed = event('lending.limit-closed', { limitId, closedOn: t.date })
