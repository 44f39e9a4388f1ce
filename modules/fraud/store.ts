/** All SQL of fraud. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Signal } from './verdict.ts'

export async function openSignals(tx: Tx, customerId: string): Promise<Signal[]> {
  return tx.sql<Signal[]>`
    select code, weight from fraud.signal
     where customer_id = ${customerId} and cleared_at is null
     order by raised_at limit 50`
}

export async function insertSignal(
  tx: Tx,
  signal: Signal & { id: Id<'sig'>; customerId: string; says: string },
): Promise<void> {
  await tx.sql`
    insert into fraud.signal (id, customer_id, code, weight, says, raised_at)
    values (${signal.id}, ${signal.customerId}, ${signal.code}, ${signal.weight}, ${signal.says},
            ${tx.now})`
}

/** What a person last decided about a journey's step. */
export async function reviewOf(
  tx: Tx,
  journey: string,
  id: string,
  step: string,
): Promise<'pass' | 'stop' | undefined> {
  const [row] = await tx.sql<{ outcome: 'pass' | 'stop' | null }[]>`
    select outcome from fraud.review where journey = ${journey} and id = ${id} and step = ${step}`
  return row?.outcome ?? undefined
}

export async function openReview(
  tx: Tx,
  held: { journey: string; id: string; customerId: string; step: string },
): Promise<void> {
  await tx.sql`
    insert into fraud.review (journey, id, customer_id, step, opened_at)
    values (${held.journey}, ${held.id}, ${held.customerId}, ${held.step}, ${tx.now})
    on conflict (journey, id, step) do nothing`
}

/** Settles the open reviews of a journey; false when none was open. */
export async function settleReviews(
  tx: Tx,
  review: { journey: string; id: string; outcome: 'pass' | 'stop'; reason: string },
): Promise<boolean> {
  const rows = await tx.sql<{ step: string }[]>`
    update fraud.review
       set outcome = ${review.outcome}, reason = ${review.reason}, settled_at = ${tx.now},
           settled_by = ${tx.actor.id}
     where journey = ${review.journey} and id = ${review.id} and settled_at is null
    returning step`
  return rows.length > 0
}
