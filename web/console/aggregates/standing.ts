/** An aggregate in a few words: how fresh, how far, what it counts. Pure. */
import type { Aggregate, Measure } from '#kernel/aggregate'
import { countText, durationText } from '#web/kit/figures.ts'
import { titleOf, worded, type Meaning } from '../words.ts'
import type { Standing } from './ask.ts'

export const specOf = ({ spec }: Standing): Aggregate => spec as Aggregate

export const meaningOf: { readonly [state in Standing['state']]: Meaning } = {
  live: 'good',
  'catching-up': 'watch',
  stopped: 'info',
}

/** Of the log it has to read, in whole percent; what is not at its end is never 100. */
export function walkedPercent({ state, read, of }: Pick<Standing, 'state' | 'read' | 'of'>) {
  if (state === 'live' || of === 0) return 100
  return Math.min(99, Math.floor((read * 100) / of))
}

export function freshText({ latest, facts }: Standing, at: string): string {
  if (latest === undefined || facts === 0) return 'nothing counted yet'
  const ms = Date.parse(at) - Date.parse(latest)
  return `last fact ${ms < 60_000 ? 'just now' : `${durationText(ms)} ago`}`
}

/** "Loan disbursed, by how, each day". */
export function countsText(standing: Standing): string {
  const { from, key = [], every } = specOf(standing)
  const what = from.map(titleOf).join(' or ')
  const by = key.length === 0 ? '' : `, by ${key.map(fieldText).join(' and ').toLowerCase()}`
  return `${what}${by}${every === undefined ? '' : `, each ${every}`}`
}

export const fieldText = (path: string): string => worded(path.replace(/^data\./, ''))

export function measureText({ as, of, how }: Measure): string {
  const name = worded(as)
  if (how === 'count') return of === undefined ? name : `${name} (with ${fieldText(of)})`
  const rank = typeof how === 'string' ? how : `${countText(Math.round(how.q * 100))} %`
  return `${name} (${rank} of ${fieldText(of ?? '').toLowerCase()})`
}
