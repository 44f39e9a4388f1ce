/** Rows of one kind: the thing first, its id last, figures to the right, the arrows to walk. */
import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { shortId } from '#web/kit/figures.ts'
import { Copied } from './copied.tsx'
import type { EntityMeta } from './meta.ts'
import { isFigure, kindOf } from './schema.ts'
import { Value } from './value.tsx'
import { labelOf, moduleOf, tailOf } from './words.ts'

export type Row = { readonly id: string; readonly [field: string]: unknown }
export type Order = { readonly sort: string; readonly desc: boolean }

const COLUMNS_MAX = 9

/** The title, then the fields in the contract's order; wide ones stand on the thing's own page. */
export function columnsOf(entity: EntityMeta, without?: string): readonly string[] {
  const fields = Object.entries(entity.fields)
    .filter(([field, schema]) => {
      const isWide = ['list', 'map', 'json', 'shape', 'hash'].includes(kindOf(schema))
      return field !== entity.title && field !== without && !isWide
    })
    .map(([field]) => field)
  return [entity.title, ...fields].slice(0, COLUMNS_MAX)
}

export function RowsTable({
  entity,
  rows,
  order,
  onOrder,
  without,
}: {
  readonly entity: EntityMeta
  readonly rows: readonly Row[]
  readonly order?: Order
  readonly onOrder?: (order: Order) => void
  readonly without?: string | undefined
}) {
  const columns = columnsOf(entity, without)
  return (
    <div className="table-scroll">
      <table className="rows rows-of-things" onKeyDown={walk}>
        <thead>
          <tr>
            {columns.map((field) => (
              <Head key={field} {...{ entity, field, order, onOrder }} />
            ))}
            <th scope="col">ID</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((field, at) => (
                <Cell key={field} {...{ entity, row, field }} isThing={at === 0} />
              ))}
              <td>
                <Copied text={row.id}>
                  <span className="id">{shortId(row.id)}</span>
                </Copied>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({
  entity,
  field,
  order,
  onOrder,
}: {
  readonly entity: EntityMeta
  readonly field: string
  readonly order: Order | undefined
  readonly onOrder: ((order: Order) => void) | undefined
}) {
  const schema = entity.fields[field] ?? {}
  const figure = isFigure(schema) ? 'figure' : ''
  const label = schema.title ?? labelOf(field)
  if (!onOrder || !entity.sort.includes(field)) {
    return (
      <th className={figure} scope="col">
        {label}
      </th>
    )
  }
  const isOn = order?.sort === field
  const sorted = isOn ? (order.desc ? 'descending' : 'ascending') : 'none'
  return (
    <th className={figure} scope="col" aria-sort={sorted}>
      <button
        type="button"
        className="sorter"
        onClick={() => onOrder({ sort: field, desc: isOn ? !order.desc : true })}
      >
        {label} <span aria-hidden="true">{isOn ? (order.desc ? '↓' : '↑') : '↕'}</span>
      </button>
    </th>
  )
}

function Cell({
  entity,
  row,
  field,
  isThing,
}: {
  readonly entity: EntityMeta
  readonly row: Row
  readonly field: string
  readonly isThing: boolean
}) {
  const schema = entity.fields[field] ?? {}
  const figure = isFigure(schema) ? 'figure' : ''
  const value = row[field]
  const isNameless = isThing && (value === null || value === undefined || value === '')
  const shown = isNameless ? (
    <span className="id">{shortId(row.id)}</span>
  ) : (
    <Value name={field} schema={schema} value={value} />
  )
  if (!isThing || !entity.one) return <td className={figure}>{shown}</td>
  return (
    <td className={figure}>
      <Link
        to="/$module/$entity/$id"
        params={{ module: moduleOf(entity.name), entity: tailOf(entity.name), id: row.id }}
        className="thing"
      >
        {shown}
      </Link>
    </td>
  )
}

/** Up and down go from thing to thing; Enter opens it, as a link does. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  if (step === undefined) return
  const things = [...event.currentTarget.querySelectorAll<HTMLElement>('.thing')]
  const at = things.indexOf(document.activeElement as HTMLElement)
  const next = things[at + step]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
