/** Comms: one message to one person over one channel, from an approved template, once. */
import { command, entity, event, t } from '#kernel/contract'

const messageId = t.id('msg')
/** What the message is about, as its asker named it: so that they know the receipt for theirs. */
const about = t.optional(t.anyId)

export const messageEntity = entity('comms.message', {
  id: messageId,
  title: 'template',
  fields: {
    customerId: t.id('cus'),
    template: t.text({ max: 60 }),
    language: t.text({ max: 8 }),
    channel: t.oneOf('sms'),
    status: t.oneOf('asked', 'sent', 'delivered', 'failed'),
    askedAt: t.instant,
    sentAt: t.optional(t.instant),
    /** When the network said it arrived. */
    deliveredAt: t.optional(t.instant),
    /** What the network charges for: SMS units of 160 or 70 characters. */
    segments: t.optional(t.int({ min: 1 })),
    reason: t.optional(t.text({ max: 120 })),
  },
  filters: ['template', 'status', 'customerId'],
  sort: ['askedAt'],
  allow: ['ops', 'support', 'collections'],
})
export const templateEntity = entity('comms.template', {
  id: t.id('tpl'),
  title: 'name',
  fields: {
    name: t.text({ max: 60 }),
    language: t.text({ max: 8 }),
    category: t.oneOf('otp', 'service', 'promotional'),
    dltTemplateId: t.text({ max: 30 }),
    body: t.text({ max: 1000 }),
  },
  filters: ['name', 'language', 'category'],
  sort: ['name'],
  allow: ['ops', 'support', 'risk', 'admin'],
})

/** A promotional message waited for its window to open (SPEC §9.1). */
export const MessageDue = event('comms.message-due', { messageId })
export const MessageSent = event('comms.message-sent', {
  messageId,
  template: t.text({ max: 60 }),
  /** Only SMS is sent; a fact's words may grow and never shrink. */
  channel: t.oneOf('sms', 'email'),
  segments: t.optional(t.int({ min: 1 })),
})
export const MessageDelivered = event('comms.message-delivered', { messageId, about })
export const MessageFailed = event('comms.message-failed', {
  messageId,
  reason: t.text({ max: 120 }),
  about,
})

/** Queues a message; `values` fill the template and hold nothing personal. Never refused. */
export const sendMessage = command('comms.send-message', {
  input: { customerId: t.id('cus'), template: t.text({ max: 60 }), values: t.map, about },
  output: { messageId },
  refusals: [],
  allow: [
    'module:lending',
    'module:payments',
    'module:documents',
    'module:decision',
    'module:identity',
    'module:analytics',
  ],
})
