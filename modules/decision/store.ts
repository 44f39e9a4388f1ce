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

/** A version that has decided something: it is never deleted. */
export async function policyBy(tx: Tx, version: string): Promise<Policy> {
  const [row] = await tx.sql<Policy[]>`
    select version, graph, graph_hash as hash from decision.policy where version = ${version}`
  if (!row) throw new Error(`there is no policy of version ${version}`)
  return row
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
  row: DecisionRow & {
    decidedBy: string
    says?: string
    supersedes?: string
    movedBy?: readonly string[]
  },
): Promise<void> {
  await tx.sql`
    insert into decision.decision
      (id, customer_id, application_id, outcome, grade, reasons, amount_max, tenor_months_max,
       rate, processing_fee_percent, policy_version, inputs_hash, device, decided_by, says,
       decided_at, supersedes, moved_by)
    values (${row.id}, ${row.customerId}, ${row.applicationId}, ${row.outcome},
            ${row.grade ?? null}, ${row.reasons.join(' ')}, ${row.amountMax},
            ${row.tenorMonthsMax}, ${row.rate ?? null}, ${row.processingFeePercent ?? null},
            ${row.policyVersion}, ${row.inputsHash},
            ${row.device ? tx.sql.json(row.device) : null}, ${row.decidedBy},
            ${row.says ?? null}, ${tx.now}, ${row.supersedes ?? null},
            ${row.movedBy ? tx.sql.json(row.movedBy) : null})`
}

export type LivingDecision = Omit<DecisionRow, 'applicationId'> & {
  readonly decidedBy: string
  readonly decidedAt: Instant
  /** The person took its offer. */
  readonly isChosen: boolean
}

/**
 * The decision an application lives by, if it has one. Whoever decides about the application next
 * waits until the transaction ends.
 */
export async function lockLiving(
  tx: Tx,
  applicationId: string,
): Promise<LivingDecision | undefined> {
  await holdApplication(tx, applicationId)
  const [row] = await tx.sql<(Omit<LivingDecision, 'reasons'> & { reasons: string })[]>`
    select id, customer_id as "customerId", outcome, grade, reasons, amount_max as "amountMax",
           tenor_months_max as "tenorMonthsMax", rate,
           processing_fee_percent as "processingFeePercent", policy_version as "policyVersion",
           inputs_hash as "inputsHash", device, decided_by as "decidedBy",
           decided_at as "decidedAt", chosen_at is not null as "isChosen"
      from decision.decision where application_id = ${applicationId} and superseded_at is null`
  return row && { ...present(row), reasons: row.reasons.split(' ').filter(Boolean) }
}

async function holdApplication(tx: Tx, applicationId: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${applicationId}, 3))`
}

/** A row's columns that hold something. */
const present = <Row extends object>(row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row

/** It lives no more: another decision of its application takes its place. */
export async function supersede(tx: Tx, decisionId: string): Promise<void> {
  await tx.sql`
    update decision.decision set superseded_at = ${tx.now} where id = ${decisionId}`
}

/**
 * The decision whose offer stands (or was chosen) is the one that lives: one that came too late for
 * its application is laid aside.
 */
export async function keepLiving(
  tx: Tx,
  offer: { applicationId: string; decisionId: string; isChosen: boolean },
): Promise<void> {
  const { applicationId, decisionId, isChosen } = offer
  await holdApplication(tx, applicationId)
  await tx.sql`
    update decision.decision set superseded_at = ${tx.now}
     where application_id = ${applicationId} and id <> ${decisionId} and superseded_at is null
       and exists (select from decision.decision where id = ${decisionId})`
  await tx.sql`
    update decision.decision
       set superseded_at = null, chosen_at = ${isChosen ? tx.now : null}
     where id = ${decisionId} and application_id = ${applicationId}`
}
