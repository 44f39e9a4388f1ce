/** All SQL of who answers for an application, and of looking for those to be worked through. */
import type { InputOf } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { applicationsLike } from '../contract.ts'

export type Asked = {
  readonly id: Id<'app'>
  readonly customerId: Id<'cus'>
  readonly journey: string
  readonly product: string
  readonly state: string
  readonly since: Instant
  readonly partner: string | null
  readonly reference: string | null
  readonly owner: Id<'stf'> | null
}

/** Whose it is and who answers for it; two who give it away at once wait for each other here. */
export async function lockAsked(
  tx: Tx,
  id: string,
): Promise<Pick<Asked, 'customerId' | 'journey' | 'owner'> | undefined> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${id}, 2))`
  const [row] = await tx.sql<Pick<Asked, 'customerId' | 'journey' | 'owner'>[]>`
    select customer_id as "customerId", journey, owner from lending.worklist where id = ${id}`
  return row
}

export async function assign(tx: Tx, id: string, owner: string | undefined): Promise<void> {
  if (owner === undefined) {
    await tx.sql`delete from lending.assignment where application_id = ${id}`
    return
  }
  await tx.sql`
    insert into lending.assignment (application_id, owner, assigned_by, assigned_at)
    values (${id}, ${owner}, ${tx.actor.id}, ${tx.now})
        on conflict (application_id) do update
       set owner = excluded.owner, assigned_by = excluded.assigned_by,
           assigned_at = excluded.assigned_at`
}

type Narrowing = Omit<InputOf<typeof applicationsLike>, 'max'>

/** The longest in their stage first. */
export async function askedLike(tx: Tx, by: Narrowing, max: number): Promise<readonly Asked[]> {
  const { sql } = tx
  const when = <T>(value: T | undefined, holds: (value: T) => unknown) =>
    value === undefined ? sql`true` : holds(value)
  return sql<Asked[]>`
    select id, customer_id as "customerId", journey, product, state, since, partner, reference,
           owner
      from lending.worklist w
     where ${when(by.customerIds, (ids) => sql`customer_id = any(${ids}::text[])`)}
       and ${when(by.states, (states) => sql`state = any(${states}::text[])`)}
       and ${when(by.product, (product) => sql`product = ${product}`)}
       and ${when(by.partner, (partner) => sql`partner = ${partner}`)}
       and ${when(by.reference, (one) => sql`upper(reference) = upper(${one})`)}
       and ${when(by.owner, (owner) => sql`owner = ${owner}`)}
       and ${by.ownerless ? sql`owner is null` : sql`true`}
       and ${by.isOpen ? sql`status <> 'done'` : sql`true`}
       and ${when(by.stoodSince, (at) => sql`since <= ${at}`)}
       and ${when(
         by.stood,
         (stages) => sql`exists (
           select from jsonb_to_recordset(${sql.json(stages)}::jsonb) as s (
                    journey text, state text, "from" timestamptz, until timestamptz)
            where s.journey = w.journey and s.state = w.state
              and w.since between s."from" and s.until)`,
       )}
     order by since, id limit ${max}`
}

/** Each only once, by the index alone: leads are many, and where they come from few. */
export async function partnersKnown(tx: Tx, max: number): Promise<string[]> {
  const rows = await tx.sql<{ partner: string }[]>`
    with recursive came (partner) as (
      (select source from lending.lead order by source limit 1)
       union all
      select (select source from lending.lead where source > came.partner
               order by source limit 1)
        from came where came.partner is not null)
    select partner from (
      select partner from came where partner is not null
       union
      select name from lending.merchant) as known
     order by partner limit ${max}`
  return rows.map(({ partner }) => partner)
}
