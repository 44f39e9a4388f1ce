/** What every engine of `kv` must do; each adapter's test runs it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kv } from './index.ts'

type Opened = { kv: Kv; /** Lets so much wall time pass for the engine. */ pass(ms: number): void }

export function kvSuite(engine: string, open: () => Opened): void {
  test(`${engine}: what was set is read back, as a copy`, async () => {
    const { kv } = open()
    const stored = { roles: ['ops'], n: 1 }
    await kv.set('a', stored)
    stored.roles.push('admin')
    assert.deepEqual(await kv.get('a'), { roles: ['ops'], n: 1 })
    assert.equal(await kv.get('absent'), undefined)
  })

  test(`${engine}: a value is gone when its time is up, and not before`, async () => {
    const { kv, pass } = open()
    await kv.set('a', 'x', 100)
    pass(99)
    assert.equal(await kv.get('a'), 'x')
    pass(1)
    assert.equal(await kv.get('a'), undefined)
  })

  test(`${engine}: a counter adds, and lives from its first increment`, async () => {
    const { kv, pass } = open()
    assert.equal(await kv.increment('n', 2, 100), 2)
    pass(60)
    assert.equal(await kv.increment('n', 3, 100), 5)
    assert.equal(await kv.get('n'), 5)
    pass(60)
    assert.equal(await kv.increment('n', 1, 100), 1)
  })

  test(`${engine}: of many at once, one sets an absent key`, async () => {
    const { kv, pass } = open()
    const tries = Array.from({ length: 20 }, (_, i) => kv.setIfAbsent('lock', i, 100))
    assert.equal((await Promise.all(tries)).filter(Boolean).length, 1)
    pass(100)
    assert.equal(await kv.setIfAbsent('lock', 'again', 100), true)
  })

  test(`${engine}: deleting several forgets those and no other`, async () => {
    const { kv } = open()
    await Promise.all(['a', 'b', 'c'].map((key) => kv.set(key, key)))
    await kv.delete('a', 'b', 'absent')
    assert.equal(await kv.get('a'), undefined)
    assert.equal(await kv.get('c'), 'c')
  })

  test(`${engine}: it tells how much it holds`, async () => {
    const { kv } = open()
    const before = await kv.held()
    await kv.set('weighed', 'x'.repeat(1000))
    const { entries, bytes } = await kv.held()
    assert.equal(entries, before.entries + 1)
    assert.ok(bytes >= before.bytes + 1000)
  })
}
