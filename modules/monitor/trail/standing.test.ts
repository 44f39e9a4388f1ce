import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '#kernel/dates'
import { standingAt } from './standing.ts'

const [nine, ten] = [instant('2026-01-01T03:30:00.000Z'), instant('2026-01-01T04:30:00.000Z')]
const plain = { title: 'Step', human: false, final: false, aside: false, acts: false }
const steps = [
  { ...plain, step: 'profile', human: true, actor: 'borrower' as const },
  { ...plain, step: 'referred', human: true, actor: 'staff' as const },
  { ...plain, step: 'deciding' },
  { ...plain, step: 'rejected', final: true },
]
const at = { now: ten, tower: { charts: [{ journey: 'x.walk', title: 'Walk', steps }] } }
const stand = (state: string) => standingAt({ journey: 'x.walk', id: 'a', state, since: nine }, at)

it('A search says how long somebody stands there, and who is next', () => {
  assert.deepEqual(
    steps.map(({ step }) => stand(step)),
    ['borrower', 'staff', 'house', 'nobody'].map((next) => ({ forMs: 3_600_000, next })),
  )
})

it('says nothing of a state no chart has', () => assert.equal(stand('forgotten'), undefined))
