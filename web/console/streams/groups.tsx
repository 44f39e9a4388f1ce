/** Who reads: each group's lag, and the replay of those that may read their facts anew. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Popconfirm, Progress } from 'antd'
import { useRef, useState } from 'react'
import type { replayGroup } from '#modules/analytics'
import { intentKey } from '#web/kit/door.ts'
import { countText, durationText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { Grid, type Column } from '../grid.tsx'
import { mayRun, useMeta } from '../meta.ts'
import { client, door } from '../session.ts'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import type { StreamsAnswer } from './streams.tsx'

type Group = StreamsAnswer['groups'][number]

/** Older than this is lag (DESIGN §16). */
const LATE_MS = 1000

const COLUMNS: readonly Column<Group>[] = [
  {
    head: 'Group',
    cell: ({ group, problem }) => (
      <span className="thing" title={problem}>
        {group.slice(group.indexOf('.') + 1)}
      </span>
    ),
  },
  { head: 'Module', cell: ({ module }) => worded(module) },
  { head: 'State', cell: (group) => <State {...group} /> },
  { head: 'Unread', figure: true, cell: ({ behind }) => countText(behind) },
  {
    head: 'Oldest',
    figure: true,
    cell: ({ behind, oldestMs }) => (behind === 0 ? '—' : durationText(oldestMs)),
  },
  { head: 'Parked', figure: true, cell: ({ parked }) => countText(parked) },
  {
    head: 'Action',
    acts: true,
    cell: ({ group, replayable }) => (replayable ? <Replay group={group} /> : null),
  },
]

export function Groups({ groups }: { readonly groups: readonly Group[] }) {
  const [isAll, setAll] = useState(false)
  const sorted = groups.toSorted((a, b) => b.oldestMs - a.oldestMs || b.behind - a.behind)
  const shown = isAll ? sorted : sorted.slice(0, 15)
  return (
    <section className="card">
      <h2>
        {groups.some(({ oldestMs }) => oldestMs > LATE_MS)
          ? 'Some groups are behind'
          : 'Every group keeps up'}
      </h2>
      <Grid
        label="Groups"
        columns={COLUMNS}
        rows={shown}
        keyOf={({ group }) => group}
        empty={{ what: 'Nobody reads yet.' }}
      />
      {groups.length > shown.length ? (
        <p className="more">
          <Button size="small" onClick={() => setAll(true)}>
            Show all {countText(groups.length)}
          </Button>
        </p>
      ) : null}
    </section>
  )
}

function State({ failures, oldestMs, behind }: Group) {
  const [most, setMost] = useState(0)
  if (behind > most) setMost(behind)
  if (behind === 0 && most > 0) setMost(0)
  if (failures > 0) return <Tag state="stumbling" meaning="bad" />
  // A replay, or a flood: how much of it is done since it was largest.
  if (behind > 1000) {
    const done = Math.round((100 * (most - behind)) / Math.max(1, most))
    return <Progress percent={done} size="small" aria-label="Caught up" className="caught-up" />
  }
  return oldestMs > LATE_MS ? (
    <Tag state="behind" meaning="watch" />
  ) : (
    <Tag state="keeps up" meaning="good" />
  )
}

function Replay({ group }: { readonly group: string }) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  const may = mayRun(useMeta(), 'analytics.replay-group')
  const again = useMutation({
    mutationFn: () =>
      door.run<typeof replayGroup>('analytics.replay-group', { group }, key.current),
    onSuccess: () => {
      key.current = intentKey()
      void message.success('It reads from the first fact again.')
      void client.invalidateQueries({ queryKey: ['streams'] })
    },
    onError: (error) => {
      key.current = intentKey()
      void message.error(problemOf(error).message)
    },
  })
  if (!may) return null
  return (
    <Popconfirm
      title={`Read ${group} from the first fact again?`}
      description="It keeps each fact once, so nothing changes but what was missing."
      okText="Replay"
      onConfirm={() => again.mutate()}
    >
      <Button size="small" loading={again.isPending}>
        Replay
      </Button>
    </Popconfirm>
  )
}
