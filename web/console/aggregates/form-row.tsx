/** A labelled row of a form made by hand. */
import type { ReactNode } from 'react'

export const FormRow = ({
  says,
  note,
  children,
}: {
  readonly says: string
  readonly note?: string
  readonly children: ReactNode
}) => (
  <label className="form-row">
    <span>{says}</span>
    {children}
    {note === undefined ? null : <span className="note">{note}</span>}
  </label>
)

/** Names are one word of a fact's own kind: `loans.by-how`. */
export const nameIn = (typed: string): string =>
  typed
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z]+/, '')
