/** All SQL of decision. */
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { DecisionMade } from './contract.ts'
import type { Decision } from './offer.ts'

export type Policy = { readonly version: string; readonly graph: unknown; readonly hash: string }

/** The policy in force for a product on a day. */
export async function policyOn(tx: Tx, product: string, on: LocalDate): Promise<Policy> {
  const [row] = await tx.sql<Policy[]>`
    select version, graph, graph_hash as hash from decision.policy
     where product = ${product} and effective_from <= ${on}
     order by effective_from desc, version desc
     limit 1`
  if (!row) throw new Error(`no policy is in force for ${product} on ${on}`)
  return row
}

/** The graph of a version that has decided something: it is never deleted. */
export async function policyGraph(tx: Tx, version: string): Promise<unknown> {
  const [row] = await tx.sql<{ graph: unknown }[]>`
    select graph from decision.policy where version = ${version}`
  if (!row) throw new Error(`there is no policy of version ${version}`)
  return row.graph
}

export async function insertPolicy(
  tx: Tx,
  policy: { id: string; version: string; product: string; effectiveFrom: LocalDate } & Policy,
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into decision.policy
      (id, version, product, effective_from, published_by, graph_hash, graph)
    values (${policy.id}, ${policy.version}, ${policy.product}, ${policy.effectiveFrom},
            ${tx.actor.id}, ${policy.hash}, ${tx.sql.json(policy.graph)})
    on conflict (version) do nothing
    returning id`
  return rows.length > 0
}

export type DecisionRow = Decision & {
  readonly id: Id<'dec'>
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly policyVersion: string
  readonly inputsHash: string
  /** What was read of phone and bank account, without amounts. */
  readonly device?: DeviceRead
}
type DeviceRead = NonNullable<Parameters<typeof DecisionMade>[0]['device']>

export async function insertDecision(
  tx: Tx,
  row: DecisionRow & { decidedBy: string; says?: string },
): Promise<void> {
  await tx.sql`
    insert into decision.decision
      (id, customer_id, application_id, outcome, grade, reasons, amount_max, tenor_months_max,
       rate, processing_fee_percent, policy_version, inputs_hash, device, decided_by, says,
       decided_at)
    values (${row.id}, ${row.customerId}, ${row.applicationId}, ${row.outcome},
            ${row.grade ?? null}, ${row.reasons.join(' ')}, ${row.amountMax},
            ${row.tenorMonthsMax}, ${row.rate ?? null}, ${row.processingFeePercent ?? null},
            ${row.policyVersion}, ${row.inputsHash},
            ${row.device ? tx.sql.json(row.device) : null}, ${row.decidedBy},
            ${row.says ?? null}, ${tx.now})`
}

export type LastDecision = {
  readonly customerId: Id<'cus'>
  readonly outcome: Decision['outcome']
  readonly policyVersion: string
  readonly inputsHash: string
  readonly decidedAt: Instant
}

/** The application's last decision, held until the transaction ends. */
export async function lockLastDecision(
  tx: Tx,
  applicationId: string,
): Promise<LastDecision | undefined> {
  const [row] = await tx.sql<LastDecision[]>`
    select customer_id as "customerId", outcome, policy_version as "policyVersion",
           inputs_hash as "inputsHash", decided_at as "decidedAt"
      from decision.decision where application_id = ${applicationId}
     order by decided_at desc, id desc
     limit 1 for update`
  return row
}
