/** `/streams`: where facts lie, who reads them and how far, what waits for a person. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { streams } from '#modules/analytics'
import type { OutputOf } from '#kernel/contract'
import { countText, durationText, instantText } from '#web/kit/figures.ts'
import { sizeText } from '../ask/chart-shape.ts'
import { Grid, type Column } from '../grid.tsx'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { Groups } from './groups.tsx'
import { Reviews } from './reviews.tsx'
import './streams.css'
import { Tiers } from './tiers.tsx'

export type StreamsAnswer = OutputOf<typeof streams>

const EVERY_MS = 2000

export function StreamsPage() {
  const told = useQuery({
    queryKey: ['streams'],
    queryFn: ({ signal }) => door.ask<typeof streams>('analytics.streams', {}, { signal }),
    refetchInterval: EVERY_MS,
  })
  return (
    <div className="streams">
      <PageHead
        title="Streams"
        says="Every fact, in the order it came, and everyone who reads it."
      />
      <Around of={told} rows={10}>
        {(data) => <Now data={data} />}
      </Around>
      <Tiers />
    </div>
  )
}

function Now({ data }: { readonly data: StreamsAnswer }) {
  const rates = useRates(data)
  const behind = data.groups.reduce((sum, group) => sum + group.behind, 0)
  const parked = data.groups.reduce((sum, group) => sum + group.parked, 0)
  const perSecond = [...rates.values()].reduce((sum, rate) => sum + rate, 0)
  const facts = data.topics.reduce((sum, topic) => sum + topic.facts, 0)
  return (
    <>
      <dl className="pulse">
        <Figure says="Facts" shown={countText(facts)} />
        <Figure says="A second" shown={rates.size === 0 ? '—' : countText(Math.round(perSecond))} />
        <Figure says="Unread" shown={countText(behind)} />
        <Figure says="Outbox waits" shown={durationText(data.outboxMs)} />
        <div>
          <dt>Parked</dt>
          <dd>
            {parked === 0 ? '0' : <Link to="/parked">{countText(parked)} to inspect and mend</Link>}
          </dd>
        </div>
      </dl>
      <Reviews />
      <Topics data={data} rates={rates} />
      <Groups groups={data.groups} />
    </>
  )
}

const Figure = ({ says, shown }: { readonly says: string; readonly shown: string }) => (
  <div>
    <dt>{says}</dt>
    <dd>{shown}</dd>
  </div>
)

/** Facts a second of each topic, between the last two answers. */
function useRates(data: StreamsAnswer): ReadonlyMap<string, number> {
  const [seen, setSeen] = useState(data)
  const [rates, setRates] = useState<ReadonlyMap<string, number>>(new Map())
  if (seen !== data) {
    const ms = Date.parse(data.at) - Date.parse(seen.at)
    const before = new Map(seen.topics.map(({ topic, facts }) => [topic, facts]))
    setSeen(data)
    if (ms > 0) {
      setRates(
        new Map(
          data.topics.map(({ topic, facts }) => [
            topic,
            Math.max(0, ((facts - (before.get(topic) ?? 0)) * 1000) / ms),
          ]),
        ),
      )
    }
  }
  return rates
}

type Topic = StreamsAnswer['topics'][number]

const RATE = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 1 })

function Topics({
  data: { topics },
  rates,
}: {
  readonly data: StreamsAnswer
  readonly rates: ReadonlyMap<string, number>
}) {
  const columns: readonly Column<Topic>[] = [
    {
      head: 'Topic',
      cell: ({ topic, partitions }) => (
        <span className="thing" title={`${partitions} partitions`}>
          {topic}
        </span>
      ),
    },
    { head: 'Facts', figure: true, cell: ({ facts }) => countText(facts) },
    { head: 'A second', figure: true, cell: ({ topic }) => RATE.format(rates.get(topic) ?? 0) },
    {
      head: 'In the lake',
      figure: true,
      cell: ({ facts, lakeFacts }) =>
        lakeFacts >= facts ? 'all' : `all but ${countText(facts - lakeFacts)}`,
    },
    { head: 'Size there', figure: true, cell: ({ lakeBytes }) => sizeText(lakeBytes) },
    {
      head: 'Lake as of',
      cell: ({ freshAt }) =>
        freshAt === undefined ? <Tag state="not yet" meaning="info" /> : instantText(freshAt),
    },
  ]
  return (
    <section className="card">
      <h2>Topics</h2>
      <Grid
        label="Topics"
        columns={columns}
        rows={topics}
        keyOf={({ topic }) => topic}
        empty={{ what: 'No fact was recorded yet.', next: 'The first one makes its topic.' }}
      />
    </section>
  )
}
