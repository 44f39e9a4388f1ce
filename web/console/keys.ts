/** Keys that work on every page; never while someone types. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

const SECOND_KEY_MS = 1000
const GOES: { readonly [key: string]: string } = {
  l: '/',
  f: '/find',
  c: '/clocks',
  p: '/parked',
  a: '/ask',
  w: '/paths',
  s: '/streams',
  r: '/repayments',
  d: '/day-end',
  b: '/ledger',
  o: '/proposals',
}

type Actions = {
  readonly onSearch: () => void
  readonly onHelp: () => void
  readonly onNav: () => void
}

export function useKeys(actions: Actions): void {
  const navigate = useNavigate()
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    let firstAtMs = 0
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        latest.current.onSearch()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const go = event.timeStamp - firstAtMs < SECOND_KEY_MS ? GOES[event.key] : undefined
      if (go !== undefined) {
        firstAtMs = 0
        event.preventDefault()
        void navigate({ to: go })
      } else if (event.key === 'g') firstAtMs = event.timeStamp
      else if (event.key === '?') latest.current.onHelp()
      else if (event.key === '/') {
        event.preventDefault()
        latest.current.onSearch()
      } else if (event.key === '[') latest.current.onNav()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [navigate])
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
