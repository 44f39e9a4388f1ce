/** All SQL of raw records: only when whose were erased. The records rest in the wide store. */
import type { Instant } from '#kernel/dates'
import type { Tx } from '#platform/sql'

export type StreamClass = 'device-apps' | 'device-sms'

/**
 * When these people's records of the class were last erased. Held against a new erasure until the
 * transaction ends: what it keeps in the wide store meanwhile, that erasure finds and removes.
 */
export async function erasuresOf(
  tx: Tx,
  of: StreamClass,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  // Sent together: the second waits in the database for the first, and not for our turn again.
  const [, rows] = await Promise.all([
    tx.sql`lock table device.raw_erasure in share mode`,
    tx.sql<{ customerId: string; erasedAt: Instant }[]>`
      select customer_id as "customerId", erased_at as "erasedAt" from device.raw_erasure
       where class = ${of} and customer_id = any (${tx.sql.array(customerIds)})`,
  ])
  return new Map(rows.map(({ customerId, erasedAt }) => [customerId, erasedAt]))
}

/** Waits for those who are keeping records, then holds them off until the transaction ends. */
export async function noteErasure(
  tx: Tx,
  of: StreamClass,
  customerId: string,
  erasedAt: Instant,
): Promise<void> {
  await tx.sql`
    insert into device.raw_erasure as e (customer_id, class, erased_at)
    values (${customerId}, ${of}, ${erasedAt})
    on conflict (customer_id, class)
      do update set erased_at = greatest(e.erased_at, excluded.erased_at)`
}
