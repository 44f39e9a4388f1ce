/** `/parked`: facts a reaction could not take: looked into, mended by two people, driven again. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import type { parkedFact, parkedFacts, redrive } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { countText, instantText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { IdLink } from './id-link.tsx'
import { JsonTree } from './json-tree.tsx'
import { CommandButton } from './lending/command-button.tsx'
import { mayRun, useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { client, door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { Tag } from './tag.tsx'
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
      <PageHead title="Parked" says="Facts set aside, so that all others could go on.">
        <DriveAll parked={told.data?.parked ?? []} />
      </PageHead>
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

/** Oldest first: what waits behind another then finds it done. What fails again stays. */
function DriveAll({ parked }: { readonly parked: readonly Parked[] }) {
  const { message } = App.useApp()
  const may = mayRun(useMeta(), 'monitor.redrive')
  const all = useMutation({
    mutationFn: async () => {
      let done = 0
      for (const { id } of parked.toReversed()) {
        done += await driven(id)
      }
      return done
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['parked'] }),
    onSuccess: (done) => void message.info(`${countText(done)} went through.`),
    onError: (error) => void message.error(problemOf(error).message),
  })
  if (!may || parked.length < 2) return null
  return (
    <Button loading={all.isPending} onClick={() => all.mutate()}>
      Drive all {countText(parked.length)} again
    </Button>
  )
}

/** How many ran; none where an earlier one of its key took it along. */
async function driven(id: string): Promise<number> {
  try {
    const ran = await door.run<typeof redrive>('monitor.redrive', { id }, intentKey())
    return ran.how === 'done' ? ran.output.done : 0
  } catch (error) {
    if (problemOf(error).code === 'not-parked') return 0
    throw error
  }
}

function OneParked({ fact }: { readonly fact: Parked }) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  const may = mayRun(useMeta(), 'monitor.redrive')
  const [isOpen, setOpen] = useState(false)
  const again = useMutation({
    mutationFn: () => door.run<typeof redrive>('monitor.redrive', { id: fact.id }, key.current),
    onSuccess: (ran) => {
      key.current = intentKey()
      const problem = ran.how === 'done' ? ran.output.problem : undefined
      if (problem === undefined) void message.success('It went through.')
      else void message.error(`It failed again: ${problem}`)
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
        <h2>
          {titleOf(fact.type)} {fact.mended ? <Tag state="mended" meaning="good" /> : null}
          {fact.behind ? <Tag state="waits behind another" meaning="info" /> : null}
        </h2>
        <p>
          {fact.group} · {countText(fact.attempts)} {fact.attempts === 1 ? 'try' : 'tries'} ·{' '}
          {instantText(fact.at)}
        </p>
      </header>
      <p>
        About <IdLink id={fact.key} />
      </p>
      <pre className="error-text">{fact.error}</pre>
      {isOpen ? <Inside id={fact.id} /> : null}
      <p className="buttons">
        <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? 'Close' : 'Inspect'}
        </Button>
        {may ? (
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate()}>
            Drive again
          </Button>
        ) : null}
      </p>
    </li>
  )
}

/** What the fact says and why it was not taken, and the way to give its group other data. */
function Inside({ id }: { readonly id: string }) {
  const told = useQuery({
    queryKey: ['parked', id],
    queryFn: ({ signal }) => door.ask<typeof parkedFact>('monitor.parked-fact', { id }, { signal }),
  })
  return (
    <Around of={told} rows={4}>
      {({ found }) =>
        found === undefined ? (
          <Empty what="It is not parked any more." next="Somebody drove it again." />
        ) : (
          <>
            <p className="note">
              {found.mended ? 'Mended: the log keeps what was recorded. ' : ''}
              Recorded {instantText(found.recordedAt)} by {found.actor}, in {found.topic}.
            </p>
            <JsonTree value={found.data} />
            <details>
              <summary>The problem, whole</summary>
              <pre className="error-text">{found.problem}</pre>
            </details>
            <p className="buttons">
              <CommandButton
                name="monitor.mend-parked"
                given={{ id }}
                begin={{ data: found.data }}
                says="Mend"
              />
            </p>
          </>
        )
      }
    </Around>
  )
}
