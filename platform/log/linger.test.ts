/** For how long a group that lingers waits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lingerer } from './linger.ts'

test('the first unread fact waits so long, those after it the rest of that', () => {
  let nowMs = 1000
  const wait = lingerer({ ms: 100, factsMax: 10 }, () => nowMs)
  assert.equal(wait(0), 0)
  assert.equal(wait(1), 100)
  nowMs += 60
  assert.equal(wait(5), 40)
  nowMs += 40
  assert.equal(wait(6), 0)
})

test('a full batch waits no longer, and what it leaves over waits anew', () => {
  let nowMs = 1000
  const wait = lingerer({ ms: 100, factsMax: 10 }, () => nowMs)
  assert.equal(wait(3), 100)
  nowMs += 90
  assert.equal(wait(10), 0)
  assert.equal(wait(2), 100)
})

test('after it was empty, time begins with the next fact', () => {
  let nowMs = 1000
  const wait = lingerer({ ms: 100, factsMax: 10 }, () => nowMs)
  wait(1)
  nowMs += 50
  assert.equal(wait(0), 0)
  nowMs += 500
  assert.equal(wait(1), 100)
})
