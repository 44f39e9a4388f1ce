/** Data whose shape belongs to another: names and values as a tree, ids as links, days as days. */
import type { ReactNode } from 'react'
import { dateText, instantText, moneyText } from '#web/kit/figures.ts'
import { IdLink } from './id-link.tsx'
import { labelOf } from './words.ts'

export function JsonTree({
  value,
  name = '',
}: {
  readonly value: unknown
  readonly name?: string
}) {
  if (Array.isArray(value)) return <Items items={value} name={name} />
  if (typeof value === 'object' && value !== null) return <Names value={value} />
  return <>{plain(name, value)}</>
}

function Names({ value }: { readonly value: object }) {
  const entries = Object.entries(value)
  if (entries.length === 0) return <span className="nothing">nothing</span>
  return (
    <dl className="tree">
      {entries.map(([name, inner]) => (
        <div key={name}>
          <dt>{labelOf(name)}</dt>
          <dd>
            <JsonTree value={inner} name={name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Items({ items, name }: { readonly items: readonly unknown[]; readonly name: string }) {
  if (items.length === 0) return <span className="nothing">none</span>
  const simple = items.every((item) => typeof item !== 'object' || item === null)
  return (
    <ol className={simple ? 'inline-list' : 'tree-list'}>
      {items.map((item, at) => (
        // oxlint-disable-next-line no-array-index-key -- kept data is never re-ordered
        <li key={at}>
          <JsonTree value={item} name={name} />
        </li>
      ))}
    </ol>
  )
}

const AMOUNTS = [
  ...['amount', 'amountMax', 'amountMin', 'principal', 'interest', 'charge', 'charges', 'excess'],
  ...['gst', 'instalment', 'netDisbursed', 'outstanding', 'overdue', 'fee', 'payoff'],
]
const AMOUNT = new RegExp(`(^|[a-z])(${AMOUNTS.join('|')})$`, 'i')

/** A fact keeps amounts in paise under names that say so. */
function plain(name: string, value: unknown): ReactNode {
  if (value === null || value === undefined) return <span className="nothing">—</span>
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return AMOUNT.test(name) ? moneyText(value) : String(value)
  const text = String(value)
  if (/^[a-z]{2,12}_[0-9A-Za-z-]{8,64}$/.test(text)) return <IdLink id={text} />
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateText(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantText(text, { seconds: true })
  return text
}
