import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openFolder } from './folder.ts'
import { objectsSuite } from './objects.suite.ts'

const root = mkdtempSync(join(tmpdir(), 'dhara-objects-'))
after(() => rmSync(root, { recursive: true }))

const fresh = () => mkdtempSync(join(root, 'o-'))
objectsSuite('folder', () => openFolder(fresh()))

test('a half-written file of a crash is neither listed nor in the way', async () => {
  const folder = fresh()
  writeFileSync(join(folder, '.77-1.part'), 'half')
  const objects = openFolder(folder)
  await objects.put('whole', new Uint8Array([1]))
  assert.deepEqual(await objects.list(''), [{ name: 'whole', size: 1 }])
})

test('nothing is left beside the file, whoever won', async () => {
  const folder = fresh()
  const objects = openFolder(folder)
  await objects.put('a', new Uint8Array([1]))
  await objects.put('a', new Uint8Array([2]), { ifAbsent: true })
  assert.deepEqual(readdirSync(folder), ['a'])
})
