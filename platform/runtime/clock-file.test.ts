import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { instant, later } from '#kernel/dates'
import { businessClock } from './clock.ts'
import { daysBefore, keepClock, notedClock } from './clock-file.ts'

const START = instant('2026-01-01T03:30:00.000Z')

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'dhara-clock-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a folder that never lived has no noted clock', (t) => {
  assert.equal(notedClock(folderFor(t)), undefined)
})

test('a clock goes on a little past where it was last noted, never before', (t) => {
  const folder = folderFor(t)
  const clock = businessClock(START, 0)
  const end = keepClock(folder, clock)
  assert.deepEqual(notedClock(folder), { businessAt: START, rate: 0 })
  clock.jump(later(START, 86_400_000))
  clock.setRate(720)
  end()
  const noted = notedClock(folder)!
  assert.equal(noted.rate, 720)
  // What passes between two notes, twice over: no fact told before a kill is younger than that.
  assert.ok(noted.businessAt >= later(START, 86_400_000 + 500 * 720))
  assert.ok(noted.businessAt <= later(START, 86_400_000 + 2000 * 720))
})

test('it is noted twice a second while it runs', (t) => {
  t.mock.timers.enable({ apis: ['Date', 'setInterval'], now: 1_000_000 })
  const folder = folderFor(t)
  const end = keepClock(folder, businessClock(START, 1))
  const before = notedClock(folder)!.businessAt
  t.mock.timers.tick(500)
  assert.equal(notedClock(folder)!.businessAt, later(before, 500))
  end()
  assert.deepEqual(readdirSync(folder), ['clock.json'])
})

test('a note that can’t be read throws: time is not guessed', (t) => {
  const folder = folderFor(t)
  writeFileSync(join(folder, 'clock.json'), '{"businessAt":')
  assert.throws(() => notedClock(folder), SyntaxError)
})

test('so many days before an instant', () => {
  assert.equal(daysBefore(START, 90), '2025-10-03T03:30:00.000Z')
})
