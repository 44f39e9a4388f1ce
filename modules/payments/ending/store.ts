/** All SQL of mandates that end, and of the loans that wait for it. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Loan, Mandate } from '../store.ts'

export type Strike = 'asked' | 'unanswered' | 'struck'

export async function noteStrike(tx: Tx, mandateId: Id<'man'>, strike: Strike): Promise<void> {
  await tx.sql`
    update mandate
       set strike = ${strike}, strikes = strikes + case when ${strike} = 'asked' then 1 else 0 end
     where id = ${mandateId}`
}

/** How often the provider was asked. */
export async function strikesOf(tx: Tx, mandateId: Id<'man'>): Promise<number> {
  const [row] = await tx.sql<{ strikes: number }[]>`
    select strikes from mandate where id = ${mandateId}`
  return row?.strikes ?? 0
}

/** Closed loans of a mandate that were not told of as ended yet. */
export async function loansEnding(
  tx: Tx,
  { id, applicationId }: Pick<Mandate, 'id' | 'applicationId'>,
): Promise<Loan[]> {
  return tx.sql<Loan[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           mandate_id as "mandateId"
      from loan
     where closed_on is not null and ended_on is null
       and (mandate_id = ${id} or application_id = ${applicationId})
     order by id`
}

export async function noteEnded(tx: Tx, loanId: Id<'loan'>, on: LocalDate): Promise<void> {
  await tx.sql`update loan set ended_on = ${on} where id = ${loanId}`
}

/** Money it was closed by was none: it is collected again. */
export async function reopenLoan(tx: Tx, loanId: Id<'loan'>): Promise<void> {
  await tx.sql`update loan set closed_on = null, ended_on = null where id = ${loanId}`
}
