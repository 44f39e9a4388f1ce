/** What happens just now, in words; it goes on by itself. */
import { useEffect, useState } from 'react'
import type { Next } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { useWords } from '../words/words.ts'

const LONG_MS = 20_000
/** These wait for a person or for hours, and say so; they are not slow. */
const slow = new Set(['referred', 'accountReview', 'screeningLater'])
/** What happens between the bank's yes and the money, shown as a list. */
const last = ['verifyingAccount', 'screening', 'payingOut']

export function Waiting({ next: { state } }: { readonly next: Next }) {
  const { waiting } = useWords()
  const isLong = useLong(state) && !slow.has(state)
  const [title, why] = waiting.states[state] ?? waiting.other
  const at = last.indexOf(state)
  return (
    <Screen name="waiting" state={state} title={title} lead={why}>
      {!slow.has(state) && <Flow />}
      {at >= 0 && (
        <ol className="checks">
          {last.map((each, index) => (
            <li key={each} data-at={index < at ? 'done' : index === at ? 'now' : 'next'}>
              {waiting.states[each]?.[0]}
            </li>
          ))}
        </ol>
      )}
      <p className="hint" role="status">
        {isLong ? waiting.long : waiting.lead}
      </p>
    </Screen>
  )
}

/** A stream that moves, so that a person sees we do too. */
const Flow = () => (
  <div className="flow" aria-hidden="true">
    <i />
    <i />
    <i />
  </div>
)

function useLong(state: string): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    const timer = setTimeout(() => setLong(true), LONG_MS)
    return () => clearTimeout(timer)
  }, [state])
  return isLong
}
