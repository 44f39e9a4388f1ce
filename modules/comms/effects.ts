/** Sending: the phone and the code are read at the last moment, and rest nowhere. */
import type { Id } from '#kernel/ids'
import { contactOf, openCode } from '#modules/identity'
import { effect } from '#platform/queue'
import { MessageFailed, MessageSent } from './contract.ts'
import { send } from './providers/sms.ts'
import { segmentsOf } from './segment.ts'
import { filled, type Values } from './template.ts'

export type Sending = {
  readonly messageId: Id<'msg'>
  readonly template: string
  readonly dltTemplateId: string
  readonly body: string
  readonly values: Values
  /** A one-time password as identity sealed it. */
  readonly codeSealed?: string
  readonly about?: string
}

/** Told with what it is about, where its asker said so. */
export const failed = (
  { messageId, about }: { messageId: Id<'msg'>; about?: string | null },
  reason: string,
) => MessageFailed({ messageId, reason, ...(about && { about }) })

const spec = {
  send: async (
    sending: Sending,
    { call, http, subject }: Parameters<Parameters<typeof effect<Sending>>[1]['send']>[1],
  ) => {
    const { messageId, template, dltTemplateId, body, values, codeSealed } = sending
    const { phone } = await call(contactOf, { customerId: subject as Id<'cus'> })
    if (phone === undefined) return failed(sending, 'no-phone')
    const secret = codeSealed === undefined ? {} : await call(openCode, { codeSealed })
    const text = filled(body, { ...values, ...secret })
    if (text === undefined) return failed(sending, 'template-not-filled')

    // Our id for it is the key: the same at each attempt, and what the report will name.
    const taken = await send(http, { to: phone, text, dltTemplateId, key: messageId })
    if (!taken) return failed(sending, 'refused-by-carrier')
    const { segments } = segmentsOf(text)
    return MessageSent({ messageId, template, channel: 'sms', segments })
  },
  onExhausted: (sending: Sending) => failed(sending, 'carrier-silent'),
}

/** Somebody waits with the phone in their hand: a lane of its own, and no long back-off. */
export const sendCode = effect<Sending>('comms.send-code', {
  ...spec,
  lane: 'otp',
  retry: { attempts: 6, backoffMs: 500, backoffMsMax: 20_000 },
})
export const sendText = effect<Sending>('comms.send-text', {
  ...spec,
  lane: 'sms',
  retry: { attempts: 10, backoffMs: 2000, backoffMsMax: 600_000 },
})

export const effects = [sendCode, sendText]
export const lanes = [
  { name: 'otp', perSecond: 200, atOnce: 32 },
  { name: 'sms', perSecond: 100, atOnce: 16 },
]
