import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, addMonths, atTime, date, type LocalDate } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { carry } from './book.ts'
import { begin } from './course.ts'
import type { LoanFact } from './fact.ts'
import { nearTold, nextLook, toldSince, type Looking } from './outlook.ts'
import { courseOf, snapshotOf } from './snapshot.ts'
import type { LoanTerms } from './terms.ts'

const began = date('2026-01-05')
const terms: LoanTerms = {
  ...{ principal: rupees('12000'), rate: rate('0'), instalments: 12, fees: [] },
  placeOfSupply: 'same-state',
}
const facts: LoanFact[] = [
  { id: 'd', kind: 'disbursed', on: began, amount: rupees('12000') },
  { id: 'c', kind: 'credited', on: began },
]
const at = (on: LocalDate) => carry({ terms, facts: [], course: begin() }, facts, on)
const loanOn = (on: LocalDate, noticed = 0): Looking => ({
  ...{ id: id('loan', '1'), terms, course: at(on).course, assetClass: 'standard', noticed },
})
const looksOn = (on: LocalDate, hhmm = '09:00', noticed = 0) =>
  nextLook(loanOn(on, noticed), at(on), atTime(on, hhmm))?.at

describe('A loan looks at itself next', () => {
  it('when its month ends, if that comes first', () => {
    assert.equal(looksOn(began), atTime(date('2026-01-31'), '00:05'))
  })
  it('three days before an instalment, to give notice; and not when it was given', () => {
    assert.equal(looksOn(date('2026-02-01')), atTime(date('2026-02-02'), '10:00'))
    assert.equal(looksOn(date('2026-02-01'), '09:00', 1), atTime(date('2026-02-05'), '00:05'))
  })
  it('on its due date, when the hour of notice is past', () => {
    assert.equal(looksOn(date('2026-02-02'), '10:00'), atTime(date('2026-02-05'), '00:05'))
  })
  it('never again once it is closed', () => {
    const on = addMonths(began, 13)
    const all = { id: 'r', kind: 'repaid', on: addDays(began, 1), amount: rupees('12000') } as const
    const closed = carry({ terms, facts: [], course: begin() }, [...facts, all], on)
    assert.equal(closed.state.status, 'closed')
    assert.equal(
      nextLook({ ...loanOn(on), course: closed.course }, closed, atTime(on, '09:00')),
      undefined,
    )
  })
})

describe('A loan tells', () => {
  it('that an instalment is near from ten in the morning, three days before, once', () => {
    const on = date('2026-02-02')
    const told = (hhmm: string, noticed = 0) =>
      nearTold(loanOn(on, noticed), at(on).state, atTime(on, hhmm))?.data
    assert.equal(told('09:59'), undefined)
    assert.deepEqual([told('10:00')?.number, told('10:00')?.dueOn], [1, '2026-02-05'])
    assert.equal(told('10:00', 1), undefined)
  })
  it('each instalment that fell due since it was looked at last', () => {
    const [before, now] = [loanOn(date('2026-02-04')), at(date('2026-03-05'))]
    const told = toldSince(before, now, false).map(({ type, data }) => [
      type,
      (data as { number: number }).number,
    ])
    assert.deepEqual(told, [
      ['lending.instalment-fell-due', 1],
      ['lending.instalment-fell-due', 2],
    ])
  })
})

describe('A snapshot', () => {
  const { course } = at(date('2026-03-05'))
  course.rows[0]!.settledOn = began
  it('is the course, its plan and what moved apart', () => {
    const kept = snapshotOf(course)
    assert.deepEqual(courseOf(kept), course)
    assert.doesNotMatch(String(kept.plan), /paid|settled/)
    assert.deepEqual(courseOf(snapshotOf(begin())), begin())
  })
  it('leaves out a plan that stands, and no other', () => {
    const { plan } = snapshotOf(course)
    const paid = { ...course, rows: course.rows.map((row) => ({ ...row, settledOn: began })) }
    const kept = snapshotOf(paid, course.rows)
    assert.equal(kept.plan, null)
    assert.deepEqual(courseOf({ ...kept, plan }), paid)
    const other = course.rows.map((row) => ({ ...row, interest: rupees('1') }))
    assert.notEqual(snapshotOf({ ...course, rows: other }, course.rows).plan, null)
    assert.notEqual(snapshotOf({ ...course, rows: course.rows.slice(1) }, course.rows).plan, null)
  })
  it('of before, with all of its rows in it, is read too', () => {
    assert.deepEqual(courseOf({ course: JSON.stringify(course), plan: null }), course)
    const names = ['n', 'settledOn']
    const packed = { ...course, rows: { names, values: [[1, null]] } }
    const { rows } = courseOf({ course: JSON.stringify(packed), plan: null })
    assert.deepEqual(rows, [{ n: 1 }])
  })
})
