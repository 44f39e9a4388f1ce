/** Limits and what is drawn under them, merchants and what is bought at them (SPEC §13A). */
import { command, entity, event, t } from '#kernel/contract'

const limitId = t.id('lim')
const merchantId = t.id('mer')
const loanId = t.id('loan')
const customerId = t.id('cus')
const product = t.text({ min: 2, max: 40 })
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const twoPeople = { fourEyes: true, serializable: true } as const
const amount = t.money({ min: '1', max: '5000000' })
/** The money that has left our bank, and the borrower's word for exactly this loan. */
const paidOut = {
  creditedOn: t.date,
  reference: t.text({
    ...{ min: 4, max: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z/-]*$' },
    description: 'The UTR of the transfer',
  }),
  kfsDocumentId: t.id('doc'),
}

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
/**
 * Books a draw: a term loan of its own under the product's terms of the day, paid to the borrower.
 * Refused beyond what is available, after the limit's time, and once a draw is an SMA-1 or worse.
 */
export const bookDrawdown = command('lending.book-drawdown', {
  input: { limitId, amount, tenorMonths: t.int({ min: 1, max: 60 }), ...paidOut },
  output: { loanId },
  refusals: [
    ...['unknown-limit', 'limit-over', 'limit-frozen', 'above-limit', 'unknown-product'],
    ...['outside-product', 'reference-known', 'paid-out-later'],
  ] as const,
  allow: ['finance', 'admin'],
  ...twoPeople,
})

/** A merchant whose account was verified to be theirs: the only ones a purchase is paid to. */
export const registerMerchant = command('lending.register-merchant', {
  input: {
    name: t.text({ min: 2, max: 120 }),
    gstState: t.text({ min: 2, max: 2, pattern: '^\\d{2}$', description: 'Its GST state number' }),
    verification: t.text({ min: 4, max: 80, description: 'The account check that named them' }),
  },
  output: { merchantId },
  refusals: [],
  allow: ['ops', 'finance', 'admin'],
  ...twoPeople,
})
/**
 * Books a purchase paid later: a term loan whose money went to the merchant, less what the merchant
 * bears of it, which is our income over the tenor. An order is paid once.
 */
export const bookPurchase = command('lending.book-purchase', {
  input: {
    ...{ customerId, merchantId, product, amount, tenorMonths: t.int({ min: 1, max: 60 }) },
    ...{ rate: t.rate, orderReference: t.text({ min: 2, max: 60 }), ...paidOut },
  },
  output: { loanId, paidToMerchant: t.money() },
  refusals: [
    ...['unknown-person', 'unknown-merchant', 'unknown-product', 'outside-product'],
    ...['reference-known', 'order-known', 'paid-out-later'],
  ] as const,
  allow: ['finance', 'admin'],
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
/** A draw or a purchase became a loan; its papers were made where it was agreed. */
export const LoanDrawn = event('lending.loan-drawn', {
  ...{ loanId, applicationId: t.id('app'), accountNumber: t.text({ max: 30 }), product },
  ...{ principal: t.money(), paidOut: t.money(), creditedOn: t.date, kfsDocumentId: t.id('doc') },
  limitId: t.optional(limitId),
  merchantId: t.optional(merchantId),
})
