/**
 * Two folds, one schedule model: the loan of the books (`loanAt`) and the general account
 * (`replay`) beside each other, over all they both know. What only one knows, decision 0008 lists.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays, date, type LocalDate } from '#kernel/dates'
import { money, sum, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { dayOf } from '../../schedule/model/day.ts'
import { dueDates } from '../../schedule/due-date.ts'
import type { PlanOptions } from '../../schedule/plan.ts'
import { interestTermsOf } from '../../schedule/plan-model.ts'
import { schedule } from '../../schedule/schedule.ts'
import type { LoanFact } from '../fact.ts'
import { loanAt } from '../loan.ts'
import { epiOfTerms, type LoanTerms } from '../terms.ts'
import type { Agreement, Timing } from './agreement.ts'
import type { Deed } from './deed.ts'
import { unmet } from './due-row.ts'
import { begin, learn } from './history.ts'
import { quoteOn } from './quote.ts'
import { replay } from './replay.ts'

const START = date('2026-12-05')
const actual = { year: 365, month: 'actual', yearTurns: 'after-31-december' } as const

const anyPlan: fc.Arbitrary<PlanOptions> = fc
  .record({
    method: fc.constantFrom('declining' as const, 'flat' as const),
    unit: fc.constantFrom('months' as const, 'weeks' as const, 'days' as const),
    every: fc.integer({ min: 1, max: 3 }),
    byDays: fc.boolean(),
    principalRows: fc.nat(2),
  })
  .map(({ byDays, principalRows, ...plan }) => ({
    ...plan,
    ...(byDays && { dayCount: actual }),
    ...(plan.method === 'declining' && { grace: { principalRows, interestRows: 0 } }),
  }))

const anyTerms = fc
  .record({
    principal: fc.integer({ min: 1_000_000, max: 50_000_000 }).map(money),
    rate: fc.integer({ min: 0, max: 48 }).map((percent) => rate(String(percent))),
    instalments: fc.integer({ min: 3, max: 24 }),
    rounding: fc.constantFrom('rupee' as const, 'rupee-up' as const, 'paise' as const),
    plan: anyPlan,
  })
  .map((made): LoanTerms => ({ ...made, fees: [], placeOfSupply: 'same-state' }))
  .filter(canBe)

function canBe(terms: LoanTerms): boolean {
  try {
    const rows = schedule({ ...terms, startOn: START, options: terms.plan ?? {} })
    // Rounded up, a loan may be repaid before its last due date: the account keeps the empty row.
    return rows.length === terms.instalments
  } catch {
    return false
  }
}

/** The same terms in the words of the general account; only what is due is met. */
function agreementOf(terms: LoanTerms, follows: boolean): Agreement {
  const { principal, instalments, plan: options = {} } = terms
  const dueOns = dueDates({ instalments, startOn: START }, options)
  const epi = epiOfTerms(terms)
  const interest = interestTermsOf({
    principal,
    rate: terms.rate,
    startOn: START,
    dueOns,
    epi,
    rounding: terms.rounding ?? 'rupee',
    options,
  })
  const steps = (['past-due', 'due'] as const).flatMap((timing: Timing) => [
    { timing, component: 'interest' as const },
    { timing, component: 'principal' as const },
  ])
  return {
    interest: {
      ...interest,
      ...(follows && { recalculation: { rest: 'daily', payOffTo: 'date', onPastDue: false } }),
    },
    ...{ countsFrom: 'drawdown', appliedOn: START, spread: { default: { steps, future: 'next' } } },
    ...{ refundsInterest: [], chargeOff: 'keep', arrearsGraceDays: 0 },
  }
}

const anyPayments = fc.array(
  fc.record({ after: fc.integer({ min: 1, max: 700 }), percent: fc.integer({ min: 1, max: 100 }) }),
  { maxLength: 12 },
)

type Paid = { readonly on: LocalDate; readonly amount: Money }

/** Parts of what is due on each day, in order, so that nothing is left over. */
function paymentsOf(
  terms: LoanTerms,
  wanted: readonly { after: number; percent: number }[],
): Paid[] {
  const paid: Paid[] = []
  for (const { after, percent } of wanted.toSorted((a, b) => a.after - b.after)) {
    const on = addDays(START, after)
    const { dues } = loanAt(terms, factsOf(terms, paid), on)
    const amount = money(Math.ceil((dues.total * percent) / 100))
    if (amount > 0) paid.push({ on, amount })
  }
  return paid
}

const factsOf = ({ principal }: LoanTerms, paid: readonly Paid[]): LoanFact[] => [
  { id: 'd', on: START, kind: 'disbursed', amount: principal },
  { id: 'c', on: START, kind: 'credited' },
  ...paid.map((each, i) => ({ ...each, id: `p${100 + i}`, kind: 'repaid' as const })),
]

