/** What leaves a transaction, and what does not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#kernel/dates'
import { unpacked } from '#platform/log'
import { effect } from '#platform/queue'
import { actor, PurseOpened, PurseTraced, put, type Bench } from './bench.fixture.ts'
import { SHARE_FACTS } from './leaving.ts'

const sendPurse = effect<{ id: string }>('alpha.send-purse', {
  lane: 'post',
  send: async () => [],
  onExhausted: (input) => PurseOpened({ id: input.id, n: 0 }),
})
const later = instant('2026-03-01T00:00:00.000Z')

export function leavingSuite(bench: Bench): void {
  commitsWhole(bench)
  failsWhole(bench)
  keepsOrder(bench)
  keepsCause(bench)
  setsTimers(bench)
  leavesInShares(bench)
  refusesFacts(bench)
}

function commitsWhole(b: Bench): void {
  const { engine, inAlpha, outbox, timers, purses, cleared } = b

  test(`${engine}: state, facts and timers commit together, and wake who waits`, async () => {
    await cleared()
    const woken: string[] = []
    const off = ['outbox', 'timers'].map((name) =>
      b.fresh().signals.on(name, () => woken.push(name)),
    )
    await inAlpha(async (tx) => {
      await put(tx.sql, 'a')
      await tx.emit('cus_1', [PurseOpened({ id: 'a', n: 1 })], { policyVersion: 'p1' })
      await tx.at('cus_1', 'close:a', later, PurseOpened({ id: 'a', n: 9 }))
      assert.deepEqual(woken, [], 'nobody is woken before the commit')
    })
    for (const one of off) one()
    const [row] = await outbox()
    const fact = JSON.parse(row!.body) as Record<string, unknown>
    assert.deepEqual(
      { ...fact, id: 0, correlation: 0 },
      {
        ...{ id: 0, topic: 'alpha', type: 'alpha.purse-opened', v: 1, key: 'cus_1' },
        ...{ at: '2026-01-01T03:30:00.000Z', businessDate: '2026-01-01', actor },
        ...{ correlation: 0, policyVersion: 'p1', data: { id: 'a', n: 1 } },
      },
    )
    assert.match(String(fact['id']), /^evt_/)
    assert.deepEqual(await timers(), [{ name: 'close:a', key: 'cus_1', due: later }])
    assert.deepEqual(await purses(), [{ id: 'a' }])
    assert.deepEqual(woken, ['outbox', 'timers'])
  })
}

function failsWhole({ engine, inAlpha, outbox, timers, purses, cleared }: Bench): void {
  test(`${engine}: what throws leaves nothing at all`, async () => {
    await cleared()
    const failed = inAlpha(async (tx) => {
      await put(tx.sql, 'a')
      await tx.emit('cus_1', [PurseOpened({ id: 'a', n: 1 })])
      await tx.at('cus_1', 'close:a', later, PurseOpened({ id: 'a', n: 9 }))
      throw new Error('no')
    })
    await assert.rejects(failed, /^Error: no$/)
    assert.deepEqual([await purses(), await outbox(), await timers()], [[], [], []])
  })

  test(`${engine}: a constraint failing only at the commit takes the facts with it`, async () => {
    await cleared()
    const failed = inAlpha(async (tx) => {
      await tx.sql`insert into leaf (id, parent) values (1, 99)`
      await tx.emit('cus_1', [PurseOpened({ id: 'a', n: 1 })])
    })
    await assert.rejects(failed, /leaf_parent_fkey/)
    assert.deepEqual(await outbox(), [])
  })

  test(`${engine}: an error swallowed inside does not become half a commit`, async () => {
    await cleared()
    const failed = inAlpha(async (tx) => {
      await put(tx.sql, 'a')
      await tx.sql`select * from no_such_table`.catch(() => undefined)
      await tx.emit('cus_1', [PurseOpened({ id: 'a', n: 1 })])
    })
    await assert.rejects(failed, /no_such_table/)
    assert.deepEqual([await purses(), await outbox()], [[], []])
  })
}

function keepsOrder({ engine, inAlpha, outbox, cleared }: Bench): void {
  test(`${engine}: facts, asks and effects leave in the order they were written`, async () => {
    await cleared()
    const command = { kind: 'command', name: 'beta.open-book' } as never
    const askId = await inAlpha(async (tx) => {
      await tx.emit('cus_1', [PurseOpened({ id: 'a', n: 1 }), PurseTraced({ id: 'a' })])
      const id = await tx.ask(command, { customerId: 'cus_2' } as never)
      await tx.effect(sendPurse, { id: 'a' }, 'cus_3')
      await tx.emit('cus_1', [PurseOpened({ id: 'line\nbreak', n: 2 })])
      return id
    })
    const rows = (await outbox()).map(({ topic, key, body }) => ({
      topic,
      key,
      ...JSON.parse(body),
    }))
    assert.deepEqual(
      rows.map(({ topic, key, type }) => [topic, key, type]),
      [
        ['alpha', 'cus_1', 'alpha.purse-opened'],
        ['alpha.trace', 'cus_1', 'alpha.purse-traced'],
        ['beta.asks', 'cus_2', 'beta.asked'],
        ['effects', 'cus_3', 'alpha.effect-requested'],
        ['alpha', 'cus_1', 'alpha.purse-opened'],
      ],
    )
    const asked = { askId, command: 'beta.open-book', input: { customerId: 'cus_2' }, by: 'alpha' }
    assert.deepEqual(rows[2].data, asked)
    assert.equal(rows[4].data.id, 'line\nbreak')
  })
}

function keepsCause({ engine, inAlpha, outbox, cleared }: Bench): void {
  test(`${engine}: a fact caused by a fact keeps its correlation and names its cause`, async () => {
    await cleared()
    const cause = { id: 'evt_0', key: 'cus_7', correlation: 'cor_7', trace: 'tr_1' } as never
    await inAlpha(async (_, open) => {
      const tx = open.tx({ actor, fact: cause })
      await tx.emit('cus_7', [PurseOpened({ id: 'a', n: 1 })])
      await tx.effect(sendPurse, { id: 'a' })
    })
    for (const { key, body } of await outbox()) {
      const { cause: by, correlation, trace } = JSON.parse(body)
      assert.deepEqual([key, by, correlation, trace], ['cus_7', 'evt_0', 'cor_7', 'tr_1'])
    }
  })
}

function setsTimers({ engine, inAlpha, timers, cleared }: Bench): void {
  test(`${engine}: the last word on a timer's name holds`, async () => {
    await cleared()
    const due = PurseOpened({ id: 'a', n: 9 })
    await inAlpha(async (tx) => {
      await tx.at('cus_1', 'kept', later, due)
      await tx.at('cus_1', 'gone', later, due)
    })
    const sooner = instant('2026-02-01T00:00:00.000Z')
    await inAlpha(async (tx) => {
      await tx.at('cus_1', 'kept', sooner, due)
      await tx.cancel('gone')
      await tx.at('cus_1', 'never', later, due)
      await tx.cancel('never')
      await tx.cancel('again')
      await tx.at('cus_1', 'again', later, due)
    })
    const names = (await timers()).map(({ name, due: at }) => [name, at])
    assert.deepEqual(names, [
      ['again', later],
      ['kept', sooner],
    ])
  })
}

function leavesInShares(b: Bench): void {
  const { engine, inAlpha, outbox, timers, cleared } = b
  const many = 2 * SHARE_FACTS + 100
  const due = PurseOpened({ id: 'a', n: 9 })

  test(`${engine}: what leaves in shares is seen whole or not at all, in its order`, async () => {
    await cleared()
    const emitted = (failing?: Error) =>
      inAlpha(async (tx) => {
        await tx.at('cus_1', 'gone', later, due)
        for (let n = 0; n < many; n++) await tx.emit('cus_1', [PurseOpened({ id: 'a', n })])
        await tx.cancel('gone')
        await tx.at('cus_1', 'kept', later, due)
        await tx.sql`select from purse`
        assert.deepEqual(await outbox(), [], 'others see nothing of it yet')
        if (failing) throw failing
      })
    await assert.rejects(emitted(new Error('no')), /^Error: no$/)
    assert.deepEqual([await outbox(), await timers()], [[], []])
    await emitted()
    const facts = (await outbox()).flatMap(({ body }) => unpacked(body))
    const numbers = facts.map((fact) => (JSON.parse(fact) as { data: { n: number } }).data.n)
    assert.deepEqual(numbers, [...Array(many).keys()])
    assert.deepEqual(await timers(), [{ name: 'kept', key: 'cus_1', due: later }])
  })

  test(`${engine}: a share that cannot leave is why the rest fails`, async () => {
    await cleared()
    const failed = inAlpha(async (tx) => {
      await tx.sql`set transaction read only`
      for (let n = 0; n < SHARE_FACTS; n++) await tx.emit('cus_1', [PurseOpened({ id: 'a', n })])
      await tx.sql`select from purse`
    })
    await assert.rejects(failed, /read-only transaction/)
    assert.deepEqual(await outbox(), [])
  })
}

function refusesFacts({ engine, inAlpha }: Bench): void {
  test(`${engine}: an event that breaks its declaration throws where it is written`, async () => {
    const wrong = { ...PurseOpened({ id: 'a', n: 1 }), data: { id: 'a', n: 'one' } }
    await assert.rejects(
      inAlpha((tx) => tx.emit('cus_1', [wrong])),
      /alpha\.purse-opened: \/n/,
    )
    const foreign = { type: 'beta.book-opened', v: 1, data: {} }
    await assert.rejects(
      inAlpha((tx) => tx.emit('cus_1', [foreign])),
      /alpha may not write beta/,
    )
    await assert.rejects(
      inAlpha((tx) => tx.emit('cus_1\ncus_2', [PurseOpened({ id: 'a', n: 1 })])),
      /control character/,
    )
  })
}
