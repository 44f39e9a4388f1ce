/** All SQL of messages whose words nobody has taught us yet, and of what people answered. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { AcceptedTemplate } from './template.ts'

/** A message kept sealed until its words are known, and after. */
export type Unread = {
  readonly customerId: string
  /** The mark of its words: sent twice, it is kept once. */
  readonly id: string
  readonly template: string
  readonly recordId: string
  readonly generation: number
  readonly sealed: string
  readonly knownAt: Instant
}
/** A wording as it is met in a batch. */
export type Wording = {
  readonly id: Id<'tpl'>
  readonly hash: string
  readonly masked: string
  readonly sender: string
  readonly seenAt: Instant
}

/** What three people were sent tells of none of them; until then the words are not kept at all. */
const SHOWN_FROM_CUSTOMERS = 3

/** Keeps messages and counts their wordings, each message once. */
export async function keepUnread(
  tx: Tx,
  wordings: readonly Wording[],
  messages: readonly Unread[],
): Promise<void> {
  if (messages.length === 0) return
  await tx.sql`
    insert into sms_template (id, hash, sender, first_seen_at)
    select id, hash, sender, "seenAt"
      from jsonb_to_recordset(${tx.sql.json(wordings)}::jsonb)
             as one (id text, hash text, sender text, "seenAt" timestamptz)
     order by hash
        on conflict (hash) do nothing`
  // In one order: the live lane and a first sync count the same wordings, and neither may wait for
  // the other both ways; whoever answers one of them waits for us.
  await tx.sql`
    select from sms_template
     where hash in (select hash from jsonb_to_recordset(${tx.sql.json(wordings)}::jsonb)
                                       as one (hash text))
     order by hash
       for no key update`
  const fresh = await tx.sql<{ template: string; customerId: string; messages: number }[]>`
    with born as (
      insert into sms_unread
        (customer_id, id, template, record_id, generation, sealed, known_at)
      select "customerId", id, template, "recordId", generation, sealed, "knownAt"
        from jsonb_to_recordset(${tx.sql.json(messages)}::jsonb) as one (
               "customerId" text, id text, template text, "recordId" text, generation int,
               sealed text, "knownAt" timestamptz)
       order by "customerId", id
          on conflict (customer_id, id) do nothing
      returning template, customer_id)
    select template, customer_id as "customerId", count(*)::int as messages
      from born group by template, customer_id order by template, customer_id`
  if (fresh.length > 0) await countWordings(tx, wordings, fresh)
}

async function countWordings(
  tx: Tx,
  wordings: readonly Wording[],
  fresh: readonly { template: string; customerId: string; messages: number }[],
): Promise<void> {
  await tx.sql`
    with held as (
      insert into sms_template_holder as holder (template, customer_id, messages)
      select template, "customerId", messages
        from jsonb_to_recordset(${tx.sql.json(fresh)}::jsonb)
               as one (template text, "customerId" text, messages int)
       order by template, "customerId"
          on conflict (template, customer_id)
             do update set messages = holder.messages + excluded.messages
      returning template, messages, xmax = 0 as first),
    fresh as (
      select template, sum(messages)::int as messages
        from jsonb_to_recordset(${tx.sql.json(fresh)}::jsonb)
               as one (template text, messages int)
       group by template),
    more as (
      select held.template, fresh.messages, count(*) filter (where held.first)::int as customers
        from held join fresh on fresh.template = held.template
       group by held.template, fresh.messages)
    update sms_template as one
       set messages = one.messages + more.messages,
           customers = one.customers + more.customers,
           masked = case when one.customers + more.customers >= ${SHOWN_FROM_CUSTOMERS}
                         then coalesce(one.masked, words.masked) else one.masked end
      from more, jsonb_to_recordset(${tx.sql.json(wordings)}::jsonb)
                   as words (hash text, masked text)
     where one.hash = more.template and words.hash = more.template`
}

/** Forgets messages whose key is gone, and counts them no longer. */
export async function forgetUnread(
  tx: Tx,
  customerId: string,
  generations: readonly number[],
): Promise<void> {
  await tx.sql`
    with gone as (
      delete from sms_unread
       where customer_id = ${customerId}
         and generation in (
               select value::int from jsonb_array_elements_text(${tx.sql.json(generations)}::jsonb))
      returning template),
    fewer as (select template, count(*)::int as messages from gone group by template),
    held as (
      update sms_template_holder as holder set messages = holder.messages - fewer.messages
        from fewer where holder.template = fewer.template and holder.customer_id = ${customerId}
      returning holder.template, holder.messages as left, fewer.messages)
    update sms_template as one
       set messages = one.messages - held.messages,
           customers = one.customers - (held.left = 0)::int
      from held where one.hash = held.template`
  await tx.sql`
    delete from sms_template_holder where customer_id = ${customerId} and messages = 0`
}

/** The keys that someone's unread messages are sealed under. */
export async function unreadGenerations(tx: Tx, customerId: string): Promise<number[]> {
  const rows = await tx.sql<{ generation: number }[]>`
    select distinct generation from sms_unread where customer_id = ${customerId}`
  return rows.map(({ generation }) => generation)
}

/** Someone's answer to what a wording means, and since when it counts. */
export type Answer = {
  readonly answer: AcceptedTemplate
  readonly answeredAt: Instant
}

/** All answers to some wordings, the earliest first. */
export async function answersTo(tx: Tx, hashes: readonly string[]): Promise<Answer[]> {
  if (hashes.length === 0) return []
  return tx.sql<Answer[]>`
    select answer, answered_at as "answeredAt" from sms_template_answer
     where template = any(${tx.sql.array([...hashes])}::text[])
     order by template, version`
}

export type Template = {
  readonly id: Id<'tpl'>
  readonly hash: string
  readonly masked: string | null
  readonly status: 'review' | 'accepted' | 'dismissed'
  readonly version: number
}

export async function lockTemplate(tx: Tx, templateId: string): Promise<Template | undefined> {
  const [row] = await tx.sql<Template[]>`
    select id, hash, masked, status, version from sms_template
     where id = ${templateId} for update`
  return row
}

export async function insertAnswer(tx: Tx, hash: string, answer: AcceptedTemplate): Promise<void> {
  const { version, kind } = answer
  await tx.sql`
    insert into sms_template_answer (template, version, answer, answered_by, answered_at)
    values (${hash}, ${version}, ${tx.sql.json(answer)}, ${tx.actor.id}, ${tx.now})`
  await tx.sql`
    update sms_template
       set status = 'accepted', version = ${version}, kind = ${kind},
           settled_by = ${tx.actor.id}, settled_at = ${tx.now}
     where hash = ${hash}`
}

export async function dismissTemplate(tx: Tx, templateId: string): Promise<void> {
  await tx.sql`
    update sms_template
       set status = 'dismissed', settled_by = ${tx.actor.id}, settled_at = ${tx.now}
     where id = ${templateId}`
}

/** Messages of a wording, a page at a time, in one order. */
export async function unreadOf(
  tx: Tx,
  hash: string,
  after: { customerId: string; id: string },
  max: number,
): Promise<Unread[]> {
  return tx.sql<Unread[]>`
    select customer_id as "customerId", id, template, record_id as "recordId", generation, sealed,
           known_at as "knownAt"
      from sms_unread
     where template = ${hash} and (customer_id, id) > (${after.customerId}, ${after.id})
     order by customer_id, id
     limit ${max}`
}
