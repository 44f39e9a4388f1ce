/** Rates and interest are exact decimals; only the last step rounds to whole paise. */
import { Decimal } from 'decimal.js'
import { money, type Money } from './money.ts'

/** 40 digits: far beyond paise on any book, and the same on a phone and a server. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP })
export type Exact = InstanceType<typeof Exact>

/** A yearly rate in percent as a decimal string, `'18'` or `'18.25'`; never a float. */
export type Rate = string & { readonly unit: 'percent-a-year' }

/** Checks a rate: 0 to 999 with at most six decimals; throws a RangeError otherwise. */
export function rate(text: string): Rate {
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(text)) throw new RangeError(`rate: ${text}`)
  return text as Rate
}

export const exact = (value: number | string | Exact): Exact => new Exact(value)

/** Half-up to whole paise, the way Indian ledgers round (SPEC §2.4). */
export const toPaise = (paise: Exact): Money => money(paise.toDecimalPlaces(0).toNumber())

/** A share of an amount in percent, half-up: 18 % GST of ₹2,000 is ₹360. */
export const percentOf = (amount: Money, percent: string): Money =>
  toPaise(exact(amount).times(percent).dividedBy(100))
