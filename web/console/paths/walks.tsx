/** Walks as rows of steps; each arrow leads to the people who took it. */
import { countText, shareText } from '#web/kit/figures.ts'
import type { Edge } from './edge-drawer.tsx'
import { stepName, type PathsAnswer } from './paths.tsx'

export function Walks({
  walks,
  of,
  none,
  onEdge,
}: {
  readonly walks: PathsAnswer['walks']
  readonly of: number
  readonly none: string
  readonly onEdge: (edge: Edge) => void
}) {
  if (walks.length === 0) return <p className="note">{none}</p>
  const most = Math.max(...walks.map(({ people }) => people))
  return (
    <ol className="walks">
      {walks.map(({ steps, people, times }) => (
        <li key={steps.join('>')}>
          <div className="walk-steps">
            {steps.map((step, at) => (
              <span key={`${at}`}>
                {at > 0 ? <Arrow from={steps[at - 1] ?? ''} to={step} onEdge={onEdge} /> : null}
                {stepName(step)}
              </span>
            ))}
          </div>
          <div className="walk-bar" aria-hidden="true">
            <div style={{ width: `${Math.max(1, (100 * people) / most)}%` }} />
          </div>
          <span className="note">
            {countText(people)} {people === 1 ? 'person' : 'people'}
            {of > 0 ? `, ${shareText(Math.min(1, people / of))}` : ''}
            {times > people ? ` · ${countText(times)} times` : ''}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Arrow({
  from,
  to,
  onEdge,
}: {
  readonly from: string
  readonly to: string
  readonly onEdge: (edge: Edge) => void
}) {
  if (from === '…' || to === '…') return <span className="walk-arrow"> → </span>
  return (
    <button
      type="button"
      className="walk-arrow"
      aria-label={`Who went from ${stepName(from)} to ${stepName(to)}`}
      title="Who went this way"
      onClick={() => onEdge({ from, to })}
    >
      →
    </button>
  )
}
