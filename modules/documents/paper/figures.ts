/** How numbers and days read on paper, in India: 5 Mar 2026, ₹1,23,456.78, 18.50 %. */
import { parts, type Instant, type LocalDate, businessDateOf, instantOf, msOf } from '#kernel/dates'
import { shown, type Money } from '#kernel/money'
import type { Words } from '../words/words.ts'

const IST_MS = 19_800_000

type Months = Pick<Words, 'months'>

export function dayShown(on: LocalDate, { months }: Months): string {
  const { year, month, day } = parts(on)
  return `${day} ${months[month - 1]} ${year}`
}

/** `5 Mar 2026, 18:30 IST` */
export const momentShown = (at: Instant, words: Months): string =>
  `${dayShown(businessDateOf(at), words)}, ${instantOf(msOf(at) + IST_MS).slice(11, 16)} IST`

/** Without the sign, for columns headed by it: `1,23,456.78`. */
export const amountShown = (amount: Money): string => shown(amount).replace('₹', '')

/** At least two decimals: `18.5` reads `18.50 %`. The space does not break. */
export function percentShown(percent: string): string {
  const [whole, part = ''] = percent.split('.')
  return `${whole}.${part.padEnd(2, '0')}\u00a0%`
}
