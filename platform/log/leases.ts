/**
 * Which process runs which partitions of a module's groups. Alone, a process holds all 16; several
 * share them evenly, and give up a surplus only between two batches.
 *
 * A member lives as long as the session lock on its number and its heartbeat: after a kill -9 the
 * server drops the lock at once, and the next process takes over without waiting for anything.
 */
import type { ReservedSql, Sql } from 'postgres'
import type { Group } from './group.ts'
import { loop, type Loop } from './loop.ts'
import { textArray } from './owner.ts'
import { PARTITIONS } from './partition.ts'
import { takeOver } from './position.ts'

const HEARTBEAT_MS = 3000
const LEASE_S = 15
const RETRY_MS = 500
/** The first number of the two-number advisory locks of members; any, but never another's. */
const MEMBER_LOCK = 723_641

export type Leases = {
  start(): Promise<void>
  stop(): Promise<void>
  /** Takes positions of the module over again, if its partitions are still ours. */
  regrant(module: string): Promise<void>
  /** This process's number; its session lock is what says it lives. */
  member(): number
}

type Member = { id: number; session: ReservedSql }
type Warn = (object: object, message: string) => void
type GroupsOf = ReadonlyMap<string, readonly Group[]>
type Held = {
  readonly owner: Sql
  readonly groupsOf: GroupsOf
  /** The partitions of each module that are ours. */
  readonly mine: Map<string, Set<number>>
  member: Member | undefined
}

export function leases(owner: Sql, groupsOf: GroupsOf, warn: Warn): Leases {
  const held: Held = { owner, groupsOf, mine: new Map(), member: undefined }
  let beating: Loop | undefined
  return {
    member: () => held.member?.id ?? 0,
    start: async () => {
      await beat(held)
      const onError = (error: unknown) => {
        warn({ err: error }, 'leases could not be renewed')
        return RETRY_MS
      }
      beating = loop(() => beat(held), { restMs: RETRY_MS, onError })
      beating.wake()
    },
    stop: async () => {
      await beating?.stop()
      for (const [module, partitions] of held.mine) {
        if (partitions.size > 0) await giveUp(held, module, [...partitions])
      }
      if (held.member) await leave(owner, held.member)
      held.member = undefined
    },
    regrant: async (module) => {
      if (!held.member) return
      const { kept } = await survey(owner, module, held.member.id)
      const still = [...mineOf(held, module)].filter((part) => kept.includes(part))
      if (still.length > 0) await grant(held, module, still)
    },
  }
}

async function beat(held: Held): Promise<number> {
  const { owner, groupsOf } = held
  const modules = [...groupsOf.keys()]
  held.member = (await isAlive(held.member)) ? held.member : await join(owner, modules)
  const { id } = held.member as Member
  await owner`
    update platform.log_member set until = now() + make_interval(secs => ${LEASE_S})
     where id = ${id}`
  for (const module of modules) await share(held, module, id)
  return HEARTBEAT_MS
}

async function share(held: Held, module: string, id: number): Promise<void> {
  const { owner } = held
  const { kept, fair } = await survey(owner, module, id)
  const mine = mineOf(held, module)
  const lost = [...mine].filter((part) => !kept.includes(part))
  if (lost.length > 0) await giveUp(held, module, lost)
  if (kept.length > fair) {
    const surplus = kept.slice(fair)
    await giveUp(held, module, surplus)
    await release(owner, module, id, surplus)
    return
  }
  const won = await claim(owner, module, id, fair - kept.length)
  // All of a group's positions carry one epoch, so what it holds already is taken anew as well.
  const all = [...kept, ...won]
  if (all.some((part) => !mine.has(part))) await grant(held, module, all)
}

async function grant(held: Held, module: string, partitions: readonly number[]): Promise<void> {
  const { owner, groupsOf } = held
  const groups = groupsOf.get(module) ?? []
  const epoch = await newEpoch(owner)
  const names = groups.map((group) => group.spec.name)
  const stood = await takeOver(owner, names, partitions, epoch)
  for (const group of groups) {
    await group.loadParked()
    const own = stood.filter((row) => row.grp === group.spec.name)
    group.grant(partitions, epoch, own)
  }
  for (const part of partitions) mineOf(held, module).add(part)
}

async function giveUp(held: Held, module: string, partitions: readonly number[]): Promise<void> {
  await Promise.all((held.groupsOf.get(module) ?? []).map((group) => group.revoke(partitions)))
  for (const part of partitions) mineOf(held, module).delete(part)
}

function mineOf({ mine }: Held, module: string): Set<number> {
  const known = mine.get(module) ?? new Set()
  mine.set(module, known)
  return known
}

async function join(owner: Sql, modules: readonly string[]): Promise<Member> {
  const session = await owner.reserve()
  const [row] = await session<{ id: number }[]>`
    insert into platform.log_member (modules, until)
    values (${textArray(modules)}::text::text[], now() + make_interval(secs => ${LEASE_S}))
    returning id`
  const id = row!.id
  await session`select pg_advisory_lock(${MEMBER_LOCK}::int, ${id}::int)`
  await owner`
    insert into platform.log_lease (module, part)
    select m, p from unnest(${textArray(modules)}::text::text[]) m,
                     generate_series(0, ${PARTITIONS - 1}::int) p
     order by 1, 2
    on conflict do nothing`
  return { id, session }
}

async function isAlive(member: Member | undefined): Promise<boolean> {
  if (!member) return false
  try {
    await member.session`select 1`
    return true
  } catch {
    return false
  }
}

async function leave(owner: Sql, { id, session }: Member): Promise<void> {
  await owner`update platform.log_lease set owner = null where owner = ${id}`
  await owner`delete from platform.log_member where id = ${id}`
  await session`select pg_advisory_unlock(${MEMBER_LOCK}::int, ${id}::int)`
  session.release()
}

/** What of the module is ours, and how much would be fair among those alive. */
async function survey(owner: Sql, module: string, id: number) {
  const [row] = await owner<{ members: number; kept: number[] | null }[]>`
    select (select count(*)::int from platform.log_member m
             where ${module} = any(m.modules) and platform.log_alive(m.id)) as members,
           (select json_agg(part order by part) from platform.log_lease
             where module = ${module} and owner = ${id}) as kept`
  const fair = Math.ceil(PARTITIONS / Math.max(1, row?.members ?? 1))
  return { kept: row?.kept ?? [], fair }
}

async function claim(owner: Sql, module: string, id: number, room: number): Promise<number[]> {
  if (room <= 0) return []
  const rows = await owner<{ part: number }[]>`
    update platform.log_lease set owner = ${id}
     where module = ${module} and part in (
       select part from platform.log_lease
        where module = ${module} and (owner is null or not platform.log_alive(owner))
        order by part limit ${room} for update skip locked)
    returning part`
  return rows.map((row) => row.part)
}

async function release(owner: Sql, module: string, id: number, parts: number[]): Promise<void> {
  await owner`
    update platform.log_lease set owner = null
     where module = ${module} and owner = ${id} and part = any(${textArray(parts)}::text::int[])`
}

async function newEpoch(owner: Sql): Promise<number> {
  const [row] = await owner<{ epoch: number }[]>`
    select nextval('platform.log_epoch') as epoch`
  return Number(row!.epoch)
}
