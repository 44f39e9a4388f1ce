/** Where a group stands: in memory ahead of what is stored, and the SQL that moves it. */
import type { Fact } from '#kernel/contract'
import { textArray, type OwnerSql } from './owner.ts'
import type { Place } from './tail.ts'

/** SQL as a group's transaction offers it: in the module's role, or the owner's for platform's. */
export type Statement = {
  <Rows extends readonly object[]>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows>
}

export type Cursor = Place & {
  /** The next offset to handle. */
  next: number
  /** What the database holds; facts nobody wanted lie between. */
  stored: number
  /** Others came before it at the last look: now it isn't left out. */
  putOff?: boolean
}

/** A fact and where it lies. */
export type Located = { readonly fact: Fact; readonly cursor: Cursor; readonly offset: number }

/** A cursor's move, with what is to be handled on the way. */
export type Step = { readonly cursor: Cursor; readonly to: number }

export const placeName = ({ topic, part }: Place): string => `${topic}/${part}`

/** Moves positions inside the transaction of the effects; throws `fenced` when another did. */
export async function advance(
  sql: Statement,
  group: string,
  epoch: number,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return
  await sql`select platform.log_advance(
    ${group}, ${textArray(steps.map((s) => s.cursor.topic))}::text::text[],
    ${textArray(steps.map((s) => s.cursor.part))}::text::int[],
    ${textArray(steps.map((s) => s.cursor.stored))}::text::bigint[],
    ${textArray(steps.map((s) => s.to))}::text::bigint[], ${String(epoch)}::text::bigint)`
}

/** Of a group at rest: from where it is stored to where it stands in memory. */
export type Ahead = { readonly group: string; readonly epoch: number; readonly steps: Step[] }

/** Stores where groups at rest stand, all at once; says which of them another one has moved. */
export async function advanceIdle(owner: OwnerSql, all: readonly Ahead[]): Promise<Set<string>> {
  const rows = all.flatMap(({ group, epoch, steps }) =>
    steps.map((step) => ({ group, epoch, step })),
  )
  if (rows.length === 0) return new Set()
  const moved = await owner<{ n: number }[]>`select * from platform.log_advance_idle(
    ${textArray(rows.map((row) => row.group))}::text::text[],
    ${textArray(rows.map(({ step }) => step.cursor.topic))}::text::text[],
    ${textArray(rows.map(({ step }) => step.cursor.part))}::text::int[],
    ${textArray(rows.map(({ step }) => step.cursor.stored))}::text::bigint[],
    ${textArray(rows.map(({ step }) => step.to))}::text::bigint[],
    ${textArray(rows.map((row) => row.epoch))}::text::bigint[]) as n`
  const there = new Set(moved.map(({ n }) => n - 1))
  arrived(rows.flatMap(({ step }, i) => (there.has(i) ? [step] : [])))
  return new Set(rows.flatMap(({ group }, i) => (there.has(i) ? [] : [group])))
}

/** After the commit: memory follows. */
export function arrived(steps: readonly Step[]): void {
  for (const { cursor, to } of steps) cursor.next = cursor.stored = to
}

/** Past facts nobody wanted: what is stored follows later. */
export function arrivedInMemory(steps: readonly Step[]): void {
  for (const { cursor, to } of steps) cursor.next = Math.max(cursor.next, to)
}

const FENCED = 'DH001'
export const isFenced = (error: unknown): boolean => codeOf(error) === FENCED

/** The database or the network is at fault, not the fact: nothing is parked for it. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error)
  return /^(08|53|57P|40|55P|CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code)
}

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '')

type Stood = { grp: string; topic: string; part: number; next: number }

/** Takes groups' positions over under a new epoch; whoever held them is fenced from now on. */
export async function takeOver(
  owner: OwnerSql,
  groups: readonly string[],
  partitions: readonly number[],
  epoch: number,
): Promise<Stood[]> {
  const rows = await owner<Stood[]>`
    update platform.log_position set epoch = ${String(epoch)}::text::bigint
     where grp = any(${textArray(groups)}::text::text[])
       and part = any(${textArray(partitions)}::text::int[])
    returning grp, topic, part, next`
  return rows.map((row) => ({ ...row, next: Number(row.next) }))
}
