/** Who looks for all lanes, with a table and a clock in memory. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, later, type Instant } from '#kernel/dates'
import type { LaneNext } from './row.ts'
import { watch } from './watch.ts'

const NINE = instant('2026-01-05T03:30:00.000Z')

function scene(rows: LaneNext[]) {
  let now: Instant = NINE
  const woken = new Set<string>()
  const told = Promise.withResolvers<void>()
  const watching = watch({
    next: async () => rows,
    wakeLanes: (lanes) => {
      for (const lane of lanes) woken.add(lane)
      if (lanes.size > 0) told.resolve()
    },
    now: () => now,
    wallMsUntil: () => Number.POSITIVE_INFINITY,
    warn: () => assert.fail('nothing goes wrong here'),
  })
  return {
    ...{ watching, woken, told: told.promise },
    jump: (ms: number) => {
      now = later(now, ms)
      watching.wake()
    },
  }
}

test('only the lanes with something to send now are woken', async () => {
  const rows = [
    { lane: 'sms', runAt: NINE },
    { lane: 'bank', runAt: later(NINE, 60_000) },
  ]
  const { watching, woken, told, jump } = scene(rows)
  watching.wake()
  assert.equal(watching.calm(), false, 'nobody may say that all is at rest before it has looked')
  await told
  assert.deepEqual([...woken], ['sms'])
  rows.shift()
  woken.clear()
  jump(60_000)
  while (woken.size === 0) await new Promise((go) => setTimeout(go, 1))
  assert.deepEqual([...woken], ['bank'])
  await watching.stop()
})

test('what another process left is found without a word', async () => {
  const rows: LaneNext[] = []
  const { watching, woken, told } = scene(rows)
  watching.wake()
  while (!watching.calm()) await new Promise((go) => setTimeout(go, 1))
  rows.push({ lane: 'sms', runAt: NINE })
  await told
  assert.deepEqual([...woken], ['sms'])
  await watching.stop()
})
