/** How a step or a vendor does, in a word; the word chooses the colour, never the other way. */
import { countText } from '#web/kit/figures.ts'
import type { Meaning } from '../words.ts'
import { isEnd, type Step } from './river-shape.ts'

export type Health = { readonly meaning: Meaning; readonly word: string }

/** A failed share beyond it is more than bad luck. */
const FAILED_SHARE = 0.05
/** Fewer waiting than this is no jam. */
const JAM_AT_LEAST = 10
const JAM_TIMES = 2

export function healthOf(step: Step): Health {
  const { people, peopleYesterday, entered, failed, held, late, stopped, human } = step
  if (isEnd(step)) return { meaning: 'plain', word: 'ended' }
  if (failed > 0) {
    const meaning = failed > entered * FAILED_SHARE ? 'bad' : 'watch'
    return { meaning, word: `${countText(failed)} failed` }
  }
  if (held > 0) return { meaning: 'watch', word: `${countText(held)} held` }
  if (late > 0 && !human) return { meaning: 'watch', word: `${countText(late)} late` }
  // People may take their time; a step of ours that fills up is a jam.
  const jammed = !human && people >= JAM_AT_LEAST && people > JAM_TIMES * peopleYesterday
  if (jammed) return { meaning: 'watch', word: 'backing up' }
  if (stopped > 0) return { meaning: 'info', word: `${countText(stopped)} stopped` }
  if (people === 0) return { meaning: 'plain', word: 'quiet' }
  return { meaning: 'good', word: human ? 'with people' : 'flowing' }
}

export type Vendor = {
  readonly vendor: string
  readonly successShare?: number | undefined
  readonly p95Ms?: number | undefined
  readonly waiting: number
  readonly fault?: string | undefined
}

const SLOW_MS = 5000
const WELL_SHARE = 0.98
const POOR_SHARE = 0.8

export function vendorHealth({ successShare, p95Ms = 0, fault }: Vendor): Health {
  if (fault !== undefined && fault !== '') return { meaning: 'bad', word: `broken: ${fault}` }
  if (successShare === undefined) return { meaning: 'plain', word: 'no calls lately' }
  if (successShare < POOR_SHARE) return { meaning: 'bad', word: 'failing' }
  if (successShare < WELL_SHARE) return { meaning: 'watch', word: 'some fail' }
  if (p95Ms > SLOW_MS) return { meaning: 'watch', word: 'slow' }
  return { meaning: 'good', word: 'well' }
}

/** No lag: nothing unhandled is older than a second (DESIGN, Words). */
const LAG_MS_MAX = 1000
const LAG_MS_BAD = 10_000

export function lagHealth(oldestMs: number): Health {
  if (oldestMs <= LAG_MS_MAX) return { meaning: 'good', word: 'no lag' }
  return { meaning: oldestMs > LAG_MS_BAD ? 'bad' : 'watch', word: 'behind' }
}
