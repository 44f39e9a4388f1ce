/** Who reads: each group's lag, and the replay of those that may read their facts anew. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Popconfirm, Progress } from 'antd'
import { useRef, useState } from 'react'
import type { replayGroup } from '#modules/analytics'
import { intentKey } from '#web/kit/door.ts'
import { countText, durationText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { mayRun, useMeta } from '../meta.ts'
import { client, door } from '../session.ts'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import type { StreamsAnswer } from './streams.tsx'

type Group = StreamsAnswer['groups'][number]

/** Older than this is lag (DESIGN §16). */
const LATE_MS = 1000

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
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Groups">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Module</th>
              <th scope="col">State</th>
              <th scope="col" className="figure">
                Unread
              </th>
              <th scope="col" className="figure">
                Oldest
              </th>
              <th scope="col" className="figure">
                Parked
              </th>
              <th scope="col">
                <span className="for-readers">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((group) => (
              <Line key={group.group} group={group} />
            ))}
          </tbody>
        </table>
      </div>
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

function Line({ group: of }: { readonly group: Group }) {
  const { group, module, behind, oldestMs, failures, problem, parked, replayable } = of
  const [most, setMost] = useState(0)
  if (behind > most) setMost(behind)
  if (behind === 0 && most > 0) setMost(0)
  return (
    <tr>
      <td title={problem}>
        <span className="thing">{group.slice(group.indexOf('.') + 1)}</span>
      </td>
      <td>{worded(module)}</td>
      <td>
        <State {...{ failures, oldestMs, behind }} most={most} />
      </td>
      <td className="figure">{countText(behind)}</td>
      <td className="figure">{behind === 0 ? '—' : durationText(oldestMs)}</td>
      <td className="figure">{countText(parked)}</td>
      <td>{replayable ? <Replay group={group} /> : null}</td>
    </tr>
  )
}

function State({
  failures,
  oldestMs,
  behind,
  most,
}: Pick<Group, 'failures' | 'oldestMs' | 'behind'> & { readonly most: number }) {
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
