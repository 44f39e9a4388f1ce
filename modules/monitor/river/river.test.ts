import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { journeyMoved } from '#kernel/journey'
import { ReviewSettled } from '#modules/fraud'
import { InstalmentNear } from '#modules/lending'
import { fact, minutes, nine } from '../scene.fixture.ts'
import { moveOf, settledOf, stepsOf, type Counted } from './river.ts'

const Moved = journeyMoved('lending.application')
const moved = (from: string, to: string, trigger: string, ms = 0) =>
  Moved({ id: 'app_1', from, to, trigger, ms, machineVersion: '1' })

const step = (name: string, more: object = {}) => ({
  ...{ step: name, title: name, human: false, final: false, aside: false, acts: true },
  ...more,
})
const chart = [
  step('consent', { human: true, acts: false }),
  step('check'),
  step('offer'),
  step('paid', { final: true }),
  step('rejected', { final: true }),
]
const nothing: Counted = { now: [], yesterday: [], flows: [], dwells: [] }
const flow = (from: string, to: string, count: number, sameDay = count, trigger = 'went') => ({
  ...{ from, to, trigger, count, sameDay },
})
const drawn = (counted: Partial<Counted>, name: string) =>
  stepsOf(chart, { ...nothing, ...counted }).find((one) => one.step === name)

describe('A move read from a fact', () => {
  it('names its journey, and when the step left was entered', () => {
    const move = moveOf(fact(moved('check', 'offer', 'ok', 60_000), 'cus_1', minutes(5)))
    assert.equal(move?.journey, 'lending.application')
    assert.deepEqual([move?.sameDay, move?.since], [true, minutes(5)])
  })
  it('knows a stay that began on an earlier business date', () => {
    const move = moveOf(fact(moved('check', 'offer', 'ok', 86_400_000), 'cus_1', nine))
    assert.equal(move?.sameDay, false)
  })
  it('stays since its entry when a state hears something and keeps still', () => {
    const move = moveOf(fact(moved('check', 'check', 'ok', 60_000), 'cus_1', minutes(5)))
    assert.equal(move?.since, minutes(4))
  })
  it('is none of a fact that only sounds like one', () =>
    assert.equal(
      moveOf(fact({ type: 'lending.desk-moved', v: 1, data: {} }, 'cus_1', nine)),
      undefined,
    ))
  it('sees the end of a review, and nothing else', () => {
    const settled = ReviewSettled({ journey: 'lending.application', id: 'app_1', outcome: 'pass' })
    assert.equal(settledOf(fact(settled, 'cus_1', nine))?.id, 'app_1')
    assert.equal(
      settledOf(fact({ type: InstalmentNear.type, v: 1, data: {} }, 'cus_1', nine)),
      undefined,
    )
  })
})

describe('The river', () => {
  it('shows every step of the chart, with nobody in it too', () =>
    assert.deepEqual(
      stepsOf(chart, nothing).map(({ step, people, entered }) => [step, people, entered]),
      chart.map(({ step }) => [step, 0, 0]),
    ))
  it('counts as converted who entered today and went on towards the first end', () => {
    const flows = [
      flow('', 'consent', 10),
      flow('consent', 'check', 8, 6),
      flow('consent', 'rejected', 1),
    ]
    assert.equal(drawn({ flows }, 'consent')?.conversion, 0.6)
    assert.equal(drawn({ flows }, 'consent')?.left, 9)
  })
  it('counts no failure and no way back as going on', () => {
    const flows = [
      flow('consent', 'check', 4),
      flow('check', 'consent', 1),
      flow('check', 'offer', 1, 1, 'check-failed'),
      flow('check', 'paid', 2),
    ]
    assert.equal(drawn({ flows }, 'check')?.conversion, 0.5)
    assert.equal(drawn({ flows }, 'check')?.failed, 1)
  })
  it('has no conversion at an end, nor where nobody came', () => {
    assert.equal(drawn({ flows: [flow('offer', 'paid', 3)] }, 'paid')?.conversion, undefined)
    assert.equal(drawn({}, 'offer')?.conversion, undefined)
  })
  it('shows who is held only where a review can hold something', () => {
    const now = [
      { step: 'consent', people: 3, review: 2, late: 1 },
      { step: 'check', people: 3, review: 2, late: 1 },
    ]
    assert.equal(drawn({ now }, 'consent')?.held, 0)
    assert.equal(drawn({ now }, 'check')?.held, 2)
    assert.equal(drawn({ now }, 'check')?.late, 1)
  })
  it('counts fraud stops where they struck', () => {
    const flows = [flow('check', 'rejected', 2, 2, 'fraud-stopped')]
    assert.equal(drawn({ flows }, 'check')?.stopped, 2)
  })
})
