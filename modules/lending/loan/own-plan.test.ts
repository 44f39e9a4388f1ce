/** Loans whose instalments run by a plan of their own, through `loanAt`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { decimal, money, nothing, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from './fact.ts'
import { loanAt } from './loan.ts'
import type { LoanTerms } from './terms.ts'

const CREDITED = date('2026-12-05')

/** ₹1,00,000 at 18 % over twelve, credited on 5 December 2026; some of it is agreed otherwise. */
const at = (facts: readonly LoanFact[], on: string, over: Partial<LoanTerms> = {}) => {
  const principal = rupees('100000')
  const terms: LoanTerms = {
    ...{ principal, rate: rate('18'), instalments: 12, fees: [] },
    ...{ placeOfSupply: 'same-state', ...over },
  }
  const begun: LoanFact[] = [
    { id: 'd', on: CREDITED, kind: 'disbursed', amount: principal },
    { id: 'c', on: CREDITED, kind: 'credited' },
  ]
  return loanAt(terms, [...begun, ...facts], date(on))
}

describe('a loan by its own plan', () => {
  const weekly = { plan: { unit: 'weeks' }, instalments: 4 } as const

  it('falls due week by week', () => {
    const { schedule, dpd } = at([], '2026-12-20', weekly)
    assert.deepEqual(
      schedule.map(({ dueOn }) => dueOn),
      ['2026-12-12', '2026-12-19', '2026-12-26', '2027-01-02'],
    )
    assert.equal(dpd, 9)
  })
  it('asks for nothing while it rests, and is not past due', () => {
    const rests = { plan: { grace: { principalRows: 2, interestRows: 2 } } } as const
    const loan = at([], '2027-02-20', rests)
    assert.deepEqual([loan.dpd, loan.dues.total], [0, 0])
    // Two months of it waited, and fifteen days of the third have run.
    assert.equal(decimal(loan.payoff.interestToDate), '3739.73')
    assert.equal(decimal(at([], '2027-03-05', rests).dues.interest), '4500.00')
  })
  it('of flat interest is closed by the share of its period that has run', () => {
    const loan = at([], '2026-12-20', { plan: { method: 'flat' } })
    assert.equal(
      decimal(loan.payoff.interestToDate),
      decimal(money(Math.round((150000 * 15) / 31))),
    )
  })
  it('takes part of its interest ahead where that is agreed, and repays more with the next', () => {
    const ahead = {
      ...{ id: 'ahead', on: date('2026-12-20'), kind: 'repaid', amount: rupees('300') },
      purpose: 'part-prepayment',
    } satisfies LoanFact
    const inPart = { accrual: { payableInPart: true } } as const
    const loan = at([ahead], '2026-12-20', inPart)
    assert.deepEqual([decimal(loan.paid.interest), loan.excess], ['300.00', 0])
    assert.equal(decimal(loan.outstanding.interestAccrued), '439.73')
    const [row] = loan.schedule
    assert.deepEqual([row?.instalment, decimal(row?.interest ?? nothing)], [916_800, '1228.77'])
    assert.equal(at([ahead], '2026-12-20').excess, rupees('300'))
  })
})

describe('a loan rescheduled', () => {
  const part = {
    ...{ id: 'part', on: date('2026-12-15'), kind: 'repaid', amount: rupees('20000') },
    purpose: 'part-prepayment',
  } satisfies LoanFact
  const anew = (more: object = {}): LoanFact =>
    ({ id: 'anew', on: date('2026-12-15'), kind: 'rescheduled', instalments: 18, ...more }) as never

  it('inside a period, and on the day of a part-prepayment, is planned anew all the same', () => {
    const loan = at([part, anew()], '2026-12-20')
    const plain = at([part], '2026-12-20')
    assert.equal(loan.outstanding.principal, plain.outstanding.principal)
    assert.ok((loan.nextDue?.amount ?? 0) < (plain.nextDue?.amount ?? 0))
  })
  it('keeps its pause when terms change again', () => {
    const paused = anew({ pause: { principalRows: 3, interestRows: 0 } })
    const cheaper = {
      ...{ id: 'cheaper', on: date('2027-01-20'), kind: 'rate-changed' as const },
      ...{ rate: rate('12'), keep: 'tenor' as const },
    }
    const { schedule } = at([paused, cheaper], '2027-01-20')
    assert.deepEqual(
      schedule.slice(0, 4).map(({ principal }) => principal > 0),
      [false, false, false, true],
    )
  })
})