const deedsOf = ({ principal }: LoanTerms, paid: readonly Paid[]): Deed[] => [
  { id: '0', on: START, knownOn: START, kind: 'drawn', amount: principal },
  ...paid.map(({ on, amount }, i): Deed => ({
    ...{ id: `p${100 + i}`, on, knownOn: on, kind: 'paid', as: 'repayment', amount },
  })),
]

const END = addDays(START, 900)
/** The same loans every time: a difference is a difference, not luck. */
const runs = { numRuns: 60, seed: 4 }

describe('the loan of the books and the general account', () => {
  it('have the same rows, met by the same money', () => {
    fc.assert(
      fc.property(anyTerms, anyPayments, (terms, wanted) => {
        const paid = paymentsOf(terms, wanted)
        const loan = loanAt(terms, factsOf(terms, paid), END)
        const account = replay(agreementOf(terms, false), deedsOf(terms, paid), END)
        assert.deepEqual(
          account.rows.map(({ due, owed, paid: met }) => ({
            ...{ due, principal: owed.principal, interest: owed.interest },
            met: { principal: met.principal, interest: met.interest },
          })),
          loan.schedule.map(({ dueOn, principal, interest, paid: met }) => ({
            ...{ due: dayOf(dueOn), principal, interest, met },
          })),
        )
        const owed = sum(account.rows.map((row) => unmet(row, 'principal')))
        assert.equal(owed, loan.outstanding.principal)
        assert.equal(account.overpaid, loan.excess)
      }),
      runs,
    )
  })

  it('ask for the same to close, where interest is by days and follows payments', () => {
    const byDays = anyTerms.filter(({ plan }) => plan?.method === 'declining' && !!plan.dayCount)
    fc.assert(
      fc.property(byDays, anyPayments, fc.integer({ min: 1, max: 700 }), (terms, wanted, after) => {
        const on = addDays(START, after)
        const paid = paymentsOf(terms, wanted).filter((each) => each.on < on)
        let history = begin(agreementOf(terms, true), START)
        history = learn(history, deedsOf(terms, paid), on)
        assert.equal(quoteOn(history, on), loanAt(terms, factsOf(terms, paid), on).payoff.payable)
      }),
      runs,
    )
  })

  it('go on alike when terms change on a due date', () => {
    const byDays = anyTerms.filter(({ plan, rate: percent, instalments }) => {
      const plain = plan?.method === 'declining' && plan.grace?.principalRows === 0
      return plain && !!plan.dayCount && Number(percent) > 0 && instalments > 4
    })
    const anyChange = fc.record({
      kind: fc.constantFrom('rate-changed' as const, 'interest-paused' as const, 'drawn' as const),
      percent: fc.integer({ min: 1, max: 48 }).map((percent) => rate(String(percent))),
      days: fc.integer({ min: 1, max: 6 }),
      amount: fc.integer({ min: 1_000_000, max: 9_000_000 }).map(money),
    })
    fc.assert(
      fc.property(byDays, anyChange, fc.nat(2), (terms, { kind, ...change }, after) => {
        const { instalments, plan = {} } = terms
        const on = dueDates({ instalments, startOn: START }, plan)[after] as LocalDate
        const till = addDays(on, change.days - 1)
        const facts: Record<typeof kind, LoanFact> = {
          'rate-changed': {
            id: 'x',
            on,
            kind: 'rate-changed',
            rate: change.percent,
            keep: 'tenor',
          },
          'interest-paused': { id: 'x', on, kind: 'interest-paused', till },
          drawn: { id: 'x', on, kind: 'drawn', amount: change.amount, over: 'coming' },
        }
        // The account names the interest of a day by the day after it.
        const [from, to] = [addDays(on, 1), addDays(till, 1)]
        const deeds: Record<typeof kind, Deed> = {
          'rate-changed': { ...named(from), kind: 'rate-changed', ratePercent: change.percent },
          'interest-paused': { ...named(from), kind: 'interest-paused', to },
          drawn: { ...named(on), kind: 'drawn', amount: change.amount },
        }
        const { schedule: rows } = loanAt(terms, [...factsOf(terms, []), facts[kind]], on)
        const agreement = agreementOf(terms, false)
        const { instalment, ...interest } = agreement.interest
        void instalment
        const open = { ...agreement, interest }
        const account = replay(open, [...deedsOf(terms, []), deeds[kind]], on)
        assert.deepEqual(
          rows.map((row) => [dayOf(row.dueOn), row.principal, row.interest]),
          account.rows.map(({ due, owed }) => [due, owed.principal, owed.interest]),
        )
      }),
      { numRuns: 30, seed: 4 },
    )
  })
})

const named = (on: LocalDate) => ({ id: 'x', on, knownOn: on })
