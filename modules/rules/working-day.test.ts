import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { addWorkingDays, isWorkingDay } from './working-day.ts'

const diwali = new Set([date('2026-11-09')])

describe('working days', () => {
  it('skip Sundays, the second and fourth Saturday, and holidays', () => {
    assert.ok(isWorkingDay(date('2026-11-07')), 'the first Saturday is worked')
    assert.ok(!isWorkingDay(date('2026-11-14')), 'the second is not')
    assert.ok(isWorkingDay(date('2026-11-21')))
    assert.ok(!isWorkingDay(date('2026-11-28')))
    assert.ok(!isWorkingDay(date('2026-11-22')), 'a Sunday')
    assert.ok(!isWorkingDay(date('2026-11-09'), diwali))
  })

  it('are counted from the day after', () => {
    assert.equal(addWorkingDays(date('2026-11-04'), 3), '2026-11-07')
    assert.equal(addWorkingDays(date('2026-11-06'), 3, diwali), '2026-11-11')
    assert.equal(addWorkingDays(date('2026-11-13'), 1), '2026-11-16')
  })

  it('are counted back with a number below zero, and to the next one with nought', () => {
    assert.equal(addWorkingDays(date('2026-11-16'), -1), '2026-11-13')
    assert.equal(addWorkingDays(date('2026-11-14'), 0), '2026-11-16')
    assert.equal(addWorkingDays(date('2026-11-16'), 0), '2026-11-16')
  })

  it('keep to the days off they are given', () => {
    assert.equal(addWorkingDays(date('2026-11-06'), 1, new Set(), [{ weekday: 0 }]), '2026-11-07')
  })

  it('refuse a calendar in which nobody works', () => {
    const never = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday }))
    assert.throws(() => addWorkingDays(date('2026-11-06'), 1, new Set(), never), RangeError)
  })
})
