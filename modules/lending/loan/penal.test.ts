import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, date, type LocalDate } from '#kernel/dates'
import { decimal, money, rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from './fact.ts'
import { courseAt, loanAt, resume, stateOf } from './loan.ts'
import { isFairPenal } from './penal.ts'
import type { LoanTerms } from './terms.ts'

// ₹1,00,000 at 18 % for a year: ₹9,168 a month from 5 January 2027; 24 % a year on what is late.
const terms = (graceDays = 0): LoanTerms => ({
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [],
  placeOfSupply: 'same-state',
  penal: { percentAYear: '24', graceDays },
})
const lentOn = date('2026-12-05')
const dueOn = date('2027-01-05')
const lent: LoanFact[] = [
  { id: 'sent', kind: 'disbursed', on: lentOn, amount: rupees('100000') },
  { id: 'credited', kind: 'credited', on: lentOn },
]
const paid = (on: LocalDate, amount: string | Money, id = `paid-${on}`): LoanFact => ({
  id,
  kind: 'repaid',
  on,
  amount: typeof amount === 'string' ? rupees(amount) : amount,
})
const penalOf = (facts: readonly LoanFact[], on: LocalDate, graceDays = 0): string[] =>
  loanAt(terms(graceDays), [...lent, ...facts], on).charges.map(({ net }) => decimal(net))

describe('A penal charge', () => {
  it('is levied when the late instalment is paid, for its days (PEN-1)', () => {
    const late = date('2027-01-17')
    assert.deepEqual(penalOf([paid(late, '9168')], late), ['72.34'])
  })
  it('is not levied on what was paid in time, or within the grace', () => {
    assert.deepEqual(penalOf([paid(dueOn, '9168')], addDays(dueOn, 20)), [])
    assert.deepEqual(penalOf([paid(date('2027-01-08'), '9168')], date('2027-01-31'), 3), [])
  })
  it('counts from the due date once the grace is over', () => {
    const late = date('2027-01-09')
    assert.deepEqual(penalOf([paid(late, '9168')], late, 3), ['24.11'])
  })
  it('is levied at a month’s end while nothing comes, and then only for the days since', () => {
    const monthEnd = date('2027-01-31')
    assert.deepEqual(penalOf([], date('2027-01-30')), [])
    assert.deepEqual(penalOf([], monthEnd), ['156.74'])
    const later = date('2027-02-03')
    assert.deepEqual(penalOf([paid(later, '9168')], later), ['156.74', '18.08'])
  })
  it('is on the instalment alone: charges bear none (PEN-2)', () => {
    const bounce: LoanFact = {
      ...{ id: 'bounce', kind: 'charged', charge: 'bounce', on: date('2027-01-06') },
      ...{ amount: rupees('500'), gst: rupees('90') },
    }
    const of = (facts: LoanFact[]) =>
      penalOf(facts, date('2027-02-28')).filter((x) => x !== '500.00')
    assert.deepEqual(of([bounce]), of([]))
  })
  it('falls with a part payment from its day on', () => {
    const [part, rest] = [date('2027-01-15'), date('2027-01-25')]
    assert.deepEqual(penalOf([paid(part, '4168'), paid(rest, '5000')], rest), ['60.28', '32.88'])
  })
  it('of an NPA waits until the borrower pays', () => {
    const npa = loanAt(terms(), lent, date('2027-06-30'))
    assert.ok(npa.npaOn)
    assert.ok(npa.charges.every(({ on }) => on <= (npa.npaOn as LocalDate)))
    const on = date('2027-07-01')
    const after = loanAt(terms(), [...lent, paid(on, '9168')], on)
    assert.ok(after.charges.some((charge) => charge.on === on))
  })
  it('bears no GST and adds nothing to principal or interest', () => {
    const { charges, position } = loanAt(terms(), lent, date('2027-01-31'))
    const bare = loanAt({ ...terms(), penal: undefined } as never, lent, date('2027-01-31'))
    assert.equal(charges[0]?.gst, 0)
    assert.deepEqual(
      { ...position, chargesUnpaid: 0, chargeIncome: bare.position.chargeIncome },
      bare.position,
    )
  })
  it('not yet levied is part of what closes the loan, and one paisa less does not', () => {
    const on = date('2027-01-20')
    const quote = loanAt(terms(), lent, on).payoff.payable
    const closed = (amount: Money) => {
      const all: LoanFact = { id: 'all', kind: 'repaid', on, amount, purpose: 'foreclosure' }
      return loanAt(terms(), [...lent, all], on).status
    }
    assert.equal(closed(quote), 'closed')
    assert.equal(closed(money(quote - 1)), 'active')
  })
  it('is taken back by a payment that becomes known late', () => {
    const inTime = paid(dueOn, '9168')
    assert.deepEqual(penalOf([inTime], date('2027-01-31')), [])
  })
  it('folds on from any day as from the start', () => {
    const facts = [...lent, paid(date('2027-02-10'), '12000'), paid(date('2027-04-20'), '9168')]
    const end = date('2027-06-30')
    const cold = stateOf(courseAt(terms(2), facts, end), terms(2), end)
    for (let day = lentOn; day < end; day = addDays(day, 13)) {
      const known = facts.filter((fact) => fact.on <= day)
      const kept = courseAt(terms(2), known, day)
      const fresh = facts.filter((fact) => fact.on > day)
      const course = resume(kept, terms(2), fresh, end)
      assert.ok(!('refused' in course), day)
      assert.deepEqual(stateOf(course, terms(2), end), cold, day)
    }
  })
  it('of an individual is not above that of others for the same breach (PEN-3)', () => {
    assert.equal(isFairPenal('24', '18'), false)
    assert.equal(isFairPenal('18', '18'), true)
  })
})
