/** What a group could not digest: parked with the reason, in the transaction that moves past it. */
import type { Fact } from '#kernel/contract'
import type { OwnerSql } from './owner.ts'
import type { Located, Statement } from './position.ts'

export type Parking = {
  readonly group: string
  readonly located: Located
  readonly problem: unknown
  /** It did not fail itself: it waits behind one of its key that did. */
  readonly behind: boolean
  readonly attempts: number
}

const PROBLEM_MAX = 2000

export async function park(sql: Statement, parking: Parking): Promise<void> {
  const { fact, cursor, offset } = parking.located
  await sql`select platform.log_park(
    ${parking.group}, ${cursor.topic}, ${cursor.part}::int, ${String(offset)}::text::bigint,
    ${fact.key}, ${fact.type}, ${JSON.stringify(fact)}, ${sayProblem(parking.problem)},
    ${parking.behind}::boolean, ${parking.attempts}::int)`
}

export function sayProblem(problem: unknown): string {
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
  return text.replaceAll('\0', '').slice(0, PROBLEM_MAX)
}

/**
 * The facts that may be handled now. Those of a parked key are parked behind it, in their order;
 * the database has the last word on whether the key still waits, since a redrive may have freed it.
 */
export async function sortOut(
  sql: Statement,
  group: string,
  parked: Set<string>,
  facts: readonly Located[],
): Promise<readonly Located[]> {
  if (parked.size === 0 || !facts.some((one) => parked.has(one.fact.key))) return facts
  const free: Located[] = []
  const held = new Map<string, boolean>()
  for (const one of facts) {
    const { key } = one.fact
    if (parked.has(key) && !held.has(key)) held.set(key, await keyParked(sql, group, key))
    if (!held.get(key)) free.push(one)
    else await park(sql, { group, located: one, problem: BEHIND, behind: true, attempts: 0 })
  }
  for (const [key, still] of held) if (!still) parked.delete(key)
  return free
}

const BEHIND = 'waits behind an earlier fact of its key'

async function keyParked(sql: Statement, group: string, key: string): Promise<boolean> {
  const [row] = await sql<{ parked: boolean }[]>`
    select platform.log_key_parked(${group}, ${key}) as parked`
  return row?.parked ?? false
}

export async function keysParked(owner: OwnerSql, group: string): Promise<string[]> {
  const rows = await owner<{ key: string }[]>`
    select distinct key from platform.parked where grp = ${group}`
  return rows.map((row) => row.key)
}

/** A parked fact as the console shows it. */
export type Parked = {
  readonly id: number
  readonly group: string
  readonly key: string
  readonly type: string
  readonly topic: string
  readonly problem: string
  readonly behind: boolean
  readonly attempts: number
  readonly parkedAt: string
  readonly mended: boolean
}
export type ParkedFact = Parked & { readonly fact: Fact }
