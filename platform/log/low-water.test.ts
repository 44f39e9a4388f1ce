/** Where the relay may begin, whatever order transactions draw their numbers and commit in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lowWater, type Sight } from './low-water.ts'

const sight = (drawn: number, running: number, next: number, waiting?: number): Sight => ({
  ...{ drawn, running: BigInt(running), next: BigInt(next), waiting },
})

test('the relay begins behind what was drawn, once all who drew it are over', () => {
  const water = lowWater()
  water.seen(sight(40, 7, 9))
  water.seen(sight(60, 7, 12))
  assert.equal(water.through, 0, 'a transaction of before the second look still runs')
  water.seen(sight(80, 12, 15))
  assert.equal(water.through, 40)
})

test('a row that waits for its topic is not passed by', () => {
  const water = lowWater()
  for (const waiting of [undefined, undefined, 33]) water.seen(sight(40, 9, 9, waiting))
  assert.equal(water.through, 32)
})

type Step = 'begin' | 'draw' | 'commit' | 'abort' | 'relay' | 'look'
const step = fc.record({
  what: fc.constantFrom<Step>('begin', 'draw', 'draw', 'commit', 'abort', 'relay', 'look', 'look'),
  who: fc.nat(3),
})

test('whatever transactions do, nothing that waits or may yet come is passed by', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const water = lowWater()
      const outbox = new Set<number>()
      const running = new Map<number, { xid: number; rows: number[] }>()
      let [nextXid, completed, drawn] = [1, 0, 0]
      for (const { what, who } of steps) {
        const tx = running.get(who)
        if (what === 'begin' && !tx) running.set(who, { xid: nextXid++, rows: [] })
        if (what === 'draw') tx?.rows.push(++drawn)
        if (what === 'commit') for (const row of tx?.rows ?? []) outbox.add(row)
        if (what === 'commit' || what === 'abort') {
          completed = Math.max(completed, tx?.xid ?? 0)
          running.delete(who)
        }
        if (what === 'relay') for (const row of [...outbox].slice(0, who)) outbox.delete(row)
        if (what === 'look') {
          // PostgreSQL's xmin: never beyond the highest completed id and one.
          const oldest = Math.min(completed + 1, ...[...running.values()].map(({ xid }) => xid))
          const waiting = outbox.size > 0 ? Math.min(...outbox) : undefined
          const own = nextXid++
          water.seen(sight(drawn, oldest, own, waiting))
          completed = own
        }
        const standing = [...outbox, ...[...running.values()].flatMap(({ rows }) => rows)]
        assert.ok(standing.every((row) => row > water.through))
      }
    }),
  )
})
