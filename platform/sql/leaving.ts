/**
 * What waits to leave a transaction: facts for the outbox, timers set and cancelled. It leaves in
 * one call just before the commit, so it costs no round trip of its own.
 */
import type { Instant } from '#kernel/dates'
import { packed, type Single } from '#platform/log'

type Timer = { key: string; due: Instant; body: string }

export type Leaving = {
  fact(fact: Single): void
  timer(name: string, timer: Timer): void
  cancel(name: string): void
  readonly facts: number
  readonly timers: number
  /** The arguments of `platform.leave`; undefined when nothing leaves. */
  lines(): (string | null)[] | undefined
}

export function leaving(): Leaving {
  const facts: Single[] = []
  // The last word on a name holds: a timer set and cancelled in one transaction never was.
  const timers = new Map<string, Timer | undefined>()
  const set = () => [...timers].filter((one): one is [string, Timer] => one[1] !== undefined)
  const cancelled = () => [...timers].filter(([, timer]) => !timer).map(([name]) => name)
  return {
    fact: (fact) => void facts.push(fact),
    timer: (name, timer) => void timers.set(name, timer),
    cancel: (name) => void timers.set(name, undefined),
    get facts() {
      return facts.length
    },
    get timers() {
      return timers.size
    },
    lines: () => {
      if (facts.length === 0 && timers.size === 0) return undefined
      const packs = packed(facts)
      const due = set()
      return [
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
