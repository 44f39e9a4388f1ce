/** What there is to ask about: each view, its columns, what they mean, how fresh they are. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { dictionary } from '#modules/analytics'
import type { OutputOf } from '#kernel/contract'
import { countText, instantText } from '#web/kit/figures.ts'
import { Around, Empty } from '../states.tsx'
import { worded } from '../words.ts'
import type { AskView } from './ask.tsx'

type Told = OutputOf<typeof dictionary>

const SHOWN_MAX = 60

export function Dictionary({
  of,
  onPick,
  onTry,
}: {
  readonly of: {
    readonly data: Told | undefined
    readonly error: unknown
    readonly dataUpdatedAt: number
    refetch(): unknown
  }
  readonly onPick: (text: string) => void
  readonly onTry: (view: AskView) => void
}) {
  const [wanted, setWanted] = useState('')
  return (
    <section className="card dictionary" aria-label="Dictionary">
      <h2>Dictionary</h2>
      <Input
        allowClear
        placeholder="A view, a column, a word"
        aria-label="Look in the dictionary"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Around of={of}>
        {({ views }) => <Views views={found(views, wanted)} {...{ onPick, onTry }} />}
      </Around>
    </section>
  )
}

/** Views with facts first: an empty one answers nothing yet. */
function found(views: readonly AskView[], wanted: string): readonly AskView[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const said = (view: AskView) =>
    [view.name, view.says, ...view.columns.flatMap(({ name, meaning }) => [name, meaning])]
      .join(' ')
      .toLowerCase()
  return views
    .filter((view) => words.every((word) => said(view).includes(word)))
    .toSorted((a, b) => Number(b.facts > 0) - Number(a.facts > 0))
}

function Views({
  views,
  onPick,
  onTry,
}: {
  readonly views: readonly AskView[]
  readonly onPick: (text: string) => void
  readonly onTry: (view: AskView) => void
}) {
  if (views.length === 0) return <Empty what="Nothing of that name." next="Try another word." />
  return (
    <ul className="views">
      {views.slice(0, SHOWN_MAX).map((view) => (
        <li key={view.name}>
          <details>
            <summary>
              <code>{view.name}</code>
              {view.facts === 0 ? <span className="note">none yet</span> : null}
            </summary>
            <p className="view-says">{view.says}</p>
            <p className="note">
              {worded(view.owner)} answers for it ·{' '}
              {view.freshAt === undefined
                ? 'the lake has none yet'
                : freshText(view.facts, view.freshAt)}{' '}
              <Button size="small" type="link" onClick={() => onTry(view)}>
                Try it
              </Button>
            </p>
            <Columns view={view} onPick={onPick} />
          </details>
        </li>
      ))}
      {views.length > SHOWN_MAX ? (
        <li className="note">…and {views.length - SHOWN_MAX} more: say what you look for.</li>
      ) : null}
    </ul>
  )
}

const freshText = (facts: number, freshAt: string): string =>
  `${countText(facts)} facts in its stream, as of ${instantText(freshAt)}`

function Columns({
  view,
  onPick,
}: {
  readonly view: AskView
  readonly onPick: (text: string) => void
}) {
  return (
    <dl className="columns">
      {view.columns.map(({ name, meaning, unit, kind }) => (
        <div key={name}>
          <dt>
            <button
              type="button"
              className="linklike-plain"
              title={`Write ${name} into the question`}
              onClick={() => onPick(`${name}`)}
            >
              <code>{name}</code>
            </button>
          </dt>
          <dd>
            {meaning} <span className="note">{unit ?? kind}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
