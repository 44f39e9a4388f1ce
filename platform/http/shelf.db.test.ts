import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isProblem, knocker } from './knock.suite.ts'
import { command, t } from '#kernel/contract'
import { compose, type Seen } from './index.ts'
import { openProbe, probe, type Probe } from './probe.suite.ts'

/** A module that keeps on record whom the staff saw. */
const noteSeen = command('diary.note-seen', {
  input: {
    ...{ by: t.text(), roles: t.list(t.text()), what: t.text() },
    ...{ seenFor: t.optional(t.text()), customerIds: t.list(t.id('cus')) },
  },
  output: {},
  refusals: [],
  allow: ['module:diary'],
})
let diary: Seen[] = []
const keeper = {
  ...{ name: 'diary', contract: { noteSeen }, noteSeen },
  commands: [
    compose(noteSeen, async (seen) => {
      diary.push(seen as Seen)
      return {}
    }),
  ],
}

let house: Probe
const { get, post } = knocker(() => house.base)
const listed = (q: object) => get('/v1/probe/coin/list', q, 'ops')

/** 25 coins: amounts repeat, every third was spent, the rest were not. */
before(async () => {
  house = await openProbe({ modules: [probe, keeper] })
  await house.db.owner`
    insert into probe.coin
    select 'coin_' || lpad(n::text, 3, '0'),
           'label ' || n || case when n = 7 then ' 100%_\\' else '' end,
           (n % 5) * 100, case when n % 2 = 0 then 'cus_asha' else 'cus_ravi' end,
           date '2026-01-01' + n,
           case when n % 3 = 0
                then timestamptz '2026-02-01T00:00:00.123Z' + n % 4 * interval '1 day' end,
           '987654321' || n % 10, 'ABCPD1234F'
      from generate_series(1, 25) n`
})
after(() => house.close())

type Row = { id: string; amount: number; spentAt: string | null }

/** Follows the cursor to the end. */
async function walked(q: { sort?: string; desc?: boolean; limit: number }): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const answer = await listed({ ...q, ...(cursor && { cursor }) })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    rows.push(...answer.body.rows)
    cursor = answer.body.cursor
  } while (cursor !== null && rows.length < 100)
  return rows
}

for (const sort of ['amount', 'spentAt', 'mintedOn', 'id']) {
  for (const desc of [false, true]) {
    test(`pages by ${sort}${desc ? ' downwards' : ''} show every row once, in order`, async () => {
      const whole = (await listed({ sort, desc, limit: 100 })).body
      assert.equal(whole.rows.length, 25)
      assert.equal(whole.cursor, null)
      const pages = await walked({ sort, desc, limit: 4 })
      const ids = (rows: Row[]) => rows.map(({ id }) => id)
      assert.deepEqual(ids(pages), ids(whole.rows))
      assert.equal(new Set(ids(pages)).size, 25)
    })
  }
}

test('a row that comes in between is neither shown twice nor pushes another out', async () => {
  const first = (await listed({ sort: 'mintedOn', limit: 10 })).body
  await house.db.owner`
    insert into probe.coin values ('coin_new', 'x', 1, 'cus_x', '2020-01-01', null, '9876543210')`
  const next = (await listed({ sort: 'mintedOn', limit: 10, cursor: first.cursor })).body
  assert.equal(next.rows[0].id, 'coin_011')
  await house.db.owner`delete from probe.coin where id = 'coin_new'`
})

test('filters: a value, several, a range, together', async () => {
  const count = async (filter: object) => (await listed({ filter, limit: 100 })).body.rows.length
  assert.equal(await count({ customerId: 'cus_asha' }), 12)
  assert.equal(await count({ amount: [0, 100] }), 10)
  assert.equal(await count({ amount: [] }), 0)
  assert.equal(await count({ mintedOn: { from: '2026-01-02', to: '2026-01-06' } }), 5)
  assert.equal(await count({ amount: { from: 400 }, customerId: 'cus_asha' }), 3)
})

test('search finds the id or a part of the title, and its signs are only signs', async () => {
  const found = async (search: string) =>
    (await listed({ search })).body.rows.map(({ id }: Row) => id)
  assert.deepEqual(await found('coin_012'), ['coin_012'])
  assert.deepEqual(await found('LABEL 24'), ['coin_024'])
  assert.deepEqual(await found('100%_\\'), ['coin_007'])
  assert.deepEqual(await found("'; drop table coin; --"), [])
})

