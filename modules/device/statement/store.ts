/** All SQL of bank statements fetched through an account aggregator. */
import type { LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'

/** From which day on a statement tells everything, by customer; absent without one. */
export async function statementsFrom(
  tx: Tx,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await tx.sql<{ id: string; since: LocalDate }[]>`
    select customer_id as id, min(covers_from) as since from statement
     where customer_id in (select jsonb_array_elements_text(${tx.sql.json(customerIds)}::jsonb))
       and status = 'fetched'
     group by customer_id`
  return new Map(rows.map(({ id, since }) => [id, since]))
}
