/** From the lake to live figures: whether it can be, both answers side by side, the switch. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef } from 'react'
import type { comparisonOf, promoteQuestion, promotionOf, switchQuestion } from '#modules/analytics'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { countText, durationText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { mayRun, useMeta } from '../meta.ts'
import { client, door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { sizeText } from './chart-shape.ts'
import type { Question } from './kept.tsx'

export function Promotion({
  sql,
  question,
}: {
  readonly sql: string
  readonly question: Question | undefined
}) {
  const asked = sql.trim()
  const told = useQuery({
    queryKey: ['promotion', asked],
    queryFn: ({ signal }) =>
      door.ask<typeof promotionOf>(
        'analytics.promotion-of',
        { sql: asked },
        { posted: true, signal },
      ),
    enabled: asked.length > 10 && question !== undefined,
  })
  if (question === undefined) return null
  return (
    <section className="card promotion" aria-label="Promotion">
      <h2>Live figures</h2>
      <Around of={told} rows={2}>
        {({ possible, says, asked: cost }) => (
          <>
            <p className="note">{costText(cost)}</p>
            {question.state === 'lake' ? (
              <Offer {...{ possible, says, question }} />
            ) : (
              <Compared question={question} />
            )}
          </>
        )}
      </Around>
    </section>
  )
}

type Cost = OutputOf<typeof promotionOf>['asked']

function costText(cost: Cost): string {
  if (cost === undefined) return 'Nobody asked it in the last 30 business days.'
  const { times, people, ms, bytes } = cost
  const often = times === 1 ? 'once' : `${countText(times)} times by ${countText(people)}`
  const dear = `${durationText(ms)} and ${sizeText(bytes)} in all`
  return `Asked ${often} in the last 30 business days: ${dear}.`
}

function Offer({
  possible,
  says,
  question,
}: {
  readonly possible: boolean
  readonly says: string
  readonly question: Question
}) {
  const act = useAct<typeof promoteQuestion>('analytics.promote-question')
  const may = mayRun(useMeta(), 'analytics.promote-question')
  return (
    <>
      <p>
        <Tag
          state={possible ? 'can be kept up' : 'stays with the lake'}
          meaning={possible ? 'good' : 'info'}
        />{' '}
        {says}
      </p>
      {possible && may ? (
        <Button
          loading={act.isPending}
          onClick={() => act.mutate({ questionId: question.id as never })}
        >
          Propose: promote “{question.title}”
        </Button>
      ) : null}
    </>
  )
}

function Compared({ question }: { readonly question: Question }) {
  const { id, state } = question
  const act = useAct<typeof switchQuestion>('analytics.switch-question')
  const may = mayRun(useMeta(), 'analytics.switch-question')
  const told = useQuery({
    queryKey: ['comparison', id],
    queryFn: ({ signal }) =>
      door.ask<typeof comparisonOf>(
        'analytics.comparison-of',
        { questionId: id as never },
        { signal },
      ),
  })
  const isLive = state === 'live'
  return (
    <>
      <Around of={told} rows={4}>
        {(both) => (
          <>
            <p>
              <Tag
                state={both.equal ? 'equal' : 'differ'}
                meaning={both.equal ? 'good' : 'watch'}
              />{' '}
              {both.says}
            </p>
            <div className="both">
              <Side title="From the lake" columns={both.columns} side={both.lake} />
              <Side title="From live figures" columns={both.columns} side={both.live} />
            </div>
          </>
        )}
      </Around>
      <p className="buttons">
        <Button onClick={() => void told.refetch()} loading={told.isFetching}>
          Compare again
        </Button>
        {may ? (
          <Button
            type={isLive ? 'default' : 'primary'}
            loading={act.isPending}
            disabled={!isLive && !told.data?.equal}
            onClick={() => act.mutate({ questionId: id as never, live: !isLive })}
          >
            {isLive ? 'Answer from the lake again' : 'Answer from live figures'}
          </Button>
        ) : null}
      </p>
    </>
  )
}

const SHOWN_MAX = 8

function Side({
  title,
  columns,
  side,
}: {
  readonly title: string
  readonly columns: readonly string[]
  readonly side: OutputOf<typeof comparisonOf>['lake']
}) {
  const { rows, tookMs, bytes } = side
  return (
    <div>
      <h3>{title}</h3>
      <p className="note">
        {bytes > 0 ? `${durationText(tookMs)} · ${sizeText(bytes)}` : 'nothing scanned'}
      </p>
      <div className="table-scroll">
        <table className="rows">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(rows as (readonly unknown[])[]).slice(0, SHOWN_MAX).map((row, n) => (
              <tr key={`${n}`}>
                {row.map((value, at) => (
                  <td key={`${at}`}>{value === null ? '—' : String(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN_MAX ? <p className="note">…{rows.length - SHOWN_MAX} more</p> : null}
    </div>
  )
}

/** One intent, one key; what follows from it is asked anew. */
function useAct<C extends typeof promoteQuestion | typeof switchQuestion>(name: string) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  return useMutation({
    mutationFn: (input: Parameters<typeof door.run<C>>[1]) => door.run<C>(name, input, key.current),
    onSuccess: (ran) => {
      key.current = intentKey()
      const isDone = ran.how === 'done'
      void message.success(isDone ? 'Done.' : 'Proposed: a second person decides.')
      void client.invalidateQueries({ queryKey: ['questions'] })
      void client.invalidateQueries({ queryKey: ['proposals'] })
    },
    onError: (error) => {
      key.current = intentKey()
      void message.error(problemOf(error).message)
    },
  })
}
