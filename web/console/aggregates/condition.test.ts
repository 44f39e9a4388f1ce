import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inWords, predicateOf, type Line } from './condition.ts'

const field = (path: string, kind: string) => ({ path, kind, meaning: '' })
const fields = [
  field('data.amount', 'money'),
  field('data.how', 'text'),
  field('features.salaryRegular', 'flag'),
]
const line = (path: string, op: Line['op'], value: string): Line => ({ path, op, value })
const says = (...lines: Line[]) => predicateOf(lines, fields)

describe('A condition', () => {
  it('is one line, or all of them together', () => {
    assert.deepEqual(says(line('data.how', 'eq', 'repaid')), { eq: ['data.how', 'repaid'] })
    assert.deepEqual(
      says(line('data.how', 'ne', 'repaid'), line('features.salaryRegular', 'eq', 'no')),
      { and: [{ ne: ['data.how', 'repaid'] }, { eq: ['features.salaryRegular', false] }] },
    )
  })
  it('takes money as it is typed, in rupees, and means paise', () => {
    assert.deepEqual(says(line('data.amount', 'ge', '1,00,000.50')), {
      ge: ['data.amount', 100_000_50],
    })
  })
  it('is none while a line is not finished, or reads what nobody tells', () => {
    assert.equal(says(), undefined)
    assert.equal(says(line('data.amount', 'ge', 'much')), undefined)
    assert.equal(says(line('data.how', 'in', 'a,')), undefined)
    assert.equal(says(line('data.secret', 'exists', '')), undefined)
  })
  it('is read in words', () => {
    const told = says(line('data.how', 'in', 'a, b'), line('data.amount', 'exists', ''))
    assert.equal(inWords(told!), 'how is one of a, b and amount is told')
    const much = says(line('data.amount', 'ge', '5,000'))
    assert.equal(inWords(much!, fields), 'amount is at least ₹5,000.00')
  })
})
