/** How a batch is parted into lanes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from '#kernel/contract'
import { lanesOf } from './lanes.ts'
import type { Cursor, Located, Step } from './position.ts'

/** One batch: `counts` says how many facts each partition has, in turns. */
function batch(counts: readonly number[]): { facts: Located[]; steps: Step[] } {
  const cursors = counts.map((_, part): Cursor => ({ topic: 'a', part, next: 0, stored: 0 }))
  const most = Math.max(...counts)
  const facts = Array.from({ length: most }, (_, offset) =>
    cursors
      .filter(({ part }) => offset < counts[part]!)
      .map((cursor) => ({ cursor, offset, fact: { id: `${offset}/${cursor.part}` } as Fact })),
  ).flat()
  return {
    facts,
    steps: cursors.map((cursor) => ({ cursor, to: Math.max(1, counts[cursor.part]!) })),
  }
}

test('every fact and every step is in one lane, a partition in no two, order kept', () => {
  const { facts, steps } = batch([9, 0, 4, 30, 7, 1, 12])
  const lanes = lanesOf(facts, steps, 3)
  assert.equal(lanes.length, 3)
  assert.deepEqual(new Set(lanes.flatMap((lane) => lane.facts)), new Set(facts))
  assert.deepEqual(new Set(lanes.flatMap((lane) => lane.steps)), new Set(steps))
  assert.equal(lanes.flatMap((lane) => lane.steps).length, steps.length)
  for (const lane of lanes) {
    const parts = new Set(lane.facts.map(({ cursor }) => cursor.part))
    for (const part of parts) assert.ok(lane.steps.some(({ cursor }) => cursor.part === part))
    assert.deepEqual(
      lane.facts,
      facts.filter(({ cursor }) => parts.has(cursor.part)),
    )
  }
})

test('lanes are about as full as each other', () => {
  const { facts, steps } = batch(Array.from({ length: 16 }, () => 20))
  const sizes = lanesOf(facts, steps, 4).map((lane) => lane.facts.length)
  assert.deepEqual(sizes, [80, 80, 80, 80])
})

test('few facts, one partition, or a limit of one make one lane of all', () => {
  const few = batch([3, 4, 5])
  assert.deepEqual(lanesOf(few.facts, few.steps, 3), [few])
  const one = batch([50])
  assert.deepEqual(lanesOf(one.facts, one.steps, 3), [one])
  const many = batch([50, 50])
  assert.deepEqual(lanesOf(many.facts, many.steps, 1), [many])
})
