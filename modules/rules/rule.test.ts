import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { inForce, succeed, type Rule } from './rule.ts'

const days = (from: string, value: number, to?: string): Rule => ({
  effectiveFrom: date(from),
  ...(to !== undefined && { effectiveTo: date(to) }),
  value: { days: value },
})
const glide = [
  days('2024-03-31', 150, '2025-03-30'),
  days('2025-03-31', 120, '2026-03-30'),
  days('2026-03-31', 90),
]

describe('A dated rule', () => {
  it('holds on its first and on its last day', () => {
    assert.deepEqual(inForce(glide, date('2024-03-31'))?.value, { days: 150 })
    assert.deepEqual(inForce(glide, date('2025-03-30'))?.value, { days: 150 })
    assert.deepEqual(inForce(glide, date('2025-03-31'))?.value, { days: 120 })
  })
  it('holds on while nothing supersedes it', () =>
    assert.deepEqual(inForce(glide, date('2030-01-01'))?.value, { days: 90 }))
  it('is absent before the first', () =>
    assert.equal(inForce(glide, date('2024-03-30')), undefined))
})

describe('A new rule', () => {
  it('may be the first of its code', () =>
    assert.deepEqual(succeed(undefined, days('2026-01-01', 90)), {}))
  it('ends the present one the day before', () =>
    assert.deepEqual(succeed(glide[2], days('2027-01-01', 60)), { endsOn: '2026-12-31' }))
  it('is refused from a day the present one already began', () =>
    assert.deepEqual(succeed(glide[2], days('2026-03-31', 60)), { refused: 'not-later' }))
  it('is refused when code would no longer find its fields', () => {
    const renamed: Rule = { effectiveFrom: date('2027-01-01'), value: { months: 3 } }
    assert.deepEqual(succeed(glide[2], renamed), { refused: 'other-fields' })
  })
})
