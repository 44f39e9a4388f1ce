/** All SQL of applications. Where one stands is its journey's row (`platform/journeys`). */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Application } from './application.ts'
import type { Terms } from './terms.ts'

export type ApplicationRow = {
  readonly id: Id<'app'>
  readonly product: string
  readonly state: string
  readonly status: 'active' | 'held' | 'done'
  readonly since: Instant
  readonly context: Application
}

/** One application at a time: two taps at once wait for each other here. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${customerId}, 1))`
}

export async function insertLead(
  tx: Tx,
  lead: {
    id: Id<'app'>
    customerId: string
    product: string
    source: string
    partnerReference?: string
  },
): Promise<void> {
  await tx.sql`
    insert into lending.lead (id, customer_id, product, source, partner_reference, started_at)
    values (${lead.id}, ${lead.customerId}, ${lead.product}, ${lead.source},
            ${lead.partnerReference ?? null}, ${tx.now})`
}

/** The customer's running application, or else their last. */
export async function latestApplication(
  tx: Tx,
  customerId: string,
): Promise<ApplicationRow | undefined> {
  const [row] = await tx.sql<ApplicationRow[]>`
    select id, product, state, status, since, context
      from lending.application
     where customer_id = ${customerId}
     order by (status <> 'done') desc, started_at desc, id desc
     limit 1`
  return row
}

/** The running one only. */
export async function runningApplication(
  tx: Tx,
  customerId: string,
): Promise<ApplicationRow | undefined> {
  const row = await latestApplication(tx, customerId)
  return row && row.status !== 'done' ? row : undefined
}

/** Of these people, the running applications whose decision is still open to what is told now. */
export async function undecidedOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<readonly { readonly id: Id<'app'>; readonly key: string }[]> {
  return tx.sql<{ id: Id<'app'>; key: string }[]>`
    select id, customer_id as key from lending.application
     where customer_id = any (${tx.sql.array(customerIds)}::text[])
       and status = 'active' and state in ('deciding', 'offer', 'referred')
     order by id`
}

export async function applicationById(
  tx: Tx,
  id: string,
): Promise<(ApplicationRow & { customerId: Id<'cus'> }) | undefined> {
  const [row] = await tx.sql<(ApplicationRow & { customerId: Id<'cus'> })[]>`
    select id, customer_id as "customerId", product, state, status, since, context
      from lending.application where id = ${id}`
  return row
}

export async function saveTerms(tx: Tx, id: Id<'app'>, hash: string, terms: Terms): Promise<void> {
  await tx.sql`
    insert into lending.offer_terms (application_id, hash, terms, made_at)
    values (${id}, ${hash}, ${tx.sql.json(terms)}, ${tx.now})
    on conflict (application_id, hash) do nothing`
}

export async function termsByHash(tx: Tx, id: string, hash: string): Promise<Terms> {
  const [row] = await tx.sql<{ terms: Terms }[]>`
    select terms from lending.offer_terms where application_id = ${id} and hash = ${hash}`
  if (!row) throw new Error(`lending knows no terms ${hash} of ${id}`)
  return row.terms
}
