/** One aggregate: how it stands, its figures over time as a chart or a table, and its switch. */
import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm, Progress, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { aggregateValues } from '#modules/analytics'
import type { Measure } from '#kernel/aggregate'
import { countText, instantText, moneyText } from '#web/kit/figures.ts'
import { AnswerChart } from '../ask/answer.tsx'
import { csvHref, csvOf } from '../csv.ts'
import { mayRun, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import { useCountable, useDeed, type Standing } from './ask.ts'
import { drawnFrom, figureIn, type Values } from './figures-drawn.ts'
import { countsText, freshText, meaningOf, measureText, specOf, walkedPercent } from './standing.ts'

const ROWS_MAX = 1000
const EVERY_MS = 5000
const SHAPES = ['bars', 'line', 'table'].map((value) => ({ value, label: worded(value) }))

export function AggregateView({
  standing,
  at,
}: {
  readonly standing: Standing
  readonly at: string
}) {
  const { name, state } = standing
  const { measures, every } = specOf(standing)
  const [measured, setMeasured] = useState(measures[0]!.as)
  const [shape, setShape] = useState<'bars' | 'line' | 'table'>(every ? 'bars' : 'table')
  const measure = measures.find(({ as }) => as === measured) ?? measures[0]!
  const isMoney = useIsMoney(standing, measure)
  const told = useQuery({
    queryKey: ['aggregate-values', name],
    queryFn: ({ signal }) =>
      door.ask<typeof aggregateValues>(
        'analytics.aggregate-values',
        { name, max: ROWS_MAX },
        { signal },
      ),
    ...(state === 'stopped' ? {} : { refetchInterval: EVERY_MS }),
  })
  return (
    <section className="card aggregate-view" aria-label={name}>
      <header>
        <h2>{`${measureText(measure)}${every ? ` each ${every}` : ''}`}</h2>
        {measures.length > 1 ? (
          <Select
            aria-label="Measure"
            value={measure.as}
            options={measures.map((one) => ({ value: one.as, label: measureText(one) }))}
            onChange={setMeasured}
          />
        ) : null}
        <Segmented
          size="small"
          aria-label="Shown as"
          options={SHAPES}
          value={shape}
          onChange={(value) => setShape(value as typeof shape)}
        />
      </header>
      <How standing={standing} at={at} />
      <Around of={told} rows={6}>
        {(values) =>
          values.rows.length === 0 ? (
            <Empty what="Nothing was counted yet." next="It fills as facts of its kind come." />
          ) : (
            <Figures {...{ values, measure, shape, isMoney }} />
          )
        }
      </Around>
      <Off standing={standing} />
    </section>
  )
}

function How({ standing, at }: { readonly standing: Standing; readonly at: string }) {
  const { state, facts, cells, origin, problem, latest } = standing
  const counted =
    `${countText(facts)} ${facts === 1 ? 'fact' : 'facts'} in ` +
    `${countText(cells)} ${cells === 1 ? 'figure' : 'figures'}`
  return (
    <>
      <p className="note">
        <Tag state={state} meaning={meaningOf[state]} /> {countsText(standing)} · {counted} ·{' '}
        {latest === undefined ? (
          freshText(standing, at)
        ) : (
          <time dateTime={latest} title={instantText(latest)}>
            {freshText(standing, at)}
          </time>
        )}{' '}
        · {ORIGINS[origin]}
        {problem === undefined ? '' : ` · stopped: ${worded(problem).toLowerCase()}`}
      </p>
      {state === 'catching-up' ? (
        <div className="backfill">
          <Progress percent={walkedPercent(standing)} aria-label="Backfill" />
          <p className="note">
            It reads the log from its first fact: {countText(standing.read)} of{' '}
            {countText(standing.of)} read. Its figures are whole when it is live.
          </p>
        </div>
      ) : null}
    </>
  )
}
const ORIGINS: { readonly [origin in Standing['origin']]: string } = {
  module: 'declared by a module',
  staff: 'made by two people',
  question: 'promoted from a question',
}

/** Sums, least and most of an amount are paise. */
function useIsMoney(standing: Standing, { of, how }: Measure): boolean {
  const { data } = useCountable()
  if (of === undefined || how === 'count') return false
  const { from } = specOf(standing)
  return (data?.facts ?? [])
    .filter(({ type }) => from.includes(type))
    .some(({ fields }) => fields.some(({ path, kind }) => path === of && kind === 'money'))
}

function Figures({
  values,
  measure,
  shape,
  isMoney,
}: {
  readonly values: Values
  readonly measure: Measure
  readonly shape: 'bars' | 'line' | 'table'
  readonly isMoney: boolean
}) {
  const isAdding = measure.how === 'count' || measure.how === 'sum'
  const drawn = useMemo(
    () => drawnFrom(values, { measure: measure.as, isAdding, unit: isMoney ? 100 : 1 }),
    [values, measure.as, isAdding, isMoney],
  )
  const { columns, rows } = drawn
  const csv = csvOf(
    columns.map(({ name }) => name),
    rows as unknown[][],
  )
  return (
    <>
      {shape === 'table' ? (
        <Table {...{ values, measure, isMoney }} />
      ) : (
        <AnswerChart answer={drawn} shape={shape} isStacked={isAdding} />
      )}
      <p className="note">
        {isMoney && shape !== 'table' ? 'In rupees. ' : ''}
        {values.more ? `The latest ${countText(ROWS_MAX)} figures. ` : ''}
        <a download={`${measure.as}.csv`} href={csvHref(csv)}>
          CSV
        </a>
      </p>
    </>
  )
}

const SHOWN_MAX = 200

function Table({
  values: { rows, key },
  measure,
  isMoney,
}: {
  readonly values: Values
  readonly measure: Measure
  readonly isMoney: boolean
}) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Figures">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">When</th>
            {key.map((path) => (
              <th key={path} scope="col">
                {worded(path.replace(/^data\./, ''))}
              </th>
            ))}
            <th scope="col" className="figure">
              {worded(measure.as)}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_MAX).map((row) => {
            const figure = figureIn(row, measure.as)
            return (
              <tr key={`${row.bucket} ${JSON.stringify(row.key)}`}>
                <td>{row.bucket === '' ? 'all time' : row.bucket}</td>
                {(row.key as readonly unknown[]).map((part, i) => (
                  <td key={`${i}`}>{part === null ? 'none' : worded(`${part}`)}</td>
                ))}
                <td className="figure">{shown(figure, isMoney)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function shown(figure: number | null, isMoney: boolean): string {
  if (figure === null) return '—'
  if (isMoney) return moneyText(Math.round(figure))
  return Number.isInteger(figure) ? countText(figure) : figure.toFixed(2)
}

/** What a module declares is switched off only with a release. */
function Off({ standing }: { readonly standing: Standing }) {
  const { aggregateId, state, origin, name } = standing
  const off = useDeed('analytics.stop-aggregate', `${name} counts no more.`)
  const may = mayRun(useMeta(), 'analytics.stop-aggregate')
  if (!may || state === 'stopped' || origin === 'module') return null
  return (
    <p className="buttons">
      <Popconfirm
        title="Switch it off?"
        description="It counts no more. A new one would read the log anew."
        okText="Switch off"
        onConfirm={() => off.mutate({ aggregateId })}
      >
        <Button danger loading={off.isPending}>
          Switch off…
        </Button>
      </Popconfirm>
    </p>
  )
}
