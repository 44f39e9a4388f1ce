/**
 * A course as it is kept, in two texts: the plan of its rows, which seldom changes, and all that
 * moves, which is written each time anything happens to the loan. `course_of` reads the same for
 * who asks by SQL.
 */
import { nothing } from '#kernel/money'
import type { Course, Row } from './course.ts'

export type Snapshot = {
  readonly course: string
  /** Null: not to be written, or never written (a course from before had its rows in it). */
  readonly plan: string | null
}

/** What of a row moves, and what it is while nothing has. All else of it is plan. */
const UNMOVED = {
  ...{ paidPrincipal: nothing, paidInterest: nothing },
  ...{ waivedPrincipal: nothing, waivedInterest: nothing },
  ...{ settledOn: undefined, penalThrough: undefined },
}
type Moving = keyof typeof UNMOVED
const MOVING = Object.keys(UNMOVED) as Moving[]

/** Rows by their index, of each what has moved. */
type Moved = { readonly [at: string]: Partial<Pick<Row, Moving>> }
type Packed = { readonly names: readonly string[]; readonly values: readonly unknown[][] }
type Kept = Omit<Course, 'rows'> & { readonly rows: Moved | Packed | readonly Row[] }

/** `standing`: the rows whose plan is kept already; theirs is not written again. */
export function snapshotOf(course: Course, standing?: readonly Row[]): Snapshot {
  const rows: { [at: string]: Partial<Pick<Row, Moving>> } = {}
  for (const [i, row] of course.rows.entries()) {
    for (const name of MOVING) {
      if (row[name] !== UNMOVED[name]) (rows[i] ??= {})[name] = row[name] as never
    }
  }
  return {
    course: JSON.stringify({ ...course, rows } satisfies Kept),
    plan: standing && samePlan(standing, course.rows) ? null : planOf(course.rows),
  }
}

function planOf(rows: readonly Row[]): string {
  const names = new Set<string>()
  for (const row of rows) for (const name in row) if (!(name in UNMOVED)) names.add(name)
  const values = rows.map((row) => {
    const cells: unknown[] = []
    for (const name of names) cells.push(row[name as keyof Row] ?? null)
    return cells
  })
  return JSON.stringify({ names: [...names], values } satisfies Packed)
}

function samePlan(ours: readonly Row[], theirs: readonly Row[]): boolean {
  const within = (row: Row, other: Row | undefined): boolean => {
    for (const name in row) {
      if (!(name in UNMOVED) && row[name as keyof Row] !== other?.[name as keyof Row]) return false
    }
    return true
  }
  return (
    ours.length === theirs.length &&
    ours.every((row, i) => within(row, theirs[i]) && within(theirs[i] as Row, row))
  )
}

/** Reads also what was kept before: all of the rows in the course, named or not. */
export function courseOf({ course, plan }: Snapshot): Course {
  const kept = JSON.parse(course) as Kept
  const { rows } = kept
  if (isList(rows)) return { ...kept, rows: [...rows] }
  if (isPacked(rows)) return { ...kept, rows: rowsOf(rows, {}) }
  const planned = rowsOf(JSON.parse(plan ?? '{"names":[],"values":[]}') as Packed, UNPAID)
  for (const at in rows) Object.assign(planned[Number(at)] as Row, rows[at])
  return { ...kept, rows: planned }
}

const isList = (rows: Kept['rows']): rows is readonly Row[] => Array.isArray(rows)
const isPacked = (rows: Moved | Packed): rows is Packed => 'names' in rows

const UNPAID = Object.fromEntries(Object.entries(UNMOVED).filter(([, value]) => value === nothing))

/**
 * Every look at a loan reads its rows, so they are made the cheap way: one with nothing left out is
 * a copy of a form, filled in.
 */
function rowsOf({ names, values }: Packed, also: object): Row[] {
  const form = {
    ...Object.fromEntries(names.map((name): [string, unknown] => [name, null])),
    ...also,
  }
  return values.map((cells) => {
    const row: Record<string, unknown> = cells.includes(null) ? { ...also } : { ...form }
    for (let i = 0; i < names.length; i++) {
      if (cells[i] !== null) row[names[i] as string] = cells[i]
    }
    return row as Row
  })
}
