/** Schedules beside the textbook: any terms, under any options together, the same to the paisa. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { apr } from './apr.ts'
import type { PlanOptions } from './plan.ts'
import { schedule } from './schedule.ts'
import { number, text, textbookRows, type Asked, type TextbookRow } from './textbook.fixture.ts'

const oursOf = ({ startOn, firstDueOn, ...asked }: Asked): TextbookRow[] =>
  schedule({
    ...{ principal: money(asked.principal), rate: rate((asked.rate / 100).toFixed(2)) },
    ...{ instalments: asked.count, startOn: date(startOn), options: asked.options },
    ...(firstDueOn !== undefined && { firstDueOn: date(firstDueOn) }),
    rounding: asked.rounding,
  }).map(({ dueOn, principal, interest }) => ({ due: number(dueOn), principal, interest }))

const turns = fc.constantFrom('before-31-december' as const, 'after-31-december' as const)
const counted = (year: NonNullable<PlanOptions['dayCount']>['year']) =>
  fc.record({
    ...{ year: fc.constant(year), yearTurns: turns, leapDayPeriodOnly: fc.boolean() },
    month: fc.constant('actual' as const),
  })
const twelfths = fc.record({
  year: fc.constantFrom(360 as const, 365 as const, 'actual' as const),
  ...{ month: fc.constant(30 as const), yearTurns: turns },
})

/** One option each; with it go any others. */
const OPTIONS: { readonly [what: string]: fc.Arbitrary<PlanOptions> } = {
  'weeks and days': fc.record({
    unit: fc.constantFrom('weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 20 }),
  }),
  'more months than one': fc.record({ every: fc.integer({ min: 2, max: 6 }) }),
  'flat interest': fc.constant({ method: 'flat' as const }),
  'days over 360': fc.record({ dayCount: counted(360) }),
  'days over 364': fc.record({ dayCount: counted(364) }),
  'days over 365': fc.record({ dayCount: counted(365) }),
  'days over those of their year': fc.record({ dayCount: counted('actual') }),
  'months of thirty days': fc.record({ dayCount: twelfths }),
  'broken periods': fc.record({
    broken: fc.constantFrom('first', 'last', 'all', 'own', 'upfront' as const),
  }),
  'a day of the month for everybody': fc.record({
    dueOn: fc.constantFrom('first-of-month' as const, 'last-of-month' as const),
  }),
  'a moratorium': fc
    .tuple(fc.nat(5), fc.nat(5))
    .map(([a, b]) => ({ grace: { principalRows: Math.max(a, b), interestRows: Math.min(a, b) } })),
  'multiples of the instalment': fc.record({
    multiple: fc.constantFrom(money(1), money(500), money(5000)),
  }),
  'halves to the even paisa': fc.constant({ halves: 'even' as const }),
  'a down payment': fc.record({ downPercent: fc.constantFrom('10', '33.33') }),
  holidays: fc.record({
    holidays: fc.record({
      ...{ days: fc.constant([]), weekly: fc.constant([{ weekday: 0 }]) },
      moves: fc.constantFrom('next' as const, 'previous' as const),
    }),
  }),
}

/** Leap years, month ends and year ends are among the days; tiny and large loans among the sums. */
const anyAsked = fc.record({
  principal: fc.oneof(
    fc.integer({ min: 1_000_000, max: 90_000_000 }),
    fc.integer({ min: 100, max: 20_000 }),
    fc.constant(10_00_00_000_00),
  ),
  rate: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_600 })),
  count: fc.oneof({ weight: 60, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.constant(360)),
  startOn: fc.oneof(
    fc.integer({ min: 19_700, max: 20_900 }).map(text),
    fc.constantFrom('2024-02-29', '2027-12-31', '2028-01-31', '2027-02-28'),
  ),
  firstAfter: fc.option(fc.integer({ min: 1, max: 75 })),
  rounding: fc.constantFrom('rupee' as const, 'paise' as const, 'rupee-up' as const),
})

/** What no product can agree together is left out; so is what the textbook does not know. */
function askedWith(made: fc.Arbitrary<PlanOptions>): fc.Arbitrary<Asked> {
  const others = fc
    .subarray(Object.values(OPTIONS), { maxLength: 4 })
    .chain((some) => fc.tuple(...some, made))
    .map((all) => Object.assign({}, ...all) as PlanOptions)
  return fc.tuple(anyAsked, others).map(([{ firstAfter, ...asked }, { dueOn, ...options }]) => {
    const byMonths = (options.unit ?? 'months') === 'months'
    const first = firstAfter === null ? undefined : text(number(asked.startOn) + firstAfter)
    const aligned = byMonths && dueOn !== undefined
    const irregular = first !== undefined || aligned
    const thirty = options.dayCount?.month === 30 && irregular
    return {
      ...{ ...asked, count: options.every === undefined ? asked.count : Math.min(asked.count, 40) },
      ...(first !== undefined && !thirty && { firstDueOn: first }),
      options: { ...options, ...(aligned && !thirty && { dueOn }) },
    }
  })
}

const IMPOSSIBLE = /^schedule: /
/** Flat with a moratorium, or repaid before its time by rounding: the house's own rules. */
function isHouseRule({ options, count }: Asked, rows: readonly TextbookRow[]): boolean {
  if (options.method !== 'flat') return false
  const principals = rows.map(({ principal }) => principal)
  return options.grace !== undefined || rows.length < count || Math.min(...principals) <= 0
}

/** The same terms every time: a difference is a difference, not luck. */
const SEED = 4
const RUNS = 60

describe('a schedule and the textbook', () => {
  for (const [what, option] of Object.entries(OPTIONS)) {
    it(`agree on ${what}, whatever else is agreed`, () => {
      let compared = 0
      const agree = (asked: Asked): void => {
        let ours: TextbookRow[]
        try {
          ours = oursOf(asked)
        } catch (error) {
          assert.match((error as Error).message, IMPOSSIBLE)
          return
        }
        const theirs = textbookRows(asked)
        if (isHouseRule(asked, theirs)) return
        assert.deepEqual(ours, theirs)
        compared++
      }
      fc.assert(fc.property(askedWith(option), agree), { seed: SEED, numRuns: RUNS })
      assert.ok(compared > RUNS / 4, `only ${compared} of ${RUNS} could be compared`)
    })
  }
})

describe('the APR', () => {
  it('is twelve times the rate at which the instalments are worth what was received', () => {
    const plain = anyAsked.map(({ firstAfter, ...asked }): Asked => {
      void firstAfter
      return { ...asked, principal: asked.principal + 1_000_000, options: {} }
    })
    const worthIt = (asked: Asked, fee: number): void => {
      const net = asked.principal - fee
      const flows = oursOf(asked).map((row, i) => ({
        ...{ period: i + 1, paise: row.principal + row.interest },
      }))
      const found = apr({ net: money(net), flows, periodsPerYear: 12 })
      const monthly = Number(found.percent) / 1200
      const worth = flows.reduce(
        (all, { period, paise }) => all + paise / (1 + monthly) ** period,
        0,
      )
      // Four decimals of a percent move the worth by no more than this share of it.
      assert.ok(Math.abs(worth - net) <= net * asked.count * 1e-7 + 1, `${worth} is not ${net}`)
    }
    const any = fc.property(plain, fc.integer({ min: 0, max: 90_000 }), worthIt)
    fc.assert(any, { seed: SEED, numRuns: RUNS })
  })
})
