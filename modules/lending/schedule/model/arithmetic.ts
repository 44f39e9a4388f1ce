/**
 * Ratios of a schedule. A ratio is kept twice: as an ordinary number, and as the decimal that gives
 * it when asked. Amounts are whole minor units, so the ordinary number decides nearly always; only
 * within a hair of a half does the decimal speak, with the digits and the rounding of the terms.
 */
import { Decimal } from 'decimal.js'
import { least, minus, money, type Money } from '#kernel/money'

export type RoundingMode = 'half-even' | 'half-up'

export type Precision = {
  /** Significant digits of every step; rates of a period keep as many decimals. */
  readonly digits: number
  readonly rounding: RoundingMode
  /** Last digits that hold nothing but what a division left: dropped, so a true half stays one. */
  readonly guardDigits?: number
}

export type Ratio = {
  readonly near: number
  exactly(): Decimal
}

export type Arithmetic = Precision & {
  /** Each operation rounds to the digits of the terms. */
  readonly Step: typeof Decimal
}

/** Sums are never rounded: two hundred digits hold any of them. */
export const Whole = Decimal.clone({ precision: 200, rounding: Decimal.ROUND_HALF_EVEN })

const modes = { 'half-even': Decimal.ROUND_HALF_EVEN, 'half-up': Decimal.ROUND_HALF_UP } as const
const made = new Map<string, Arithmetic>()

export function arithmeticOf({ digits, rounding, guardDigits = 0 }: Precision): Arithmetic {
  const key = `${digits}:${rounding}:${guardDigits}`
  let arithmetic = made.get(key)
  if (arithmetic === undefined) {
    const Step = Decimal.clone({ precision: digits, rounding: modes[rounding] })
    arithmetic = { digits, rounding, guardDigits, Step }
    made.set(key, arithmetic)
  }
  return arithmetic
}

export const noRatio: Ratio = { near: 0, exactly: () => new Decimal(0) }

/** A ratio whose decimal is worked out once, when first asked for. */
export function ratio(near: number, work: () => Decimal): Ratio {
  let known: Decimal | undefined
  return { near, exactly: () => (known ??= work()) }
}

/** How near a half the ordinary number may come before the decimal is asked. */
const DOUBT = 1e-5

/** To whole minor units, by the rounding of the terms. */
export function rounded(near: number, exactly: () => Decimal, precision: Precision): Money {
  const floor = Math.floor(near)
  if (Math.abs(near - floor - 0.5) > doubtOf(near)) return money(Math.round(near))
  return money(
    trusted(exactly(), precision).toDecimalPlaces(0, modes[precision.rounding]).toNumber(),
  )
}

/** Never less than it is, by the digits that can be trusted. */
export function roundedUp(near: number, exactly: () => Decimal, precision: Precision): Money {
  if (Math.abs(near - Math.round(near)) > doubtOf(near)) return money(Math.ceil(near))
  return money(trusted(exactly(), precision).ceil().toNumber())
}

const doubtOf = (near: number): number => DOUBT + Math.abs(near) * 1e-13

const trusted = (value: Decimal, { digits, guardDigits = 0 }: Precision): Decimal =>
  guardDigits === 0 ? value : value.toSignificantDigits(digits - guardDigits)

/** An amount shared evenly, to whole minor units. */
export function shared(amount: Money, parts: number, arithmetic: Arithmetic): Money {
  const { Step } = arithmetic
  return rounded(amount / parts, () => new Step(amount).dividedBy(parts), arithmetic)
}

/** The same for each, as long as there is something left; the last takes what the others leave. */
export function inParts(all: Money, each: Money, count: number): Money[] {
  let left = all
  return Array.from({ length: count }, (_, i) => {
    const part = i < count - 1 ? least(each, left) : left
    left = minus(left, part)
    return part
  })
}

/** A percentage of an amount, to whole minor units. */
export function percentage(amount: Money, percent: string, arithmetic: Arithmetic): Money {
  const { Step } = arithmetic
  const exactly = () => new Step(amount).times(percent).dividedBy(100)
  return rounded((amount * Number(percent)) / 100, exactly, arithmetic)
}

/** The nearest multiple, by the rounding of the terms. */
export function toMultiple(amount: Money, multiple: Money, arithmetic: Arithmetic): Money {
  const { Step } = arithmetic
  const times = rounded(amount / multiple, () => new Step(amount).dividedBy(multiple), arithmetic)
  return money(times * multiple)
}
