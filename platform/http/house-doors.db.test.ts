import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Approved, Lag } from './house.ts'
import { isProblem, knocker } from './knock.suite.ts'
import { openProbe, signed, type Probe } from './probe.suite.ts'

let house: Probe
let second: Probe['doors']
const approvals: Approved[] = []
let lag: Lag = { oldestMs: 0, details: { outbox: 0 } }
const { get, post } = knocker(() => house.base)

before(async () => {
  house = await openProbe({
    lag: async () => lag,
    onApproved: async (approved) => void approvals.push(approved),
    config: { limits: { 'probe.knock': [{ by: 'input.phone', max: 2, perMs: 3_600_000 }] } },
  })
  second = (await house.again()).doors
})
after(async () => {
  await second.close()
  await house.close()
})

const coin = { customerId: 'cus_asha', amount: 5000, label: 'a', mintedOn: '2026-01-05' }
const minted = async (): Promise<string> =>
  (await post('/v1/probe/mint', coin, { as: 'credit' })).body.coinId
const outbox = async () =>
  (await house.db.owner`select count(*)::int as n from platform.outbox`)[0]?.['n']

test('two processes asked at once under one key run it once', async () => {
  const other = knocker(() => `http://127.0.0.1:${port(second)}`)
  const key = randomUUID()
  const body = { ...coin, label: 'slow' }
  const options = { as: 'credit', key }
  const answers = await Promise.all([
    post('/v1/probe/mint', body, options),
    other.post('/v1/probe/mint', body, options),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  assert.equal(answers[0]?.body.coinId, answers[1]?.body.coinId)
  const [row] = await house.db.owner`select count(*)::int as n from probe.coin where label = 'slow'`
  assert.equal(row?.['n'], 1)
})

test('four eyes: one proposes, another approves, it runs once and both are named', async () => {
  const coinId = await minted()
  const proposed = await post('/v1/probe/melt', { coinId, why: 'worn' }, { as: 'ops' })
  assert.equal(proposed.status, 202)
  const { proposalId } = proposed.body
  isProblem(await post('/v1/platform/approve', { proposalId }, { as: 'ops' }), 403, 'own-proposal')
  isProblem(await post('/v1/platform/approve', { proposalId }, { as: 'credit' }), 404, 'not-found')
  isProblem(await post('/v1/platform/approve', { proposalId }, { as: 'asha' }), 403, 'forbidden')

  const waiting = (await get('/v1/platform/proposals', undefined, 'ops2')).body.proposals
  assert.deepEqual(
    [waiting[0].call, waiting[0].proposedBy, waiting[0].own, waiting[0].input.why],
    ['probe.melt', 'stf_1', false, 'worn'],
  )
  const tries = [1, 2].map(() => post('/v1/platform/approve', { proposalId }, { as: 'ops2' }))
  const statuses = (await Promise.all(tries)).map(({ status }) => status).sort()
  assert.deepEqual(statuses, [200, 409])
  assert.deepEqual(
    approvals.map(({ proposedBy, approvedBy }) => [proposedBy, approvedBy]),
    [['stf_1', 'stf_2']],
  )
  const [row] = await house.db.owner`select * from platform.proposal where id = ${proposalId}`
  assert.deepEqual(
    [row?.['state'], row?.['proposed_by'], row?.['decided_by']],
    ['approved', 'stf_1', 'stf_2'],
  )
  assert.doesNotMatch(JSON.stringify(row), /worn/)
})

test('a rejected proposal stays rejected; one that refuses says why', async () => {
  const propose = async (coinId: string) =>
    (await post('/v1/probe/melt', { coinId, why: 'x' }, { as: 'ops' })).body.proposalId
  const rejected = await propose(await minted())
  const decision = { proposalId: rejected }
  assert.equal((await post('/v1/platform/reject', decision, { as: 'ops2' })).status, 200)
  isProblem(await post('/v1/platform/approve', decision, { as: 'ops2' }), 409, 'proposal-closed')
  const coin = await minted()
  const twice = [await propose(coin), await propose(coin)]
  for (const [n, proposalId] of twice.entries()) {
    const decided = await post('/v1/platform/approve', { proposalId }, { as: 'ops2' })
    if (n === 0) assert.equal(decided.status, 200)
    else isProblem(decided, 409, 'no-such-coin')
  }
  const impossible = { coinId: 'coin_absent', why: 'x' }
  isProblem(await post('/v1/probe/melt', impossible, { as: 'ops' }), 409, 'no-such-coin')
  isProblem(
    await post('/v1/platform/approve', { proposalId: 'prop_none' }, { as: 'ops2' }),
    404,
    'not-found',
  )
})

test('a webhook is taken in once, however often it comes', async () => {
  const raw = JSON.stringify({ id: 'n1', coinId: await minted() })
  const send = () =>
    post('/hooks/probe/bank', null, { raw, key: null, headers: { 'x-signature': signed(raw) } })
  const before = await outbox()
  assert.deepEqual((await send()).body, { outcome: 'received' })
  assert.deepEqual((await send()).body, { outcome: 'repeated' })
  assert.equal(await outbox(), before + 1)
})

test('a webhook wrongly signed, or not at all, is 401 and leaves nothing', async () => {
  const raw = JSON.stringify({ id: 'n2', coinId: await minted() })
  const before = await outbox()
  for (const signature of [signed(raw, 'other'), 'short', '']) {
    const headers = { 'x-signature': signature }
    isProblem(await post('/hooks/probe/bank', null, { raw, headers }), 401, 'signature-invalid')
  }
  isProblem(await post('/hooks/probe/bank', null, { raw }), 401, 'signature-invalid')
  assert.equal(await outbox(), before)
  const [row] = await house.db.owner`select count(*)::int as n from platform.inbox where id = 'n2'`
  assert.equal(row?.['n'], 0)
})

test('a webhook: unreadable is 400, too large 413, an unknown reference is parked', async () => {
  const send = (raw: string) =>
    post('/hooks/probe/bank', null, { raw, headers: { 'x-signature': signed(raw) } })
  isProblem(await send('{"id":'), 400, 'malformed-hook')
  isProblem(await send('{"coinId":"coin_1"}'), 400, 'malformed-hook')
  isProblem(await send('x'.repeat(1_100_000)), 413, 'too-large')
  const answer = await send('{"id":"n3","coinId":"coin_nobody"}')
  assert.deepEqual([answer.status, answer.body.outcome], [202, 'parked'])
  const rows = await house.db.owner`select * from platform.parked_hook where id = 'n3'`
  assert.equal(rows.length, 1)
  assert.doesNotMatch(JSON.stringify(rows), /coin_nobody/)
})

test('a door limited by phone counts the phone, however it is written', async () => {
  const knock = (phone: string) => post('/v1/probe/knock', { phone })
  assert.equal((await knock('9876500001')).status, 200)
  assert.equal((await knock('+919876500001')).status, 200)
  const third = await knock('09876500001')
  isProblem(third, 429, 'rate-limited')
  assert.ok(Number(third.headers.get('retry-after')) > 0)
  assert.equal((await knock('9876500002')).status, 200)
})

test('a change by cookie must come from our own pages, one by header need not', async () => {
  const by = (headers: Record<string, string>) =>
    post('/v1/probe/mint', coin, { headers: { cookie: 'a=b; dhara_session=credit', ...headers } })
  const host = new URL(house.base).host
  isProblem(await by({}), 403, 'other-origin')
  isProblem(await by({ origin: 'https://evil.example' }), 403, 'other-origin')
  isProblem(
    await by({ 'sec-fetch-site': 'cross-site', origin: `http://${host}` }),
    403,
    'other-origin',
  )
  assert.equal((await by({ origin: `http://${host}` })).status, 200)
  const read = await get('/v1/probe/coin/list', {}, undefined, { cookie: 'dhara_session=ops' })
  assert.equal(read.status, 200)
})

test('meta tells each person only what they may use', async () => {
  isProblem(await get('/v1/meta'), 401, 'not-signed-in')
  isProblem(await get('/v1/meta', undefined, 'asha'), 403, 'forbidden')
  const { modules, actor } = (await get('/v1/meta', undefined, 'ops')).body
  assert.deepEqual(actor.roles, ['ops'])
  const [probe] = modules
  assert.deepEqual(probe.entities[0].filters, ['amount', 'mintedOn', 'customerId'])
  assert.equal(probe.entities[0].path, '/v1/probe/coin')
  const names = probe.commands.map(({ name }: { name: string }) => name)
  assert.deepEqual(names, ['probe.mint', 'probe.melt', 'probe.knock'])
  assert.equal(probe.commands[0].upTo, 50_000)
  assert.equal(probe.commands[1].fourEyes, true)
  assert.equal(
    probe.queries.find(({ name }: { name: string }) => name === 'probe.coins-of').method,
    'POST',
  )
  const credit = (await get('/v1/meta', undefined, 'credit')).body.modules[0]
  assert.equal(credit.entities.length, 0)
  assert.equal(credit.commands[0].upTo, undefined)
})

test('health is 200 only while nothing waits longer than a second', async () => {
  assert.deepEqual((await get('/health')).body, {
    status: 'ok',
    oldestMs: 0,
    details: { outbox: 0 },
  })
  lag = { oldestMs: 1500, details: { outbox: 3 } }
  const behind = await get('/health')
  assert.deepEqual([behind.status, behind.body.details], [503, { outbox: 3 }])
  lag = { oldestMs: 0, details: {} }
})

test('metrics are for this machine only, unless a token is shown', async () => {
  const told = await get('/metrics')
  assert.match(told.body, /^http_requests_total\{door="\/v1\/probe\/mint",status="200"\} \d+$/m)
  assert.match(told.body, /^http_faults_total\{code="own-proposal"\} 1$/m)
  isProblem(
    await get('/metrics', undefined, undefined, { 'x-forwarded-for': '1.2.3.4' }),
    403,
    'forbidden',
  )
})

test('every answer forbids scripts of others, framing and sniffing', async () => {
  const { headers } = await get('/health')
  assert.match(
    headers.get('content-security-policy') ?? '',
    /script-src 'self';.*frame-ancestors 'none'/,
  )
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.equal(headers.get('cache-control'), 'no-store')
})

const port = (doors: Probe['doors']): number =>
  (doors.app.server.address() as { port: number }).port
