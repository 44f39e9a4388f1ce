/** What keeping bytes costs: a dated table of prices, and the sum per year. Pure. */
import type { LocalDate } from '#kernel/dates'
import { money, type Money } from '#kernel/money'
import table from './reference/storage-prices.json' with { type: 'json' }

export type Store = 'memory' | 'postgres' | 'disk' | 'dynamodb' | 'objects' | 'objects-cold'
const BYTES_A_GB = 1_000_000_000
const MONTHS = 12

/** Whose prices hold on the day, in one sentence. */
export const pricesOn = (on: LocalDate): string => `${rowOn(on).says} (since ${rowOn(on).from})`

/** Whole paise a year for so many bytes, at the prices of the day. */
export function costPerYear(store: Store, bytes: number, on: LocalDate): Money {
  const rupeesPerGbMonth = rowOn(on).rupeesPerGbMonth[store]
  return money(Math.round((bytes / BYTES_A_GB) * rupeesPerGbMonth * MONTHS * 100))
}

function rowOn(on: LocalDate) {
  const held = table.prices.filter(({ from }) => from <= on)
  return held.at(-1) ?? table.prices[0]!
}
