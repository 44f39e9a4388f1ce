/** All SQL of comms. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Status } from './message.ts'
import type { Values } from './template.ts'

export type Template = {
  name: string
  language: string
  category: 'otp' | 'service' | 'promotional'
  dltTemplateId: string
  body: string
}
export type Message = {
  id: Id<'msg'>
  customerId: Id<'cus'>
  template: string
  language: string
  status: Status
  filling: Values
  /** What its asker said it is about. */
  about: string | null
}

/** In the language, else in English. */
export async function templateIn(
  tx: Tx,
  name: string,
  language: string,
): Promise<Template | undefined> {
  const [row] = await tx.sql<Template[]>`
    select name, language, category, dlt_template_id as "dltTemplateId", body from template
     where name = ${name} and language in (${language}, 'en')
     order by (language = ${language}) desc limit 1`
  return row
}

export async function insertMessage(
  tx: Tx,
  message: Message & { reason: string | null },
): Promise<void> {
  await tx.sql`
    insert into message (id, customer_id, template, language, channel, status, filling, reason,
                         about, asked_at)
    values (${message.id}, ${message.customerId}, ${message.template}, ${message.language}, 'sms',
            ${message.status}, ${tx.sql.json(message.filling)}, ${message.reason}, ${message.about},
            ${tx.now})`
}

/** Held until the transaction ends: two pieces of news about it come one after the other. */
export async function lockMessage(tx: Tx, id: string): Promise<Message | undefined> {
  const [row] = await tx.sql<Message[]>`
    select id, customer_id as "customerId", template, language, status, filling, about
      from message where id = ${id} for update`
  return row
}

/** The standing, and whatever else became known of it. */
export async function saveMessage(
  tx: Tx,
  id: string,
  {
    status,
    ...more
  }: {
    status: Status
    sentAt?: Instant
    deliveredAt?: Instant
    segments?: number
    reason?: string
  },
): Promise<void> {
  await tx.sql`
    update message
       set status = ${status},
           sent_at = coalesce(${more.sentAt ?? null}, sent_at),
           delivered_at = coalesce(${more.deliveredAt ?? null}, delivered_at),
           segments = coalesce(${more.segments ?? null}::int, segments),
           reason = coalesce(${more.reason ?? null}, reason)
     where id = ${id}`
}
