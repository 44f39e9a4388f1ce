/** `/ask`: SQL over masked views of the lake; a table or a chart; kept, and promoted. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ask, cancelQuestion, dictionary } from '#modules/analytics'
import type { InputOf, OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Fault } from '../states.tsx'
import { Answer, NoAnswer, Running } from './answer.tsx'
import './ask.css'
import { Dictionary } from './dictionary.tsx'
import { Editor, type Draft } from './editor.tsx'
import { Kept, useQuestion } from './kept.tsx'
import { Promotion } from './promotion.tsx'

export type AskAnswer = OutputOf<typeof ask>
export type AskView = OutputOf<typeof dictionary>['views'][number]

const KEY = 'dhara-question'
const FRESH_MS = 30_000

export function AskPage() {
  const { question: id } = useSearch({ strict: false }) as { question?: string }
  const navigate = useNavigate()
  const kept = useQuestion(id)
  const told = useQuery({
    queryKey: ['dictionary'],
    queryFn: ({ signal }) => door.ask<typeof dictionary>('analytics.dictionary', {}, { signal }),
    refetchInterval: FRESH_MS,
  })
  const [draft, setDraft] = useDraft(kept?.sql)
  const asking = useAsking(id)
  const run = () => asking.run(draft)
  const isKept = kept !== undefined && kept.sql === draft.sql
  return (
    <div className="ask">
      <PageHead
        title="Ask"
        says="SQL over the facts as they rest in the lake. Nothing personal has a column."
      />
      <div className="ask-work">
        <div className="ask-main">
          <Editor
            {...{ draft, onDraft: setDraft, onRun: run, onCancel: asking.cancel }}
            isRunning={asking.isRunning}
            limits={told.data?.limits}
          />
          <div aria-live="polite">
            {asking.isRunning ? <Running onCancel={asking.cancel} /> : null}
            {asking.error ? <Fault error={asking.error} onRetry={run} /> : null}
            {asking.answer && !asking.isRunning ? (
              <Answer
                answer={asking.answer}
                {...(kept && { chart: kept.chart, title: kept.title })}
              />
            ) : null}
            {!asking.answer && !asking.isRunning && !asking.error ? <NoAnswer /> : null}
          </div>
          <Promotion sql={draft.sql} question={isKept ? kept : undefined} />
        </div>
        <aside className="ask-side">
          <Kept
            sql={draft.sql}
            current={id}
            onOpen={(question) =>
              void navigate({ to: '/ask', search: question ? { question } : {} })
            }
          />
          <Dictionary
            of={told}
            onPick={(text) => setDraft({ ...draft, sql: `${draft.sql}${text}` })}
            onTry={(view) => setDraft({ ...draft, sql: tryOf(view) })}
          />
        </aside>
      </div>
    </div>
  )
}

const tryOf = ({ name }: AskView): string =>
  ['select business_date, count(*) as facts', `from ${name}`, 'group by business_date']
    .concat('order by business_date desc')
    .join('\n')

/** What is being written stays in this tab alone: it may name somebody. */
function useDraft(saved: string | undefined): readonly [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState<Draft>(() => ({ sql: sessionStorage.getItem(KEY) ?? '' }))
  useEffect(() => {
    if (saved !== undefined) setDraft((was) => ({ ...was, sql: saved }))
  }, [saved])
  const keep = (next: Draft) => {
    sessionStorage.setItem(KEY, next.sql)
    setDraft(next)
  }
  return [draft, keep]
}

function useAsking(questionId: string | undefined) {
  const [runId, setRunId] = useState<string>()
  const asking = useMutation({
    mutationFn: (input: InputOf<typeof ask>) =>
      door.ask<typeof ask>('analytics.ask', input, { posted: true }),
    onSettled: () => setRunId(undefined),
  })
  const { mutate, reset } = asking
  useEffect(() => reset(), [questionId, reset])
  return {
    isRunning: asking.isPending,
    answer: asking.data,
    error: asking.error,
    run: ({ sql, from, to }: Draft) => {
      if (sql.trim() === '' || asking.isPending) return
      const id = intentKey()
      setRunId(id)
      mutate({
        ...{ sql, runId: id },
        ...(from && { from: from as never }),
        ...(to && { to: to as never }),
        ...(questionId !== undefined && { questionId: questionId as never }),
      })
    },
    cancel: () => {
      if (runId === undefined) return
      void door.run<typeof cancelQuestion>('analytics.cancel-question', { runId }, intentKey())
    },
  }
}
