/** Every step from one to the next, most people first. */
import { useState } from 'react'
import { Button } from 'antd'
import { countText } from '#web/kit/figures.ts'
import { csvHref, csvOf } from '../csv.ts'
import type { Edge } from './edge-drawer.tsx'
import { stepName, type PathsAnswer } from './paths.tsx'

const SHOWN = 20

export function Edges({
  edges,
  onEdge,
}: {
  readonly edges: PathsAnswer['edges']
  readonly onEdge: (edge: Edge) => void
}) {
  const [isAll, setAll] = useState(false)
  const shown = isAll ? edges : edges.slice(0, SHOWN)
  const rows = edges.map(({ from, to, people, moves }) => [from, to, people, moves])
  return (
    <section className="card edges">
      <header>
        <h2>Step to step</h2>
        <a download="paths.csv" href={csvHref(csvOf(['from', 'to', 'people', 'moves'], rows))}>
          CSV
        </a>
      </header>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Step to step">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" className="figure">
                Moves
              </th>
              <th scope="col" className="figure">
                People
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ from, to, people, moves }) => (
              <tr key={`${from} ${to}`}>
                <td>
                  {stepName(from)} → {stepName(to)}
                </td>
                <td className="figure">{countText(moves)}</td>
                <td className="figure">
                  <button
                    type="button"
                    className="linklike-plain"
                    aria-label={`${people} people: ${stepName(from)} to ${stepName(to)}`}
                    onClick={() => onEdge({ from, to })}
                  >
                    {countText(people)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edges.length > shown.length ? (
        <p className="more">
          <Button size="small" onClick={() => setAll(true)}>
            Show all {countText(edges.length)}
          </Button>
        </p>
      ) : null}
    </section>
  )
}
