/** Positions of groups at rest, stored together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import { partitionOf } from './partition.ts'
import { advanceIdle, takeOver, type Ahead } from './position.ts'
import { cus, emit, Happened, note, optionsOf, Other, scene, until } from './scene.fixture.ts'

const aheadOf = (group: string, epoch: number, from: number, to: number): Ahead => ({
  ...{ group, epoch },
  steps: [0, 1].map((part) => ({
    cursor: { topic: 'alpha', part, next: to, stored: from },
    to,
  })),
})

test('of groups stored together only those move that stand where they were read', async () => {
  await using fresh = await scene()
  const { owner } = fresh.db
  const standing = async () => {
    const rows = await owner<{ grp: string; part: number; next: string }[]>`
      select grp, part, next::text from platform.log_position order by grp, part`
    return rows.map(({ grp, part, next }) => `${grp}/${part} ${next}`)
  }
  const [one, two] = [aheadOf('beta.one', 1, 0, 5), aheadOf('beta.two', 1, 0, 7)]
  assert.deepEqual(await advanceIdle(owner, [one, two]), new Set())
  const first = ['beta.one/0 5', 'beta.one/1 5', 'beta.two/0 7', 'beta.two/1 7']
  assert.deepEqual(await standing(), first)
  assert.deepEqual(
    one.steps.map(({ cursor }) => cursor.stored),
    [5, 5],
    'memory follows',
  )
  await takeOver(owner, ['beta.two'], [1], 2)
  const [onward, fenced] = [aheadOf('beta.one', 1, 5, 9), aheadOf('beta.two', 1, 7, 9)]
  const twice = aheadOf('beta.three', 1, 3, 4)
  assert.deepEqual(
    await advanceIdle(owner, [onward, fenced, twice]),
    new Set(['beta.two', 'beta.three']),
  )
  const then = ['beta.one/0 9', 'beta.one/1 9', 'beta.two/0 9', 'beta.two/1 7']
  assert.deepEqual(await standing(), then)
  assert.deepEqual(
    fenced.steps.map(({ cursor }) => cursor.stored),
    [9, 7],
  )
})

test('what groups pass by is stored, and one that was fenced meanwhile goes on', async () => {
  await using fresh = await scene()
  const { owner } = fresh.db
  const reactions = ['note', 'look'].map((name) => on(Other, name, note))
  const log = openLog(optionsOf(fresh, [{ name: 'beta', reactions }]))
  await log.start()
  try {
    const part = partitionOf(cus(1))
    const stored = async (to: number) => {
      const rows = await owner<{ next: string }[]>`
        select next::text from platform.log_position where topic = 'alpha' and part = ${part}`
      return rows.length === 2 && rows.every(({ next }) => next === String(to))
    }
    await emit(fresh, cus(1), Happened({ n: 1 }), Happened({ n: 2 }))
    await until(() => stored(2))
    await takeOver(owner, ['beta.look'], [part], 1_000_000)
    await emit(fresh, cus(1), Happened({ n: 3 }))
    await until(() => stored(3))
  } finally {
    await log.stop()
  }
})
