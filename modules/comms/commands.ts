/** What comms does when asked: find the text, keep the message, send it when it may go out. */
import type { Id } from '#kernel/ids'
import { consentLive, contactOf } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { MessageDue, sendMessage } from './contract.ts'
import { failed, sendCode, sendText } from './effects.ts'
import { insertMessage, templateIn, type Template } from './store.ts'
import type { Values } from './template.ts'
import { promotionOpensAt } from './window.ts'

export const commands = [
  run(sendMessage, async (asked, tx) => ({
    messageId: await say(tx, asked),
  })),
]

export type Saying = {
  customerId: Id<'cus'>
  template: string
  values: Values
  codeSealed?: string
  about?: string
}

/** Keeps the message and sends it; what can't be sent is kept too, with the reason. */
export async function say(tx: Tx, saying: Saying): Promise<Id<'msg'>> {
  const { customerId, values, about = null } = saying
  const id = tx.newId('msg')
  const { language } = await tx.call(contactOf, { customerId })
  const template = await templateIn(tx, saying.template, language)
  const reason = await obstacle(tx, customerId, template)
  const said = { id, customerId, template: saying.template, filling: values, about }
  const kept = { ...said, language: template?.language ?? language }
  await insertMessage(tx, { ...kept, status: reason ? 'failed' : 'asked', reason: reason ?? null })
  if (reason || !template) {
    await tx.emit(customerId, [failed({ messageId: id, about }, reason ?? '')])
    return id
  }
  const opensAt = promotionOpensAt(tx.now)
  if (template.category === 'promotional' && opensAt > tx.now)
    await tx.at(customerId, `promotion:${id}`, opensAt, MessageDue({ messageId: id }))
  else await send(tx, id, saying, template)
  return id
}

/** Why it may not be sent at all; undefined when it may (SPEC §9.1: promotion only by consent). */
async function obstacle(
  tx: Tx,
  customerId: Id<'cus'>,
  template: Template | undefined,
): Promise<'unknown-template' | 'no-consent' | undefined> {
  if (!template) return 'unknown-template'
  if (template.category !== 'promotional') return undefined
  const { live } = await tx.call(consentLive, { customerId, purpose: 'marketing-sms' })
  return live ? undefined : 'no-consent'
}

export async function send(
  tx: Tx,
  messageId: Id<'msg'>,
  { customerId, values, codeSealed, about }: Omit<Saying, 'template'>,
  { name, dltTemplateId, body, category }: Template,
): Promise<void> {
  const more = { ...(codeSealed && { codeSealed }), ...(about && { about }) }
  const sending = { messageId, template: name, dltTemplateId, body, values, ...more }
  await tx.effect(category === 'otp' ? sendCode : sendText, sending, customerId)
}
