import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { secretKey } from './index.ts'
import { kvSuite } from './kv.suite.ts'
import { openMemoryKv } from './memory.ts'

const folder = mkdtempSync(join(tmpdir(), 'dhara-kv-'))
after(() => rmSync(folder, { recursive: true }))

const stopped = (nowMs = 1_000) => ({
  nowMs: () => nowMs,
  pass: (ms: number) => void (nowMs += ms),
})

kvSuite('memory', () => {
  const wall = stopped()
  return { kv: openMemoryKv({ wall }), pass: wall.pass }
})

test('entries are bounded: the oldest goes first', async () => {
  const kv = openMemoryKv({ wall: stopped(), entriesMax: 3 })
  for (const key of ['a', 'b', 'c']) await kv.set(key, key)
  await kv.set('a', 'young again')
  await kv.set('d', 'd')
  assert.equal(await kv.get('b'), undefined)
  assert.equal(await kv.get('a'), 'young again')
  assert.equal((await kv.held()).entries, 3)
})

test('expired entries nobody asks for are swept as others write', async () => {
  const wall = stopped()
  const kv = openMemoryKv({ wall })
  for (let i = 0; i < 50; i++) await kv.set(`short:${i}`, i, 10)
  wall.pass(10)
  for (let i = 0; i < 50; i++) await kv.set('one', i)
  const { entries } = await kv.held()
  assert.ok(entries < 10, `${entries} entries held`)
})

test('a clean stop keeps what lives, with its remaining time', async () => {
  const wall = stopped()
  const file = join(folder, 'kv.json')
  const before = openMemoryKv({ wall, file })
  await before.set('ever', { n: 1 })
  await before.set('short', 'x', 100)
  await before.set('gone', 'x', 10)
  wall.pass(50)
  await before.close()

  const kv = openMemoryKv({ wall, file })
  assert.deepEqual(await kv.get('ever'), { n: 1 })
  assert.equal(await kv.get('short'), 'x')
  wall.pass(50)
  assert.equal(await kv.get('short'), undefined)
  assert.equal(await kv.get('gone'), undefined)
})

test('a secret is never written to disk, not even by a clean stop', async () => {
  const file = join(folder, 'secrets.json')
  const before = openMemoryKv({ wall: stopped(), file })
  await before.set(secretKey('code'), '482913', 100)
  await before.setIfAbsent(secretKey('once'), '482913', 100)
  await before.set('plain', 1)
  assert.equal(await before.get(secretKey('code')), '482913')
  await before.close()
  assert.ok(!readFileSync(file, 'utf8').includes('482913'))

  const kv = openMemoryKv({ wall: stopped(), file })
  assert.equal(await kv.get('plain'), 1)
  assert.equal(await kv.get(secretKey('code')), undefined)
})

test('after a crash an old snapshot is not brought back', async () => {
  const file = join(folder, 'once.json')
  const first = openMemoryKv({ wall: stopped(), file })
  await first.set('spent', 1)
  await first.close()
  openMemoryKv({ wall: stopped(), file }) // Reads it, then "crashes": no close.
  assert.equal(await openMemoryKv({ wall: stopped(), file }).get('spent'), undefined)
})

test('a broken snapshot is an empty one', async () => {
  const file = join(folder, 'broken.json')
  writeFileSync(file, '[["a"')
  assert.equal((await openMemoryKv({ wall: stopped(), file }).held()).entries, 0)
})
