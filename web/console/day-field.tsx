/**
 * A field for a day, or for a moment of one. The browser's own fields show 12/03 for the third of
 * December where the machine speaks American; this one shows `3 Dec 2026`, reads what is typed, and
 * opens the browser's calendar by its button.
 */
import { useEffect, useId, useRef, useState } from 'react'
import { dateText } from '#web/kit/figures.ts'
import { dayTyped, momentTyped } from './typed-day.ts'

type Props = {
  /** `2026-03-05`, for a moment `2026-03-05T14:05`; empty for none. */
  readonly value: string
  /** Such a value; empty when the field was emptied; as it was typed when it cannot be read. */
  readonly onValue: (value: string) => void
  readonly moment?: boolean
  readonly min?: string
  readonly max?: string
  /** Instead of how a day is written, where little room is. */
  readonly placeholder?: string
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
}

const READERS = { day: dayTyped, moment: momentTyped }

export function DayField({ value, onValue, moment = false, min, max, ...named }: Props) {
  const read = READERS[moment ? 'moment' : 'day']
  const shown = shownOf(value, read)
  const [typed, setTyped] = useState(shown)
  useEffect(() => setTyped(shown), [shown])
  const calendar = useRef<HTMLInputElement>(null)
  const hint = useId()
  const settle = (text: string) => {
    const next = text.trim() === '' ? '' : (read(text) ?? text)
    if (next !== value) onValue(next)
    else setTyped(shown)
  }
  const isUnread = typed.trim() !== '' && read(typed) === undefined
  return (
    <span className={moment ? 'day-field moment' : 'day-field'}>
      <input
        type="text"
        autoComplete="off"
        placeholder={moment ? 'day, time' : 'day month year'}
        aria-describedby={hint}
        {...named}
        aria-invalid={named['aria-invalid'] ?? isUnread}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => settle(typed)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') settle(typed)
          if (key === 'Escape') setTyped(shown)
        }}
      />
      <span id={hint} className="for-readers">
        As 5 Mar 2026{moment ? ', 14:05' : ''} or 5/3/2026{moment ? ' 14:05' : ''}
      </span>
      <button
        type="button"
        aria-label="Open the calendar"
        onClick={() => calendar.current?.showPicker()}
      >
        <CalendarSign />
      </button>
      <input
        ref={calendar}
        type={moment ? 'datetime-local' : 'date'}
        tabIndex={-1}
        aria-hidden="true"
        {...{ min, max }}
        value={read(value) === undefined ? '' : value}
        onChange={({ target }) => target.value !== '' && onValue(target.value)}
      />
    </span>
  )
}

/** `5 Mar 2026, 14:05`; what is no day stays as it was typed. */
function shownOf(value: string, read: (text: string) => string | undefined): string {
  const [on = '', time] = (read(value) ?? '').split('T')
  if (on === '') return value
  return time === undefined ? dateText(on) : `${dateText(on)}, ${time}`
}

const CalendarSign = () => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path
      d="M2.5 4.5h11v9h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
    />
  </svg>
)
