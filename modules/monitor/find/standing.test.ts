import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date, instant, later } from '#kernel/dates'
import { lateStretches, standingAt, type Standards } from './standing.ts'

const [nine, ten] = [instant('2026-01-01T03:30:00.000Z'), instant('2026-01-01T04:30:00.000Z')]
const HOUR_MS = 3_600_000
const plain = {
  title: 'Step',
  retries: false,
  human: false,
  final: false,
  aside: false,
  acts: false,
}
const steps = [
  { ...plain, step: 'profile', human: true, actor: 'borrower' as const },
  { ...plain, step: 'referred', human: true, actor: 'staff' as const },
  { ...plain, step: 'deciding' },
  { ...plain, step: 'rejected', final: true },
]
const tower = { charts: [{ journey: 'x.walk', title: 'Walk', steps }] }
const none: Standards = new Map()
/** Two hours until the fourth of January, one from the fifth on. */
const standards: Standards = new Map([
  [
    'x.walk',
    [
      {
        effectiveFrom: date('2025-01-01'),
        effectiveTo: date('2026-01-04'),
        value: { referred: 2, rejected: 2, profile: 'soon' },
      },
      { effectiveFrom: date('2026-01-05'), value: { referred: 1, rejected: 1 } },
    ],
  ],
])
const stand = (state: string, more: { since?: typeof nine; by?: Standards; now?: typeof nine }) =>
  standingAt(
    { journey: 'x.walk', id: 'a', state, since: more.since ?? nine },
    { now: more.now ?? ten, tower, standards: more.by ?? none },
  )

it('A search says how long somebody stands there, and who is next', () => {
  assert.deepEqual(
    steps.map(({ step }) => stand(step, {})),
    ['borrower', 'staff', 'house', 'nobody'].map((next) => ({ forMs: HOUR_MS, next })),
  )
})

it('says nothing of a state no chart has', () => assert.equal(stand('forgotten', {}), undefined))

describe('A stage against the time it is given', () => {
  it('is due by the standard of the day it was entered, and late after that', () => {
    const on = (since: typeof nine, now: typeof nine) => {
      const { dueAt, overdue } = stand('referred', { since, now, by: standards }) ?? {}
      return [dueAt, overdue]
    }
    assert.deepEqual(on(nine, ten), [later(nine, 2 * HOUR_MS), false])
    assert.deepEqual(on(nine, later(nine, 2 * HOUR_MS)), [later(nine, 2 * HOUR_MS), false])
    assert.deepEqual(on(nine, later(nine, 2 * HOUR_MS + 1)), [later(nine, 2 * HOUR_MS), true])
    const fifth = instant('2026-01-05T04:00:00.000Z')
    assert.deepEqual(on(fifth, later(fifth, 5000)), [later(fifth, HOUR_MS), false])
  })

  it('has none where it is over, or no hours are given', () => {
    assert.equal(stand('rejected', { by: standards })?.dueAt, undefined)
    assert.equal(stand('profile', { by: standards })?.dueAt, undefined)
    assert.equal(stand('deciding', { by: standards })?.dueAt, undefined)
  })

  it('is sought by when it was entered, each standard for its own days', () => {
    const now = instant('2026-01-05T02:00:00.000Z')
    const late = lateStretches(standards, now).filter(({ state }) => state === 'referred')
    assert.deepEqual(
      late.map(({ from, until }) => [from, until]),
      [
        ['2024-12-31T18:30:00.000Z', '2026-01-04T18:29:59.999Z'],
        ['2026-01-04T18:30:00.000Z', '2026-01-05T00:59:59.999Z'],
      ],
    )
    const earlier = lateStretches(standards, instant('2026-01-04T19:00:00.000Z'))
    assert.equal(earlier.filter(({ state }) => state === 'referred').length, 1)
  })
})
