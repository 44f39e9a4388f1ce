/** The time slider: as of a day, and as it was known then. Whatever it shows is read-only. */
import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { addDays, daysBetween, type LocalDate } from '#kernel/dates'
import { dateText, fromLocalInput, instantText, toLocalInput } from '#web/kit/figures.ts'
import { DayField } from '../day-field.tsx'
import { eveningOf, isPast, knowingOf, type Knowing, type Then } from './then.ts'

const PAUSE_MS = 250
const KNOWINGS = [
  { value: 'now', label: 'Known today' },
  { value: 'then', label: 'Known that evening' },
  { value: 'at', label: 'Known at…' },
]

type Props = {
  /** The first day there is something to see. */
  readonly from: LocalDate
  readonly today: LocalDate
  readonly then: Then
  readonly onThen: (then: Then) => void
}

export function TimeSlider({ from, today, then, onThen }: Props) {
  const on = then.on ?? today
  const knowing = knowingOf(then)
  const goTo = (day: LocalDate) => onThen(moved(then, knowing, day, today))
  return (
    <section className="card time-slider" aria-label="As of a day">
      <label>
        <span>As of</span>
        <DayField
          value={on}
          min={from}
          max={today}
          onValue={(value) => {
            if (value >= from && value <= today) goTo(value as LocalDate)
          }}
        />
      </label>
      <DayRange {...{ from, today, on }} onDay={goTo} />
      <Segmented
        size="small"
        aria-label="By whose knowledge"
        options={KNOWINGS}
        value={knowing}
        onChange={(next) => onThen(knownBy(next as Knowing, on, today))}
      />
      {knowing === 'at' ? (
        <DayField
          moment
          aria-label="As known at"
          value={toLocalInput(then.knownAt ?? eveningOf(on))}
          onValue={(value) => {
            const knownAt = fromLocalInput(value)
            if (knownAt !== undefined) onThen({ ...then, on, knownAt })
          }}
        />
      ) : null}
      <Button disabled={!isPast(then, today)} onClick={() => onThen({})}>
        Today
      </Button>
    </section>
  )
}

/** Days between the first and today; what is dragged over is asked for when the hand rests. */
function DayRange({
  from,
  today,
  on,
  onDay,
}: {
  readonly from: LocalDate
  readonly today: LocalDate
  readonly on: LocalDate
  readonly onDay: (on: LocalDate) => void
}) {
  const [dragged, setDragged] = useState<number>()
  const days = Math.max(1, daysBetween(from, today))
  useEffect(() => {
    if (dragged === undefined) return undefined
    const timer = setTimeout(() => {
      onDay(addDays(from, dragged))
      setDragged(undefined)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [dragged, from, onDay])
  const at = dragged ?? Math.min(days, Math.max(0, daysBetween(from, on)))
  return (
    <span className="day-range">
      <input
        type="range"
        min={0}
        max={days}
        step={1}
        value={at}
        aria-label="Day"
        aria-valuetext={dateText(addDays(from, at))}
        onChange={({ target: { value } }) => setDragged(Number(value))}
      />
      <span className="day-ends" aria-hidden="true">
        <span>{dateText(from)}</span>
        <b>{dragged === undefined ? '' : dateText(addDays(from, dragged))}</b>
        <span>today</span>
      </span>
    </span>
  )
}

/** Another day, known as before: that evening's knowledge goes along with it. */
function moved(then: Then, knowing: Knowing, on: LocalDate, today: LocalDate): Then {
  if (knowing === 'then') return { on, knownAt: eveningOf(on) }
  if (knowing === 'at') return { ...then, on }
  return on === today ? {} : { on }
}

function knownBy(knowing: Knowing, on: LocalDate, today: LocalDate): Then {
  if (knowing === 'now') return on === today ? {} : { on }
  // A minute apart from the evening, so that the two stay two choices.
  const evening = eveningOf(on)
  return { on, knownAt: knowing === 'then' ? evening : (`${evening.slice(0, 17)}00.000Z` as never) }
}

/** Says that this is the past, and that nothing can be done in it. */
export function PastBanner({
  then,
  today,
  onThen,
}: {
  readonly then: Then
  readonly today: LocalDate
  readonly onThen: (then: Then) => void
}) {
  if (!isPast(then, today)) return null
  const on = dateText(then.on ?? today)
  const known = {
    now: 'with all that is known today',
    then: 'as it was known that evening',
    at: `as it was known on ${then.knownAt === undefined ? '' : instantText(then.knownAt)}`,
  }[knowingOf(then)]
  return (
    <p className="past-banner" role="status">
      <span>
        <span aria-hidden="true">◷</span> This is the past: {on}, {known}. Nothing can be changed
        here.
      </span>
      <Button size="small" onClick={() => onThen({})}>
        Back to today
      </Button>
    </p>
  )
}
