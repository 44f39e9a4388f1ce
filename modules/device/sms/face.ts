/** What device says of messages: what was read, and what no rule of ours reads yet. */
import { command, entity, event, t } from '#kernel/contract'

const templateId = t.id('tpl')

/** Lines of someone's money were read from what they sent; what they say stays with us. */
export const EntriesRead = event(
  'device.entries-read',
  {
    source: t.oneOf('sms', 'statement'),
    /** Of those new to us, the earliest and latest day they are about. */
    from: t.date,
    to: t.date,
    entries: t.int({ min: 1 }),
  },
  { topic: 'device.entries' },
)

/** A source's entries of someone are gone, with the consent they rested on. */
export const EntriesDropped = event(
  'device.entries-dropped',
  { source: t.oneOf('sms', 'statement'), entries: t.int({ min: 0 }) },
  { topic: 'device.entries' },
)

/** A person said what a wording means; whoever was sent it is read anew by that answer. */
export const TemplateAnswered = event('device.template-answered', {
  templateId,
  hash: t.text({ min: 16, max: 16 }),
  version: t.int({ min: 1 }),
})
/** Reading anew goes on from here, a page of messages a transaction. */
export const RereadingContinued = event(
  'device.rereading-continued',
  {
    hash: t.text({ min: 16, max: 16 }),
    afterCustomer: t.id('cus'),
    afterMessage: t.text({ max: 60 }),
  },
  { topic: 'device.entries' },
)

/** Which masked part of its sort, counted from 0, plays which role: `{amount: 0, balance: 1}`. */
const role = t.optional(t.int({ min: 0, max: 20 }))
/**
 * Says what a wording means. The answer is data with a version: an answer given again supersedes
 * the one before for whatever is read from then on, and decisions made before keep theirs. Refused
 * as `unknown-template`, and as `not-shown-yet` while fewer than three people had it.
 */
export const acceptTemplate = command('device.accept-template', {
  input: {
    templateId,
    kind: t.oneOf(
      ...(['debit', 'credit', 'bounce', 'due', 'balance', 'promo', 'request'] as const),
      ...(['declined', 'mandate', 'payment-receipt', 'info'] as const),
    ),
    flavour: t.optional(
      t.oneOf('salary', 'disbursal', 'emi-due', 'emi-paid', 'own-transfer', 'cash-withdrawal'),
    ),
    amount: role,
    balance: role,
    accountTail: role,
    reference: role,
    counterparty: role,
  },
  output: { templateId, version: t.int() },
  refusals: ['unknown-template', 'not-shown-yet'],
  allow: ['risk'],
})
/** Takes a wording off the queue: it says nothing of money. Refused as `unknown-template`. */
export const dismissTemplate = command('device.dismiss-template', {
  input: { templateId, reason: t.text({ min: 4, max: 200 }) },
  output: { templateId },
  refusals: ['unknown-template'],
  allow: ['risk'],
})
export const TemplateDismissed = event('device.template-dismissed', {
  templateId,
  reason: t.text({ max: 200 }),
})

export const smsTemplate = entity('device.sms-template', {
  id: templateId,
  title: 'masked',
  fields: {
    /** The words with all that varies masked; shown once three people had them. */
    masked: t.optional(t.text({ max: 2000 })),
    sender: t.optional(t.text({ max: 40 })),
    customers: t.int(),
    messages: t.int(),
    status: t.oneOf('review', 'accepted', 'dismissed'),
    version: t.int(),
    kind: t.optional(t.text({ max: 40 })),
    settledBy: t.optional(t.text({ max: 80 })),
    settledAt: t.optional(t.instant),
    firstSeenAt: t.instant,
  },
  filters: ['status', 'sender'],
  sort: ['customers', 'firstSeenAt'],
  allow: ['risk'],
  actions: [acceptTemplate, dismissTemplate],
})
