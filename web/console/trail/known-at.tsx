/** "As it was known at": a slider over the person's whole time, and the moment to type. */
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { fromLocalInput, instantText, toLocalInput } from '#web/kit/figures.ts'
import { DayField } from '../day-field.tsx'

const PAUSE_MS = 250
const STEPS = 1000

export function KnownAt({
  from,
  to,
  at,
  onAt,
}: {
  readonly from: string
  readonly to: string
  /** Absent: as it is known now. */
  readonly at: string | undefined
  readonly onAt: (at: string | undefined) => void
}) {
  const [firstMs, lastMs] = [Date.parse(from), Math.max(Date.parse(to), Date.parse(from) + 1)]
  const atMs = at === undefined ? lastMs : Date.parse(at)
  const [draggedMs, setDraggedMs] = useState<number>()
  const shownMs = draggedMs ?? atMs
  useEffect(() => {
    if (draggedMs === undefined) return undefined
    const timer = setTimeout(() => {
      onAt(draggedMs >= lastMs ? undefined : new Date(draggedMs).toISOString())
      setDraggedMs(undefined)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draggedMs, lastMs, onAt])
  const isNow = at === undefined && draggedMs === undefined
  const shown = new Date(shownMs).toISOString()
  return (
    <section className="card known-at" aria-label="As it was known at">
      <label>
        <span>As it was known at</span>
        <DayField
          moment
          value={toLocalInput(shown)}
          onValue={(value) => {
            const typed = fromLocalInput(value)
            if (typed !== undefined) onAt(typed)
          }}
        />
      </label>
      <input
        type="range"
        min={firstMs}
        max={lastMs}
        step={Math.max(1, Math.round((lastMs - firstMs) / STEPS))}
        value={Math.min(lastMs, Math.max(firstMs, shownMs))}
        aria-label="Moment"
        aria-valuetext={instantText(shown)}
        onChange={(event) => setDraggedMs(Number(event.target.value))}
      />
      <Button onClick={() => onAt(undefined)} disabled={isNow}>
        Now
      </Button>
      <p role="status">
        {isNow
          ? 'Everything known today.'
          : `Only what was on record by ${instantText(shown, { seconds: true })}.`}
      </p>
    </section>
  )
}
