/**
 * Schedules beside a calculator that shares nothing with them: the textbook's formula in whole
 * fractions, dates by the calendar of JavaScript. Any terms must come out the same to the paisa.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date, type LocalDate } from '#kernel/dates'
import { money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { apr } from './apr.ts'
import type { PlanOptions } from './plan.ts'
import { schedule } from './schedule.ts'

type Fraction = readonly [top: bigint, bottom: bigint]
const whole = (value: number): Fraction => [BigInt(value), 1n]
const over = (top: number, bottom: number): Fraction => [BigInt(top), BigInt(bottom)]
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]]
const add = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]]
const power = ([top, bottom]: Fraction, n: number): Fraction => [
  top ** BigInt(n),
  bottom ** BigInt(n),
]
/** Half up. */
const round = ([top, bottom]: Fraction): number => Number((2n * top + bottom) / (2n * bottom))
const toRupee = (paise: Fraction): number => Math.max(1, round(times(paise, [1n, 100n]))) * 100

const DAY = 86_400_000
const number = (on: string): number => Date.parse(`${on}T00:00:00Z`) / DAY
const text = (day: number): LocalDate => date(new Date(day * DAY).toISOString().slice(0, 10))
const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()
const daysOf = (year: number): number => number(`${year + 1}-01-01`) - number(`${year}-01-01`)

/** The same day of a later month, or its last. */
function monthsOn(on: string, count: number): number {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0))
  return last.getTime() / DAY - last.getUTCDate() + Math.min(day, last.getUTCDate())
}

type Asked = {
  readonly principal: number
  /** Percent, in hundredths. */
  readonly rate: number
  readonly count: number
  readonly startOn: string
  readonly unit: 'days' | 'weeks' | 'months'
  readonly every: number
}
type Row = { readonly due: number; readonly principal: number; readonly interest: number }

const datesFrom = ({ startOn, unit, every, count }: Asked): number[] =>
  Array.from({ length: count }, (_, i) => {
    const steps = every * (i + 1)
    if (unit === 'months') return monthsOn(startOn, steps)
    return number(startOn) + steps * (unit === 'weeks' ? 7 : 1)
  })

const yearly = (asked: Asked): Fraction => over(asked.rate, 10_000)
const perYear = { days: 365, weeks: 52, months: 12 }
const periodic = (asked: Asked): Fraction =>
  times(yearly(asked), over(asked.every, perYear[asked.unit]))

/** P i (1+i)^n / ((1+i)^n − 1), to the rupee. */
function equated(principal: number, i: Fraction, n: number): number {
  if (i[0] === 0n) return toRupee(over(principal, n))
  const [top, bottom] = power(add(i, whole(1)), n)
  return toRupee(times(times(whole(principal), i), [top, top - bottom]))
}

type Bearing = (row: number, from: number, to: number) => Fraction
/** Declining balance: interest first, the rest repays; the last row takes what is left. */
function declining(asked: Asked, emi: number, share: Bearing, resting = 0): Row[] {
  const rows: Row[] = []
  let [left, from] = [asked.principal, number(asked.startOn)]
  for (const [i, due] of datesFrom(asked).entries()) {
    if (left === 0) break
    const interest = round(times(whole(left), share(i, from, due)))
    const last = i === asked.count - 1
    const principal = i < resting ? 0 : last ? left : Math.min(left, emi - interest)
    rows.push({ due, principal, interest })
    left -= principal
    from = due
  }
  return rows
}

/** Each calendar year's days over its own length. */
function byYears(from: number, to: number, turnsEarly: boolean): Fraction {
  let all = whole(0)
  for (let begin = from; begin < to;) {
    const year = yearOf(begin)
    const turn = number(`${year + 1}-01-01`) - (turnsEarly ? 1 : 0)
    const end = yearOf(to) === year || turn <= begin ? to : Math.min(turn, to)
    const of = turn <= begin && yearOf(to) !== year ? year + 1 : year
    all = add(all, over(end - begin, daysOf(of)))
    begin = end
  }
  return all
}