const badQuestions: readonly [string, object, string][] = [
  ['a field that is no filter', { filter: { label: 'x' } }, 'filter.label'],
  [
    'a personal field: it would stand in the URL',
    { filter: { phone: '9876543210' } },
    'filter.phone',
  ],
  ['a filter of another type', { filter: { amount: 'much' } }, 'filter.amount'],
  ['a bound of another type', { filter: { amount: { from: 'x' } } }, 'filter.amount.from'],
  ['an unknown bound', { filter: { amount: { above: 1 } } }, 'filter.amount.above'],
  ['an order not offered', { sort: 'label' }, 'sort'],
  ['SQL for an order', { sort: 'amount; drop table coin' }, 'sort'],
  ['a page too large', { limit: 101 }, 'limit'],
  ['a cursor that is none', { cursor: 'e30' }, 'cursor'],
  ['an unknown word', { offset: 3 }, 'offset'],
]
for (const [what, q, path] of badQuestions) {
  test(`${what} is refused by name`, async () => {
    const answer = await listed(q)
    isProblem(answer, 400, 'invalid-input')
    assert.equal(answer.body.fields[0].path, path)
  })
}

test('a cursor serves only the order it was cut from', async () => {
  const { cursor } = (await listed({ sort: 'amount', limit: 2 })).body
  isProblem(await listed({ sort: 'mintedOn', limit: 2, cursor }), 400, 'invalid-input')
})

test('one row by its id, typed as the contract says; a wrong or absent id is a fault', async () => {
  const answer = await get('/v1/probe/coin/one', { id: 'coin_003' }, 'ops')
  assert.deepEqual(answer.body, {
    id: 'coin_003',
    label: 'label 3',
    amount: 300,
    customerId: 'cus_ravi',
    mintedOn: '2026-01-04',
    spentAt: '2026-02-04T00:00:00.123Z',
    phone: '••••••3213',
    pan: 'ABCxxxxx4F',
  })
  isProblem(await get('/v1/probe/coin/one', { id: 'coin_999' }, 'ops'), 404, 'not-found')
  isProblem(await get('/v1/probe/coin/one', { id: 'loan_1' }, 'ops'), 400, 'invalid-input')
  isProblem(await get('/v1/probe/coin/one', {}, 'ops'), 400, 'invalid-input')
})

test('lists are for those named, and signed in', async () => {
  isProblem(await get('/v1/probe/coin/list', {}), 401, 'not-signed-in')
  isProblem(await get('/v1/probe/coin/list', {}, 'asha'), 403, 'forbidden')
  isProblem(await get('/v1/probe/coin/list', {}, 'credit'), 403, 'forbidden')
})

test('malformed or further parameters are told', async () => {
  const raw = async (url: string) => get(url, undefined, 'ops')
  isProblem(await raw('/v1/probe/coin/list?q={'), 400, 'malformed-json')
  isProblem(await raw('/v1/probe/coin/list?limit=3'), 400, 'unknown-parameter')
})

test('a query masks for staff; the customer sees their own', async () => {
  const coinId = 'coin_002'
  const staff = await get('/v1/probe/coin-of', { coinId }, 'ops')
  assert.deepEqual([staff.body.phone, staff.body.pan], ['••••••3212', 'ABCxxxxx4F'])
  const own = await get('/v1/probe/coin-of', { coinId }, 'asha')
  assert.equal(own.body.phone, '9876543212')
})

test('a query with a personal question is posted, without an Idempotency-Key', async () => {
  const options = { as: 'ops', key: null }
  const answer = await post('/v1/probe/coins-of', { phone: '9876543212' }, options)
  assert.equal(answer.body.coinIds.length, 3)
  isProblem(await post('/v1/probe/coins-of', { phone: '12' }, options), 400, 'invalid-input')
  isProblem(
    await get('/v1/probe/coins-of', { phone: '9876543212' }, 'ops'),
    405,
    'method-not-allowed',
  )
})

test('whom a list or a page shows is on record once, before it leaves', async () => {
  const seen = async (ask: () => Promise<unknown>) => {
    diary = []
    await ask()
    return diary.map(({ by: _by, ...rest }) => rest)
  }
  const ops = { roles: ['ops'], what: 'probe.coin' }
  const both = ['cus_asha', 'cus_ravi']
  const whole = await seen(() => listed({ sort: 'mintedOn', limit: 4 }))
  assert.deepEqual(
    whole.map(({ customerIds, ...rest }) => [rest, customerIds.toSorted()]),
    [[ops, both]],
  )
  assert.deepEqual(await seen(() => get('/v1/probe/coin/one', { id: 'coin_003' }, 'ops')), [
    { ...ops, customerIds: ['cus_ravi'] },
  ])
  const said = { 'seen-for': 'complaint' }
  const one = () => get('/v1/probe/coin/one', { id: 'coin_003' }, 'ops', said)
  assert.deepEqual(await seen(one), [{ ...ops, seenFor: 'complaint', customerIds: ['cus_ravi'] }])
  assert.deepEqual(await seen(() => listed({ filter: { amount: [] } })), [])
  assert.deepEqual(await seen(() => get('/v1/probe/coin-of', { coinId: 'coin_002' }, 'asha')), [])
  assert.deepEqual(await seen(() => get('/v1/probe/coin/one', { id: 'coin_999' }, 'ops')), [])
})
