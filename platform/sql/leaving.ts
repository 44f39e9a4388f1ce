/**
 * What waits to leave a transaction: facts for the outbox, timers set and cancelled. It leaves in
 * one call just before the commit, so it costs no round trip of its own. Where a transaction has
 * thousands, a share leaves whenever so many wait: the database takes it in while we work on.
 */
import type { Instant } from '#kernel/dates'
import { packed, type Single } from '#platform/log'

type Timer = { key: string; due: Instant; body: string }

/** So many facts are worth a call of their own; the rows they are packed in are as full. */
export const SHARE_FACTS = 1000

export type Leaving = {
  fact(fact: Single): void
  timer(name: string, timer: Timer): void
  cancel(name: string): void
  /** Whether anything did or will leave. */
  readonly facts: boolean
  readonly timers: boolean
  /** Takes out what waits, as the arguments of `platform.leave`; undefined when nothing does. */
  lines(): (string | null)[] | undefined
  /** Called whenever a share is full. */
  onShare(full: () => void): void
}

export function leaving(): Leaving {
  const facts: Single[] = []
  // The last word on a name holds: a timer set and cancelled in one transaction never was.
  const timers = new Map<string, Timer | undefined>()
  const any = { facts: false, timers: false }
  let full = () => {}
  const set = () => [...timers].filter((one): one is [string, Timer] => one[1] !== undefined)
  const cancelled = () => [...timers].filter(([, timer]) => !timer).map(([name]) => name)
  return {
    fact: (fact) => {
      any.facts = true
      if (facts.push(fact) >= SHARE_FACTS) full()
    },
    timer: (name, timer) => {
      any.timers = true
      timers.set(name, timer)
    },
    cancel: (name) => {
      any.timers = true
      timers.set(name, undefined)
    },
    get facts() {
      return any.facts
    },
    get timers() {
      return any.timers
    },
    onShare: (listener) => void (full = listener),
    lines: () => {
      if (facts.length === 0 && timers.size === 0) return undefined
      const packs = packed(facts)
      const due = set()
      const lines = [
        column(packs, (pack) => pack.topic),
        column(packs, (pack) => String(pack.part)),
        column(packs, (pack) => pack.key),
        column(packs, (pack) => String(pack.n)),
        column(packs, (pack) => pack.body),
        column(due, ([name]) => name),
        column(due, ([, timer]) => timer.key),
        column(due, ([, timer]) => timer.due),
        column(due, ([, timer]) => timer.body),
        column(cancelled(), (name) => name),
      ]
      facts.length = 0
      timers.clear()
      return lines
    },
  }
}

const column = <T>(rows: readonly T[], of: (row: T) => string): string | null =>
  rows.length === 0 ? null : rows.map((row) => of(row)).join('\n')

/** Keys, names and topics travel as lines; a control character in one would make two of it. */
export function line(text: string, what: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 32) throw new TypeError(`${what} holds a control character`)
  }
  if (text === '') throw new TypeError(`${what} is empty`)
  return text
}
