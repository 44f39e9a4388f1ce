/** What holds for any loan of the general engine, whatever is done to it. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays, date } from '#kernel/dates'
import { money, plus, sum } from '#kernel/money'
import type { Agreement, SpreadOrder } from './agreement.ts'
import type { Deed } from './deed.ts'
import { unmet } from './due-row.ts'
import { begin, isSettled, learn } from './history.ts'
import { impossible } from './impossible.ts'
import { quoteOn } from './quote.ts'
import { owedOf, replay } from './replay.ts'

/** The same loans every time: a difference is a difference, not luck. */
fc.configureGlobal({ seed: 4 })

const START = date('2026-12-05')
const TIMINGS = ['past-due', 'due', 'in-advance'] as const
const COMPONENTS = ['penalty', 'fee', 'interest', 'principal'] as const

const orderOf = (future: SpreadOrder['future']): SpreadOrder => ({
  steps: TIMINGS.flatMap((timing) => COMPONENTS.map((component) => ({ timing, component }))),
  future,
})

type Made = {
  readonly instalments: number
  readonly rate: number
  readonly unit: 'months' | 'weeks' | 'days'
  readonly every: number
  readonly method: 'declining' | 'flat'
  readonly year: 360 | 365 | 'actual'
  readonly month: 30 | 'actual'
  readonly follows: boolean
  readonly future: 'next' | 'last' | 'running-or-last'
  readonly multiple?: number | null
}

const agreementOf = (made: Made): Agreement => ({
  interest: {
    ...{ digits: 19, rounding: 'half-even', method: made.method },
    ...{ ratePercent: String(made.rate), every: made.every, unit: made.unit },
    instalments: made.instalments,
    ...(made.multiple && !made.follows && { multiple: money(made.multiple) }),
    dayCount: { year: made.year, month: made.month, yearTurns: 'before-31-december' },
    ...{ accrueBy: 'day', partialPeriods: false, processing: 'horizontal' },
    ...{ grace: { principalRows: 0, interestRows: 0 }, freshTermPerTranche: false },
    ...(made.follows &&
      made.method === 'declining' && {
        recalculation: { rest: 'daily', payOffTo: 'date', onPastDue: true },
      }),
  },
  ...{ countsFrom: 'drawdown', appliedOn: START, spread: { default: orderOf(made.future) } },
  ...{ refundsInterest: [], chargeOff: 'keep', arrearsGraceDays: 0 },
})

const anyAgreement = fc
  .record({
    instalments: fc.integer({ min: 1, max: 18 }),
    rate: fc.integer({ min: 0, max: 48 }),
    unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 3 }),
    method: fc.constantFrom('declining' as const, 'flat' as const),
    year: fc.constantFrom(360 as const, 365 as const, 'actual' as const),
    month: fc.constantFrom(30 as const, 'actual' as const),
    follows: fc.boolean(),
    future: fc.constantFrom('next' as const, 'last' as const, 'running-or-last' as const),
    multiple: fc.option(fc.constantFrom(100, 1000)),
  })
  .map(agreementOf)

/** A later row is paid first, and interest on what fell due is paid with an earlier one. */
const paidFromTheEnd = (
  instalments: number,
  future: Made['future'],
  payments: readonly { after: number; amount: number }[],
): [Agreement, number, { after: number; amount: number }[]] => {
  const monthly = { rate: 1, unit: 'months', every: 1, method: 'declining' } as const
  const days = { year: 360, month: 30, follows: true } as const
  return [agreementOf({ instalments, future, ...monthly, ...days }), 100_000, [...payments]]
}

const anyPayments = fc.array(
  fc.record({ after: fc.nat(300), amount: fc.integer({ min: 1, max: 400_000 }) }),
  { maxLength: 8 },
)

const drawn = (amount: number): Deed => ({
  ...{ id: '0', on: START, knownOn: START, kind: 'drawn', amount: money(amount) },
})

const paid = ({ after, amount }: { after: number; amount: number }, i: number): Deed => {
  const on = addDays(START, after)
  return { id: `1${i}`, on, knownOn: on, kind: 'paid', as: 'repayment', amount: money(amount) }
}

/** More lent, another rate, days without interest, another due date. */
const agreedAnew = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 280 }),
      fc.oneof(
        fc.record({ kind: fc.constant('drawn' as const), amount: fc.nat(5_000_000).map(money) }),
        fc.record({
          kind: fc.constant('rate-changed' as const),
          ratePercent: fc.nat(48).map(String),
        }),
        fc.record({
          kind: fc.constantFrom('interest-paused' as const, 'due-date-moved' as const),
          to: fc.nat(30),
        }),
      ),
    ),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(([after, what], i): Deed => {
      const dated = { id: `2${i}`, on: addDays(START, after), knownOn: START }
      return 'to' in what
        ? { ...dated, kind: what.kind, to: addDays(dated.on, what.to) }
        : { ...dated, ...what }
    }),
  )

const principal = fc.integer({ min: 100_000, max: 5_000_000 })
const END = addDays(START, 300)
const runs = { numRuns: 60 }

