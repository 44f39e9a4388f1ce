/** Parked facts seen, mended and run again: through the group's own handler, one a transaction. */
import type { Sql } from 'postgres'
import type { Fact } from '#kernel/contract'
import type { Group } from './group.ts'
import { sayProblem, type Parked, type ParkedFact } from './parking.ts'

export type Redriven = { readonly done: number; readonly failed: number; readonly problem?: string }

export type ParkedFacts = {
  /** Newest first; at most 200. */
  list(where?: { group?: string; key?: string }): Promise<Parked[]>
  inspect(id: number): Promise<ParkedFact | undefined>
  /** Puts other data in a copy of the fact; the original stays in the log. */
  mend(id: number, data: unknown): Promise<void>
  /** Runs it again. Where a group parks keys, all of the key's facts run, in their order. */
  redrive(id: number): Promise<Redriven>
  /** How many wait, by group. */
  counts(): Promise<{ group: string; type: string; count: number }[]>
}

const LIST_MAX = 200
type Stored = Omit<Parked, 'mended'> & { body: string; mended: string | null }

export function parkedFacts(
  owner: Sql,
  groupNamed: (name: string) => Group | undefined,
): ParkedFacts {
  return {
    list: async ({ group = '', key = '' } = {}) => {
      const rows = await owner<Stored[]>`
        select ${columns(owner)} from platform.parked
         where (${group}::text = '' or grp = ${group}) and (${key}::text = '' or key = ${key})
         order by id desc limit ${LIST_MAX}`
      return rows.map(shown)
    },
    inspect: async (id) => {
      const row = await find(owner, id)
      return row && { ...shown(row), fact: factOf(row) }
    },
    mend: async (id, data) => {
      const row = await find(owner, id)
      if (!row) throw new RangeError(`nothing is parked under ${id}`)
      const body = JSON.stringify({ ...factOf(row), data })
      await owner`
        update platform.parked set mended = ${body} where id = ${String(id)}::text::bigint`
    },
    redrive: async (id) => {
      const row = await find(owner, id)
      if (!row) return { done: 0, failed: 0 }
      const group = groupNamed(row.group)
      if (!group) throw new RangeError(`${row.group} does not run in this process`)
      return group.exclusive(async () => {
        if (group.spec.onPoison === 'park-key') return runKey(owner, group, row.key)
        const problem = await runOne(owner, group, row)
        return problem ? { done: 0, failed: 1, problem } : { done: 1, failed: 0 }
      })
    },
    counts: async () =>
      owner<{ group: string; type: string; count: number }[]>`
        select grp as "group", type, count(*)::int as count from platform.parked
         group by 1, 2 order by 1, 2`,
  }
}

const columns = (owner: Sql) => owner`
  id, grp as "group", key, type, topic, problem, behind, attempts, parked_at as "parkedAt",
  body, mended`

async function find(owner: Sql, id: number): Promise<Stored | undefined> {
  const [row] = await owner<Stored[]>`
    select ${columns(owner)} from platform.parked where id = ${String(id)}::text::bigint`
  return row
}

/** Until none of the key waits: more may be parked behind while we work. */
async function runKey(owner: Sql, group: Group, key: string): Promise<Redriven> {
  for (let done = 0; ; done++) {
    const [row] = await owner<Stored[]>`
      select ${columns(owner)} from platform.parked
       where grp = ${group.spec.name} and key = ${key} order by id limit 1`
    if (!row) {
      group.unpark(key)
      return { done, failed: 0 }
    }
    const problem = await runOne(owner, group, row)
    if (problem) return { done, failed: 1, problem }
  }
}

/** What went wrong this time; the row then says so. */
async function runOne(owner: Sql, group: Group, row: Stored): Promise<string | undefined> {
  try {
    await group.spec.transact(async ({ sql, handle }) => {
      const [gone] = await sql<{ ours: boolean }[]>`
        select platform.log_unpark(${String(row.id)}::text::bigint) as ours`
      if (gone?.ours) await handle([factOf(row)])
    })
    return undefined
  } catch (error) {
    await owner`
      update platform.parked
         set problem = ${sayProblem(error)}, attempts = attempts + 1, behind = false
       where id = ${String(row.id)}::text::bigint`
    return String(error)
  }
}

const shown = ({ body: _body, mended, ...row }: Stored): Parked => ({
  ...row,
  mended: mended !== null,
})
const factOf = ({ mended, body }: Stored): Fact => JSON.parse(mended ?? body) as Fact
