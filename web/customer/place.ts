/** Where in the app one is: the path under /app, with the browser's own back. */
import { useSyncExternalStore } from 'react'
import { note } from './trace.ts'

const BASE = '/app'

const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())
addEventListener('popstate', () => {
  note('went-back')
  tell()
})

const read = (): string => location.pathname.slice(BASE.length).replace(/^\/|\/$/g, '')

/** `''` is the path itself: whatever the application asks for next. */
export function go(place: string, { replace = false } = {}): void {
  if (place === read()) return
  const url = `${BASE}/${place}`
  if (replace) history.replaceState({ inner: history.state?.inner ?? 0 }, '', url)
  else history.pushState({ inner: (history.state?.inner ?? 0) + 1 }, '', url)
  scrollTo(0, 0)
  tell()
}

/** Back where they came from; the path itself when they came from outside. */
export function back(): void {
  if (history.state?.inner > 0) history.back()
  else go('', { replace: true })
}

export const usePlace = (): string =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
