/** Effects sent to a real HTTP server that is slow, fails, and is asked twice. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { event, t, type Fact } from '#kernel/contract'
import { later } from '#kernel/dates'
import type { Log } from '#platform/log'
import { freshDatabase, type Fresh } from '#test/database'
import { openLog } from '../log/embedded-log.ts'
import { effect, TryLater, type Effect, type Lane, type Queue, type QueueOptions } from './index.ts'

const Sent = event('alpha.sent', { n: t.int(), attempt: t.int() })
const GivenUp = event('alpha.given-up', { n: t.int(), problem: t.text() })
type Open = (options: QueueOptions) => Queue
let openPort: Open
const quiet = { info() {}, warn() {}, error() {} }
const wall = { nowMs: () => Date.now() }

/** A vendor that keeps one entry per idempotency key, and answers as it is told. */
async function vendor(
  scope: TestContext,
  answer: (n: number, calls: number) => { status: number; ms?: number },
) {
  const calls: { n: number; key: string }[] = []
  const server: Server = createServer((request, response) => {
    const n = Number(request.url?.slice(1))
    calls.push({ n, key: String(request.headers['idempotency-key']) })
    const { status, ms = 0 } = answer(n, calls.filter((call) => call.n === n).length)
    setTimeout(() => response.writeHead(status).end(), ms)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  scope.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { calls, url: `http://127.0.0.1:${port}` }
}

const posting = (url: string, retry: Partial<Effect['retry']> = {}) =>
  effect<{ n: number }>('alpha.post', {
    lane: 'vendor',
    retry: { attempts: 3, backoffMs: 1000, ...retry },
    send: async ({ n }, { key, attempt }) => {
      const headers = { 'idempotency-key': key }
      const response = await fetch(`${url}/${n}`, { method: 'POST', headers })
      if (response.status >= 500) throw new TryLater(`vendor said ${response.status}`)
      return Sent({ n, attempt })
    },
    onExhausted: ({ n }, problem) => GivenUp({ n, problem }),
  })

type Scene = { fresh: Fresh; log: Log; queue: Queue; answers: Fact[]; again(): Promise<void> }

async function withQueue(
  sent: Effect<{ n: number }>,
  lane: Partial<Lane>,
  body: (scene: Scene) => Promise<void>,
) {
  await using fresh = await freshDatabase({
    modules: [{ name: 'alpha', contract: { Sent, GivenUp } }],
  })
  const { db, clock, signals } = fresh
  const lanes = [{ name: 'vendor', perSecond: 1000, atOnce: 8, ...lane }]
  const modules = [{ name: 'alpha', effects: [sent], lanes }]
  const answers: Fact[] = []
  const life = async () => {
    const kindOf = fresh.options.kindOf!
    const log = openLog({ db, modules, signals, wall, logger: quiet, kindOf })
    const options = { db, log, modules, clock, wall, signals, logger: quiet, objects: {} as never }
    const queue = openPort({ ...options, httpOf: () => none, call: none } satisfies QueueOptions)
    log.watch(['alpha'], (fact) => answers.push(fact))
    await log.start()
    await queue.start()
    return { log, queue }
  }
  let now = await life()
  const end = async () => {
    await now.queue.stop()
    await now.log.stop()
  }
  const again = async () => {
    await end()
    now = await life()
  }
  try {
    await body({ fresh, answers, again, log: now.log, queue: now.queue })
  } finally {
    await end()
  }
}
const none = (): never => {
  throw new Error('not in this test')
}

const ask = (fresh: Fresh, what: Effect<{ n: number }>, ...ns: number[]) =>
  fresh.db.transact('alpha', {}, async (open) => {
    const tx = open.tx({ actor: { kind: 'module', id: 'alpha' } })
    for (const n of ns) await tx.effect(what, { n }, `cus_${n}`)
  })

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; !(await what()); i++) {
    assert.ok(i < 6000, 'in time')
    await new Promise((done) => setTimeout(done, 10))
  }
}

