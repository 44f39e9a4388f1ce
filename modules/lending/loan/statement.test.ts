import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { addDays, date } from '#kernel/dates'
import { decimal, money, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import type { LoanFact } from './fact.ts'
import { loanAt } from './loan.ts'
import { isSound, statementOf } from './statement.ts'
import type { LoanTerms } from './terms.ts'

const terms: LoanTerms = {
  principal: rupees('100000'),
  rate: rate('18'),
  instalments: 12,
  fees: [],
  placeOfSupply: 'same-state',
  penal: { percentAYear: '24', graceDays: 0 },
}
const lentOn = date('2026-12-05')
const through = date('2027-03-31')
type Bare = LoanFact extends infer F ? (F extends LoanFact ? Omit<F, 'id'> : never) : never
const facts = (
  [
    { kind: 'disbursed', on: lentOn, amount: rupees('100000') },
    { kind: 'credited', on: lentOn },
    { kind: 'presented', on: date('2027-01-05'), amount: rupees('9168') },
    { kind: 'bounced', on: date('2027-01-06'), of: 'f2', code: '04' },
    {
      ...{ kind: 'charged', on: date('2027-01-06'), charge: 'bounce' },
      ...{ amount: rupees('500'), gst: rupees('90') },
    },
    { kind: 'repaid', on: date('2027-01-17'), amount: rupees('10030.34'), reference: 'UTR1' },
    { kind: 'refunded', on: date('2027-01-20'), amount: rupees('200') },
    {
      ...{ kind: 'repaid', on: date('2027-01-25'), amount: rupees('20000') },
      ...{ purpose: 'part-prepayment' },
    },
  ] as Bare[]
).map((fact, i) => ({ ...fact, id: `f${i}` }) as LoanFact)

const shown = (from = lentOn) =>
  statementOf(terms, facts, { from, through }).lines.map(({ on, what, debit, credit, balance }) =>
    [on, what, decimal(debit), decimal(credit), decimal(balance)].join(' | '),
  )

describe('A statement of account', () => {
  it('tells each thing that changed what is owed', () => {
    assert.deepEqual(shown(), [
      '2026-12-05 | disbursed | 100000.00 | 0.00 | 100000.00',
      '2027-01-05 | instalment-due | 1500.00 | 0.00 | 101500.00',
      '2027-01-06 | bounced | 0.00 | 0.00 | 101500.00',
      '2027-01-06 | bounce-charge | 590.00 | 0.00 | 102090.00',
      '2027-01-17 | penal-charge | 72.34 | 0.00 | 102162.34',
      '2027-01-17 | repaid | 0.00 | 10030.34 | 92132.00',
      '2027-01-20 | refunded | 200.00 | 0.00 | 92332.00',
      '2027-01-25 | interest-to-day | 910.67 | 0.00 | 93242.67',
      '2027-01-25 | repaid | 0.00 | 20000.00 | 73242.67',
      '2027-02-05 | instalment-due | 397.32 | 0.00 | 73639.99',
      '2027-02-28 | penal-charge | 138.65 | 0.00 | 73778.64',
      '2027-03-05 | instalment-due | 967.08 | 0.00 | 74745.72',
      '2027-03-31 | penal-charge | 343.62 | 0.00 | 75089.34',
    ])
  })
  it('gives the bank’s reference of a payment', () => {
    const { lines } = statementOf(terms, facts, { from: lentOn, through })
    assert.deepEqual(
      lines.flatMap(({ reference }) => reference ?? []),
      ['UTR1'],
    )
  })
  it('of some days opens with what was owed before them', () => {
    const { opening, lines } = statementOf(terms, facts, { from: date('2027-01-20'), through })
    assert.equal(decimal(opening), '92132.00')
    assert.equal(lines[0]?.what, 'refunded')
  })
  it('tells of a write-off that the amount stays due', () => {
    const off: LoanFact = { id: 'off', kind: 'written-off', on: date('2027-03-20') }
    const { closing } = statementOf(terms, [...facts, off], { from: lentOn, through })
    assert.ok(closing > rupees('74000'))
  })
  it('tells what is forgiven as a credit, whatever the same day adds', () => {
    const waived: LoanFact = {
      ...{ id: 'w', kind: 'waived', on: date('2027-03-20') },
      ...{ part: 'penal', amount: rupees('50') },
    }
    const statement = statementOf(terms, [...facts, waived], {
      from: waived.on,
      through: waived.on,
    })
    assert.deepEqual(
      statement.lines.map(({ what, credit }) => [what, decimal(credit)]),
      [
        ['penal-charge', '0.00'],
        ['waived', '50.00'],
      ],
    )
  })
  it('tells what a bank took back as owed anew', () => {
    const back: LoanFact = {
      ...{ id: 'b', kind: 'charged-back', on: date('2027-03-20') },
      ...{ of: 'f5', amount: rupees('10030.34') },
    }
    const { lines } = statementOf(terms, [...facts, back], { from: back.on, through: back.on })
    assert.deepEqual(
      lines.map(({ what, debit }) => [what, decimal(debit)]),
      [['charged-back', '10030.34']],
    )
  })
  it('tells on the day it went that a payment it told before is undone', () => {
    const undone: LoanFact = { id: 'u', kind: 'reversed', on: date('2027-01-30'), of: 'f5' }
    const told = (from: string, till: string) =>
      statementOf(terms, [...facts, undone], { from: date(from), through: date(till) }).lines
    assert.ok(told('2027-01-17', '2027-01-29').some(({ what }) => what === 'repaid'))
    const [line] = told('2027-01-30', '2027-01-31')
    assert.equal(line?.undone, rupees('10030.34'))
    assert.equal(line?.reference, 'UTR1')
  })
  it('names the day a line was entered where it counts from another', () => {
    const bookedOn = new Map([
      ['f5', date('2027-01-19')],
      ['f6', date('2027-01-20')],
    ])
    const { lines } = statementOf(terms, facts, { from: lentOn, through }, bookedOn)
    assert.deepEqual(
      lines.flatMap((line) => (line.bookedOn ? [[line.on, line.bookedOn]] : [])),
      [
        ['2027-01-17', '2027-01-19'],
        ['2027-01-17', '2027-01-19'],
      ],
    )
  })
  it('always adds up: opening, plus debits, less credits, is what the loan says is owed', () => {
    const payment = fc.record({
      after: fc.nat(500),
      amount: fc.integer({ min: 1, max: 3_000_000 }),
    })
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 12 }), fc.nat(400), (payments, skipped) => {
        const paid = payments.map(({ after, amount }, i): LoanFact => {
          return { id: `p${i}`, kind: 'repaid', on: addDays(lentOn, after), amount: money(amount) }
        })
        const all = [...facts.slice(0, 2), ...paid]
        const [from, end] = [addDays(lentOn, skipped), addDays(lentOn, skipped + 120)]
        const statement = statementOf(terms, all, { from, through: end })
        assert.ok(isSound(statement))
        const { outstanding, excess } = loanAt(terms, all, end)
        const owed = outstanding.total - outstanding.interestAccrued - excess
        assert.equal(statement.closing, owed)
      }),
      { numRuns: 60 },
    )
  })
})
