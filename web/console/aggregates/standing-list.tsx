/** All aggregates: what each counts, how fresh it is, how far it came. */
import { Progress } from 'antd'
import { countText } from '#web/kit/figures.ts'
import { Tag } from '../tag.tsx'
import type { Standing } from './ask.ts'
import { countsText, freshText, meaningOf, walkedPercent } from './standing.ts'

export function StandingList({
  aggregates,
  at,
  chosen,
  onChoose,
}: {
  readonly aggregates: readonly Standing[]
  readonly at: string
  readonly chosen: string
  readonly onChoose: (name: string) => void
}) {
  return (
    <nav className="card standings" aria-label="Aggregates">
      <ul>
        {aggregates.map((one) => (
          <li key={one.aggregateId}>
            <button
              type="button"
              aria-current={one.name === chosen}
              onClick={() => onChoose(one.name)}
            >
              <span className="standing-name">{one.name}</span>
              <Tag state={one.state} meaning={meaningOf[one.state]} />
              <span className="note">{countsText(one)}</span>
              <span className="note">
                {countText(one.facts)} {one.facts === 1 ? 'fact' : 'facts'} · {freshText(one, at)}
              </span>
              {one.state === 'catching-up' ? (
                <Progress
                  percent={walkedPercent(one)}
                  size="small"
                  aria-label={`${one.name} has read ${walkedPercent(one)} % of the log`}
                />
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
