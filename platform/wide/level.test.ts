/**
 * The embedded engine passes the suite, and keeps what it acknowledged. The file is also the
 * process that is killed: it puts batches as fast as it can and says which were acknowledged.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instantOf } from '#kernel/dates'
import { ClassicLevel } from 'classic-level'
import { StartFault } from '../runtime/start-fault.ts'
import { openLevel, type LevelOptions } from './level.ts'
import { BEGIN_MS, TABLES, wideSuite } from './wide.suite.ts'

const SMS = 'device-sms'
const WRITERS = 4
const BATCH = 25
const BODY = new Uint8Array(1000)
const child = process.env['DHARA_TEST_WIDE_CHILD']

if (child !== undefined) await live(child)
else all()

function all(): void {
  const root = mkdtempSync(join(tmpdir(), 'dhara-wide-'))
  after(() => rmSync(root, { recursive: true }))
  const fresh = () => mkdtempSync(join(root, 'w-'))
  const opened = (more: Partial<LevelOptions> = {}) => {
    let nowMs = BEGIN_MS
    const clock = { nowMs: () => nowMs }
    const wide = openLevel({ folder: fresh(), tables: TABLES, clock, ...more })
    const pass = (ms: number) => void (nowMs += ms)
    return { wide, pass, [Symbol.asyncDispose]: () => wide.close() }
  }
  wideSuite('level', async () => opened())

  test('killed while it acknowledges, three times, it has every item it acknowledged', async () => {
    const folder = fresh()
    const acknowledged: string[] = []
    for (let life = 0; life < 3; life++) acknowledged.push(...(await killedAfter(300, folder)))
    await using store = opened({ folder })
    const kept = new Set<string>()
    for (let writer = 0; writer < WRITERS; writer++) {
      for (let cursor: string | undefined; ;) {
        const page = await store.wide.range(SMS, `cus_${writer}`, {
          ...{ limit: 1000, ...(cursor && { cursor }) },
        })
        for (const { pk, sk } of page.items) kept.add(`${pk} ${sk}`)
        if (!page.cursor) break
        cursor = page.cursor
      }
    }
    assert.ok(acknowledged.length > 30, `only ${acknowledged.length} batches`)
    for (const batch of acknowledged) {
      for (let n = 0; n < BATCH; n++) assert.ok(kept.has(`${batch}/${n}`), `${batch}/${n}`)
    }
  })

  test('a second process is told who holds the store, and the first goes on', async () => {
    const folder = fresh()
    await using first = opened({ folder })
    await first.wide.start()
    await using second = opened({ folder })
    await assert.rejects(second.wide.start(), (fault: Error) => {
      assert.ok(fault instanceof StartFault)
      assert.match(fault.message, /held by another process of the house.*DHARA_WIDE=dynamodb\.$/)
      return true
    })
    await first.wide.putMany(SMS, [{ pk: 'a', sk: '1', body: new Uint8Array(1) }])
    await first.wide.close()
    await second.wide.start()
    assert.equal((await second.wide.range(SMS, 'a', { limit: 1 })).items.length, 1)
  })

  test('a broken folder is one sentence with the cure', async () => {
    const folder = fresh()
    writeFileSync(join(folder, 'CURRENT'), 'MANIFEST-000009\n')
    await using store = opened({ folder })
    await assert.rejects(store.wide.start(), /can't be opened .* replay the reactions that fill it/)
  })

  test('the folder is for its owner’s eyes, and made when it is first needed', async () => {
    const folder = join(fresh(), 'deep', 'wide')
    await using store = opened({ folder })
    assert.equal(statSync(folder, { throwIfNoEntry: false }), undefined)
    await store.wide.putMany(SMS, [])
    await store.wide.start()
    assert.equal(statSync(folder).mode & 0o777, 0o700)
  })

  test('sweeping is bounded, takes what is due and nothing that was put again', async () => {
    await using store = opened()
    const { wide, pass } = store
    const at = (ms: number) => instantOf(BEGIN_MS + ms)
    const body = new Uint8Array(10)
    const some = (n: number, expiresAt: ReturnType<typeof at>) =>
      Array.from({ length: n }, (_, i) => ({ pk: 'a', sk: `${expiresAt}/${i}`, body, expiresAt }))
    await wide.putMany(SMS, [...some(50, at(100)), ...some(5, at(9000))])
    const again = { pk: 'b', sk: '1', body }
    await wide.putMany(SMS, [{ ...again, expiresAt: at(50) }])
    await wide.putMany(SMS, [again])
    assert.equal(await wide.sweep(1000), 0)
    pass(100)
    assert.equal(await wide.sweep(20), 19, 'one of the lines was of the item put again')
    assert.equal(await wide.sweep(1000), 31)
    assert.equal(await wide.sweep(1000), 0)
    assert.deepEqual(await countOf(wide), 6)
  })

  test('what is due goes as others write, though nobody sweeps', async () => {
    await using store = opened()
    const { wide, pass } = store
    const body = new Uint8Array(10)
    const expiresAt = instantOf(BEGIN_MS + 10)
    const short = Array.from({ length: 30 }, (_, n) => ({ pk: 'a', sk: `${n}`, body, expiresAt }))
    await wide.putMany(SMS, short)
    pass(10)
    await wide.putMany(SMS, [{ pk: 'b', sk: '1', body }])
    assert.equal(await countOf(wide), 1)
  })

  test('a table is counted while it is small, and estimated beyond', async () => {
    await using store = opened()
    const put = (pk: string, count: number) =>
      store.wide.putMany(
        SMS,
        Array.from({ length: count }, (_, n) => ({ pk, sk: String(n), body: BODY })),
      )
    await put('a', 40)
    const [few] = await store.wide.inspect()
    assert.deepEqual([few!.items, few!.exact], [40, true])
    assert.ok(few!.bytes > 40 * BODY.length && few!.bytes < 44 * BODY.length, `${few!.bytes}`)
    await put('b', 20_000)
    const [many, none] = await store.wide.inspect()
    assert.ok(!many!.exact && many!.items > 10_000 && many!.items < 25_000, `${many!.items}`)
    assert.deepEqual(none, { table: 'device-apps', items: 0, bytes: 0, exact: true })
  })

  test('no line is of an empty value, whose memory the engine would never give back', async () => {
    const folder = fresh()
    const store = opened({ folder })
    const expiresAt = instantOf(BEGIN_MS + 10)
    await store.wide.putMany(SMS, [{ pk: 'a', sk: '1', body: new Uint8Array(0), expiresAt }])
    await store.wide.close()
    const raw = new ClassicLevel<string, Buffer>(folder, { valueEncoding: 'buffer' })
    const values = await raw.values().all()
    await raw.close()
    assert.equal(values.length, 2)
    assert.ok(values.every(({ length }) => length > 0))
  })

  test('closing waits for what was accepted, and then accepts no more', async () => {
    const folder = fresh()
    const store = opened({ folder })
    const put = (sk: string) => store.wide.putMany(SMS, [{ pk: 'a', sk, body: new Uint8Array(9) }])
    const accepted = Promise.all(['1', '2', '3'].map(put))
    await store.wide.close()
    await accepted
    await assert.rejects(put('4'), /closed/)
    await using reopened = opened({ folder })
    assert.equal((await reopened.wide.range(SMS, 'a', { limit: 9 })).items.length, 3)
  })

  async function killedAfter(ms: number, folder: string): Promise<string[]> {
    const env = { ...process.env, DHARA_TEST_WIDE_CHILD: folder }
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
    const one = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio, env })
    const closed = new Promise((done) => one.once('close', done))
    let said = ''
    await new Promise((done) => {
      one.once('close', done)
      one.stdout.on('data', (chunk: Buffer) => done((said += chunk.toString())))
    })
    await new Promise((done) => setTimeout(done, ms))
    one.kill('SIGKILL')
    await closed
    return said
      .slice(0, said.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
  }
}

async function countOf(wide: ReturnType<typeof openLevel>): Promise<number> {
  return (await wide.inspect()).reduce((sum, { items }) => sum + items, 0)
}

/** Never returns: the parent kills us. Each line is a batch: its holder, and its items' first. */
async function live(folder: string): Promise<void> {
  const clock = { nowMs: () => BEGIN_MS }
  const wide = openLevel({ folder, tables: TABLES, clock })
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const [pk, sk] = [`cus_${writer}`, `${process.pid}-${n}`]
        const batch = Array.from({ length: BATCH }, (_, i) => ({
          ...{ pk, sk: `${sk}/${i}`, body: new Uint8Array(500).fill(n) },
        }))
        await wide.putMany(SMS, batch)
        process.stdout.write(`${pk} ${sk}\n`)
      }
    }),
  )
}
