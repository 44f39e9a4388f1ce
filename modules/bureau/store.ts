/** All SQL of bureau. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Attributes } from './attributes.ts'

/**
 * The report to pull for an application: a new one, or the one that failed, under the consent of
 * now. None while one is asked for or there is one (one pull, one enquiry).
 */
export async function claimReport(
  tx: Tx,
  report: { id: Id<'rep'>; customerId: string; applicationId: string; consentId: string },
): Promise<Id<'rep'> | undefined> {
  const [row] = await tx.sql<{ id: Id<'rep'> }[]>`
    insert into bureau.report as kept
      (id, customer_id, application_id, outcome, consent_id, asked_at)
    values (${report.id}, ${report.customerId}, ${report.applicationId}, 'asked',
            ${report.consentId}, ${tx.now})
    on conflict (application_id) do update
       set outcome = 'asked', consent_id = excluded.consent_id, asked_at = excluded.asked_at,
           attempts = kept.attempts + 1
     where kept.outcome = 'failed'
    returning id`
  return row?.id
}

export async function keepReport(
  tx: Tx,
  report: { id: string; hash: string; attributes: Attributes },
): Promise<void> {
  await tx.sql`
    update bureau.report
       set outcome = 'pulled', score = ${report.attributes.score ?? null}, pulled_at = ${tx.now},
           attributes = ${tx.sql.json(report.attributes)}, report_hash = ${report.hash}
     where id = ${report.id} and outcome <> 'pulled'`
}

export async function failReport(tx: Tx, applicationId: string): Promise<void> {
  await tx.sql`
    update bureau.report set outcome = 'failed'
     where application_id = ${applicationId} and outcome = 'asked'`
}

export type KeptReport = {
  readonly reportId: Id<'rep'>
  readonly attributes: Attributes
  readonly reportHash: string
}

export async function reportOf(tx: Tx, applicationId: string): Promise<KeptReport | undefined> {
  const [row] = await tx.sql<KeptReport[]>`
    select id as "reportId", attributes, report_hash as "reportHash" from bureau.report
     where application_id = ${applicationId} and outcome = 'pulled'`
  return row
}

/** The last one pulled about a person. */
export async function lastReportOf(tx: Tx, customerId: string) {
  const [row] = await tx.sql<{ reportId: Id<'rep'>; pulledAt: Instant; attributes: Attributes }[]>`
    select id as "reportId", pulled_at as "pulledAt", attributes from bureau.report
     where customer_id = ${customerId} and outcome = 'pulled'
     order by pulled_at desc, id desc limit 1`
  return row
}
