import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signals } from './signals.ts'

test('a signal wakes everyone who listens to it, and nobody else', () => {
  const wakes = signals()
  const woken: string[] = []
  wakes.on('outbox', () => woken.push('relay'))
  const stop = wakes.on('outbox', () => woken.push('lag'))
  wakes.on('timers', () => woken.push('clockwork'))
  wakes.wake('outbox')
  assert.deepEqual(woken, ['relay', 'lag'])
  stop()
  wakes.wake('outbox')
  wakes.wake('timers')
  assert.deepEqual(woken, ['relay', 'lag', 'relay', 'clockwork'])
})

test('a signal nobody listens to is nobody’s', () => {
  signals().wake('outbox')
})
