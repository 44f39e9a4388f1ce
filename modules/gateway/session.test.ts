import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, later } from '#kernel/dates'
import { expiryOf, isLive, type Kind, type Session } from './session.ts'

const now = instant('2026-11-22T04:30:00.000Z')
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const open = (kind: Kind): Session => ({
  kind,
  openedAt: now,
  expiresAt: expiryOf(kind, now),
  closedAt: null,
})

describe('A session of the staff', () => {
  it('ends after half an hour without a request', () => {
    assert.ok(isLive(open('staff'), now, later(now, 30 * MINUTE_MS - 1)))
    assert.ok(!isLive(open('staff'), now, later(now, 30 * MINUTE_MS)))
  })
  it('goes on while there are requests, to the end of a working day', () => {
    const seen = later(now, 11 * 60 * MINUTE_MS)
    assert.ok(isLive(open('staff'), seen, later(seen, MINUTE_MS)))
    const late = later(now, 12 * 60 * MINUTE_MS)
    assert.ok(!isLive(open('staff'), late, late))
  })
})

describe('A session of a customer', () => {
  it('lives thirty days, seen or not', () => {
    assert.ok(isLive(open('customer'), undefined, later(now, 30 * DAY_MS - 1)))
    assert.ok(!isLive(open('customer'), undefined, later(now, 30 * DAY_MS)))
  })
  it('ends when it is closed', () =>
    assert.ok(!isLive({ ...open('customer'), closedAt: now }, now, later(now, 1))))
})
