/** All SQL of bureau. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Attributes } from './attributes.ts'

/** The report asked for an application; a second ask finds the first (one pull, one enquiry). */
export async function claimReport(
  tx: Tx,
  report: { id: Id<'rep'>; customerId: string; applicationId: string; consentId: string },
): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into bureau.report (id, customer_id, application_id, outcome, consent_id, asked_at)
    values (${report.id}, ${report.customerId}, ${report.applicationId}, 'asked',
            ${report.consentId}, ${tx.now})
    on conflict (application_id) do nothing
    returning id`
  return rows.length > 0
}

export async function keepReport(
  tx: Tx,
  report: { id: string; hash: string; attributes: Attributes },
): Promise<void> {
  await tx.sql`
    update bureau.report
       set outcome = 'pulled', score = ${report.attributes.score ?? null}, pulled_at = ${tx.now},
           attributes = ${tx.sql.json(report.attributes)}, report_hash = ${report.hash}
     where id = ${report.id}`
}

export async function failReport(tx: Tx, applicationId: string): Promise<void> {
  await tx.sql`
    update bureau.report set outcome = 'failed' where application_id = ${applicationId}`
}

export async function reportOf(
  tx: Tx,
  applicationId: string,
): Promise<{ reportId: Id<'rep'>; attributes: Attributes } | undefined> {
  const [row] = await tx.sql<{ reportId: Id<'rep'>; attributes: Attributes | null }[]>`
    select id as "reportId", attributes from bureau.report where application_id = ${applicationId}`
  return row?.attributes ? { reportId: row.reportId, attributes: row.attributes } : undefined
}
