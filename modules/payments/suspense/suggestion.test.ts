import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { namesIn, suggested, type Reason } from './suggestion.ts'

const of = (loanId: string, ...reasons: Reason[]) =>
  reasons.map((reason) => ({ loan: { loanId }, reason }))
const told = (...candidates: ReturnType<typeof of>[]) =>
  suggested(candidates.flat()).map(({ loan, sure }) => `${loan.loanId}${sure ? ' sure' : ''}`)

describe('Money without a loan', () => {
  it('names its loan where the reference holds the number, with dashes or without', () => {
    assert.ok(namesIn('NEFT 01-26-0000042-7 EMI').includes('01-26-0000042-7'))
    assert.ok(namesIn('UPI/012600000427/pay').includes('01-26-0000042-7'))
    assert.ok(namesIn('OLD-LENDER-77').includes('OLD-LENDER-77'))
    assert.deepEqual(namesIn('EMI pay'), [])
  })
  it('is surely of the loan it names, whatever else its amount fits', () => {
    assert.deepEqual(told(of('b', 'instalment'), of('a', 'account')), ['a sure', 'b'])
  })
  it('by its amount alone is of nobody surely', () => {
    assert.deepEqual(told(of('a', 'bounced')), ['a'])
    assert.deepEqual(told(of('a', 'instalment'), of('b', 'instalment')), ['a', 'b'])
  })
  it('of a known payer is surely of their loan that asks for the amount', () => {
    assert.deepEqual(told(of('a', 'payer', 'instalment'), of('b', 'instalment')), ['a sure', 'b'])
    assert.deepEqual(told(of('a', 'payer', 'bounced'), of('b', 'payer', 'bounced')), ['a', 'b'])
  })
  it('of an amount that many loans ask for is told to be of none of them', () => {
    const many = ['a', 'b', 'c', 'd'].map((id) => of(id, 'instalment'))
    assert.deepEqual(told(...many), [])
    assert.deepEqual(told(...many, of('c', 'payer')), ['c'])
  })
})
