/** All SQL of kyc. */
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

export async function settleCheck(
  tx: Tx,
  id: string,
  answer: { outcome: Check['outcome']; score?: number | undefined; reason?: string | undefined },
): Promise<void> {
  await tx.sql`
    update kyc."check"
       set outcome = ${answer.outcome}, score = coalesce(${answer.score ?? null}, score),
           reason = ${answer.reason ?? null}, answered_at = ${tx.now}
     where id = ${id}`
}
