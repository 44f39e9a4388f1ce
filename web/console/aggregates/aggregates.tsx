/** `/aggregates`: figures kept up as facts pass, and triggers that act on what happens. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { mayRun, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { Around, Empty } from '../states.tsx'
import './aggregates.css'
import { useStandings } from './ask.ts'
import { AggregateView } from './aggregate-view.tsx'
import { MakeAggregate } from './make-aggregate.tsx'
import { MakeTrigger } from './make-trigger.tsx'
import { StandingList } from './standing-list.tsx'
import { Triggers } from './triggers.tsx'

type Search = { readonly show?: 'triggers'; readonly name?: string }

const SHOWN = [
  { value: 'aggregates', label: 'Aggregates' },
  { value: 'triggers', label: 'Triggers' },
]
const SAYS = {
  aggregates: 'Figures kept up as facts pass: counted from the first fact on, each once.',
  triggers: 'What is done when something happens to somebody of whom something is so.',
}

export function AggregatesPage() {
  const { show = 'aggregates', name } = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const meta = useMeta()
  const [isMaking, setMaking] = useState(false)
  const go = (search: Search) => void navigate({ to: '/aggregates', search: search as never })
  const maker = show === 'triggers' ? 'analytics.make-trigger' : 'analytics.make-aggregate'
  return (
    <div className="aggregates">
      <PageHead
        title={show === 'triggers' ? 'Triggers' : 'Aggregates'}
        page="Aggregates"
        says={SAYS[show]}
      >
        <Segmented
          aria-label="Shown"
          options={SHOWN}
          value={show}
          onChange={(value) => go(value === 'triggers' ? { show: 'triggers' } : {})}
        />
        {mayRun(meta, maker) ? (
          <Button onClick={() => setMaking(true)}>
            {show === 'triggers' ? 'New trigger…' : 'New aggregate…'}
          </Button>
        ) : null}
      </PageHead>
      {show === 'triggers' ? (
        <Triggers />
      ) : (
        <Kept chosen={name} onChoose={(next) => go({ name: next })} />
      )}
      {show === 'triggers' ? (
        <MakeTrigger isOpen={isMaking} onClose={() => setMaking(false)} />
      ) : (
        <MakeAggregate isOpen={isMaking} onClose={() => setMaking(false)} />
      )}
    </div>
  )
}

function Kept({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined
  readonly onChoose: (name: string) => void
}) {
  const told = useStandings()
  return (
    <Around of={told} rows={6}>
      {({ aggregates, at }) => {
        const shown = aggregates.find(({ name }) => name === chosen) ?? aggregates[0]
        if (!shown) {
          return (
            <Empty
              what="Nothing is counted as it passes."
              next="Make an aggregate, or promote a question that is asked often."
            />
          )
        }
        return (
          <div className="aggregate-work">
            <StandingList {...{ aggregates, at, onChoose }} chosen={shown.name} />
            <AggregateView key={shown.name} standing={shown} at={at} />
          </div>
        )
      }}
    </Around>
  )
}
