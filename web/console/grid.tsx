/** A table of what a page was told: the thing first, figures to the right, sums at the foot. */
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

export function Grid<T>({
  label,
  columns,
  rows,
  keyOf,
  empty,
  faded,
  file,
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
}) {
  if (rows.length === 0) return <Empty {...empty} />
  const hasFoot = columns.some(({ foot }) => foot !== undefined)
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
        <table className="rows">
          <thead>
            <tr>
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
      {file === undefined ? null : (
        <p className="grid-file">
          <a download={`${file}.csv`} href={fileOf(columns, rows)}>
            CSV
          </a>
        </p>
      )}
    </>
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
