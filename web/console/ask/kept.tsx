/** Questions that were kept, and what was asked most dearly. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input, Segmented, Tabs } from 'antd'
import { useRef, useState } from 'react'
import type { costlyQuestions, saveQuestion } from '#modules/analytics'
import { intentKey } from '#web/kit/door.ts'
import { countText, durationText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { client, door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { SHAPES } from './answer.tsx'
import { sizeText, type Shape } from './chart-shape.ts'

export type Question = {
  readonly id: string
  readonly title: string
  readonly sql: string
  readonly chart: Shape
  readonly state: 'lake' | 'proving' | 'live'
  readonly by: string
}

const useQuestions = () =>
  useQuery({
    queryKey: ['questions'],
    queryFn: ({ signal }) =>
      door.get<{ rows: readonly Question[] }>(
        '/v1/analytics/question/list',
        { sort: 'madeAt', desc: true, limit: 100 },
        { signal },
      ),
  })

export const useQuestion = (id: string | undefined): Question | undefined =>
  useQuestions().data?.rows.find((question) => question.id === id)

export function Kept({
  sql,
  current,
  onOpen,
}: {
  readonly sql: string
  readonly current: string | undefined
  readonly onOpen: (id: string | undefined) => void
}) {
  return (
    <section className="card kept" aria-label="Kept questions">
      <Tabs
        size="small"
        items={[
          { key: 'kept', label: 'Kept', children: <List {...{ sql, current, onOpen }} /> },
          { key: 'costly', label: 'Dearest', children: <Costly /> },
        ]}
      />
    </section>
  )
}

function List({
  sql,
  current,
  onOpen,
}: {
  readonly sql: string
  readonly current: string | undefined
  readonly onOpen: (id: string | undefined) => void
}) {
  const told = useQuestions()
  return (
    <>
      <Around of={told} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="note">No question was kept yet.</p>
          ) : (
            <ul className="kept-list">
              {rows.map((question) => (
                <li key={question.id}>
                  <button
                    type="button"
                    className="linklike-plain"
                    aria-current={question.id === current}
                    onClick={() => onOpen(question.id)}
                  >
                    {question.title}
                  </button>
                  {question.state === 'lake' ? null : (
                    <Tag
                      state={question.state}
                      meaning={question.state === 'live' ? 'good' : 'watch'}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Around>
      <Save sql={sql} onSaved={onOpen} />
    </>
  )
}

function Save({ sql, onSaved }: { readonly sql: string; readonly onSaved: (id: string) => void }) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  const [title, setTitle] = useState('')
  const [chart, setChart] = useState<Shape>('table')
  const save = useMutation({
    mutationFn: () =>
      door.run<typeof saveQuestion>('analytics.save-question', { title, sql, chart }, key.current),
    onSuccess: async (ran) => {
      key.current = intentKey()
      setTitle('')
      await client.invalidateQueries({ queryKey: ['questions'] })
      if (ran.how === 'done') onSaved(ran.output.questionId)
    },
    onError: (error) => {
      key.current = intentKey()
      void message.error(problemOf(error).message)
    },
  })
  return (
    <form
      className="save"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Input
        value={title}
        placeholder="Keep it as…"
        aria-label="Title to keep it under"
        onChange={(event) => setTitle(event.target.value)}
      />
      <Segmented
        size="small"
        aria-label="Opens as"
        options={[...SHAPES]}
        value={chart}
        onChange={(value) => setChart(value as Shape)}
      />
      <Button
        htmlType="submit"
        loading={save.isPending}
        disabled={title.trim().length < 3 || sql.trim() === ''}
      >
        Keep
      </Button>
    </form>
  )
}

function Costly() {
  const told = useQuery({
    queryKey: ['costly-questions'],
    queryFn: ({ signal }) =>
      door.ask<typeof costlyQuestions>('analytics.costly-questions', {}, { signal }),
  })
  return (
    <Around of={told} rows={3}>
      {({ questions }) =>
        questions.length === 0 ? (
          <p className="note">Nothing was asked in the last 30 business days.</p>
        ) : (
          <ol className="costly">
            {questions.slice(0, 10).map(({ fingerprint, says, times, people, ms, bytes }) => (
              <li key={fingerprint}>
                <code>{says}</code>
                <span className="note">
                  {countText(times)} times by {countText(people)} · {durationText(ms)} in all ·{' '}
                  {sizeText(bytes)}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Around>
  )
}
