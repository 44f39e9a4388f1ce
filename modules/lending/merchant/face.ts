/** The merchants a purchase is paid to (SPEC §13A, DL-07), and how their checkouts are known. */
import { command, entity, event, t } from '#kernel/contract'
import { bookPurchase } from '../draw/face.ts'

const merchantId = t.id('mer')
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance', 'admin'] as const
const twoPeople = { fourEyes: true, serializable: true } as const

/**
 * A merchant whose account was verified to be theirs: the only ones a purchase is paid to. The
 * secret its checkout signs with is told once.
 */
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
  output: { merchantId, secret: t.secret },
  refusals: [],
  allow: ['ops', 'finance', 'admin'],
  ...twoPeople,
})
/**
 * A new secret for a merchant's checkout, told once. The one before serves a week more, or where
 * others may know it ends at once.
 */
export const rotateMerchantSecret = command('lending.rotate-merchant-secret', {
  input: { merchantId, atOnce: t.flag },
  output: { merchantId, secret: t.secret, until: t.instant },
  refusals: ['unknown-merchant'],
  allow: ['ops', 'finance', 'admin'],
  ...twoPeople,
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
  actions: [registerMerchant, rotateMerchantSecret, bookPurchase],
})

export const MerchantRegistered = event('lending.merchant-registered', {
  merchantId,
  name: t.text({ max: 120 }),
  by: t.text({ max: 80 }),
})
/** Its checkout has a new secret; the one before serves until then. */
export const MerchantSecretRotated = event('lending.merchant-secret-rotated', {
  merchantId,
  until: t.instant,
})
