/** An answer: its rows, or a chart of them, what it cost, and how fresh it is. */
import { Button, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { countText, dateText, durationText, instantText } from '#web/kit/figures.ts'
import { csvHref, csvOf } from '../csv.ts'
import { Empty } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { useIsDark } from '../theme.ts'
import type { AskAnswer } from './ask.tsx'
import { sizeText, titleOf, type Drawable, type Shape } from './chart-shape.ts'

const SHOWN_MAX = 500
export const SHAPES = [
  { value: 'table', label: 'Table' },
  { value: 'bars', label: 'Bars' },
  { value: 'line', label: 'Line' },
]

export const NoAnswer = () => (
  <Empty
    what="Nothing was asked yet."
    next="Pick a view from the dictionary, write a SELECT, and press Ctrl and Enter."
  />
)

export function Running({ onCancel }: { readonly onCancel: () => void }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const beat = setInterval(() => setSeconds((n) => n + 1), 1000)
    return () => clearInterval(beat)
  }, [])
  return (
    <p className="ask-running" role="status">
      Reading the lake… {seconds > 0 ? `${seconds} s` : ''}{' '}
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </p>
  )
}

export function Answer({
  answer,
  chart = 'table',
  title,
}: {
  readonly answer: AskAnswer
  readonly chart?: Shape | undefined
  readonly title?: string | undefined
}) {
  const [shape, setShape] = useState<Shape>(chart)
  const { columns, rows, problem } = answer
  if (problem) return <NotAnswered problem={problem} />
  const head = columns.map(({ name }) => name)
  return (
    <section className="card answer-card">
      <header>
        <h2>{shape === 'table' ? (title ?? 'Answer') : titleOf(answer, title)}</h2>
        <Segmented
          size="small"
          aria-label="Shown as"
          options={SHAPES}
          value={shape}
          onChange={(value) => setShape(value as Shape)}
        />
        <a download="answer.csv" href={csvHref(csvOf(head, rows as unknown[][]))}>
          CSV
        </a>
      </header>
      <Cost answer={answer} />
      {rows.length === 0 ? (
        <Empty what="No rows." next="The question is right; nothing is so." />
      ) : null}
      {rows.length > 0 && shape === 'table' ? <Table answer={answer} /> : null}
      {rows.length > 0 && shape !== 'table' ? <AnswerChart answer={answer} shape={shape} /> : null}
    </section>
  )
}

function Cost({
  answer: { rows, more, tookMs, bytes, freshAt, source },
}: {
  readonly answer: AskAnswer
}) {
  return (
    <p className="note">
      {countText(rows.length)} {rows.length === 1 ? 'row' : 'rows'}
      {more ? ', cut off at your limit' : ''}
      {source === 'aggregate' ? (
        <>
          {' '}
          · <Tag state="live figures" meaning="good" /> nothing was scanned
        </>
      ) : (
        ` · ${durationText(tookMs)} · ${sizeText(bytes)} of files`
      )}
      {freshAt === undefined
        ? ' · the lake has no such facts yet'
        : ` · as of ${instantText(freshAt)}`}
    </p>
  )
}

function NotAnswered({ problem }: { readonly problem: NonNullable<AskAnswer['problem']> }) {
  return (
    <div className="fault" role="alert">
      <p className="fault-what">{whatOf[problem.reason]}</p>
      <pre className="error-text">{problem.says}</pre>
    </div>
  )
}

const whatOf = {
  refused: 'That is not answered here.',
  wrong: 'The question has a mistake.',
  'too-long': 'It took longer than you may ask for. Name fewer days, or less.',
  'too-big': 'It needs more memory than there is. Name fewer days, or less.',
  cancelled: 'It was cancelled.',
  busy: 'Too much is being asked at once. Try again in a moment.',
  crashed: 'The engine stopped. Nothing is lost; ask again.',
} as const

const FIGURE = /INT|DOUBLE|FLOAT|DECIMAL/

function Table({ answer: { columns, rows } }: { readonly answer: AskAnswer }) {
  const shown = (rows as (readonly unknown[])[]).slice(0, SHOWN_MAX)
  const isFigure = columns.map(({ type }) => FIGURE.test(type))
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Rows of the answer">
        <table className="rows">
          <thead>
            <tr>
              {columns.map(({ name, type }, at) => (
                <th key={`${at}`} scope="col" title={type} className={isFigure[at] ? 'figure' : ''}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, n) => (
              <tr key={`${n}`}>
                {row.map((value, at) => (
                  <td key={`${at}`} className={isFigure[at] ? 'figure' : ''}>
                    {shownValue(value, columns[at]?.type ?? '')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN_MAX ? (
        <p className="note">The first {SHOWN_MAX} are shown; the CSV has all of them.</p>
      ) : null}
    </>
  )
}

function shownValue(value: unknown, type: string) {
  if (value === null) return <span className="nothing">none</span>
  if (typeof value === 'number') return Number.isInteger(value) ? countText(value) : value
  if (type === 'DATE' && typeof value === 'string') return dateText(value)
  if (type.startsWith('TIMESTAMP') && typeof value === 'string') return instantText(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** An answer's figures along its first column that is none; drawn when the engine has come. */
export function AnswerChart({
  answer,
  shape,
  isStacked = false,
}: {
  readonly answer: Drawable
  readonly shape: 'bars' | 'line'
  /** Its series are parts of a whole. */
  readonly isStacked?: boolean
}) {
  const place = useRef<HTMLDivElement>(null)
  const isDark = useIsDark()
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    let close = () => {}
    let isGone = false
    void import('./answer-chart.ts').then(({ draw }) => {
      if (!isGone) close = draw(element, answer, shape, { isStacked })
    })
    return () => {
      isGone = true
      close()
    }
  }, [answer, shape, isStacked, isDark])
  return <div ref={place} className="answer-chart" role="img" aria-label={titleOf(answer)} />
}
