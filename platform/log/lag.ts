/** How far groups are behind. */
import type { Sql } from 'postgres'
import { msOf, type Instant } from '#kernel/dates'
import type { Group } from './group.ts'

export type GroupLag = {
  readonly group: string
  readonly module: string
  /** Facts between its position and the end, wanted or not. */
  readonly facts: number
  /** Wall age of the oldest of them, less what the group may linger; 0 when there are none. */
  readonly oldestMs: number
  readonly failures: number
  /** What it stumbles over at present. */
  readonly problem?: string
  readonly partitions: number
}

export type Head = { readonly topic: string; readonly part: number; readonly next: number }

export async function headsOf(owner: Sql): Promise<Head[]> {
  const rows = await owner<Head[]>`
    select topic, part, next from platform.log_head where next > 0 order by topic, part`
  return rows.map((row) => ({ ...row, next: Number(row.next) }))
}

/** How many facts were ever written. */
export async function writtenIn(owner: Sql): Promise<number> {
  const [row] = await owner<{ written: string }[]>`
    select coalesce(sum(next), 0)::text as written from platform.log_head`
  return Number(row?.written)
}

/** Each group's lag against these heads. Ages cost a read for the groups that are behind. */
export async function lagOf(
  owner: Sql,
  groups: readonly Group[],
  heads: readonly Head[],
  nowMs: number,
): Promise<GroupLag[]> {
  const ages = new Map<string, Promise<number>>()
  const ageAt = (topic: string, part: number, offset: number) => {
    const name = `${topic}/${part}/${offset}`
    const age = ages.get(name) ?? ageOf(owner, { topic, part, next: offset }, nowMs)
    ages.set(name, age)
    return age
  }
  const one = async (group: Group): Promise<GroupLag> => {
    const behind = behindOf(group, heads)
    const oldest = await Promise.all(behind.map((b) => ageAt(b.topic, b.part, b.next)))
    const { failures, problem, partitions } = group.state()
    return {
      group: group.spec.name,
      module: group.spec.module,
      facts: behind.reduce((sum, b) => sum + b.facts, 0),
      oldestMs: Math.max(0, Math.max(0, ...oldest) - (group.spec.linger?.ms ?? 0)),
      failures,
      partitions,
      ...(problem !== undefined && { problem }),
    }
  }
  return Promise.all(groups.map(one))
}

function behindOf(group: Group, heads: readonly Head[]) {
  const { topics } = group.spec
  return heads
    .filter((head) => group.owns(head.part))
    .filter((head) => topics.length === 0 || topics.includes(head.topic))
    .map((head) => {
      const next = group.nextAt(head.topic, head.part)
      return { topic: head.topic, part: head.part, next, facts: Math.max(0, head.next - next) }
    })
    .filter((one) => one.facts > 0)
}

async function ageOf(owner: Sql, { topic, part, next }: Head, nowMs: number): Promise<number> {
  const [row] = await owner<{ rx: Instant }[]>`
    select rx from platform.log_seg
     where topic = ${topic} and part = ${part} and base + n > ${String(next)}::text::bigint
     order by base limit 1`
  return row ? Math.max(0, nowMs - msOf(row.rx)) : 0
}

/** The port's offset: an opaque string that sorts as the facts do. */
export const offsetText = (offset: number): string => String(offset).padStart(16, '0')
