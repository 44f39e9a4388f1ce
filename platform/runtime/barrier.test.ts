import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, later } from '#kernel/dates'
import { barrierOf, restOf } from './barrier.ts'
import { businessClock } from './clock.ts'
import { signals } from './signals.ts'

const START = instant('2026-01-01T03:30:00.000Z')

/** A house at rest; a test disturbs one part of it. */
function house() {
  const clock = businessClock(START, 0)
  const parts = {
    ...{ doors: 0, outlets: 0, drained: true, logCalm: true, sent: true, fired: true },
    ...{ timerAt: later(START, 60_000), retryAt: later(START, 120_000) },
  }
  const working = {
    doors: { inFlight: () => parts.doors },
    outlets: { inFlight: () => parts.outlets },
    log: { drained: async () => parts.drained, calm: () => parts.logCalm },
    queue: { calm: () => parts.sent, nextRunAt: async () => parts.retryAt },
    timers: { calm: () => parts.fired, nextDue: async () => parts.timerAt },
  }
  return { clock, parts, working }
}

test('a house is at rest when nothing is under way in any part of it', async () => {
  const disturbances = [
    ...[{}, { doors: 1 }, { outlets: 1 }, { drained: false }, { sent: false }],
    ...[{ logCalm: false }, { fired: false }, { retryAt: START }],
  ]
  const seen = []
  for (const disturbance of disturbances) {
    const { clock, parts, working } = house()
    Object.assign(parts, disturbance)
    seen.push((await barrierOf({ clock }, working, signals()).rest()).atRest)
  }
  assert.deepEqual(seen, [true, false, false, false, false, false, false, false])
})

test('what begins while the database is asked is not passed over', async () => {
  const { clock, parts, working } = house()
  const nextDue = async () => {
    parts.doors = 1
    return parts.timerAt
  }
  const disturbed = { ...working, timers: { ...working.timers, nextDue } }
  assert.equal((await barrierOf({ clock }, disturbed, signals()).rest()).atRest, false)
})

test('a timer due this very instant holds time up until it has fired', async () => {
  const { clock, parts, working } = house()
  const barrier = barrierOf({ clock }, working, signals())
  clock.jump(parts.timerAt)
  assert.equal((await barrier.rest()).atRest, false)
  parts.timerAt = later(START, 90_000)
  assert.equal((await barrier.rest()).atRest, true)
})

test('the next to have work is a timer, a retry or another process', async () => {
  const { clock, working, parts } = house()
  const rest = { atRest: false, next: later(START, 30_000) }
  const told = { told: () => assert.fail(), rest: async () => rest, close: () => {} }
  const alone = barrierOf({ clock }, working, signals())
  assert.deepEqual(await alone.rest(), { atRest: true, next: parts.timerAt })
  const shared = barrierOf({ clock, told }, working, signals())
  assert.deepEqual(await shared.rest(), rest, 'the other process is not')
})

test('a follower goes to the owner’s instant and wakes for what it finds there', async () => {
  const { clock, working, parts } = house()
  const wakes = signals()
  const woken: string[] = []
  for (const name of ['outbox', 'effects', 'timers']) wakes.on(name, () => woken.push(name))
  const rest = restOf(clock, () => working, wakes)
  const businessAt = later(START, 60_000)
  assert.deepEqual(await rest({ n: 1, businessAt, rate: 0 }), { atRest: false, next: businessAt })
  assert.equal(clock.now(), businessAt)
  assert.deepEqual(woken, ['outbox', 'effects', 'timers'])
  parts.timerAt = later(START, 3_600_000)
  const calm = await rest({ n: 2, businessAt, rate: 0 })
  assert.deepEqual(calm, { atRest: true, next: parts.retryAt })
})
