/** What every engine of the port must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { event, t } from '#kernel/contract'
import { instantOf, later } from '#kernel/dates'
import { unpacked } from '#platform/log'
import { freshDatabase, type Fresh } from '#test/database'
import { timer, type Timers, type TimersOptions } from './index.ts'

const Due = event('alpha.due', { n: t.int() })
type Open = (options: TimersOptions) => Timers
let openPort: Open
const quiet = { info() {}, warn() {}, error() {} }
const kinds = [timer('pledge-due', Due, { owner: 'collector', says: 'A promised day came.' })]
const HOUR = 3_600_000

async function withTimers(body: (fresh: Fresh, timers: Timers) => Promise<void>) {
  await using fresh = await freshDatabase({ modules: [{ name: 'alpha', contract: { Due } }] })
  const { db, clock, signals } = fresh
  const modules = [{ name: 'alpha', timers: kinds }]
  const timers = openPort({ db, clock, signals, modules, logger: quiet })
  await timers.start()
  try {
    await body(fresh, timers)
  } finally {
    await timers.stop()
  }
}

const set = (fresh: Fresh, n: number, inMs: number, name = `pledge-due:loan_${n}`) =>
  fresh.db.transact('alpha', {}, async (open) => {
    const tx = open.tx({ actor: { kind: 'staff', id: 'stf_1' } })
    await tx.at('cus_1', name, later(tx.now, inMs), Due({ n }))
  })

type Fired = { type: string; at: string; key: string; actor: object; data: { n: number } }
const fired = async (fresh: Fresh): Promise<Fired[]> => {
  const rows = await fresh.db.owner<
    { body: string }[]
  >`select body from platform.outbox order by seq`
  return rows.flatMap(({ body }) => unpacked(body).map((fact) => JSON.parse(fact) as Fired))
}
async function until(what: () => Promise<boolean>): Promise<void> {
  for (let i = 0; !(await what()); i++) {
    assert.ok(i < 6000, 'in time')
    await new Promise((done) => setTimeout(done, 10))
  }
}

export function timersSuite(opener: Open): void {
  openPort = opener
  test('a timer becomes an event at its business instant, and not before', async () => {
    await withTimers(async (fresh, timers) => {
      await set(fresh, 1, HOUR)
      await set(fresh, 2, 2 * HOUR)
      assert.equal(await timers.nextDue(), later(fresh.clock.now(), HOUR))
      fresh.clock.jump(later(fresh.clock.now(), HOUR - 1))
      await new Promise((done) => setTimeout(done, 50))
      assert.deepEqual(await fired(fresh), [])
      fresh.clock.jump(later(fresh.clock.now(), 2))
      await until(async () => (await fired(fresh)).length === 1)
      const [one] = await fired(fresh)
      assert.deepEqual(
        [one!.type, one!.key, one!.at, one!.actor, one!.data],
        ['alpha.due', 'cus_1', fresh.clock.now(), { kind: 'module', id: 'alpha' }, { n: 1 }],
      )
    })
  })

  test('a second `at` moves a timer; a cancelled one never fires', async () => {
    await withTimers(async (fresh, timers) => {
      await set(fresh, 1, 2400 * HOUR, 'other:far')
      await set(fresh, 2, 3 * HOUR, 'pledge-due:a')
      await set(fresh, 3, 5 * HOUR, 'pledge-due:a')
      await set(fresh, 4, HOUR, 'pledge-due:b')
      await fresh.db.transact('alpha', {}, (open) =>
        open.tx({ actor: { kind: 'module', id: 'alpha' } }).cancel('pledge-due:b'),
      )
      fresh.clock.jump(later(fresh.clock.now(), 4 * HOUR))
      await new Promise((done) => setTimeout(done, 50))
      assert.deepEqual(await fired(fresh), [])
      fresh.clock.jump(later(fresh.clock.now(), 2 * HOUR))
      await until(async () => (await fired(fresh)).length === 1)
      assert.equal((await fired(fresh))[0]!.data.n, 3)
      assert.equal(await timers.runNow({ module: 'alpha', name: 'other' }), 1)
      await until(async () => (await fired(fresh)).length === 2)
      const [row] = await timers.inspect()
      assert.deepEqual(
        [row!.kind, row!.owner, row!.count, row!.overdue, row!.fired, row!.failed],
        ['pledge-due', 'collector', 0, 0, 1, 0],
      )
    })
  })

  test('five thousand due at once all fire, each once, in the order of their time', async () => {
    await withTimers(async (fresh) => {
      await fresh.db.transact('alpha', {}, async (open) => {
        const tx = open.tx({ actor: { kind: 'module', id: 'alpha' } })
        for (let n = 0; n < 5000; n++)
          await tx.at('cus_1', `pledge-due:${n}`, later(tx.now, n + 1), Due({ n }))
      })
      fresh.clock.jump(later(fresh.clock.now(), HOUR))
      await until(async () => (await fired(fresh)).length >= 5000)
      assert.deepEqual(
        (await fired(fresh)).map((one) => one.data.n),
        [...Array(5000).keys()],
      )
    })
  })

  test('a timer without seconds to spare fires while the clock runs fast', async () => {
    await withTimers(async (fresh) => {
      fresh.clock.setRate(720)
      await set(fresh, 1, 60_000)
      await until(async () => (await fired(fresh)).length === 1)
      assert.ok((await fired(fresh))[0]!.at <= instantOf(fresh.clock.nowMs()))
    })
  })
}