const oursOf = (asked: Asked, options: PlanOptions, firstDueOn?: LocalDate): Row[] =>
  schedule({
    principal: money(asked.principal),
    rate: rate((asked.rate / 100).toFixed(2)),
    instalments: asked.count,
    startOn: date(asked.startOn),
    ...(firstDueOn && { firstDueOn }),
    options: { unit: asked.unit, every: asked.every, ...options },
  }).map(({ dueOn, principal, interest }) => ({ due: number(dueOn), principal, interest }))

/** Leap years and year ends are among the days; terms are those the instalment can repay. */
const anyAsked: fc.Arbitrary<Asked> = fc
  .record({
    principal: fc.integer({ min: 1_000_000, max: 90_000_000 }),
    rate: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_600 })),
    count: fc.integer({ min: 1, max: 36 }),
    startOn: fc.integer({ min: 19_700, max: 20_900 }).map(text),
    unit: fc.constantFrom('days' as const, 'weeks' as const, 'months' as const),
    every: fc.integer({ min: 1, max: 3 }),
  })
  .map((asked) => (asked.unit === 'days' ? { ...asked, every: asked.every * 10 } : asked))

/** The same terms every time: a difference is a difference, not luck. */
const runs = { seed: 4, numRuns: 120 }
const holds = <T>(any: fc.Arbitrary<T>, same: (value: T) => void): void =>
  fc.assert(fc.property(any, same), runs)

