/** How the work piles up and drains: the last ten minutes, as watched from this page. */
import { useEffect, useRef, useState } from 'react'
import { countText } from '#web/kit/figures.ts'
import { useIsDark } from '../theme.ts'
import type { RiverAnswer } from './live.tsx'
import { isEnd } from './river-shape.ts'

export type Sample = { readonly atMs: number; readonly waiting: number; readonly calls: number }

const SAMPLES_MAX = 600

/** One sample an answer; kept while the page is open. */
export function useSamples(data: RiverAnswer): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  const [seen, setSeen] = useState<RiverAnswer>()
  if (seen !== data) {
    setSeen(data)
    const ours = data.steps.filter((step) => !isEnd(step) && !step.human)
    const waiting = ours.reduce((sum, { people }) => sum + people, 0)
    const calls = data.vendors.reduce((sum, vendor) => sum + vendor.waiting, 0)
    const sample = { atMs: Date.now(), waiting, calls }
    setSamples((before) => [...before.slice(1 - SAMPLES_MAX), sample])
  }
  return samples
}

/** What the chart says, in its title. */
function titleOf(samples: readonly Sample[]): string {
  const { waiting = 0, calls = 0 } = samples.at(-1) ?? {}
  const peak = Math.max(0, ...samples.map((sample) => Math.max(sample.waiting, sample.calls)))
  const said = [
    ...(waiting > 0
      ? [waiting === 1 ? '1 person waits on us' : `${countText(waiting)} people wait on us`]
      : []),
    ...(calls > 0
      ? [calls === 1 ? '1 call waits for a vendor' : `${countText(calls)} calls wait for vendors`]
      : []),
  ]
  if (said.length > 0) return said.join(', ')
  return peak === 0 ? 'Nothing waits' : `Nothing waits, down from ${countText(peak)}`
}

export function Backlog({ samples }: { readonly samples: readonly Sample[] }) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<{ draw(samples: readonly Sample[]): void; close(): void }>(undefined)
  const isDark = useIsDark()
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    let isGone = false
    void import('./backlog-chart.ts').then(({ openChart }) => {
      if (!isGone) chart.current = openChart(element)
    })
    return () => {
      isGone = true
      chart.current?.close()
      chart.current = undefined
    }
  }, [isDark])
  useEffect(() => {
    chart.current?.draw(samples)
  }, [samples])
  return (
    <section className="card backlog">
      <h2>{titleOf(samples)}</h2>
      <p className="note">
        People in steps that are ours to do, and calls out, while this page is open.
      </p>
      <div ref={place} className="backlog-chart" aria-hidden="true" />
    </section>
  )
}
