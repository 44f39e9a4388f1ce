/** The few numbers a page is opened for, in one line above everything else. */
import type { ReactNode } from 'react'
import type { Meaning } from '../words.ts'

export type Figure = {
  readonly says: string
  readonly value: ReactNode
  readonly note?: ReactNode
  readonly meaning?: Meaning
}

export const Figures = ({ of }: { readonly of: readonly Figure[] }) => (
  <dl className="key-figures">
    {of.map(({ says, value, note, meaning = 'plain' }) => (
      <div key={says} className={`key-${meaning}`}>
        <dt>{says}</dt>
        <dd>{value}</dd>
        {note === undefined ? null : <dd className="note">{note}</dd>}
      </div>
    ))}
  </dl>
)
