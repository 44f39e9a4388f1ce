/**
 * The port `wide`: raw long-term records of one holder (`pk`), ordered by a text of theirs (`sk`),
 * read newest first. Bodies come sealed: the store never sees what they say.
 *
 * A write does not belong to the SQL transaction around it. It is right all the same, because it is
 * idempotent by construction: the same record has the same (pk, sk), so a reaction that is run
 * again writes the same item in its own place. What must be exact once is not kept here.
 */
import type { Instant } from '#kernel/dates'

export type WideItem = {
  /** Whose it is: 1 to 2,048 bytes of UTF-8, no NUL. */
  readonly pk: string
  /** Its place among that holder's, sorted as UTF-8 bytes: 1 to 1,024 of them. */
  readonly sk: string
  /** At most 390 KB. */
  readonly body: Uint8Array
  /** The business instant from which on it is never given again. */
  readonly expiresAt?: Instant
}

export type Span = {
  /** The least `sk`, itself included. */
  readonly from?: string
  /** The end, itself excluded. */
  readonly to?: string
}

export type PageWanted = Span & {
  /** From 1 to 1,000 items. */
  readonly limit: number
  /** Where an earlier page of the same span ended. */
  readonly cursor?: string
}

export type WidePage = {
  /** Newest first, never more than `limit`; fewer where a page grows too heavy. */
  readonly items: readonly WideItem[]
  /** Absent at the end, and only there: a page that is short, even empty, may go on. */
  readonly cursor?: string
}

/** How much one table holds; beyond a bound on the counting, estimated. */
export type WideTable = {
  readonly table: string
  readonly items: number
  readonly bytes: number
  readonly exact: boolean
}

export type Wide = {
  readonly engine: 'level' | 'dynamodb'
  /**
   * Puts the items in their places, over what stood there; of two with one (pk, sk) the later
   * wins. When it answers, all of them are on the disk; when it fails, any of them may be.
   */
  putMany(table: string, items: readonly WideItem[]): Promise<void>
  range(table: string, pk: string, wanted: PageWanted): Promise<WidePage>
  /** Removes the holder's items, all or those of the span; says how many there were. */
  deleteRange(table: string, pk: string, span?: Span): Promise<number>
  /** Removes expired items, at most so many; what it removes was already given to nobody. */
  sweep(max: number): Promise<number>
  inspect(): Promise<readonly WideTable[]>
}
