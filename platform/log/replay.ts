/** Sends a group back: to the first fact, or to the first recorded at or after an instant. */
import type { Sql } from 'postgres'
import type { Fact } from '#kernel/contract'
import type { Instant } from '#kernel/dates'
import type { Cold } from './cold.ts'
import { textArray } from './owner.ts'
import type { GroupSpec } from './group.ts'

type Spot = { topic: string; part: number; base: number; data: string | null; next: number }

/**
 * Sets the group's stored positions under a new epoch, so that whoever runs it is fenced and reads
 * them anew. What its handler does is its own affair: a projection empties its tables first.
 */
export async function rewind(
  owner: Sql,
  spec: GroupSpec,
  from: 'earliest' | Instant,
  cold?: Cold,
): Promise<void> {
  const spots = from === 'earliest' ? [] : await spotsFrom(owner, spec.topics, from)
  const old =
    from === 'earliest' ? new Map<string, number>() : await coldSpots(cold, spec.topics, from)
  await owner.begin(async (sql) => {
    await sql`
      update platform.log_position set next = 0, epoch = nextval('platform.log_epoch')
       where grp = ${spec.name}`
    if (spots.length === 0) return
    const offsets = spots.map(
      (spot) => old.get(`${spot.topic}/${spot.part}`) ?? offsetIn(spot, from),
    )
    await sql`
      insert into platform.log_position (grp, topic, part, next, epoch)
      select ${spec.name}, t.topic, t.part, t.next, nextval('platform.log_epoch')
        from unnest(
          ${textArray(spots.map((spot) => spot.topic))}::text::text[],
          ${textArray(spots.map((spot) => spot.part))}::text::int[],
          ${textArray(offsets)}::text::bigint[]) as t(topic, part, next)
      on conflict (grp, topic, part) do update
         set next = excluded.next, epoch = excluded.epoch`
  })
}

/** Partitions whose first fact of that instant has gone to the lake already. */
async function coldSpots(
  cold: Cold | undefined,
  topics: readonly string[],
  from: Instant,
): Promise<Map<string, number>> {
  const found = (await cold?.since(topics, from)) ?? []
  return new Map(found.map(({ topic, part, offset }) => [`${topic}/${part}`, offset]))
}

/** For each partition, the first segment that reaches the instant; its head when none does. */
async function spotsFrom(owner: Sql, topics: readonly string[], from: Instant): Promise<Spot[]> {
  return owner<Spot[]>`
    select h.topic, h.part, s.base, s.data, h.next
      from platform.log_head h
      left join lateral (
        select base, data from platform.log_seg g
         where g.topic = h.topic and g.part = h.part and g.max_at >= ${from}::text::timestamptz
         order by base limit 1) s on true
     where ${topics.length === 0} or h.topic = any(${textArray(topics)}::text::text[])`
}

function offsetIn({ base, data, next }: Spot, from: string): number {
  if (data === null) return Number(next)
  const facts = JSON.parse(data) as Fact[]
  return (
    Number(base) +
    Math.max(
      0,
      facts.findIndex((fact) => fact.at >= from),
    )
  )
}
