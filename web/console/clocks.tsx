/** `/clocks`: every kind of timer: what it is for, whose, what waits, and the button to fire it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useRef } from 'react'
import type { clocks, runTimersNow } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { countText, instantText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { Grid, type Column } from './grid.tsx'
import { mayRun, useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { client, door } from './session.ts'
import { Around } from './states.tsx'
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
        {({ kinds }) => (
          <Grid
            label="Timers"
            columns={COLUMNS}
            rows={kinds}
            keyOf={({ module, kind }) => `${module} ${kind}`}
            empty={{
              what: 'No timer is declared.',
              next: "A module's timers appear here with its first.",
            }}
          />
        )}
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

const alarm = (count: number, word: string, meaning: 'watch' | 'bad') =>
  count > 0 ? <Tag state={`${countText(count)} ${word}`} meaning={meaning} /> : '0'
const moment = (at: string | undefined) => (at === undefined ? '—' : instantText(at))

const COLUMNS: readonly Column<TimerKind>[] = [
  {
    head: 'Timer',
    wraps: true,
    cell: ({ module, kind, says }) => (
      <>
        <span className="thing" title={`${module}: ${kind}`}>
          {worded(kind.slice(kind.indexOf('.') + 1))}
        </span>
        <span className="note timer-says">{says}</span>
      </>
    ),
  },
  { head: 'Owner', cell: ({ module, owner }) => `${worded(module)} · ${worded(owner)}` },
  { head: 'Next', cell: ({ next }) => moment(next) },
  { head: 'Waiting', figure: true, cell: ({ waiting }) => countText(waiting) },
  { head: 'Overdue', figure: true, cell: ({ overdue }) => alarm(overdue, 'overdue', 'watch') },
  { head: 'Failed', figure: true, cell: ({ failed }) => alarm(failed, 'failed', 'bad') },
  { head: 'Fired', figure: true, cell: ({ fired }) => countText(fired) },
  { head: 'Last fired', cell: ({ lastFiredAt }) => moment(lastFiredAt) },
  { head: 'Action', acts: true, cell: (kind) => <RunNow kind={kind} /> },
]

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
