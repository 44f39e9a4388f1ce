/**
 * The log under kill -9. The file is also the process to be killed: it writes facts as fast as it
 * can, relays and handles them, and says on stdout which it was told are committed.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instant } from '#kernel/dates'
import { newId, random } from '../runtime/chance.ts'
import { businessClock, wallClock } from '../runtime/clock.ts'
import { signals } from '../runtime/signals.ts'
import { openDatabase } from '../sql/database.ts'
import { openLog } from './embedded-log.ts'
import { on } from './index.ts'
import { Happened, note, optionsOf, quiet, scene, seen, until } from './scene.fixture.ts'

const WRITERS = 4
/** Told of as committed before a life is ended. */
const WRITTEN_MIN = 20
const noting = [{ name: 'beta', reactions: [on(Happened, 'note', note)] }]
const child = process.env['DHARA_TEST_CRASH_CHILD']

if (child) await live(JSON.parse(child) as Child)
else
  test('killed under load three times, it loses and doubles nothing', async () => {
    await using fresh = await scene()
    await fresh.db.transact('alpha', {}, async (open) => {
      await open.sql`create table written (n bigint primary key)`
    })
    const acknowledged: number[] = []
    for (let life = 0; life < 3; life++) {
      acknowledged.push(...(await killedAfter(300 + 200 * life, fresh, life * 1_000_000)))
    }
    const log = openLog(optionsOf(fresh, noting))
    await log.start()
    await until(log.drained)
    const verified = await log.verify()
    await log.stop()
    const rows = await fresh.db.transact(
      'alpha',
      {},
      (open) => open.sql<{ n: number }[]>`select n from written order by n`,
    )
    const written = rows.map((row) => row.n)
    const handled = (await seen(fresh)).map((row) => row.n).toSorted((a, b) => a - b)
    assert.ok(acknowledged.length >= 3 * WRITTEN_MIN, `only ${acknowledged.length} were written`)
    const present = new Set(written)
    assert.deepEqual(
      acknowledged.filter((n) => !present.has(n)),
      [],
    )
    assert.deepEqual(handled, written)
    assert.deepEqual([verified.facts, verified.fault], [written.length, undefined])
  })

/** What the child was told is committed, up to its death. */
async function killedAfter(
  ms: number,
  { url, masterKey }: { url: string; masterKey: string },
  first: number,
): Promise<number[]> {
  const file = fileURLToPath(import.meta.url)
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
  const env = { ...process.env, DHARA_TEST_CRASH_CHILD: JSON.stringify({ url, masterKey, first }) }
  const child = spawn(process.execPath, [file], { stdio, env })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const closed = new Promise((done) => child.once('close', done))
  const lines = () => said.split('\n').length - 1
  await until(async () => lines() >= WRITTEN_MIN || child.exitCode !== null)
  await new Promise((done) => setTimeout(done, ms))
  child.kill('SIGKILL')
  await closed
  const whole = said.slice(0, said.lastIndexOf('\n') + 1)
  return whole.split('\n').filter(Boolean).map(Number)
}

type Child = { url: string; masterKey: string; first: number }

/** Never returns: the parent kills us. */
async function live({ url, masterKey, first }: Child): Promise<void> {
  const wakes = signals()
  const db = openDatabase({
    ...{
      url,
      masterKey,
      modules: ['alpha', 'beta'],
      signals: wakes,
      newId,
      random,
      poolMax: WRITERS,
    },
    clock: businessClock(instant('2026-01-01T00:00:00.000Z'), 0),
    wall: wallClock,
    secretFor: () => new Uint8Array(32),
    ports: {} as never,
    call: async () => undefined,
  })
  const log = openLog({
    db,
    modules: noting,
    signals: wakes,
    wall: wallClock,
    logger: quiet,
    kindOf: () => undefined,
  })
  await log.start()

  let n = first
  const write = async (): Promise<never> => {
    for (;;) {
      const own = n++
      await db.transact('alpha', {}, async (open) => {
        await open.sql`insert into written (n) values (${own})`
        const tx = open.tx({ actor: { kind: 'module', id: 'alpha' } })
        await tx.emit(`cus_${own % 50}`, [Happened({ n: own })])
      })
      process.stdout.write(`${own}\n`)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
}
