/** `/clocks`: every kind of timer: what it is for, whose, what waits, and the button to fire it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useRef } from 'react'
import type { clocks, runTimersNow } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { countText, instantText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { mayRun, useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { client, door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { Tag } from './tag.tsx'
import { worded } from './words.ts'

type Answer = OutputOf<typeof clocks>
type TimerKind = Answer['kinds'][number]

const EVERY_MS = 3000

export function ClocksPage() {
  const told = useQuery({
    queryKey: ['clocks'],
    queryFn: ({ signal }) => door.ask<typeof clocks>('monitor.clocks', {}, { signal }),
    refetchInterval: EVERY_MS,
  })
  return (
    <>
      <PageHead
        title="Clocks"
        says={told.data ? <Now {...told.data} /> : 'Everything that waits for a time.'}
      />
      <Around of={told}>
        {({ kinds }) => (kinds.length === 0 ? <NoTimers /> : <Kinds kinds={kinds} />)}
      </Around>
    </>
  )
}

const Now = ({ businessNow, speed, sandbox }: Answer) => (
  <>
    Business time {instantText(businessNow)}
    {sandbox ? `, ${speed === 0 ? 'standing still' : `at ${countText(speed)}×`}` : ''}
  </>
)

const NoTimers = () => (
  <Empty what="No timer is declared." next="A module's timers appear here with its first." />
)

function Kinds({ kinds }: { readonly kinds: readonly TimerKind[] }) {
  return (
    <div className="table-scroll">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Timer</th>
            <th scope="col">Owner</th>
            <th scope="col">Next</th>
            <th scope="col" className="figure">
              Waiting
            </th>
            <th scope="col" className="figure">
              Overdue
            </th>
            <th scope="col" className="figure">
              Failed
            </th>
            <th scope="col" className="figure">
              Fired
            </th>
            <th scope="col">Last fired</th>
            <th scope="col">
              <span className="for-readers">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <Kind key={`${kind.module} ${kind.kind}`} kind={kind} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Kind({ kind }: { readonly kind: TimerKind }) {
  const { module, says, owner, waiting, next, overdue, failed, lastFiredAt, fired } = kind
  return (
    <tr>
      <td className="timer" title={`${module}: ${kind.kind}`}>
        <span className="thing">{worded(kind.kind.slice(kind.kind.indexOf('.') + 1))}</span>
        <span className="note timer-says">{says}</span>
      </td>
      <td>
        {worded(module)} · {worded(owner)}
      </td>
      <td>{next === undefined ? '—' : instantText(next)}</td>
      <td className="figure">{countText(waiting)}</td>
      <td className="figure">
        {overdue > 0 ? <Tag state={`${countText(overdue)} overdue`} meaning="watch" /> : '0'}
      </td>
      <td className="figure">
        {failed > 0 ? <Tag state={`${countText(failed)} failed`} meaning="bad" /> : '0'}
      </td>
      <td className="figure">{countText(fired)}</td>
      <td>{lastFiredAt === undefined ? '—' : instantText(lastFiredAt)}</td>
      <td>
        <RunNow kind={kind} />
      </td>
    </tr>
  )
}

function RunNow({ kind: { module, kind, waiting, overdue } }: { readonly kind: TimerKind }) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  const may = mayRun(useMeta(), 'monitor.run-timers-now')
  const run = useMutation({
    mutationFn: () =>
      door.run<typeof runTimersNow>('monitor.run-timers-now', { module, kind }, key.current),
    onSuccess: (ran) => {
      key.current = intentKey()
      const fired = ran.how === 'done' ? ran.output.fired : 0
      void message.success(`${countText(fired)} fired.`)
      void client.invalidateQueries({ queryKey: ['clocks'] })
    },
    onError: (error) => void message.error(problemOf(error).message),
  })
  if (!may) return null
  const isIdle = waiting + overdue === 0
  return (
    <Popconfirm
      title={`Fire all ${countText(waiting)} now?`}
      description="What they lead to happens at once, before its time."
      okText="Run now"
      onConfirm={() => run.mutate()}
      disabled={isIdle}
    >
      <Button size="small" disabled={isIdle} loading={run.isPending}>
        Run now
      </Button>
    </Popconfirm>
  )
}
