/** `/parked`: facts a reaction could not take after all its tries, to be driven again. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef } from 'react'
import type { parkedFacts, redrive } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { countText, instantText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { IdLink } from './id-link.tsx'
import { mayRun, useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { client, door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { titleOf } from './words.ts'

type Parked = OutputOf<typeof parkedFacts>['parked'][number]

const EVERY_MS = 5000

export function ParkedPage() {
  const told = useQuery({
    queryKey: ['parked'],
    queryFn: ({ signal }) => door.ask<typeof parkedFacts>('monitor.parked', {}, { signal }),
    refetchInterval: EVERY_MS,
  })
  return (
    <>
      <PageHead title="Parked" says="Facts set aside, so that all others could go on." />
      <Around of={told}>
        {({ parked }) =>
          parked.length === 0 ? (
            <Empty what="Nothing is parked." next="Every fact so far has been handled." />
          ) : (
            <ul className="proposals">
              {parked.map((fact) => (
                <OneParked key={`${fact.id} ${fact.group}`} fact={fact} />
              ))}
            </ul>
          )
        }
      </Around>
    </>
  )
}

function OneParked({ fact }: { readonly fact: Parked }) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  const may = mayRun(useMeta(), 'monitor.redrive')
  const again = useMutation({
    mutationFn: () => door.run<typeof redrive>('monitor.redrive', { id: fact.id }, key.current),
    onSuccess: () => {
      void message.success('Driven again.')
      void client.invalidateQueries({ queryKey: ['parked'] })
    },
    onError: (error) => {
      key.current = intentKey()
      void message.error(problemOf(error).message)
    },
  })
  return (
    <li className="card proposal">
      <header>
        <h2>{titleOf(fact.type)}</h2>
        <p>
          {fact.group} · {countText(fact.attempts)} tries · {instantText(fact.at)}
        </p>
      </header>
      <p>
        About <IdLink id={fact.key} />
      </p>
      <pre className="error-text">{fact.error}</pre>
      {may ? (
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          Drive again
        </Button>
      ) : null}
    </li>
  )
}
