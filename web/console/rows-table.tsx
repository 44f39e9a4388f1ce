/** Rows of one kind: the thing first and always in sight, its id last, the arrows to walk. */
import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import type { KeyboardEvent } from 'react'
import { shortId } from '#web/kit/figures.ts'
import { Copied } from './copied.tsx'
import type { EntityMeta } from './meta.ts'
import { isFigure, kindOf } from './schema.ts'
import { Value } from './value.tsx'
import { labelOf, moduleOf, tailOf } from './words.ts'

export type Row = { readonly id: string; readonly [field: string]: unknown }
export type Order = { readonly sort: string; readonly desc: boolean }

/** The ids of the rows chosen. */
export type Choice = {
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
}

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
  choice,
}: {
  readonly entity: EntityMeta
  readonly rows: readonly Row[]
  readonly order?: Order
  readonly onOrder?: (order: Order) => void
  readonly without?: string | undefined
  /** Where rows can be chosen, to act on many at once. */
  readonly choice?: Choice
}) {
  const columns = columnsOf(entity, without)
  return (
    <div className="table-scroll">
      <table className="rows rows-of-things" onKeyDown={walk}>
        <thead>
          <tr>
            {choice ? <ChooseAll {...{ rows, choice }} /> : null}
            {columns.map((field, at) => (
              <Head key={field} {...{ entity, field, order, onOrder }} isThing={at === 0} />
            ))}
            <th scope="col">ID</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {choice ? <Choose {...{ entity, row, choice }} /> : null}
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

function ChooseAll({ rows, choice }: { readonly rows: readonly Row[]; readonly choice: Choice }) {
  const isAll = rows.every(({ id }) => choice.chosen.has(id))
  return (
    <th scope="col" className="chooser">
      <Checkbox
        aria-label="Choose all shown"
        checked={isAll}
        indeterminate={!isAll && choice.chosen.size > 0}
        onChange={() => choice.onChosen(new Set(isAll ? [] : rows.map(({ id }) => id)))}
      />
    </th>
  )
}

function Choose({
  entity,
  row,
  choice: { chosen, onChosen },
}: {
  readonly entity: EntityMeta
  readonly row: Row
  readonly choice: Choice
}) {
  return (
    <td className="chooser">
      <Checkbox
        aria-label={`Choose ${String(row[entity.title] ?? row.id)}`}
        checked={chosen.has(row.id)}
        onChange={() => onChosen(chosen.symmetricDifference(new Set([row.id])))}
      />
    </td>
  )
}

function Head({
  entity,
  field,
  order,
  onOrder,
  isThing,
}: {
  readonly entity: EntityMeta
  readonly field: string
  readonly isThing: boolean
  readonly order: Order | undefined
  readonly onOrder: ((order: Order) => void) | undefined
}) {
  const schema = entity.fields[field] ?? {}
  const figure = placeOf(schema, isThing)
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

/** Figures stand to the right; the thing itself stays in sight. */
const placeOf = (schema: Parameters<typeof isFigure>[0], isThing: boolean): string =>
  `${isFigure(schema) ? 'figure' : ''} ${isThing ? 'thing-cell' : ''}`.trim()

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
  const figure = placeOf(schema, isThing)
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
