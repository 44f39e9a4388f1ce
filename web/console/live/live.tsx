/** `/`: the page on the wall. The journey as a river, and how the house keeps up with it. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { river } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { isTyping } from '../keys.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { Backlog, useSamples } from './backlog.tsx'
import { makeMoves, type Moves } from './drops.tsx'
import { Ends } from './ends.tsx'
import { Levers } from './levers.tsx'
import './live.css'
import { Clock, Pulse } from './pulse.tsx'
import { RiverTable, csvOf } from './river-table.tsx'
import { RiverTall } from './river-tall.tsx'
import { River } from './river.tsx'
import type { Step } from './river-shape.ts'
import { StepDrawer } from './step-drawer.tsx'
import { Vendors } from './vendors.tsx'

export type RiverAnswer = OutputOf<typeof river>

const EVERY_MS = 1000
const NARROW = matchMedia('(max-width: 700px)')
const JOURNEYS = [
  { value: 'lending.application', label: 'Application' },
  { value: 'lending.draw', label: 'Draw' },
  { value: 'payments.payout', label: 'Payout' },
]

export function LivePage() {
  const { journey = 'lending.application' } = useSearch({ strict: false }) as { journey?: string }
  const navigate = useNavigate()
  const moves = useMoves(journey)
  const told = useQuery({
    queryKey: ['river', journey],
    queryFn: ({ signal }) => door.ask<typeof river>('monitor.river', { journey }, { signal }),
    refetchInterval: EVERY_MS,
    retry: false, // The next second asks again.
  })
  return (
    <div className="live">
      <PageHead title="Live" says={told.data ? <Clock {...told.data} /> : ' '}>
        <Segmented
          options={JOURNEYS}
          value={journey}
          aria-label="Journey"
          onChange={(value) => void navigate({ to: '/', search: { journey: value } })}
        />
        {told.data ? <Levers businessNow={told.data.businessNow} /> : null}
      </PageHead>
      <Around of={told} rows={10}>
        {(data) => <Now key={journey} journey={journey} data={data} moves={moves} />}
      </Around>
    </div>
  )
}

function Now({
  journey,
  data,
  moves,
}: {
  readonly journey: string
  readonly data: RiverAnswer
  readonly moves: Moves
}) {
  const [open, setOpen] = useState<Step>()
  const [isTable, setTable] = useTableKey()
  const isNarrow = useSyncExternalStore(onNarrow, () => NARROW.matches)
  const samples = useSamples(data)
  const { flows } = data
  // A wait after a vendor's silence is off the main way: shown while somebody is there.
  const steps = data.steps.filter((step) => !step.aside || step.people > 0)
  if (steps.length === 0) {
    return (
      <Empty
        what="Nobody has set out on this journey yet."
        next="The first person's first tap makes the river run."
      />
    )
  }
  const View = isTable ? RiverTable : RiverTall
  return (
    <>
      <Pulse data={data} />
      <section className="card river-card" aria-label="The journey now">
        <header>
          <h2>People in each step now</h2>
          <p className="legend" aria-hidden="true">
            <span className="legend-ghost" /> yesterday at this hour
            <span className="legend-below"> · below: share that goes on, time of half</span>
          </p>
          <Button size="small" onClick={() => setTable(!isTable)}>
            {isTable ? 'River' : 'Table'} <kbd>t</kbd>
          </Button>
          {isTable ? (
            <a
              download="river.csv"
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(steps))}`}
            >
              CSV
            </a>
          ) : null}
        </header>
        {isTable || isNarrow ? (
          <View steps={steps} onStep={setOpen} />
        ) : (
          <River {...{ steps, flows, moves }} onStep={setOpen} />
        )}
        <Ends steps={steps} onStep={setOpen} />
      </section>
      <div className="live-foot">
        <Vendors vendors={data.vendors} />
        <Backlog samples={samples} />
      </div>
      <StepDrawer journey={journey} step={open} onClose={() => setOpen(undefined)} />
    </>
  )
}

const onNarrow = (tell: () => void) => {
  NARROW.addEventListener('change', tell)
  return () => NARROW.removeEventListener('change', tell)
}

/** The stream's moves of this journey, for the drops; counts come with the next question. */
function useMoves(journey: string): Moves {
  const moves = useMemo(makeMoves, [])
  useEffect(
    () =>
      door.stream('/v1/monitor/stream', {
        onData: (data) => {
          const { type = '', from = '', to } = data as { type?: string; from?: string; to?: string }
          const isOurs = type === '' || type.startsWith(journey)
          if (to !== undefined && isOurs && !document.hidden) moves.push({ from, to })
        },
      }),
    [journey, moves],
  )
  return moves
}

/** `t` turns the river into its table and back. */
function useTableKey(): readonly [boolean, (isTable: boolean) => void] {
  const [isTable, setTable] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 't' || event.ctrlKey || event.metaKey || isTyping(event.target)) return
      setTable((was) => !was)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return [isTable, setTable]
}
