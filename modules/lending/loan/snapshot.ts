/**
 * A course as it is kept: its rows without their names, for a loan's row is rewritten whenever
 * anything happens to it. `course_of` is the same for who asks by SQL.
 */
import type { Course, Row } from './course.ts'

type Packed = Omit<Course, 'rows'> & {
  readonly rows: { readonly names: readonly string[]; readonly values: readonly unknown[][] }
}

export function snapshotOf(course: Course): string {
  const names = [...new Set(course.rows.flatMap((row) => Object.keys(row)))]
  const values = course.rows.map((row) => names.map((name) => row[name as keyof Row] ?? null))
  return JSON.stringify({ ...course, rows: { names, values } } satisfies Packed)
}

/** Reads also what was kept before, with each row's names. */
export function courseOf(snapshot: string): Course {
  const kept = JSON.parse(snapshot) as Packed | Course
  return isPacked(kept) ? { ...kept, rows: kept.rows.values.map(rowNamed(kept.rows.names)) } : kept
}

const isPacked = (kept: Packed | Course): kept is Packed => !Array.isArray(kept.rows)

const rowNamed =
  (names: readonly string[]) =>
  (values: readonly unknown[]): Row => {
    const row: Record<string, unknown> = {}
    for (const [i, name] of names.entries()) {
      const value = values[i]
      if (value !== null) row[name] = value
    }
    return row as Row
  }
