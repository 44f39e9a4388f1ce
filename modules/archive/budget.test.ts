import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, date } from '#kernel/dates'
import { daysUntilFull, isShort, warmDaysNow } from './budget.ts'

const START = date('2026-01-01')
const growing = (days: number, each: number, from = 0) =>
  Array.from({ length: days }, (_, i) => ({ on: addDays(START, i), bytes: from + i * each }))

test('a schema that grows a tenth of its budget a day is full when it says', () => {
  assert.equal(daysUntilFull(growing(5, 100), 1000), 6)
})

test('one that is full, is; one that shrinks, stands or was measured once has no day', () => {
  assert.equal(daysUntilFull(growing(3, 600), 1000), 0)
  assert.equal(daysUntilFull(growing(9, -10, 500), 1000), undefined)
  assert.equal(daysUntilFull(growing(9, 0, 500), 1000), undefined)
  assert.equal(daysUntilFull(growing(1, 10), 1000), undefined)
  assert.equal(daysUntilFull([], 1000), undefined)
})

test('only the last four weeks count, in whatever order they come', () => {
  const early = growing(60, 100)
  const late = Array.from({ length: 28 }, (_, i) => ({
    on: addDays(START, 60 + i),
    bytes: 6000 + i,
  }))
  assert.equal(daysUntilFull([...late, ...early].toReversed(), 7027), 1000)
})

test('the log leaves earlier when room is short, and a week of it always stays', () => {
  assert.equal(isShort(799, 1000), false)
  assert.equal(warmDaysNow(365, 799, 1000), 365)
  assert.equal(warmDaysNow(365, 800, 1000), 182)
  assert.equal(warmDaysNow(365, 1600, 1000), 91)
  assert.equal(warmDaysNow(365, 1e9, 1000), 7)
  assert.equal(warmDaysNow(5, 1e9, 1000), 5)
})
