/**
 * The number up to which the outbox holds nothing and never will again: where the relay begins.
 *
 * Rows taken stay in the index until they are vacuumed, and under load a relay that begins at the
 * front spends most of its time passing them by. Numbers are drawn before their transactions
 * commit, so the highest one taken is no bound. But whoever draws a number has its transaction's id
 * by then (`platform.leave`, `fire.ts`). So of two looks one after the other: all numbers drawn at
 * the first belong to transactions older than the second's own. Once no transaction so old
 * runs any more, each of those rows is in sight, or will never be.
 */
import type { Sql } from 'postgres'

/** What one statement saw. */
export type Sight = {
  /** The last number drawn, read after the snapshot was taken. */
  readonly drawn: number
  /** All transactions below this id are over. */
  readonly running: bigint
  /**
   * The look's own transaction id: higher than any given before. (A snapshot's `xmax` would not do:
   * it is the highest *completed* id and one, and transactions beyond it may run.)
   */
  readonly next: bigint
  /** The lowest number that waits in the outbox. */
  readonly waiting?: number | undefined
}

export type LowWater = {
  /** Nothing stands, or will stand, at this number or below it. */
  readonly through: number
  seen(sight: Sight): void
}

export function lowWater(): LowWater {
  let through = 0
  let drawn: number | undefined
  let settling: { readonly through: number; readonly before: bigint } | undefined
  return {
    get through() {
      return through
    },
    seen(sight) {
      if (settling && sight.running >= settling.before) {
        const bound = Math.min(settling.through, (sight.waiting ?? Infinity) - 1)
        through = Math.max(through, bound)
        settling = undefined
      }
      if (!settling && drawn !== undefined) settling = { through: drawn, before: sight.next }
      drawn = sight.drawn
    },
  }
}

/** One statement, one snapshot: rows of the transactions it says are over are in its sight. */
export async function sightOf(owner: Sql, through: number): Promise<Sight> {
  const [row] = await owner<{ [key in keyof Sight]: string | null }[]>`
    select (select case when is_called then last_value else 0 end
              from platform.outbox_seq_seq)::text as drawn,
           pg_snapshot_xmin(pg_current_snapshot())::text as running,
           pg_current_xact_id()::text as next,
           (select min(seq) from platform.outbox
             where seq > ${String(through)}::text::bigint)::text as waiting`
  const { drawn, running, next, waiting } = row!
  return {
    ...{ drawn: Number(drawn), running: BigInt(running!), next: BigInt(next!) },
    ...(waiting !== null && { waiting: Number(waiting) }),
  }
}
