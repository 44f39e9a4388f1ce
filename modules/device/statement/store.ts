/** All SQL of bank statements fetched through an account aggregator. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export type Status = 'asked' | 'pending' | 'active' | 'requested' | 'fetched' | 'failed' | 'purged'
export type Covers = { readonly from: LocalDate; readonly to: LocalDate }

export type Statement = {
  readonly id: Id<'stm'>
  readonly customerId: Id<'cus'>
  readonly status: Status
  readonly approveAt: string | null
  readonly coversFrom: LocalDate
  readonly coversTo: LocalDate
  readonly keepsUntil: Instant | null
}

/** False while another of theirs is open. */
export async function insertStatement(
  tx: Tx,
  { id, customerId, covers }: { id: Id<'stm'>; customerId: Id<'cus'>; covers: Covers },
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into statement (id, customer_id, status, covers_from, covers_to, asked_at)
    values (${id}, ${customerId}, 'asked', ${covers.from}, ${covers.to}, ${tx.now})
    on conflict do nothing
    returning id`
  return rows.length > 0
}

export async function lockStatement(tx: Tx, statementId: string): Promise<Statement | undefined> {
  const [row] = await tx.sql<Statement[]>`
    select id, customer_id as "customerId", status, approve_at as "approveAt",
           covers_from as "coversFrom", covers_to as "coversTo", keeps_until as "keepsUntil"
      from statement where id = ${statementId} for update`
  return row
}

export async function lastStatement(tx: Tx, customerId: string): Promise<Statement | undefined> {
  const [row] = await tx.sql<Statement[]>`
    select id, customer_id as "customerId", status, approve_at as "approveAt",
           covers_from as "coversFrom", covers_to as "coversTo", keeps_until as "keepsUntil"
      from statement where customer_id = ${customerId}
     order by asked_at desc, id desc limit 1`
  return row
}

/** Statements of someone that are fetched or under way. */
export async function liveStatements(tx: Tx, customerId: string): Promise<Id<'stm'>[]> {
  const rows = await tx.sql<{ id: Id<'stm'> }[]>`
    select id from statement
     where customer_id = ${customerId} and status not in ('failed', 'purged')
     order by id for update`
  return rows.map(({ id }) => id)
}

type Note = {
  status: Status
  handle?: string
  approveAt?: string
  reason?: string
  keepsUntil?: Instant
}
export async function noteStatement(tx: Tx, statementId: string, note: Note): Promise<void> {
  await tx.sql`
    update statement
       set status = ${note.status}, handle = coalesce(${note.handle ?? null}, handle),
           approve_at = coalesce(${note.approveAt ?? null}, approve_at),
           reason = coalesce(${note.reason ?? null}, reason),
           keeps_until = coalesce(${note.keepsUntil ?? null}, keeps_until)
     where id = ${statementId}`
}

export async function noteRead(
  tx: Tx,
  statementId: string,
  read: {
    accounts: number
    ownAccounts: number
    tails: readonly string[]
    generation: number
    lines: number
    faults: readonly string[]
    matched: number
    statementOnly: number
    matchedPercent: number | null
    conflicts: readonly string[]
    differs: readonly string[]
  },
): Promise<void> {
  await tx.sql`
    update statement
       set status = 'fetched', accounts = ${read.accounts}, own_accounts = ${read.ownAccounts},
           tails = ${read.tails.join(' ')}, lines = ${read.lines},
           generation = ${read.generation}, faults = ${read.faults.join(' ')},
           matched = ${read.matched}, sms_only = ${read.conflicts.length},
           statement_only = ${read.statementOnly}, matched_percent = ${read.matchedPercent},
           conflicts = ${tx.sql.json(read.conflicts)}, differs = ${read.differs.join(' ')}
     where id = ${statementId}`
}

/** A statement at rest, and which key opens it. */
export type AtRest = {
  readonly id: Id<'stm'>
  readonly coversFrom: LocalDate
  readonly coversTo: LocalDate
  readonly generation: number | null
}

/** Someone's fetched statements, each held until the transaction ends: a reader is waited for. */
export async function lockFetched(tx: Tx, customerId: string): Promise<AtRest[]> {
  const locked = await liveStatements(tx, customerId)
  return tx.sql<AtRest[]>`
    select id, covers_from as "coversFrom", covers_to as "coversTo",
           coalesce(generation, (
             select max(generation) from entry
              where entry.customer_id = ${customerId} and source = 'statement')) as generation
      from statement
     where id = any (${tx.sql.array(locked)}::text[]) and status = 'fetched'
     order by id`
}

/** Someone's fetched statements, and the last digits of the accounts each is of. */
export async function tailsOf(
  tx: Tx,
  customerId: string,
): Promise<{ id: Id<'stm'>; tails: string }[]> {
  return tx.sql<{ id: Id<'stm'>; tails: string }[]>`
    select id, tails from statement
     where customer_id = ${customerId} and status = 'fetched'
     order by id`
}

/**
 * From which day on a statement of theirs tells everything, by customer; absent without one. As
 * known at an instant, whatever was asked for since, or found to be another's, plays no part.
 */
export async function statementsFrom(
  tx: Tx,
  customerIds: readonly string[],
  knownAt?: Instant,
): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await tx.sql<{ id: string; since: LocalDate }[]>`
    select customer_id as id, min(covers_from) as since from statement
     where customer_id in (select jsonb_array_elements_text(${tx.sql.json(customerIds)}::jsonb))
       and status = 'fetched'
       and case when ${knownAt ?? null}::timestamptz is null then own_accounts is distinct from 0
                else asked_at <= ${knownAt ?? null} end
     group by customer_id`
  return new Map(rows.map(({ id, since }) => [id, since]))
}
