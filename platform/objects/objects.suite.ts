/** What every engine of `objects` must do; each adapter's test runs it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Objects } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found)

export function objectsSuite(engine: string, open: () => Objects): void {
  test(`${engine}: a file is read back whole, with its size`, async () => {
    const objects = open()
    assert.equal(await objects.put('letters/2026/kfs.pdf', bytes('%PDF')), true)
    assert.equal(text(await objects.get('letters/2026/kfs.pdf')), '%PDF')
    const head = await objects.head('letters/2026/kfs.pdf')
    assert.deepEqual(head, { name: 'letters/2026/kfs.pdf', size: 4 })
  })

  test(`${engine}: an absent file, or a folder, is undefined`, async () => {
    const objects = open()
    await objects.put('a/b', bytes('x'))
    for (const name of ['none', 'a', 'a/none', 'a/b/c']) {
      assert.equal(await objects.get(name), undefined)
      assert.equal(await objects.head(name), undefined)
    }
  })

  test(`${engine}: a second write replaces, unless it must not`, async () => {
    const objects = open()
    await objects.put('a', bytes('first'))
    assert.equal(await objects.put('a', bytes('second'), { ifAbsent: true }), false)
    assert.equal(text(await objects.get('a')), 'first')
    assert.equal(await objects.put('a', bytes('third')), true)
    assert.equal(text(await objects.get('a')), 'third')
  })

  test(`${engine}: of many who write an absent file, one wins and its bytes stay`, async () => {
    const objects = open()
    const tries = Array.from({ length: 10 }, async (_, i) => {
      return (await objects.put('once', bytes(`${i}`), { ifAbsent: true })) ? `${i}` : undefined
    })
    const winners = (await Promise.all(tries)).filter((won) => won !== undefined)
    assert.equal(winners.length, 1)
    assert.equal(text(await objects.get('once')), winners[0])
  })

  test(`${engine}: a list is in order, by prefix, and goes on after a name`, async () => {
    const objects = open()
    for (const name of ['l/date=2/b', 'l/date=1/a', 'l/date=1/c', 'lake', 'm/x']) {
      await objects.put(name, bytes(name))
    }
    const names = async (prefix: string, after?: string) =>
      (await objects.list(prefix, after)).map((found) => found.name)
    assert.deepEqual(await names('l/date=1'), ['l/date=1/a', 'l/date=1/c'])
    assert.deepEqual(await names('l'), ['l/date=1/a', 'l/date=1/c', 'l/date=2/b', 'lake'])
    assert.deepEqual(await names('l/', 'l/date=1/a'), ['l/date=1/c', 'l/date=2/b'])
    assert.deepEqual(await names('none/'), [])
  })

  test(`${engine}: deleting is final and may be repeated`, async () => {
    const objects = open()
    await objects.put('a', bytes('a'))
    await objects.put('b', bytes('b'))
    await objects.delete('a', 'absent')
    await objects.delete('a')
    assert.equal(await objects.get('a'), undefined)
    assert.equal(text(await objects.get('b')), 'b')
  })

  test(`${engine}: takes over a file of this machine, over what was there`, async () => {
    const objects = open()
    const folder = mkdtempSync(join(tmpdir(), 'dhara-adopt-'))
    const file = join(folder, 'parquet')
    writeFileSync(file, 'PAR1')
    await objects.put('lake/topic=a/x.parquet', bytes('old'))
    await objects.adopt('lake/topic=a/x.parquet', file)
    assert.equal(text(await objects.get('lake/topic=a/x.parquet')), 'PAR1')
    assert.equal(existsSync(file), false)
    await assert.rejects(objects.adopt('../up', file), RangeError)
    rmSync(folder, { recursive: true })
  })

  test(`${engine}: a cold file reads as before, and is warm when written anew`, async () => {
    const objects = open()
    await objects.put('a/b', bytes('x'))
    await objects.chill('a/b', 'a/none')
    assert.deepEqual(await objects.head('a/b'), { name: 'a/b', size: 1, cold: true })
    assert.equal(text(await objects.get('a/b')), 'x')
    assert.deepEqual(await objects.list('a/'), [{ name: 'a/b', size: 1 }])
    assert.equal(await objects.head('a/none'), undefined)
    await objects.put('a/b', bytes('yy'))
    assert.deepEqual(await objects.head('a/b'), { name: 'a/b', size: 2 })
  })

  for (const name of ['../up', 'a/../../up', '/etc/passwd', 'a//b', '', '.hidden', 'a/', 'a\0b']) {
    test(`${engine}: the name ${JSON.stringify(name)} is refused`, async () => {
      const objects = open()
      await assert.rejects(objects.put(name, bytes('x')), RangeError)
      await assert.rejects(objects.get(name), RangeError)
    })
  }
}
