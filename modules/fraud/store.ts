/** All SQL of fraud. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Review, Signal } from './verdict.ts'

const SIGNALS_MAX = 50

/** The heaviest first, then the newest: what is cut off could not change a verdict. */
export async function openSignals(tx: Tx, customerId: string): Promise<Signal[]> {
  return tx.sql<Signal[]>`
    select code, weight, raised_at as "raisedAt" from fraud.signal
     where customer_id = ${customerId} and cleared_at is null
       and (expires_at is null or expires_at > ${tx.now})
     order by (weight = 'stop') desc, raised_at desc limit ${SIGNALS_MAX}`
}

export async function insertSignal(
  tx: Tx,
  signal: Omit<Signal, 'raisedAt'> & { id: Id<'sig'>; customerId: string; says: string },
): Promise<void> {
  await tx.sql`
    insert into fraud.signal (id, customer_id, code, weight, says, raised_at)
    values (${signal.id}, ${signal.customerId}, ${signal.code}, ${signal.weight}, ${signal.says},
            ${tx.now})`
}

/** The signal that was open until now; undefined when there was none. */
export async function closeSignal(
  tx: Tx,
  id: string,
  reason: string,
): Promise<{ customerId: Id<'cus'>; code: string; weight: Signal['weight'] } | undefined> {
  const [row] = await tx.sql<
    { customerId: Id<'cus'>; code: string; weight: Signal['weight'] }[]
  >`update fraud.signal
       set cleared_at = ${tx.now}, cleared_by = ${tx.actor.id}, cleared_reason = ${reason}
     where id = ${id} and cleared_at is null
    returning customer_id as "customerId", code, weight`
  return row
}

/** A step of one journey. */
export type Step = { readonly journey: string; readonly id: string; readonly step: string }

/** What a person last decided about a journey's step. */
export async function reviewOf(tx: Tx, at: Step): Promise<Review | undefined> {
  const [row] = await tx.sql<Review[]>`
    select outcome, settled_at as "settledAt" from fraud.review
     where journey = ${at.journey} and subject_id = ${at.id} and step = ${at.step}
       and outcome in ('pass', 'stop')
     order by settled_at desc limit 1`
  return row
}

/** Puts a held step on the desk, unless it lies there. */
export async function openReview(
  tx: Tx,
  held: Step & { reviewId: Id<'rev'>; customerId: string },
): Promise<void> {
  await tx.sql`
    insert into fraud.review (id, journey, subject_id, customer_id, step, opened_at)
    values (${held.reviewId}, ${held.journey}, ${held.id}, ${held.customerId}, ${held.step},
            ${tx.now})
    on conflict (journey, subject_id, step) where settled_at is null do nothing`
}

/** Settles the open reviews of a customer's journey, or one by its id; what was held, if any. */
export async function settleReviews(
  tx: Tx,
  review: {
    customerId: string
    reviewId?: string | undefined
    journey?: string | undefined
    id?: string | undefined
    outcome: 'pass' | 'stop'
    reason: string
  },
): Promise<{ journey: string; id: string } | undefined> {
  const { customerId, reviewId = null, journey = null, id = null } = review
  const [row] = await tx.sql<{ journey: string; id: string }[]>`
    update fraud.review
       set outcome = ${review.outcome}, reason = ${review.reason}, settled_at = ${tx.now},
           settled_by = ${tx.actor.id}
     where customer_id = ${customerId} and settled_at is null
       and (id = ${reviewId} or (journey = ${journey} and subject_id = ${id}))
    returning journey, subject_id as id`
  return row
}

/** The journey left the step by itself: nobody needs to look any more. */
export async function lapseReviews(tx: Tx, at: Step): Promise<void> {
  await tx.sql`
    update fraud.review set outcome = 'lapsed', settled_at = ${tx.now}
     where journey = ${at.journey} and subject_id = ${at.id} and step = ${at.step}
       and settled_at is null`
}