describe('a loan of any terms', () => {
  it('has repaid and still owes exactly what was lent', () => {
    fc.assert(
      fc.property(anyAgreement, principal, anyPayments, (agreement, lent, payments) => {
        const account = replay(agreement, [drawn(lent), ...payments.map(paid)], END)
        const repaid = sum(account.rows.map((row) => row.paid.principal))
        const owed = sum(account.rows.map((row) => unmet(row, 'principal')))
        assert.equal(plus(repaid, owed), lent)
      }),
      {
        ...runs,
        examples: [
          paidFromTheEnd(2, 'last', [
            { after: 32, amount: 29 },
            { after: 0, amount: 65_800 },
          ]),
          paidFromTheEnd(3, 'running-or-last', [
            { after: 0, amount: 66_667 },
            { after: 63, amount: 57 },
          ]),
        ],
      },
    )
  })

  it('asks back what was lent, and nothing below zero, whatever is agreed anew', () => {
    fc.assert(
      fc.property(anyAgreement, principal, agreedAnew, (agreement, lent, deeds) => {
        // A flat loan is agreed once.
        const declining = { ...agreement.interest, method: 'declining' as const }
        const { rows, entries } = replay(
          { ...agreement, interest: declining },
          [drawn(lent), ...deeds],
          END,
        )
        const all = sum(entries.filter(({ kind }) => kind === 'drawn').map(({ amount }) => amount))
        assert.equal(sum(rows.map(({ owed }) => owed.principal)), all)
        assert.ok(rows.every(({ owed }) => Object.values(owed).every((part) => part >= 0)))
      }),
      runs,
    )
  })

  it('keeps every unit that came in: on its rows or as an overpayment', () => {
    fc.assert(
      fc.property(anyAgreement, principal, anyPayments, (agreement, lent, payments) => {
        const { rows, overpaid } = replay(agreement, [drawn(lent), ...payments.map(paid)], END)
        const met = sum(rows.flatMap((row) => Object.values(row.paid)))
        const came = payments.reduce((all, { amount }) => all + amount, 0)
        assert.equal(plus(met, overpaid), came)
      }),
      runs,
    )
  })

  it('has split each payment into what it met and what was left over, to the unit', () => {
    fc.assert(
      fc.property(anyAgreement, principal, anyPayments, (agreement, lent, payments) => {
        const { entries } = replay(agreement, [drawn(lent), ...payments.map(paid)], END)
        for (const { kind, amount, split, overpaid } of entries) {
          const parts = kind === 'drawn' ? amount : plus(sum(Object.values(split)), overpaid)
          assert.equal(parts, amount)
        }
      }),
      runs,
    )
  })

  it('is the same in whatever order its deeds are told', () => {
    fc.assert(
      fc.property(anyAgreement, principal, anyPayments, (agreement, lent, payments) => {
        const deeds = [drawn(lent), ...payments.map(paid)]
        const one = replay(agreement, deeds, END)
        const other = replay(agreement, deeds.toReversed(), END)
        assert.deepEqual(other.rows, one.rows)
      }),
      runs,
    )
  })

  it('is the same told deed by deed as told at once', () => {
    fc.assert(
      fc.property(anyAgreement, principal, anyPayments, (agreement, lent, payments) => {
        const deeds = [drawn(lent), ...payments.map(paid)]
        let history = begin(agreement, START)
        for (const deed of deeds) history = learn(history, [deed], END)
        assert.deepEqual(history.account.rows, replay(agreement, deeds, END).rows)
      }),
      runs,
    )
  })

  it('is closed by its quote, and not by one unit less', () => {
    fc.assert(
      fc.property(anyAgreement, principal, fc.nat(200), (agreement, lent, after) => {
        const on = addDays(START, after)
        const history = learn(begin(agreement, START), [drawn(lent)], START)
        const quote = quoteOn(history, on)
        const settle = (amount: number): boolean => {
          const deed = { ...paid({ after, amount }, 0) }
          return isSettled(learn(history, [deed], on))
        }
        assert.ok(settle(quote), `${quote} on ${on} does not close`)
        assert.ok(!settle(quote - 1), `${quote - 1} on ${on} closes`)
      }),
      runs,
    )
  })

  it('owes nothing before money moves', () => {
    fc.assert(
      fc.property(anyAgreement, (agreement) => {
        assert.equal(owedOf(replay(agreement, [], START)), 0)
      }),
      runs,
    )
  })
})

describe('impossible terms', () => {
  const [possible] = fc.sample(anyAgreement, { numRuns: 1, seed: 7 })
  const refused = (change: Partial<Agreement['interest']>): string | undefined =>
    possible && impossible({ ...possible, interest: { ...possible.interest, ...change } })

  it('are refused with a sentence', () => {
    assert.match(refused({ instalments: 0 }) ?? '', /instalments/)
    assert.match(refused({ every: -1 }) ?? '', /every/)
    assert.match(refused({ ratePercent: '-3' }) ?? '', /rate/)
    assert.match(
      refused({ instalments: 2, grace: { principalRows: 2, interestRows: 0 } }) ?? '',
      /principal/,
    )
  })
  it('are told from possible ones', () => assert.equal(refused({}), undefined))
})
