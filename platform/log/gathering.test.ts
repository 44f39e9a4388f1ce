import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { gather } from './gathering.ts'
import type { Cursor } from './position.ts'

/** Facts of each partition by their ids, which tell when they were written. */
function log(...partitions: readonly string[][]) {
  const cursors = partitions.map((_, part): Cursor => ({ topic: 't', part, next: 0, stored: 0 }))
  const places = partitions.map((ids, part) => ({ topic: 't', part, head: ids.length }))
  const runOf = (part: number) => [
    { base: 0, facts: partitions[part]!.map((id) => ({ id, type: 'a.b' }) as Fact) },
  ]
  const tail = { places: () => places, from: ({ part }: { part: number }) => runOf(part) }
  const source = { tail, behind: { has: () => false, read: async () => [] } }
  const spec = { name: 'a.x', module: 'a', topics: ['t'], types: '*', onPoison: 'skip' } as const
  const transact = () => Promise.reject(new Error('nothing is handled here'))
  return async (factsMax?: number) => {
    const owned = new Set(cursors.keys())
    const how = { ...spec, transact, ...(factsMax && { factsMax }) }
    const { facts, steps, more } = await gather(how, source, owned, (_, part) => cursors[part]!)
    for (const { cursor, to } of steps) cursor.next = to
    return { ids: facts.map(({ fact }) => fact.id), more }
  }
}

describe('What a group handles next', () => {
  it('comes in the order of writing, whatever partition it lies in', async () => {
    const next = log(['01', '02', '07'], ['03', '06'], [], ['04', '05', '08', '09'])
    const { ids, more } = await next()
    assert.deepEqual([ids.join(' '), more], ['01 02 03 04 05 06 07 08 09', false])
  })
  it('keeps the order of a partition, even where its ids do not', async () => {
    const { ids } = await log(['05', '01'], ['02', '03'])()
    assert.ok(ids.indexOf('05') < ids.indexOf('01'))
    assert.ok(ids.indexOf('02') < ids.indexOf('03'))
    assert.equal(ids.length, 4)
  })
  it('is at most what the reaction takes at once; the rest comes after', async () => {
    const next = log(['01', '02', '03'], ['04', '05'])
    const [first, second] = [await next(3), await next(3)]
    assert.deepEqual([first.ids.length, first.more, second.more], [3, true, false])
    assert.deepEqual([...first.ids, ...second.ids].sort(), ['01', '02', '03', '04', '05'])
  })
})
