/** One value as its schema says it is: money as money, ids as links, lists as tables. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { countText, dateText, durationText, instantText, shareText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Copied } from './copied.tsx'
import { IdLink } from './id-link.tsx'
import { JsonTree } from './json-tree.tsx'
import { fieldsOf, isFigure, kindOf, type Schema } from './schema.ts'
import { Tag } from './tag.tsx'
import { labelOf, languageText } from './words.ts'

type Drawn = { readonly name: string; readonly schema: Schema; readonly value: unknown }

export function Value({ name, schema, value }: Drawn): ReactNode {
  if (value === null || value === undefined || value === '') return <Nothing />
  switch (kindOf(schema)) {
    case 'money':
      return <Amount paise={Number(value)} />
    case 'rate':
      return (
        <>
          {value as string} %<span className="unit"> a year</span>
        </>
      )
    case 'date':
      return isDay(value) ? dateText(value) : String(value)
    case 'instant':
      return <time dateTime={value as string}>{instantText(value as string)}</time>
    case 'id':
      return <IdLink id={value as string} />
    case 'flag':
      return value === true ? 'Yes' : 'No'
    case 'choice':
      if (name === 'language') return languageText(value as string)
      return <Tag state={value as string} />
    case 'int':
    case 'number':
      return numberText(name, Number(value))
    case 'hash':
      return <Hash text={value as string} />
    case 'secret':
      return <Secret text={value as string} />
    case 'list':
      return <List name={name} schema={schema} value={value} />
    case 'shape':
      return <Fields schema={schema} value={value as { readonly [field: string]: unknown }} />
    case 'file':
      return <SavedFile name={name} base64={value as string} />
    case 'map':
    case 'json':
      return <JsonTree value={value} />
    default:
      return textOf(name, String(value))
  }
}

function textOf(name: string, value: string): ReactNode {
  if (name === 'language' && /^[a-z]{2}$/.test(value)) return languageText(value)
  return /^(state|status|assetClass)$/.test(name) ? <Tag state={value} /> : value
}

export const Nothing = () => (
  <span className="nothing" aria-label="nothing">
    —
  </span>
)

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

function numberText(name: string, value: number): string {
  if (/Ms$/.test(name)) return durationText(value)
  if (/(share|conversion)$/i.test(name)) return shareText(value)
  return countText(value)
}

const Hash = ({ text }: { readonly text: string }) => (
  <Copied text={text}>
    <code title={text}>{text.slice(0, 10)}…</code>
  </Copied>
)

/** The bytes as they are: the browser asks where to put them. */
function SavedFile({ name, base64 }: { readonly name: string; readonly base64: string }) {
  const save = () => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
    const url = URL.createObjectURL(new Blob([bytes]))
    Object.assign(document.createElement('a'), { href: url, download: name }).click()
    setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS)
  }
  return (
    <Button size="small" onClick={save}>
      Save {name}
    </Button>
  )
}
const REVOKE_MS = 10_000

/** Told once and never again: so it is there to be copied. */
const Secret = ({ text }: { readonly text: string }) =>
  text.includes('•') ? (
    text
  ) : (
    <Copied text={text}>
      <code>{text}</code>
    </Copied>
  )

/** The fields of one thing, a label beside each. */
export function Fields({
  schema,
  value,
}: {
  readonly schema: Schema
  readonly value: { readonly [field: string]: unknown }
}) {
  return (
    <dl className="fields">
      {fieldsOf(schema).map(([field, inner]) => (
        <div key={field} className={isWide(inner) ? 'wide' : ''}>
          <dt title={inner.description}>{inner.title ?? labelOf(field)}</dt>
          <dd>
            <Value
              name={kindOf(inner) === 'file' ? fileName(value) : field}
              schema={inner}
              value={value[field]}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A file's name stands in the field beside it. */
const fileName = (value: { readonly [field: string]: unknown }): string =>
  typeof value['name'] === 'string' ? value['name'] : 'file'

const isWide = (schema: Schema): boolean =>
  ['list', 'map', 'json', 'shape'].includes(kindOf(schema))

function List({ name, schema, value }: Drawn) {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : []
  const of = schema.items ?? {}
  if (items.length === 0) return <Nothing />
  if (kindOf(of) === 'shape') return <SmallTable schema={of} rows={items as readonly Row[]} />
  return (
    <ul className="inline-list">
      {items.map((item, at) => (
        // oxlint-disable-next-line no-array-index-key -- plain values, never re-ordered
        <li key={at}>
          <Value name={name} schema={of} value={item} />
        </li>
      ))}
    </ul>
  )
}

type Row = { readonly [field: string]: unknown }

/** A list of things inside an answer. */
function SmallTable({ schema, rows }: { readonly schema: Schema; readonly rows: readonly Row[] }) {
  const columns = fieldsOf(schema)
  return (
    <div className="table-scroll">
      <table className="rows">
        <thead>
          <tr>
            {columns.map(([field, of]) => (
              <th key={field} className={isFigure(of) ? 'figure' : ''} scope="col">
                {labelOf(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // oxlint-disable-next-line no-array-index-key -- an answer's rows stay as they came
            <tr key={at}>
              {columns.map(([field, of]) => (
                <td key={field} className={isFigure(of) ? 'figure' : ''}>
                  <Value name={field} schema={of} value={row[field]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
