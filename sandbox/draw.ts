/**
 * Chance without a sequence: every draw is hash(seed, subject, business date, purpose), so that the
 * same question has the same answer whatever was asked before, in any order, after any restart.
 */
import { hash } from 'node:crypto'

/** A fraction in [0, 1) that belongs to these words alone. */
export const fraction = (...words: readonly (string | number)[]): number =>
  Number.parseInt(digest(words).slice(0, 13), 16) / 2 ** 52

/** A whole number from `low` to `high`, both possible. */
export const between = (low: number, high: number, share: number): number =>
  low + Math.floor(share * (high - low + 1))

/** One of them. */
export function pick<T>(from: readonly T[], share: number): T {
  const chosen = from[Math.floor(share * from.length)]
  if (chosen === undefined) throw new RangeError('pick: nothing to choose from')
  return chosen
}

/** So many decimal digits; the first may be zero. */
export function digits(count: number, ...words: readonly (string | number)[]): string {
  const number = BigInt(`0x${digest(words).slice(0, 32)}`) % 10n ** BigInt(count)
  return number.toString().padStart(count, '0')
}

/** A vendor's id that is the same for the same key: `token('pout', key)`. */
export const token = (kind: string, ...words: readonly (string | number)[]): string =>
  `${kind}_${BigInt(`0x${digest([kind, ...words])}`)
    .toString(36)
    .slice(0, 14)}`

export const sha256 = (text: string): string => hash('sha256', text)

const digest = (words: readonly (string | number)[]): string => hash('sha256', words.join('\u0001'))
