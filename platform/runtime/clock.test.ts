import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { instant, later } from '#kernel/dates'
import { businessClock } from './clock.ts'

const START = instant('2026-01-01T18:29:00.000Z') // 23:59 in India.
const DAY_MS = 86_400_000

/** Wall time stands still but for `tick`. */
function wall(t: TestContext): { tick(ms: number): void } {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
  return { tick: (ms) => t.mock.timers.tick(ms) }
}

test('business time passes at its rate', (t) => {
  const { tick } = wall(t)
  const clock = businessClock(START, 720)
  assert.equal(clock.now(), START)
  tick(1000)
  assert.equal(clock.now(), later(START, 720_000))
})

test('a new rate counts from now on', (t) => {
  const { tick } = wall(t)
  const clock = businessClock(START, 10)
  tick(1000)
  clock.setRate(2)
  assert.deepEqual([clock.rate(), clock.now()], [2, later(START, 10_000)])
  tick(1000)
  assert.equal(clock.now(), later(START, 12_000))
})

test('a stopped clock waits; a jump moves it, and it keeps standing', (t) => {
  const { tick } = wall(t)
  const clock = businessClock(START, 0)
  tick(DAY_MS)
  assert.equal(clock.now(), START)
  clock.jump(later(START, DAY_MS))
  tick(DAY_MS)
  assert.equal(clock.now(), later(START, DAY_MS))
})

test('no jump goes back: facts are not unmade', (t) => {
  wall(t)
  const clock = businessClock(START, 1)
  assert.throws(() => clock.jump(later(START, -1)), RangeError)
  clock.jump(START)
  assert.equal(clock.now(), START)
})

test('the business date is India’s', (t) => {
  wall(t)
  const clock = businessClock(START, 0)
  assert.equal(clock.today(), '2026-01-01')
  clock.jump(later(START, 60_000))
  assert.equal(clock.today(), '2026-01-02')
})

test('how long to wait on the wall for a business instant', (t) => {
  wall(t)
  const clock = businessClock(START, 720)
  assert.equal(clock.wallMsUntil(later(START, 720_000)), 1000)
  assert.equal(clock.wallMsUntil(later(START, -1)), 0)
  clock.setRate(0)
  assert.equal(clock.wallMsUntil(later(START, 1)), Number.POSITIVE_INFINITY)
})

test('who listens is told of every jump and change of pace, until they stop', (t) => {
  wall(t)
  const clock = businessClock(START, 1)
  let told = 0
  const stop = clock.onChange(() => (told += 1))
  clock.jump(later(START, 1000))
  clock.setRate(0)
  assert.equal(told, 2)
  stop()
  clock.setRate(1)
  assert.equal(told, 2)
})
