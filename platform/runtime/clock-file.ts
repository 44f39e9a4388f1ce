/**
 * Where a sandbox business clock rests between starts. While nobody runs, no business time passes;
 * after kill -9 it goes on a little past where it was last noted, so that no fact is older than one
 * already told.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant, instantOf, later, msOf, type Instant } from '#kernel/dates'
import type { BusinessClock } from './clock.ts'

const NOTE_EACH_MS = 500

type Noted = { readonly businessAt: Instant; readonly rate: number }

/** The instant to begin from; undefined on a first start. */
export function notedClock(folder: string): Noted | undefined {
  const file = join(folder, 'clock.json')
  if (!existsSync(file)) return undefined
  const { businessAt, rate } = JSON.parse(readFileSync(file, 'utf8')) as Noted
  return { businessAt: later(instant(businessAt), Math.ceil(NOTE_EACH_MS * rate * 2)), rate }
}

/** Notes the clock twice a second, and once more when the returned function ends it. */
export function keepClock(folder: string, clock: BusinessClock): () => void {
  const file = join(folder, 'clock.json')
  let noted = ''
  const note = () => {
    const text = JSON.stringify({ businessAt: clock.now(), rate: clock.rate() })
    if (text === noted) return
    noted = text
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
  }
  note()
  const timer = setInterval(note, NOTE_EACH_MS)
  return () => {
    clearInterval(timer)
    note()
  }
}

/** Nine in the morning in India, so many days before the instant. */
export const daysBefore = (at: Instant, days: number): Instant =>
  instantOf(msOf(at) - days * 86_400_000)
