import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#kernel/contract'
import { instant } from '#kernel/dates'
import { businessClock } from './clock.ts'
import { keepPace } from './pace.ts'

const FAST = 720

function house() {
  const clock = businessClock(instant('2026-01-01T03:30:00.000Z'), FAST)
  const wall = { ms: 1_000_000, nowMs: () => wall.ms }
  let tell: (fact: Fact) => void = () => {}
  const pace = keepPace({
    ...{ clock, wall },
    log: { watch: (_topics, listener) => ((tell = listener), () => {}) },
  })
  const told = (key: string, type: string, data: object) => tell({ key, type, data } as Fact)
  const trace = (key: string, installId: string, screen: string) =>
    told(key, 'app.trace', { installId, what: 'screen-shown', screen })
  return { clock, wall, pace, told, trace }
}

test('a sandbox person hurries nobody and holds nobody up', () => {
  const { clock, trace, pace } = house()
  trace('ins_sandbox-1', 'ins_sandbox-1', 'start')
  trace('cus_1', 'ins_sandbox-1', 'pan')
  assert.equal(clock.rate(), FAST)
  pace.stop()
})

test('time runs at 1× while a human is on the way, and fast again when the money is out', () => {
  const { clock, trace, told, pace } = house()
  trace('ins_phone', 'ins_phone', 'start')
  assert.equal(clock.rate(), 1)
  told('cus_7', 'identity.install-linked', { installId: 'ins_phone', customerId: 'cus_7' })
  trace('cus_7', 'ins_phone', 'kfs')
  assert.equal(clock.rate(), 1)
  told('cus_7', 'lending.application-moved', { to: 'disbursed' })
  assert.equal(clock.rate(), FAST)
  trace('cus_7', 'ins_phone', 'active')
  assert.equal(clock.rate(), FAST)
  pace.stop()
})

test('a human who put the phone away holds time up no longer', () => {
  const { clock, wall, trace, pace } = house()
  trace('cus_7', 'ins_phone', 'pan')
  assert.equal(clock.rate(), 1)
  wall.ms += 6 * 60_000
  trace('cus_8', 'ins_sandbox-2', 'pan')
  assert.equal(clock.rate(), FAST)
  pace.stop()
})

test('a speed somebody set meanwhile stays, and a clock that stands is left alone', () => {
  const { clock, trace, told, pace } = house()
  trace('cus_7', 'ins_phone', 'pan')
  clock.setRate(60)
  told('cus_7', 'lending.application-moved', { to: 'rejected' })
  assert.equal(clock.rate(), 60)
  clock.setRate(0)
  trace('cus_7', 'ins_phone', 'start')
  assert.equal(clock.rate(), 0)
  pace.stop()
})
