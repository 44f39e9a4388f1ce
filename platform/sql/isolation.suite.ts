/** What keeps transactions and modules apart. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '#platform/sql'
import { PurseOpened, put, type Bench } from './bench.fixture.ts'

/** As many as the suite's pool has connections. */
const WRITERS = 4
const LIMIT = { timeout: 15_000 }

export function isolationSuite(bench: Bench): void {
  conflicts(bench)
  walls(bench)
}

function conflicts({ engine, inAlpha, outbox, cleared }: Bench): void {
  test(`${engine}: serializable work that collides is run again and emits once`, async () => {
    await cleared()
    await inAlpha(async (tx) => {
      await put(tx.sql, 'a', 100)
      await put(tx.sql, 'b', 100)
    })
    // Each looks at both purses and takes from its own: together they may take 200, not 400.
    const bothRead = Promise.withResolvers<void>()
    let [runs, reads] = [0, 0]
    const take = (id: string) =>
      inAlpha(async (tx) => {
        runs++
        const [row] = await tx.sql<{ sum: string }[]>`select sum(paise) from purse`
        if (Number(row?.sum) < 200) return false
        if (++reads === 2) bothRead.resolve()
        await bothRead.promise
        await tx.sql`update purse set paise = paise - 200 where id = ${id}`
        await tx.emit('cus_1', [PurseOpened({ id, n: runs })])
        return true
      }, true)
    const taken = await Promise.all([take('a'), take('b')])
    assert.deepEqual([...taken].sort(), [false, true])
    assert.equal(runs, 3)
    assert.equal((await outbox()).length, 1)
  })

  test(`${engine}: a transaction is of no use after its end`, async () => {
    let kept: Tx | undefined
    await inAlpha(async (tx) => void (kept = tx))
    assert.throws(() => kept!.sql`select 1`, /used after its end/)
    await assert.rejects(
      kept!.emit('cus_1', [PurseOpened({ id: 'a', n: 1 })]),
      /used after its end/,
    )
  })
}

function walls({ engine, inAlpha, fresh }: Bench): void {
  const refused = { code: '42501' }
  const forbidden: [string, string][] = [
    ["another module's table", 'select * from beta.secret'],
    ['the outbox', 'select * from platform.outbox'],
    ['the outbox, for writing', `insert into platform.outbox (topic) values ('x')`],
    ['the timers', 'delete from platform.timer'],
    ["another's schema", 'create table beta.mine (id int)'],
    ['the record of migrations', 'select * from platform.migration'],
    ["another's role", 'set role dhara_beta'],
    ["the owner's role", 'set role dhara'],
  ]
  for (const [what, statement] of forbidden) {
    test(`${engine}: a module's role can't reach ${what}`, async () => {
      const text = Object.assign([statement], { raw: [statement] }) as never
      await assert.rejects(
        inAlpha((tx) => tx.sql(text)),
        refused,
      )
    })
  }

  test(`${engine}: a module sees its own schema and logs in as itself`, async () => {
    const [who] = await inAlpha(
      (tx) => tx.sql<[object]>`select session_user as "user", current_schema as schema`,
    )
    assert.deepEqual({ ...who }, { user: 'dhara_alpha', schema: 'alpha' })
  })

  test(`${engine}: a query's transaction can't write`, async () => {
    const write = fresh().db.transact('alpha', { readOnly: true }, (open) => put(open.sql, 'a'))
    await assert.rejects(write, { code: '25006' })
  })

  test(`${engine}: a query leaves no fact and no timer`, async () => {
    const emit = fresh().db.transact('alpha', { readOnly: true }, (open) =>
      open.tx({ actor: { kind: 'module', id: 'alpha' } }).cancel('a timer'),
    )
    await assert.rejects(emit, /may leave no fact and no timer/)
  })

  test(`${engine}: a query is answered though writers hold every connection`, LIMIT, async () => {
    const { db } = fresh()
    const held = Promise.withResolvers<void>()
    const writers = Array.from({ length: WRITERS }, () =>
      db.transact('alpha', {}, async (open) => {
        await open.sql`select 1`
        await held.promise
      }),
    )
    const read = db.transact('alpha', { readOnly: true }, (open) => open.sql`select 2 as two`)
    try {
      assert.deepEqual(
        [...(await read)].map((row) => ({ ...(row as object) })),
        [{ two: 2 }],
      )
    } finally {
      held.resolve()
      await Promise.all(writers)
    }
  })
}
