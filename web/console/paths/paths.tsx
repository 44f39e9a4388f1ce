/** `/paths`: which way people go between two steps, where they go round, and where they leave. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import type { paths } from '#modules/analytics'
import type { InputOf, OutputOf } from '#kernel/contract'
import { countText, shareText } from '#web/kit/figures.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { worded } from '../words.ts'
import { EdgeDrawer, type Edge } from './edge-drawer.tsx'
import { Edges } from './edges.tsx'
import './paths.css'
import { Walks } from './walks.tsx'

export type PathsAnswer = OutputOf<typeof paths>
export type Chosen = Omit<InputOf<typeof paths>, 'from' | 'to'>

type Search = {
  readonly way?: string
  readonly days?: number
  readonly from?: string
  readonly to?: string
  readonly version?: string
  readonly device?: string
  readonly language?: string
}

const DAY_MS = 86_400_000
const IST_MS = 19_800_000
const PERIODS = [
  { value: 7, label: '7 days' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
]

export function PathsPage() {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const set = (more: Search) =>
    void navigate({ to: '/paths', search: clean({ ...search, ...more }) })
  const now = useBusinessNow()
  const { from, to, days = 30 } = search
  const chosen = chosenOf(search, now, days)
  const [edge, setEdge] = useState<Edge>()
  const told = useQuery({
    queryKey: ['paths', chosen, from, to],
    queryFn: ({ signal }) =>
      door.ask<typeof paths>(
        'analytics.paths',
        { ...chosen, ...(from && { from }), ...(to && { to }) },
        { signal },
      ),
    enabled: now !== undefined,
    placeholderData: (before) => before,
  })
  return (
    <div className="paths">
      <PageHead title="Paths" says="Which way people go, step by step.">
        <Segmented
          aria-label="Period"
          options={PERIODS}
          value={days}
          onChange={(value) => set({ days: Number(value) })}
        />
      </PageHead>
      <Around of={told} rows={10}>
        {(data) => (
          <>
            <Choices {...{ data, search, set }} />
            <Told {...{ data, from, to }} onEdge={setEdge} />
          </>
        )}
      </Around>
      <EdgeDrawer edge={edge} chosen={chosen} onClose={() => setEdge(undefined)} />
    </div>
  )
}

const clean = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

function chosenOf(search: Search, now: string | undefined, days: number): Chosen {
  const { way = 'app', version, device, language } = search
  const endMs = now === undefined ? Date.now() : Date.parse(now)
  const dayOf = (ms: number) => new Date(ms + IST_MS).toISOString().slice(0, 10) as Chosen['since']
  return {
    ...{ way, since: dayOf(endMs - days * DAY_MS), until: dayOf(endMs) },
    ...(version !== undefined && { version }),
    ...(device !== undefined && { device }),
    ...(language !== undefined && { language }),
  }
}

/** Business time is the house's, not the browser's. */
function useBusinessNow(): string | undefined {
  const told = useQuery({
    queryKey: ['business-now'],
    queryFn: async ({ signal }) => {
      const { businessNow } = await door.get<{ businessNow: string }>(
        '/v1/monitor/clocks',
        undefined,
        { signal },
      )
      return businessNow
    },
    staleTime: 60_000,
  })
  return told.data ?? (told.error ? new Date().toISOString() : undefined)
}

export const stepName = (step: string): string =>
  step === '' ? 'Set out' : step === '…' ? '…' : worded(step)

function Choices({
  data,
  search,
  set,
}: {
  readonly data: PathsAnswer
  readonly search: Search
  readonly set: (more: Search) => void
}) {
  const ways = [...new Set(['app', ...data.ways])].map((value) => ({
    value,
    label: value === 'app' ? 'App screens' : worded(value.slice(value.indexOf('.') + 1)),
  }))
  const steps = data.steps.map((value) => ({ value, label: stepName(value) }))
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return (
    <div className="filters path-filters">
      <Segmented
        aria-label="Way"
        options={ways}
        value={search.way ?? 'app'}
        onChange={(way) => set({ way, from: undefined as never, to: undefined as never })}
      />
      <One says="From any step" name="from" options={steps} {...{ search, set }} />
      <One says="To any step" name="to" options={steps} {...{ search, set }} />
      <One says="Any version" name="version" options={plain(data.versions)} {...{ search, set }} />
      <One says="Any device" name="device" options={plain(data.devices)} {...{ search, set }} />
      <One
        says="Any language"
        name="language"
        options={plain(data.languages)}
        {...{ search, set }}
      />
    </div>
  )
}

function One({
  says,
  name,
  options,
  search,
  set,
}: {
  readonly says: string
  readonly name: 'from' | 'to' | 'version' | 'device' | 'language'
  readonly options: { value: string; label: string }[]
  readonly search: Search
  readonly set: (more: Search) => void
}) {
  const value = search[name]
  return (
    <Select
      allowClear
      showSearch
      className="path-choice"
      placeholder={says}
      aria-label={says}
      options={options}
      {...(value !== undefined && { value })}
      onChange={(next: string | undefined) => set({ [name]: next })}
    />
  )
}

function Told({
  data,
  from,
  to,
  onEdge,
}: {
  readonly data: PathsAnswer
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onEdge: (edge: Edge) => void
}) {
  if (data.edges.length === 0) {
    return (
      <Empty
        what="Nobody went this way in these days."
        next="Choose a longer period, or another version, device or language."
      />
    )
  }
  return (
    <>
      <p className="telling">{sentence(data, from, to)}</p>
      <div className="path-work">
        <section className="card">
          <h2>Most walked</h2>
          <Walks walks={data.walks} of={data.people} onEdge={onEdge} none="Nobody went that way." />
          <h2>Round in circles</h2>
          <Walks walks={data.loops} of={data.people} onEdge={onEdge} none="Nobody went round." />
          <Exits {...{ data, to }} />
        </section>
        <Edges edges={data.edges} onEdge={onEdge} />
      </div>
    </>
  )
}

function sentence({ people, arrived, more }: PathsAnswer, from?: string, to?: string): string {
  const who = `${countText(people)} ${people === 1 ? 'person' : 'people'}`
  const begin = `${who} set out from ${from ? stepName(from) : 'the start'}`
  const end =
    to === undefined || people === 0
      ? ''
      : `; ${countText(arrived)} came to ${stepName(to)}, ${shareText(arrived / people)}`
  return `${begin}${end}.${more ? ' The latest steps alone are counted.' : ''}`
}

function Exits({
  data: { exits, people },
  to,
}: {
  readonly data: PathsAnswer
  readonly to: string | undefined
}) {
  return (
    <>
      <h2>{to === undefined ? 'Where they stood last' : 'Where they left'}</h2>
      {exits.length === 0 ? (
        <p className="note">Everybody arrived.</p>
      ) : (
        <ol className="exits">
          {exits.map(({ step, people: left }) => (
            <li key={step}>
              <span>{stepName(step)}</span>
              <span className="figure">
                {countText(left)} · {shareText(left / Math.max(1, people))}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
