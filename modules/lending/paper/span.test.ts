import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { financialYearOf, quoteTill, spanOf } from './span.ts'

const [began, today] = [date('2026-05-10'), date('2026-11-22')]
const span = (from?: string, through?: string) =>
  spanOf(
    { from: from ? date(from) : undefined, through: through ? date(through) : undefined },
    began,
    today,
  )

describe('A statement’s days', () => {
  it('are all since the loan began, unless others are named', () =>
    assert.deepEqual(span(), { from: began, through: today }))
  it('do not begin before the loan', () =>
    assert.deepEqual(span('2026-01-01', '2026-06-30'), { from: began, through: '2026-06-30' }))
  it('are none before the loan, to come, or the wrong way round', () => {
    assert.equal(span('2026-01-01', '2026-05-09'), undefined)
    assert.equal(span('2026-06-01', '2026-11-23'), undefined)
    assert.equal(span('2026-07-01', '2026-06-30'), undefined)
  })
})

describe('A financial year', () => {
  it('is April to March, through today while it runs', () => {
    assert.deepEqual(financialYearOf(date('2026-03-31'), today), {
      ...{ from: '2025-04-01', through: '2026-03-31' },
    })
    assert.deepEqual(financialYearOf(date('2026-04-01'), today), {
      ...{ from: '2026-04-01', through: today },
    })
  })
})

describe('A foreclosure quote', () => {
  it('stands for a week, and not beyond the day before the next due date', () => {
    assert.equal(quoteTill(today, date('2026-12-05')), '2026-11-29')
    assert.equal(quoteTill(today, date('2026-11-25')), '2026-11-24')
    assert.equal(quoteTill(today, undefined), '2026-11-29')
    assert.equal(quoteTill(today, today), today)
  })
})
