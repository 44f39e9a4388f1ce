import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, atTime, instant, type Instant } from '#kernel/dates'
import { passage } from './passage.ts'

const now = instant('2026-01-01T03:30:00.000Z')
const days = (n: number): Instant => atTime(addDays('2026-01-01' as never, n), '09:00')
const customer = { now, customer: true, sandbox: true }
const staff = { ...customer, customer: false }

describe('Moving the clock', () => {
  it('is refused where there is no sandbox, to everyone', () => {
    const refused = { refused: 'no-sandbox' }
    assert.deepEqual(passage({ to: days(1) }, { ...staff, sandbox: false }), refused)
    assert.deepEqual(passage({ speed: 1 }, { ...staff, sandbox: false }), refused)
  })
  it('goes forward only', () =>
    assert.deepEqual(passage({ to: days(-1) }, staff), { refused: 'in-the-past' }))
  for (const [who, around, max] of [
    ['a customer', customer, 40],
    ['the staff', staff, 400],
  ] as const) {
    it(`lets ${who} go ${max} days, and not a day more`, () => {
      assert.deepEqual(passage({ to: days(max) }, around), { to: days(max) })
      assert.deepEqual(passage({ to: days(max + 1) }, around), { refused: 'too-far' })
    })
  }
  it('leaves the speed to the staff', () => {
    assert.deepEqual(passage({ speed: 10 }, customer), { refused: 'staff-only' })
    assert.deepEqual(passage({ speed: 10 }, staff), { speed: 10 })
  })
})
