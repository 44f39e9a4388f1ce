import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, date, type LocalDate } from '#kernel/dates'
import { isRefused, must } from '#kernel/decider'
import { decimal, minus, money, nothing, rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from './fact.ts'
import { courseAt, loanAt, resume, stateOf } from './loan.ts'
import { exitOf, proportionateApr } from './cooling-off.ts'
import { penalCharge } from './penal.ts'
import type { LoanTerms } from './terms.ts'

// ₹1,00,000 at 18 % for a year, credited on 5 December 2026: the loan of the vectors.
const terms = (over: Partial<LoanTerms> = {}): LoanTerms => ({
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [],
  placeOfSupply: 'same-state',
  ...over,
})
let made = 0
type Bare = LoanFact extends infer F ? (F extends LoanFact ? Omit<F, 'id' | 'on'> : never) : never
const fact = (on: string, what: Bare): LoanFact =>
  ({ id: `f${String((made += 1)).padStart(4, '0')}`, on: date(on), ...what }) as LoanFact
const given = (on = '2026-12-05', amount = '100000'): LoanFact[] => [
  fact(on, { kind: 'disbursed', amount: rupees(amount) }),
  fact(on, { kind: 'credited' }),
]
const paid = (on: string, amount: string | Money, more: object = {}): LoanFact =>
  fact(on, {
    kind: 'repaid',
    amount: typeof amount === 'string' ? rupees(amount) : amount,
    ...more,
  })
const dueDay = (n: number): LocalDate => `2027-${String(n).padStart(2, '0')}-05` as LocalDate
const paidInTime = (count: number): LoanFact[] =>
  Array.from({ length: count }, (_, i) => paid(dueDay(i + 1), i === 11 ? '9167.99' : '9168'))
const at = (facts: LoanFact[], on: string, over: Partial<LoanTerms> = {}) =>
  loanAt(terms(over), facts, date(on))

describe('a loan', () => {
  it('is only sanctioned until money leaves, and bears nothing until it arrives (INT-6)', () => {
    const sent = given()[0] as LoanFact
    assert.equal(at([], '2026-12-31').status, 'sanctioned')
    const underway = at([sent], '2026-12-31')
    assert.equal(underway.status, 'disbursed')
    assert.equal(underway.outstanding.interest, 0)
    const late = [sent, fact('2026-12-08', { kind: 'credited' })]
    assert.equal(at(late, '2026-12-10').startedOn, '2026-12-08')
    assert.equal(at(late, '2026-12-10').nextDue?.on, '2027-01-08')
  })

  it('is active with its schedule from the credit on', () => {
    const loan = at(given(), '2026-12-05')
    assert.equal(loan.status, 'active')
    assert.deepEqual(loan.nextDue, { n: 1, on: '2027-01-05', amount: rupees('9168') })
    assert.equal(loan.schedule.length, 12)
    assert.equal(loan.assetClass, 'standard')
  })

  it('has its instalment due, and counts day 1, on the due date', () => {
    const loan = at(given(), '2027-01-05')
    assert.equal(decimal(loan.dues.total), '9168.00')
    assert.equal(loan.schedule[0]?.status, 'due')
    assert.deepEqual([loan.dpd, loan.assetClass], [1, 'SMA-0'])
    assert.equal(at(given(), '2027-01-04').dpd, 0)
    assert.equal(at([...given(), paid('2027-01-05', '9168')], '2027-01-05').dpd, 0)
  })

  it('closes by itself with the last rupee', () => {
    const before = at([...given(), ...paidInTime(11)], '2027-12-05')
    assert.equal(before.status, 'active')
    const loan = at([...given(), ...paidInTime(12)], '2027-12-05')
    assert.deepEqual(loan.closure, { on: '2027-12-05', how: 'repaid' })
    assert.equal(loan.outstanding.total, 0)
    assert.equal(decimal(loan.paid.interest), '10015.99')
  })

  it('takes what was paid ahead when an instalment falls due', () => {
    const ahead = [...given(), paid('2026-12-20', '10000')]
    assert.equal(decimal(at(ahead, '2026-12-31').excess), '10000.00')
    const due = at(ahead, '2027-01-05')
    assert.equal(due.schedule[0]?.status, 'paid')
    assert.equal(decimal(due.excess), '832.00')
  })

  it('is not paid by a presentment, and is due again after a bounce', () => {
    const presented = fact('2027-01-05', { kind: 'presented', amount: rupees('9168') })
    const waiting = at([...given(), presented], '2027-01-05')
    assert.equal(decimal(waiting.inClearing), '9168.00')
    assert.equal(waiting.dpd, 1)
    const bounced = fact('2027-01-06', { kind: 'bounced', of: presented.id, code: '04' })
    const back = at([...given(), presented, bounced], '2027-01-06')
    assert.equal(back.inClearing, 0)
    assert.equal(decimal(back.dues.total), '9168.00')
    const settled = paid('2027-01-06', '9168', { of: presented.id })
    assert.equal(at([...given(), presented, settled], '2027-01-06').dues.total, 0)
  })

  it('meets charges after instalments, and forgives a charge with its GST', () => {
    const bounce = fact('2027-01-06', {
      kind: 'charged',
      charge: 'bounce',
      amount: rupees('500'),
      gst: rupees('90'),
    })
    const owing = at([...given(), bounce, paid('2027-01-07', '9168')], '2027-01-07')
    assert.deepEqual([decimal(owing.dues.total), owing.dpd], ['590.00', 0])
    const waived = fact('2027-01-08', { kind: 'waived', part: 'bounce', amount: rupees('590') })
    const free = at([...given(), bounce, paid('2027-01-07', '9168'), waived], '2027-01-08')
    assert.equal(free.dues.total, 0)
    assert.equal(free.position.chargeIncome.bounce, 0)
    assert.deepEqual(free.position.tax, { cgst: 0, sgst: 0, igst: 0 })
  })

  it('never was, when the payout came back', () => {
    const loan = at([...given(), fact('2026-12-07', { kind: 'disbursal-returned' })], '2027-03-01')
    assert.deepEqual([loan.status, loan.outstanding.total], ['cancelled', 0])
  })

  it('forgets a fact from the day it was reversed, not before', () => {
    const wrong = paid('2027-01-05', '9168')
    const facts = [...given(), wrong, fact('2027-01-09', { kind: 'reversed', of: wrong.id })]
    assert.equal(at(facts, '2027-01-08').dpd, 0)
    assert.equal(at(facts, '2027-01-09').dpd, 5)
  })

  it('is lowered by a part-prepayment after the interest to the day, with the EMI kept', () => {
    const facts = [
      ...given(),
      paid('2027-01-05', '9168'),
      paid('2027-01-25', '20000', { purpose: 'part-prepayment', keep: 'emi' }),
    ]
    const loan = at(facts, '2027-01-25')
    assert.equal(decimal(loan.outstanding.principal), '73242.67')
    assert.equal(decimal(loan.paid.interest), '2410.67')
    assert.ok(loan.schedule.length < 12)
    assert.equal(decimal(loan.nextDue?.amount ?? nothing), '9168.00')
    const shorter = at(
      [
        ...facts.slice(0, 3),
        paid('2027-01-25', '20000', { purpose: 'part-prepayment', keep: 'tenor' }),
      ],
      '2027-01-25',
    )
    assert.equal(shorter.schedule.length, 12)
    assert.ok((shorter.nextDue?.amount ?? 0) < rupees('9168'))
  })

  it('written off, still owes; what comes later is a recovery', () => {
    const facts = [...given(), fact('2027-10-31', { kind: 'written-off' })]
    const loan = at([...facts, paid('2027-12-15', '15000')], '2027-12-15')
    assert.equal(loan.status, 'written-off')
    assert.equal(decimal(loan.outstanding.principal), '85000.00')
    assert.equal(decimal(loan.position.recovered), '15000.00')
  })
})

describe('days past due', () => {
  it('make SMA-1, SMA-2 and NPA on the days of RBI’s example (IRAC-RBI-1)', () => {
    const loan = given('2021-02-28')
    const late = { firstDueOn: date('2021-03-31') }
    const classOn = (on: string) => at(loan, on, late).assetClass
    assert.deepEqual(['2021-03-30', '2021-03-31'].map(classOn), ['standard', 'SMA-0'])
    assert.deepEqual(['2021-04-29', '2021-04-30'].map(classOn), ['SMA-0', 'SMA-1'])
    assert.deepEqual(['2021-05-29', '2021-05-30'].map(classOn), ['SMA-1', 'SMA-2'])
    assert.deepEqual(['2021-06-28', '2021-06-29'].map(classOn), ['SMA-2', 'NPA'])
    assert.equal(at(loan, '2021-07-05', late).npaOn, '2021-06-29')
    assert.equal(at(loan, '2021-07-05', late).dpd, 97)
  })

  it('run from the oldest unpaid instalment, and an NPA ends only with all arrears', () => {
    const part = [...given(), paid('2027-04-10', '27504')]
    assert.equal(at(part, '2027-04-10').assetClass, 'NPA')
    assert.equal(at(part, '2027-04-10').dpd, 6)
    const whole = [...part, paid('2027-04-12', '9168')]
    assert.equal(at(whole, '2027-04-12').assetClass, 'standard')
  })

  it('name the next day the loan must look at itself', () => {
    assert.equal(at(given(), '2026-12-05').nextInterestingOn, '2026-12-31')
    assert.equal(at(given(), '2027-01-01').nextInterestingOn, '2027-01-05')
    assert.equal(at(given(), '2027-01-31').nextInterestingOn, '2027-02-04')
  })
})

describe('the payoff', () => {
  const charged = { foreclosure: { percent: '3', gstPercent: '18' } }
  const rounding = { rounding: 'paise' } as const
  const six = [...given(), ...paidInTime(6)]

  it('is the foreclosure quote of FCL-1, and without a charge that of FCL-2', () => {
    const { payoff } = at(six, '2027-06-20', { ...charged, ...rounding })
    assert.equal(decimal(payoff.principal), '52231.80')
    assert.equal(decimal(payoff.interestToDate), '386.37')
    assert.equal(decimal(payoff.charge), '1566.95')
    assert.equal(decimal(payoff.chargeGst), '282.05')
    assert.equal(decimal(payoff.payable), '54467.17')
    assert.equal(decimal(at(six, '2027-06-20', rounding).payoff.payable), '52618.17')
  })

  it('closes the loan when paid; one paisa less does not', () => {
    const { payable } = at(six, '2027-06-20', charged).payoff
    const close = (amount: Money) =>
      at([...six, paid('2027-06-20', amount, { purpose: 'foreclosure' })], '2027-06-20', charged)
    assert.deepEqual(close(payable).closure, { on: '2027-06-20', how: 'foreclosed' })
    assert.equal(close(payable).excess, 0)
    assert.equal(close(payable).outstanding.total, 0)
    const short = close(minus(payable, money(1)))
    assert.equal(short.status, 'active')
    assert.equal(short.payoff.payable, 1)
  })

  it('within the cooling-off period is principal and contract interest (COOL-1)', () => {
    const cool = terms({
      principal: rupees('20000'),
      rate: rate('15'),
      instalments: 24,
      fees: [
        {
          kind: 'processing',
          amount: rupees('160'),
          gst: nothing,
          payee: 'lender',
          onExit: 'kept',
        },
        {
          kind: 'insurance',
          amount: rupees('240'),
          gst: nothing,
          payee: 'third-party',
          onExit: 'refunded',
        },
      ],
    })
    const exit = exitOf(cool, date('2026-12-01'), date('2026-12-03'))
    assert.equal(decimal(exit.payable), '20016.44')
    assert.equal(decimal(exit.feesRefunded), '240.00')
    assert.equal(decimal(proportionateApr(rupees('20000'), '17.07', 2)), '18.71')
    assert.equal(decimal(proportionateApr(rupees('19600'), '17.07', 2)), '18.33')
    const left = fact('2026-12-03', { kind: 'cooled-off', amount: exit.payable })
    const loan = loanAt(cool, [...given('2026-12-01', '19600'), left], date('2026-12-03'))
    assert.deepEqual(loan.closure, { on: '2026-12-03', how: 'cooled-off' })
    assert.equal(decimal(loan.excess), '240.00')
    assert.equal(decimal(loan.position.feeRecognised), '160.00')
  })
})

describe('a penal charge', () => {
  it('is simple, on the overdue instalment only (PEN-1, PEN-2)', () => {
    assert.equal(decimal(penalCharge(rupees('9168'), '24', 12)), '72.34')
    assert.equal(decimal(penalCharge(rupees('9168'), '24', 30)), '180.85')
  })
})

describe('a snapshot', () => {
  it('goes on with later facts to the same loan', () => {
    const [early, lateOne] = [given(), [paid('2027-01-07', '5000'), paid('2027-02-05', '20000')]]
    const snapshot = courseAt(terms(), early, date('2027-01-06'))
    const on = date('2027-03-01')
    const resumed = must(resume(snapshot, terms(), lateOne, on))
    assert.deepEqual(stateOf(resumed, terms(), on), loanAt(terms(), [...early, ...lateOne], on))
  })

  it('refuses what belongs before its end', () => {
    const snapshot = courseAt(terms(), given(), date('2027-01-06'))
    const backdated = paid('2027-01-04', '5000')
    assert.ok(isRefused(resume(snapshot, terms(), [backdated], addDays(date('2027-01-06'), 9))))
    const reversal = fact('2027-01-08', { kind: 'reversed', of: 'f0001' })
    assert.ok(isRefused(resume(snapshot, terms(), [reversal], date('2027-01-08'))))
  })
})
