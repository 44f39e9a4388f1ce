/** What the doors answer to every bad input, and to two at once: each adapter's test runs it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { isProblem, knocker } from './knock.suite.ts'
import type { Probe } from './probe.suite.ts'

export function httpSuite(open: () => Promise<Probe>): void {
  let house: Probe
  before(async () => void (house = await open()))
  after(() => house.close())

  const { post, get } = knocker(() => house.base)

  const coin = { customerId: 'cus_asha', amount: 5000, label: 'a', mintedOn: '2026-01-05' }
  const minted = async (more: object = {}): Promise<string> =>
    (await post('/v1/probe/mint', { ...coin, ...more }, { as: 'credit' })).body.coinId
  const coins = async (label: string): Promise<number> => {
    const [row] = await house.db
      .owner`select count(*)::int as n from probe.coin where label = ${label}`
    return row?.['n']
  }
  const emitted = async (): Promise<number> => {
    const [row] = await house.db.owner`select count(*)::int as n from platform.outbox`
    return row?.['n']
  }

  test('a command answers, and its fact leaves with it', async () => {
    const before = await emitted()
    const answer = await post('/v1/probe/mint', { ...coin, label: 'plain' }, { as: 'credit' })
    assert.equal(answer.status, 200)
    assert.match(answer.body.coinId, /^coin_/)
    assert.equal(await emitted(), before + 1)
  })

  test('a refusal is 409 with its own code and a sentence', async () => {
    await minted({ label: 'only one' })
    const answer = await post('/v1/probe/mint', { ...coin, label: 'only one' }, { as: 'credit' })
    isProblem(answer, 409, 'too-many-coins')
    assert.equal(answer.body.title, 'Too many coins.')
  })

  const badBodies: readonly [string, string | undefined, number, string][] = [
    ['no JSON', '{"a":', 400, 'malformed-json'],
    ['an empty body', '', 400, 'malformed-json'],
    ['a poisoned prototype', '{"__proto__":{"x":1}}', 400, 'malformed-json'],
    ['a bottomless list', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400, 'malformed-json'],
    ['a list for an object', '[]', 400, 'invalid-input'],
    ['null', 'null', 400, 'invalid-input'],
    ['far too much', JSON.stringify({ label: 'x'.repeat(300_000) }), 413, 'too-large'],
  ]
  for (const [what, raw, status, code] of badBodies) {
    test(`${what} is answered ${code} and changes nothing`, async () => {
      const before = await emitted()
      isProblem(await post('/v1/probe/mint', null, { as: 'credit', raw: raw ?? '' }), status, code)
      assert.equal(await emitted(), before)
    })
  }

  const badFields: readonly [string, object, string, string, RegExp][] = [
    [
      'text for an amount',
      { amount: '5000' },
      'amount',
      'wrong-type',
      /whole paise between ₹1.00 and/,
    ],
    ['a fraction of a paisa', { amount: 50.5 }, 'amount', 'wrong-type', /whole paise/],
    ['too much money', { amount: 100_001 }, 'amount', 'too-large', /₹1,000.00$/],
    [
      'a day that is none',
      { mintedOn: '2026-02-30' },
      'mintedOn',
      'wrong-format',
      /date that exists/,
    ],
    [
      'an id of another kind',
      { customerId: 'loan_1' },
      'customerId',
      'wrong-format',
      /starts with cus_/,
    ],
    ['an empty label', { label: '' }, 'label', 'too-short', /at least 1/],
    ['an unknown field', { colour: 'red' }, 'colour', 'unknown-field', /not a field/],
    [
      'an inner unknown field',
      { tags: [{ name: 'a', x: 1 }] },
      'tags[0].x',
      'unknown-field',
      /not/,
    ],
    [
      'an inner field too long',
      { tags: [{ name: 'abcdef' }] },
      'tags[0].name',
      'too-long',
      /at most 5/,
    ],
    ['too many', { tags: [1, 2, 3] }, 'tags', 'too-many', /at most 2/],
    ['a missing field', { label: undefined }, 'label', 'missing', /is missing/],
  ]
  for (const [what, more, path, code, message] of badFields) {
    test(`${what} is told by field: ${path} ${code}`, async () => {
      const before = await emitted()
      const answer = await post('/v1/probe/mint', { ...coin, ...more }, { as: 'credit' })
      isProblem(answer, 400, 'invalid-input')
      const field = answer.body.fields.find((each: { path: string }) => each.path === path)
      assert.equal(field?.code, code, JSON.stringify(answer.body.fields))
      assert.match(field.message, message)
      assert.equal(await emitted(), before)
    })
  }

  test('another content type is 415', async () => {
    const headers = { 'content-type': 'text/plain' }
    isProblem(
      await post('/v1/probe/mint', coin, { as: 'credit', headers }),
      415,
      'unsupported-media',
    )
  })

  test('nobody signed in is 401, a forged token and an ended one too', async () => {
    isProblem(await post('/v1/probe/mint', coin), 401, 'not-signed-in')
    isProblem(await post('/v1/probe/mint', coin, { as: 'forged' }), 401, 'token-invalid')
    isProblem(await post('/v1/probe/mint', coin, { as: 'old' }), 401, 'token-expired')
    const headers = { authorization: 'Basic YTpi' }
    isProblem(await post('/v1/probe/mint', coin, { headers }), 401, 'token-invalid')
    isProblem(
      await post('/v1/probe/knock', { phone: '9876543210' }, { as: 'forged' }),
      401,
      'token-invalid',
    )
  })

  test('a role that may not is 403, and so is an amount above its band', async () => {
    isProblem(await post('/v1/probe/mint', coin, { as: 'nobody' }), 403, 'forbidden')
    const above = { ...coin, amount: 50_001 }
    isProblem(await post('/v1/probe/mint', above, { as: 'ops' }), 403, 'above-your-limit')
    assert.equal(
      (await post('/v1/probe/mint', { ...coin, amount: 50_000 }, { as: 'ops' })).status,
      200,
    )
    assert.equal((await post('/v1/probe/mint', above, { as: 'credit' })).status, 200)
  })

  test("another's thing, and one that is not there, are the same 404", async () => {
    const coinId = await minted()
    const absent = { coinId: 'coin_absent' }
    for (const [as, input] of [
      ['ravi', { coinId }],
      ['asha', absent],
    ] as const) {
      isProblem(await post('/v1/probe/spend', input, { as }), 404, 'not-found')
      isProblem(await get('/v1/probe/coin-of', input, as), 404, 'not-found')
    }
    isProblem(await get('/v1/probe/coin-of', absent, 'ops'), 404, 'not-found')
    isProblem(await post('/v1/probe/mint', coin, { as: 'ravi' }), 404, 'not-found')
    assert.equal((await post('/v1/probe/spend', { coinId }, { as: 'asha' })).status, 200)
  })

  test('an address nobody has is 404; another method is 405 and says which', async () => {
    isProblem(await get('/v1/probe/none'), 404, 'not-found')
    isProblem(await post('/v1/none/none', {}), 404, 'not-found')
    const answer = await get('/v1/probe/mint', undefined, 'ops')
    isProblem(answer, 405, 'method-not-allowed')
    assert.equal(answer.headers.get('allow'), 'POST')
    isProblem(await post('/v1/probe/coin-of', {}, { as: 'ops' }), 405, 'method-not-allowed')
  })

  test('a mutation without a good Idempotency-Key is not begun', async () => {
    for (const key of [null, 'short', 'spaces are not good', 'x'.repeat(200)]) {
      isProblem(
        await post('/v1/probe/mint', coin, { as: 'credit', key }),
        400,
        'idempotency-key-missing',
      )
    }
  })

  test('a repeat gets the first answer and runs nothing', async () => {
    const key = randomUUID()
    const body = { ...coin, label: 'repeated' }
    const first = await post('/v1/probe/mint', body, { as: 'credit', key })
    const again = await post('/v1/probe/mint', body, { as: 'credit', key })
    assert.deepEqual([again.status, again.body], [200, first.body])
    assert.equal(await coins('repeated'), 1)
  })

  test('a key used again with another body, or for another door, is 422', async () => {
    const key = randomUUID()
    await post('/v1/probe/mint', { ...coin, label: 'first' }, { as: 'credit', key })
    const other = { ...coin, label: 'second' }
    isProblem(await post('/v1/probe/mint', other, { as: 'credit', key }), 422, 'key-reused')
    assert.equal(await coins('second'), 0)
    const knock = { phone: '9876543210' }
    await post('/v1/probe/knock', knock, { as: 'asha', key })
    isProblem(
      await post('/v1/probe/enter', { customerId: 'cus_asha', label: 'k' }, { as: 'asha', key }),
      422,
      'key-reused',
    )
    assert.equal((await post('/v1/probe/mint', other, { as: 'ops', key })).status, 200)
  })

  test('many at once under one key run once, and all get that answer', async () => {
    const key = randomUUID()
    const body = { ...coin, label: 'slow' }
    const tries = Array.from({ length: 8 }, () =>
      post('/v1/probe/mint', body, { as: 'credit', key }),
    )
    const answers = await Promise.all(tries)
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    assert.equal(new Set(answers.map(({ body: { coinId } }) => coinId)).size, 1)
    assert.equal(await coins('slow'), 1)
  })

  test('a fault keeps no answer: the same key may be tried again', async () => {
    const key = randomUUID()
    const coinId = await minted()
    isProblem(await post('/v1/probe/spend', { coinId }, { as: 'ravi', key }), 404, 'not-found')
    const [row] = await house.db
      .owner`select count(*)::int as n from platform.idempotency where status is null`
    assert.equal(row?.['n'], 0)
  })

  test('what breaks inside is 500, tells nothing, changes nothing, and is logged', async () => {
    const answer = await post('/v1/probe/mint', { ...coin, label: 'boom' }, { as: 'credit' })
    isProblem(answer, 500, 'internal')
    assert.doesNotMatch(JSON.stringify(answer.body), /no luck|98765/)
    assert.ok(house.lines.some((line) => line.includes('no luck')))
  })

  test('answers at rest are sealed: neither key, person nor answer can be read', async () => {
    const key = randomUUID()
    await post('/v1/probe/enter', { customerId: 'cus_asha', label: 'x' }, { as: 'asha', key })
    const rows = await house.db.owner`select * from platform.idempotency`
    assert.ok(rows.length > 0)
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${key}|cus_asha|coin_|9876543210`))
  })

  test('a composed command runs its parts once for a key, as the person', async () => {
    const key = randomUUID()
    const body = { customerId: 'cus_asha', label: 'composed' }
    const first = await post('/v1/probe/enter', body, { as: 'asha', key })
    const again = await post('/v1/probe/enter', body, { as: 'asha', key })
    assert.equal(again.body.coinId, first.body.coinId)
    assert.equal(await coins('composed'), 1)
    isProblem(
      await post('/v1/probe/enter', { ...body, label: 'else' }, { as: 'asha', key }),
      422,
      'key-reused',
    )
    isProblem(await post('/v1/probe/enter', body, { as: 'ravi' }), 404, 'not-found')
    assert.match(
      first.headers.get('set-cookie') ?? '',
      /^dhara_session=fresh; Path=\/; HttpOnly; SameSite=Strict/,
    )
  })
}
