/** Where a question is written; Ctrl+Enter asks it, Escape ends it. */
import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import { countText } from '#web/kit/figures.ts'
import { DayField } from '../day-field.tsx'

export type Draft = { readonly sql: string; readonly from?: string; readonly to?: string }

const ROWS = 7

export function Editor({
  draft,
  onDraft,
  onRun,
  onCancel,
  isRunning,
  limits,
}: {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly onRun: () => void
  readonly onCancel: () => void
  readonly isRunning: boolean
  readonly limits: { rows: number; seconds: number; atOnce: number } | undefined
}) {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onRun()
    } else if (event.key === 'Escape' && isRunning) onCancel()
  }
  return (
    <section className="card ask-editor">
      <label htmlFor="ask-sql">Question, in SQL</label>
      <textarea
        id="ask-sql"
        className="code"
        rows={ROWS}
        spellCheck={false}
        autoCapitalize="off"
        value={draft.sql}
        placeholder={'select … from a view of the dictionary'}
        onChange={(event) => onDraft({ ...draft, sql: event.target.value })}
        onKeyDown={press}
      />
      <div className="ask-foot">
        <fieldset className="days">
          <legend>Business days</legend>
          <Day is="from" {...{ draft, onDraft }} />
          <span aria-hidden="true">–</span>
          <Day is="to" {...{ draft, onDraft }} />
        </fieldset>
        {isRunning ? (
          <Button onClick={onCancel}>Cancel</Button>
        ) : (
          <Button type="primary" onClick={onRun} disabled={draft.sql.trim() === ''}>
            Ask <kbd>Ctrl ↵</kbd>
          </Button>
        )}
        {limits ? (
          <p className="note">
            At most {countText(limits.rows)} rows and {limits.seconds} seconds, {limits.atOnce} at a
            time.
          </p>
        ) : null}
      </div>
    </section>
  )
}

function Day({
  is,
  draft,
  onDraft,
}: {
  readonly is: 'from' | 'to'
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}) {
  return (
    <DayField
      aria-label={is === 'from' ? 'From business day' : 'To business day'}
      value={draft[is] ?? ''}
      onValue={(value) => {
        const { [is]: _, ...rest } = draft
        onDraft(value === '' ? rest : { ...rest, [is]: value })
      }}
    />
  )
}
