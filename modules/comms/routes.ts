/** The carrier's delivery reports. */
import { hook } from '#platform/http'
import type { Tx } from '#platform/sql'
import { MessageDelivered } from './contract.ts'
import { failed } from './effects.ts'
import { after } from './message.ts'
import { parse, verify, type Report } from './providers/sms.ts'
import { lockMessage, saveMessage } from './store.ts'

export const routes = [
  hook<Report>('/hooks/comms/sms', { provider: 'sms', verify, parse, receive: report }),
]

/** False when it is about none of ours: it is parked for a person to look at. */
async function report({ messageId, status, reason }: Report, tx: Tx): Promise<boolean> {
  const message = await lockMessage(tx, messageId)
  if (!message) return false
  const next = after(message.status, status)
  if (next === message.status) return true // Said before, or overtaken.
  const { id, customerId, about } = message
  const isThere = next === 'delivered'
  const known = isThere ? { deliveredAt: tx.now } : { reason }
  await saveMessage(tx, id, { status: next, ...known })
  const said = isThere
    ? MessageDelivered({ messageId: id, ...(about !== null && { about }) })
    : failed({ messageId: id, about }, reason)
  await tx.emit(customerId, [said])
  return true
}