export function queueSuite(opener: Open): void {
  openPort = opener
  test('an effect’s answer is a fact about its subject, caused by the asking', async (scope) => {
    const there = await vendor(scope, () => ({ status: 200 }))
    const sent = posting(there.url)
    await withQueue(sent, {}, async ({ fresh, answers, queue }) => {
      await ask(fresh, sent, 1, 2, 3)
      await until(() => answers.length === 3)
      assert.deepEqual(answers.map((fact) => fact.key).toSorted(), ['cus_1', 'cus_2', 'cus_3'])
      const [row] = await queue.inspect()
      assert.deepEqual([row!.done, row!.queued, row!.exhausted], [3, 0, 0])
      const keys = new Set(there.calls.map((call) => call.key))
      assert.deepEqual(new Set(answers.map((fact) => fact.cause)), keys)
      assert.equal(queue.health()[0]?.success, 1)
      await until(queue.calm)
      assert.equal(await queue.nextRunAt(), undefined)
    })
  })

  test('a vendor that is down is tried again in business time, under one key', async (scope) => {
    const there = await vendor(scope, (_n, calls) => ({ status: calls < 3 ? 503 : 200 }))
    const sent = posting(there.url)
    await withQueue(sent, {}, async ({ fresh, answers, queue }) => {
      await ask(fresh, sent, 1)
      for (const calls of [1, 2]) {
        await until(
          async () => there.calls.length === calls && (await queue.nextRunAt()) !== undefined,
        )
        await until(queue.calm)
        assert.ok(((await queue.nextRunAt()) ?? '') > fresh.clock.now(), 'it waits for its time')
        fresh.clock.jump(later(fresh.clock.now(), 1000 * 2 ** (calls - 1)))
      }
      await until(() => answers.length === 1)
      assert.deepEqual(answers[0]!.data, { n: 1, attempt: 3 })
      assert.equal(new Set(there.calls.map((call) => call.key)).size, 1)
      assert.ok(queue.health()[0]!.success < 0.5)
    })
  })

  test('after its last attempt the effect is given up, and a fact says so', async (scope) => {
    const there = await vendor(scope, () => ({ status: 500 }))
    const sent = posting(there.url, { attempts: 2, backoffMs: 1 })
    await withQueue(sent, {}, async ({ fresh, answers, queue }) => {
      fresh.clock.setRate(1)
      await ask(fresh, sent, 1)
      await until(() => answers.length === 1)
      assert.deepEqual(answers[0]!.data, { n: 1, problem: 'vendor said 500' })
      assert.equal((await queue.inspect())[0]!.exhausted, 1)
    })
  })

  test('a lane keeps its bounds: so many at once, so many a second', async (scope) => {
    let open = 0
    let most = 0
    const there = await vendor(scope, () => ({ status: 200, ms: 20 }))
    const sent = posting(there.url)
    const counted: typeof sent = {
      ...sent,
      send: async (input, context) => {
        most = Math.max(most, ++open)
        try {
          return await sent.send(input, context)
        } finally {
          open -= 1
        }
      },
    }
    await withQueue(counted, { atOnce: 3, perSecond: 40 }, async ({ fresh, answers }) => {
      const began = performance.now()
      await ask(fresh, counted, ...Array(60).keys())
      await until(() => answers.length === 60)
      assert.equal(most, 3)
      // 40 may go at once; the other 20 take half a second.
      assert.ok(performance.now() - began > 450)
    })
  })

  test('what a process was sending as it ended is sent again under its key', async (scope) => {
    const there = await vendor(scope, (_n, calls) => ({ status: 200, ms: calls === 1 ? 60 : 0 }))
    const sent = posting(there.url)
    await withQueue(sent, {}, async ({ fresh, answers, again }) => {
      await ask(fresh, sent, 1)
      await until(() => there.calls.length === 1)
      // As after a kill -9: the row names a process that takes care of it, and none such lives.
      await again()
      await until(() => answers.length === 1)
      await fresh.db.owner`
        update platform.effect set state = 'queued', taken_by = 999999 where subject = 'cus_1'`
      await again()
      await until(() => there.calls.length === 2)
      assert.equal(new Set(there.calls.map((call) => call.key)).size, 1)
    })
  })
}
