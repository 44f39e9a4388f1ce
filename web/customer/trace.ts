/**
 * What the app saw, for the lender's funnel: screens, errors by field and code, network. Never a
 * typed value. Kept in memory, sent in batches; a batch that failed goes again under its own key.
 */
import { intentKey, pathOf } from '#web/kit/door.ts'
import { installId, token, useLanguage, VERSION } from './session.ts'
import { useEffect } from 'react'

type What =
  | 'arrived'
  | 'screen-shown'
  | 'screen-left'
  | 'field-error'
  | 'permission-asked'
  | 'permission-answered'
  | 'went-back'
  | 'network'
type More = { screen?: string; field?: string; code?: string; ms?: number }
type Batch = { key: string; body: string }

const BATCH_MAX = 100
const KEPT_MAX = 500
/** The sandbox's clock goes at a person's pace once it hears of one: it must hear soon. */
const SOON_MS = 300
const AGAIN_MS = 5000

const waiting: object[] = []
let unsent: Batch | undefined
let sending = false
let soon: ReturnType<typeof setTimeout> | undefined
let screen: { name: string; sinceMs: number } | undefined
let spoken = 'en'

export function note(what: What, more: More = {}): void {
  if (waiting.length >= KEPT_MAX) return
  const where = screen && !more.screen ? { screen: screen.name } : {}
  const around = { appVersion: VERSION, language: spoken, seenAt: new Date().toISOString() }
  waiting.push({ what, ...where, ...more, ...around, ...networkNow(), ...deviceHere })
  soon ??= setTimeout(() => {
    soon = undefined
    void send()
  }, SOON_MS)
}

/** Marks the time a screen is before someone's eyes. */
export function useSeen(name: string): void {
  spoken = useLanguage()
  useEffect(() => {
    screen = { name, sinceMs: performance.now() }
    note('screen-shown', { screen: name })
    const { sinceMs } = screen
    return () => note('screen-left', { screen: name, ms: Math.round(performance.now() - sinceMs) })
  }, [name])
}

/** The kind of phone and its system's version; nothing that tells one phone from another. */
const deviceHere: { device?: string } = (() => {
  const [, android, ios] =
    /Android (\d{1,3})|(?:iPhone|CPU) OS (\d{1,3})_/.exec(navigator.userAgent) ?? []
  if (android) return { device: `Android ${android}` }
  return ios ? { device: `iPhone ${ios}` } : { device: 'Desktop' }
})()

function networkNow(): { network?: string } {
  if (!navigator.onLine) return { network: 'offline' }
  const kind = (navigator as { connection?: { effectiveType?: string } }).connection?.effectiveType
  return kind ? { network: kind } : {}
}

async function send(keepalive = false): Promise<void> {
  if (sending && !keepalive) return
  if (!unsent) {
    if (waiting.length === 0) return
    const traces = waiting.splice(0, BATCH_MAX)
    unsent = { key: intentKey(), body: JSON.stringify({ installId, traces }) }
  }
  const { key, body } = unsent
  const pass = token.get()
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(pass && { authorization: `Bearer ${pass}` }),
  }
  const init = { method: 'POST', body, headers, keepalive, credentials: 'omit' } as const
  sending = true
  try {
    const { status } = await fetch(pathOf('gateway.trace'), init)
    // What it refused once it refuses again; only silence and overload are tried anew.
    if (status < 500 && status !== 429) unsent = undefined
  } catch {
    // No network: the batch stays.
  } finally {
    sending = false
  }
}

export function startTracing(): void {
  note('arrived')
  void send()
  setInterval(() => void send(), AGAIN_MS)
  // A page put away may never come back: what is here must leave now.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void send(true)
  })
  for (const name of ['online', 'offline'] as const) {
    addEventListener(name, () => note('network', { code: name }))
  }
}
