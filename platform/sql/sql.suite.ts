/** What every engine of `sql` must do; each adapter's test runs it on two small modules. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { query, t, type Actor } from '#kernel/contract'
import type { Fresh, FreshOptions } from '#test/database'
import { actor, benchOf, modules, type Bench } from './bench.fixture.ts'
import { isolationSuite } from './isolation.suite.ts'
import { leavingSuite } from './leaving.suite.ts'

const balanceOf = query('beta.balance', { input: { id: t.text() }, output: {}, allow: ['ops'] })

export function sqlSuite(engine: string, open: (more: FreshOptions) => Promise<Fresh>): void {
  let fresh: Fresh
  const calls: unknown[][] = []
  const call = async (...args: unknown[]) => {
    calls.push(args)
    return { paise: 5 }
  }
  before(async () => {
    fresh = await open({ modules, call, poolMax: 4 })
  })
  after(() => fresh.drop())

  const bench = benchOf(engine, () => fresh)
  leavingSuite(bench)
  isolationSuite(bench)
  valuesOf(bench)

  test(`${engine}: another module is read through the call it was opened with`, async () => {
    const got = await bench.inAlpha((tx) => tx.call(balanceOf, { id: 'a' }))
    assert.deepEqual(got, { paise: 5 })
    const [, input, caller] = calls[0] as [unknown, unknown, { module: string; actor: Actor }]
    assert.deepEqual([input, caller.module, caller.actor], [{ id: 'a' }, 'alpha', actor])
    const command = { ...balanceOf, kind: 'command' } as never
    await assert.rejects(
      bench.inAlpha((tx) => tx.call(command, {} as never)),
      /only queries are called/,
    )
  })
}

function valuesOf({ engine, inAlpha }: Bench): void {
  test(`${engine}: values come back as ours`, async () => {
    const row = await inAlpha(async ({ sql }) => {
      await sql`delete from purse`
      await sql`
        insert into purse ${sql({
          ...{ id: 'v', paise: 123_456, opened_on: '2026-02-28', share: '18.5000' },
          ...{ opened_at: '2026-02-28T23:59:59.999+05:30', note: sql.json({ a: [1, null] }) },
        })}`
      const [found] = await sql<[object]>`
        select *, array[1, 2]::bigint[] as many, '2026-02-28 01:02:03'::timestamptz as plain,
               count(*) over () as counted
          from purse
         where id = any(${['v', 'w']}) and paise = any(${sql.array([123_456])}::bigint[])`
      return { ...found }
    })
    assert.deepEqual(row, {
      ...{ id: 'v', paise: 123_456, opened_on: '2026-02-28', share: '18.5000' },
      ...{ opened_at: '2026-02-28T18:29:59.999Z', note: { a: [1, null] } },
      ...{ many: [1, 2], plain: '2026-02-28T01:02:03.000Z', counted: 1 },
    })
  })

  test(`${engine}: a whole number a double can't hold is refused both ways`, async () => {
    await assert.rejects(
      inAlpha(({ sql }) => sql`select 9007199254740993::bigint as n`),
      /not a safe integer/,
    )
    for (const paise of [2 ** 53, 1.5, Number.NaN])
      await assert.rejects(
        inAlpha(({ sql }) => sql`insert into purse (id, paise) values ('x', ${paise})`),
        /not a safe integer/,
      )
  })
}
