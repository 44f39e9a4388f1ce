/** A table of what a page was told: the thing first, figures to the right, sums at the foot. */
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { csvHref, csvOf } from './csv.ts'
import { Empty } from './states.tsx'

export type Column<T> = {
  readonly head: string
  readonly figure?: boolean
  /** Its cells hold sentences, and may take more than one line. */
  readonly wraps?: boolean
  /** Of buttons: its head is for readers alone. */
  readonly acts?: boolean
  readonly cell: (row: T) => ReactNode
  readonly foot?: ReactNode
  /** What a spreadsheet gets of it; absent: it is left out. */
  readonly plain?: (row: T) => string | number | undefined
}

/** Rows picked out, to act on many at once. */
export type Picked<T> = {
  readonly keys: ReadonlySet<string>
  readonly onKeys: (keys: ReadonlySet<string>) => void
  /** Absent: every row. */
  readonly mayPick?: (row: T) => boolean
  readonly nameOf: (row: T) => string
}

export function Grid<T>({
  label,
  columns,
  rows,
  keyOf,
  empty,
  faded,
  file,
  picked,
}: {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly empty: { readonly what: string; readonly next?: string }
  /** Shown, but counting for nothing. */
  readonly faded?: (row: T) => boolean
  /** The file's name, where the rows may be taken along. */
  readonly file?: string
  readonly picked?: Picked<T>
}) {
  if (rows.length === 0) return <Empty {...empty} />
  const hasFoot = columns.some(({ foot }) => foot !== undefined)
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
        <table className="rows">
          <thead>
            <tr>
              {picked ? <PickAll {...{ rows, keyOf, picked }} /> : null}
              {columns.map(({ head, figure, acts }) => (
                <th key={head} scope="col" className={figure ? 'figure' : ''}>
                  {acts ? <span className="for-readers">{head}</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} className={faded?.(row) ? 'faded' : ''}>
                {picked ? <Pick {...{ row, keyOf, picked }} /> : null}
                {columns.map(({ head, figure, wraps, cell }) => (
                  <td key={head} className={figure ? 'figure' : wraps ? 'wraps' : ''}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {hasFoot ? (
            <tfoot>
              <tr>
                {picked ? <td /> : null}
                {columns.map(({ head, figure, foot }) => (
                  <td key={head} className={figure ? 'figure' : ''}>
                    {foot}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {file === undefined ? null : <TakeAlong {...{ file, columns, rows }} />}
    </>
  )
}

type Taken<T> = {
  readonly file: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
}

const TakeAlong = <T,>({ file, columns, rows }: Taken<T>) => (
  <p className="grid-file">
    <a download={`${file}.csv`} href={fileOf(columns, rows)}>
      CSV
    </a>
  </p>
)

type Picking<T> = { readonly keyOf: (row: T) => string; readonly picked: Picked<T> }

function PickAll<T>({ rows, keyOf, picked }: Picking<T> & { readonly rows: readonly T[] }) {
  const { keys, onKeys, mayPick } = picked
  const all = rows.filter((row) => mayPick?.(row) ?? true).map(keyOf)
  const isAll = all.length > 0 && all.every((key) => keys.has(key))
  return (
    <th scope="col" className="pick">
      <Checkbox
        aria-label="Choose all"
        disabled={all.length === 0}
        checked={isAll}
        indeterminate={!isAll && all.some((key) => keys.has(key))}
        onChange={() => onKeys(new Set(isAll ? [] : all))}
      />
    </th>
  )
}

function Pick<T>({ row, keyOf, picked }: Picking<T> & { readonly row: T }) {
  const { keys, onKeys, mayPick, nameOf } = picked
  const key = keyOf(row)
  return (
    <td className="pick">
      <Checkbox
        aria-label={`Choose ${nameOf(row)}`}
        disabled={!(mayPick?.(row) ?? true)}
        checked={keys.has(key)}
        onChange={({ target }) => {
          const next = new Set(keys)
          if (target.checked) next.add(key)
          else next.delete(key)
          onKeys(next)
        }}
      />
    </td>
  )
}

function fileOf<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const kept = columns.flatMap(({ head, plain }) => (plain ? [{ head, plain }] : []))
  const head = kept.map((column) => column.head)
  return csvHref(
    csvOf(
      head,
      rows.map((row) => kept.map(({ plain }) => plain(row))),
    ),
  )
}
