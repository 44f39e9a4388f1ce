/** Every step from one to the next, most people first. */
import { useState } from 'react'
import { Button } from 'antd'
import { countText } from '#web/kit/figures.ts'
import { csvHref, csvOf } from '../csv.ts'
import { Grid, type Column } from '../grid.tsx'
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
  const columns: readonly Column<PathsAnswer['edges'][number]>[] = [
    { head: 'Step', cell: ({ from, to }) => `${stepName(from)} → ${stepName(to)}` },
    { head: 'Moves', figure: true, cell: ({ moves }) => countText(moves) },
    {
      head: 'People',
      figure: true,
      cell: ({ from, to, people }) => (
        <button
          type="button"
          className="linklike-plain"
          aria-label={`${people} people: ${stepName(from)} to ${stepName(to)}`}
          onClick={() => onEdge({ from, to })}
        >
          {countText(people)}
        </button>
      ),
    },
  ]
  const rows = edges.map(({ from, to, people, moves }) => [from, to, people, moves])
  return (
    <section className="card edges">
      <header>
        <h2>Step to step</h2>
        <a download="paths.csv" href={csvHref(csvOf(['from', 'to', 'people', 'moves'], rows))}>
          CSV
        </a>
      </header>
      <Grid
        label="Step to step"
        columns={columns}
        rows={shown}
        keyOf={({ from, to }) => `${from} ${to}`}
        empty={{ what: 'Nobody went from a step to another.' }}
      />
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