describe('a schedule and the textbook', () => {
  it('agree on declining balances, without interest too', () =>
    holds(anyAsked, (asked) => {
      const share: Bearing = () => periodic(asked)
      const emi = equated(asked.principal, periodic(asked), asked.count)
      assert.deepEqual(oursOf(asked, {}), declining(asked, emi, share))
    }))

  it('agree on a bullet: all of it at once', () =>
    holds(fc.tuple(anyAsked, fc.integer({ min: 1, max: 400 })), ([any, days]) => {
      const asked = { ...any, count: 1, unit: 'days', every: days } as const
      const interest = round(times(whole(asked.principal), periodic(asked)))
      const due = number(asked.startOn) + days
      assert.deepEqual(oursOf(asked, {}), [{ due, principal: asked.principal, interest }])
    }))

  it('agree on flat interest', () =>
    holds(anyAsked, (asked) => {
      const each = round(times(whole(asked.principal), periodic(asked)))
      const total = asked.principal + each * asked.count
      const emi = toRupee(over(total, asked.count))
      const rest = asked.principal - (emi - each) * (asked.count - 1)
      // Rounded up so far that fewer instalments repay all, there is no last one to take a rest.
      if (rest <= 0) return
      const dates = datesFrom(asked)
      const rows = dates.map((due, i) => {
        return { due, interest: each, principal: i < asked.count - 1 ? emi - each : rest }
      })
      assert.deepEqual(oursOf(asked, { method: 'flat' }), rows)
    }))

  it('agree on interest by actual days over 360, 364 and 365', () =>
    holds(fc.tuple(anyAsked, fc.constantFrom(360, 364, 365)), ([asked, year]) => {
      const share: Bearing = (_, from, to) => times(yearly(asked), over(to - from, year))
      const whole = asked.unit === 'days' ? share(0, 0, asked.every) : periodic(asked)
      const emi = equated(asked.principal, whole, asked.count)
      const dayCount = { year, month: 'actual', yearTurns: 'after-31-december' }
      const options = { dayCount } as PlanOptions
      assert.deepEqual(oursOf(asked, options), declining(asked, emi, share))
    }))

  it('agree on months of thirty days over 360', () =>
    holds(anyAsked, (asked) => {
      const days = { days: 1, weeks: 7, months: 30 }[asked.unit] * asked.every
      const share: Bearing = () => times(yearly(asked), over(days, 360))
      const whole = asked.unit === 'days' ? share(0, 0, 0) : periodic(asked)
      const emi = equated(asked.principal, whole, asked.count)
      const dayCount = { year: 360, month: 30, yearTurns: 'after-31-december' } as const
      assert.deepEqual(oursOf(asked, { dayCount }), declining(asked, emi, share))
    }))

  it('agree on actual over actual, whichever year 31 December belongs to', () =>
    holds(fc.tuple(anyAsked, fc.boolean()), ([any, turnsEarly]) => {
      const asked = any.unit === 'days' ? ({ ...any, unit: 'months', every: 1 } as const) : any
      const share: Bearing = (_, from, to) => times(yearly(asked), byYears(from, to, turnsEarly))
      const emi = equated(asked.principal, periodic(asked), asked.count)
      const yearTurns = turnsEarly ? 'before-31-december' : 'after-31-december'
      const options = { dayCount: { year: 'actual', month: 'actual', yearTurns } } as const
      assert.deepEqual(oursOf(asked, options), declining(asked, emi, share))
    }))

  it('agree on a moratorium of principal', () =>
    holds(fc.tuple(anyAsked, fc.nat(6)), ([any, asks]) => {
      const asked = { ...any, count: any.count + 1 }
      const resting = Math.min(asks, asked.count - 1)
      const emi = equated(asked.principal, periodic(asked), asked.count - resting)
      const grace = { principalRows: resting, interestRows: 0 }
      const rows = declining(asked, emi, () => periodic(asked), resting)
      assert.deepEqual(oursOf(asked, { grace }), rows)
    }))

  it('agree on the days before the first whole month', () => {
    const on = fc.constantFrom('first' as const, 'last' as const, 'all' as const, 'own' as const)
    holds(fc.tuple(anyAsked, fc.integer({ min: 1, max: 27 }), on), ([any, days, broken]) => {
      const startOn = `${text(number(any.startOn)).slice(0, 8)}05`
      const asked = { ...any, startOn, unit: 'months', every: 1 } as const
      const emi = equated(asked.principal, periodic(asked), asked.count)
      const plain = declining(asked, emi, () => periodic(asked))
      const lead = round(times(times(whole(asked.principal), yearly(asked)), over(days, 365)))
      const last = plain.length - 1
      const near = round(over(lead, plain.length))
      const each = near * last > lead ? Math.floor(lead / plain.length) : near
      const more = (i: number): number => {
        if (broken === 'all') return i < last ? each : lead - each * last
        return i === (broken === 'first' ? 0 : last) ? lead : 0
      }
      const own = { due: number(startOn), principal: 0, interest: lead }
      const rows = plain.map((row, i) => ({ ...row, interest: row.interest + more(i) }))
      const early = { ...asked, startOn: text(number(startOn) - days) }
      const ours = oursOf(early, { broken }, text(monthsOn(startOn, 1)))
      const full = plain.length === asked.count
      if (full) assert.deepEqual(ours, broken === 'own' && lead > 0 ? [own, ...plain] : rows)
    })
  })
})

describe('the APR', () => {
  it('is twelve times the rate at which the instalments are worth what was received', () =>
    holds(fc.tuple(anyAsked, fc.integer({ min: 0, max: 90_000 })), ([any, fee]) => {
      const asked = { ...any, unit: 'months', every: 1 } as const
      const rows = oursOf(asked, {})
      const net = asked.principal - fee
      const flows = rows.map((row, i) => ({ period: i + 1, paise: row.principal + row.interest }))
      const found = apr({ net: money(net), flows, periodsPerYear: 12 })
      const monthly = Number(found.percent) / 1200
      const worth = flows.reduce(
        (all, { period, paise }) => all + paise / (1 + monthly) ** period,
        0,
      )
      // Four decimals of a percent move the worth by no more than this share of it.
      assert.ok(Math.abs(worth - net) <= net * asked.count * 1e-7 + 1, `${worth} is not ${net}`)
    }))
})
