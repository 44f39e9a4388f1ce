/** Who answers for an application, and applications as those who work through them ask for them. */
import { command, event, query, t } from '#kernel/contract'
import { journeyRetried } from '#kernel/journey'

const applicationId = t.id('app')
const customerId = t.id('cus')
const owner = t.id('stf')
/** The number a partner gave the person it sent: no word about who they are. */
export const partnerReference = t.text({
  ...{ min: 2, max: 60, pattern: '^[0-9A-Za-z][0-9A-Za-z/_.-]*$' },
})
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const

/** Gives an application or a draw to one of the staff; without an owner it is nobody's again. */
export const assignApplication = command('lending.assign-application', {
  input: { applicationId, owner: t.optional(owner) },
  output: { applicationId },
  refusals: ['unknown-application', 'unknown-staff'],
  allow: ['ops', 'credit', 'support', 'risk'],
})
export const ApplicationAssigned = event('lending.application-assigned', {
  applicationId,
  owner: t.optional(owner),
  /** Whose it was. */
  from: t.optional(owner),
})

/**
 * Has the step an application or a draw waits in asked for once more: a silent vendor at once, and
 * not in some hours; one that never answered after an hour. No decision is made again by it.
 */
export const retryStep = command('lending.retry-step', {
  input: { applicationId, reason: t.text({ min: 4, max: 200 }) },
  output: { applicationId, state: t.text() },
  refusals: ['nothing-to-retry', 'too-soon'],
  allow: ['ops', 'credit'],
  serializable: true,
})
export const ApplicationRetried = journeyRetried('lending.application')
export const DrawRetried = journeyRetried('lending.draw')

const partner = t.text({ max: 120 })
const reference = t.text({ max: 60 })
/** What narrows them; all that is given must hold. */
const narrowing = {
  customerIds: t.optional(t.list(customerId, 1000)),
  states: t.optional(t.list(t.text({ max: 80 }), 60)),
  product: t.optional(t.text({ max: 40 })),
  partner: t.optional(partner),
  /** The partner's own number, or a merchant's order. */
  reference: t.optional(reference),
  owner: t.optional(owner),
  ownerless: t.optional(t.flag),
  /** Those that have not ended. */
  isOpen: t.optional(t.flag),
  /** In their stage since then or longer. */
  stoodSince: t.optional(t.instant),
  /** In one of these stages, entered between the two instants. */
  stood: t.optional(
    t.list(
      t.shape({
        ...{ journey: t.text({ max: 80 }), state: t.text({ max: 80 }) },
        ...{ from: t.instant, until: t.instant },
      }),
      2000,
    ),
  ),
}
/** Applications and draws, the longest in their stage first; `more` when there are others. */
export const applicationsLike = query('lending.applications-like', {
  input: { ...narrowing, max: t.int({ min: 1, max: 200 }) },
  output: {
    applications: t.list(
      t.shape({
        ...{ id: applicationId, customerId, journey: t.text(), product: t.text() },
        ...{ state: t.text(), since: t.instant, path: t.text() },
        ...{ partner: t.optional(partner), reference: t.optional(reference) },
        owner: t.optional(owner),
      }),
      200,
    ),
    more: t.flag,
  },
  allow: ['module:monitor'],
})

/** By whom applications come: channels, partners and merchants, to choose from. */
export const partners = query('lending.partners', {
  input: {},
  output: { partners: t.list(partner, 500) },
  allow: [...staff, 'admin'],
})
