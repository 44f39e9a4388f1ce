/** All SQL of kyc. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export type Check = {
  readonly id: Id<'chk'>
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly accountId: Id<'acc'> | null
  readonly kind: 'pan' | 'account' | 'sanctions'
  readonly outcome: 'asked' | 'passed' | 'failed' | 'review'
  readonly score: number | null
}

export async function insertCheck(
  tx: Tx,
  check: {
    id: Id<'chk'>
    customerId: string
    applicationId: string
    kind: Check['kind']
    accountId?: string
  },
): Promise<void> {
  await tx.sql`
    insert into kyc."check" (id, customer_id, application_id, account_id, kind, outcome, asked_at)
    values (${check.id}, ${check.customerId}, ${check.applicationId}, ${check.accountId ?? null},
            ${check.kind}, 'asked', ${tx.now})`
}

export async function lockCheck(tx: Tx, id: string): Promise<Check | undefined> {
  const [row] = await tx.sql<Check[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           account_id as "accountId", kind, outcome, score
      from kyc."check" where id = ${id} for update`
  return row
}

/** What the outside world answered; a person's word stands against what comes later. */
export async function settleCheck(
  tx: Tx,
  id: string,
  answer: { outcome: Check['outcome']; score?: number | undefined; reason?: string | undefined },
): Promise<void> {
  await tx.sql`
    update kyc."check"
       set outcome = ${answer.outcome}, score = coalesce(${answer.score ?? null}, score),
           reason = ${answer.reason ?? null}, answered_at = ${tx.now}
     where id = ${id} and settled_by is null`
}

/** A person of the staff settled it: who, and with which reason. */
export async function settleByHand(
  tx: Tx,
  id: string,
  answer: { outcome: 'passed' | 'failed'; reason: string },
): Promise<void> {
  await tx.sql`
    update kyc."check"
       set outcome = ${answer.outcome}, reason = ${answer.reason}, settled_by = ${tx.actor.id},
           answered_at = ${tx.now}
     where id = ${id}`
}

/** Claims an account for a person while it is checked; false when it is another's. */
export async function claimAccount(
  tx: Tx,
  claim: { accountHash: string; personId: string; checkId: string },
): Promise<boolean> {
  const rows = await tx.sql<{ personId: string }[]>`
    insert into kyc.account_holder as holder (account_hash, person_id, check_id)
    values (${claim.accountHash}, ${claim.personId}, ${claim.checkId})
    on conflict (account_hash) do update set check_id = excluded.check_id
     where holder.person_id = excluded.person_id
    returning person_id as "personId"`
  return rows.length > 0
}

/** The account is theirs. */
export async function keepAccount(tx: Tx, checkId: string): Promise<void> {
  await tx.sql`
    update kyc.account_holder set verified_at = coalesce(verified_at, ${tx.now})
     where check_id = ${checkId}`
}

/** It did not turn out to be theirs: whose it is may have it. */
export async function releaseAccount(tx: Tx, checkId: string): Promise<void> {
  await tx.sql`
    delete from kyc.account_holder where check_id = ${checkId} and verified_at is null`
}

/** Two records became one person: what either holds, the record that stands holds. */
export async function moveAccounts(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql`update kyc.account_holder set person_id = ${into} where person_id = ${from}`
}

/** When each kind of check was last passed. */
export async function lastPassed(tx: Tx, customerId: string) {
  return tx.sql<{ kind: Check['kind']; at: Instant }[]>`
    select kind, max(answered_at) as at from kyc."check"
     where customer_id = ${customerId} and outcome = 'passed' group by kind`
}

export type Risk = 'low' | 'medium' | 'high'

export async function riskOf(tx: Tx, customerId: string): Promise<Risk | undefined> {
  const [row] = await tx.sql<{ risk: Risk }[]>`
    select risk from kyc.risk where customer_id = ${customerId}`
  return row?.risk
}

export async function saveRisk(
  tx: Tx,
  { customerId, risk, reason }: { customerId: string; risk: Risk; reason: string },
): Promise<void> {
  await tx.sql`
    insert into kyc.risk (customer_id, risk, reason, set_by, set_at)
    values (${customerId}, ${risk}, ${reason}, ${tx.actor.id}, ${tx.now})
        on conflict (customer_id) do update
       set risk = excluded.risk, reason = excluded.reason, set_by = excluded.set_by,
           set_at = excluded.set_at`
}
