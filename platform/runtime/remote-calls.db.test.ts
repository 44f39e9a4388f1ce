import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { command, t, type Actor } from '#kernel/contract'
import { openDoors, type Doors } from '../http/doors.ts'
import { Fault } from '../http/faults.ts'
import { CALL_DOOR } from '../http/peer-door.ts'
import { passFor } from '../http/peer-pass.ts'
import { coinOf, coinsOf, mint, openProbe, spend, type Probe } from '../http/probe.suite.ts'
import { compose } from '../http/index.ts'
import { openMemoryKv } from '../kv/memory.ts'
import { wallClock } from './clock.ts'
import { openMetrics } from './metrics.ts'
import { peersOf } from './peers.ts'
import { remoteCalls } from './remote-calls.ts'

const SECRET = 'what both derive'
const asha: Actor = { kind: 'customer', id: 'cus_asha' }
const ravi: Actor = { kind: 'customer', id: 'cus_ravi' }
const credit: Actor = { kind: 'staff', id: 'stf_3', roles: ['credit'] }
const lending: Actor = { kind: 'module', id: 'lending' }

/** Mints twice for one tap. */
const mintTwo = command('purse.mint-two', {
  input: { customerId: t.id('cus') },
  output: { coinIds: t.list(t.id('coin')) },
  refusals: ['too-many-coins'],
  allow: ['customer'],
})
const coin = (label: string) =>
  ({ customerId: 'cus_asha', amount: 5000, label, mintedOn: '2026-01-05' }) as never
const purse = {
  name: 'purse',
  contract: { mintTwo },
  commands: [
    compose(mintTwo, async (_input, { call }) => {
      const made = [await call(mint, coin('one')), await call(mint, coin('two'))]
      return { coinIds: made.map((one) => ('refused' in one ? assert.fail() : one.coinId)) }
    }),
  ],
}

/** The module probe runs here … */
let there: Probe
/** … and this process has purse, and the way to the other. */
let here: Doors
before(async () => {
  there = await openProbe({ peers: { secret: SECRET } })
  const peers = peersOf({ DHARA_PEERS: `probe=${there.base}` }, false)
  here = await openDoors({
    ...{ modules: [purse], db: there.db, kv: openMemoryKv({ wall: wallClock }), wall: wallClock },
    sessions: { check: async () => undefined },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    ...{
      metrics: openMetrics(),
      newId: (of) => `${of}_1`,
      hosts: {},
      sealKey: 'the seal of tests',
    },
    away: remoteCalls({ peers, secret: SECRET, wall: wallClock }),
  })
})
after(async () => {
  await here.close()
  await there.close()
})

const code = (wanted: string) => (fault: unknown) => fault instanceof Fault && fault.code === wanted
const minted = async () => {
  const answer = await here.call(mint, coin('far'), credit)
  return 'refused' in answer ? assert.fail(answer.refused) : answer.coinId
}

test('a call elsewhere answers, refuses and faults as one at home', async () => {
  const coinId = await minted()
  assert.deepEqual(await here.call(spend, { coinId }, asha), { coinId })
  assert.deepEqual(await here.call(spend, { coinId }, asha), { refused: 'already-spent' })
  await assert.rejects(here.call(spend, { coinId }, ravi), code('not-found'))
  await assert.rejects(here.call(spend, { coinId }, lending), code('forbidden'))
  await assert.rejects(here.call(spend, { coinId: 'x' as never }, asha), (fault: unknown) => {
    assert.ok(fault instanceof Fault)
    assert.equal(fault.more.fields?.[0]?.path, 'coinId')
    return fault.code === 'invalid-input'
  })
})

test('a module reads elsewhere as the person it acts for; a wrong call is a bug', async () => {
  const coinId = await minted()
  const caller = { module: 'purse', actor: asha, correlation: 'req_1' }
  const own = (await here.callFrom(coinOf, { coinId }, caller)) as { phone: string }
  assert.equal(own.phone, '9876543210')
  const isBug = (fault: unknown) => fault instanceof Error && !(fault instanceof Fault)
  await assert.rejects(here.callFrom(coinsOf, { phone: '9876543210' }, caller), isBug)
})

test('parts of a composed mutation run once there, however often it is sent', async () => {
  const use = { key: 'key-of-a-tap', sealed: 'answer', call: mintTwo.name, bodyHash: 'body' }
  const input = { customerId: 'cus_asha' as never }
  const first = await here.call(mintTwo, input, asha, { use })
  assert.deepEqual(await here.call(mintTwo, input, asha, { use }), first)
})

test('a module that is nowhere is a bug; one that does not answer is unavailable', async () => {
  const nowhere = command('nobody.act', {
    input: {},
    output: {},
    refusals: [],
    allow: ['customer'],
  })
  await assert.rejects(here.call(nowhere, {}, asha), /no module binds it/)
  const peers = peersOf({ DHARA_PEERS: 'probe=http://127.0.0.1:9' }, false)
  const away = remoteCalls({ peers, secret: SECRET, wall: wallClock })
  const who = { module: 'purse', onBehalfOf: asha }
  await assert.rejects(
    away.call('probe', { name: 'probe.mint', input: {} }, who),
    code('unavailable'),
  )
})

const knock = async (body: object, authorization?: string) => {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
  const options = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${there.base}${CALL_DOOR}`, options)
  return { status: answer.status, code: ((await answer.json()) as { code?: string }).code }
}

test('the door between processes opens to no session and no forged or stale pass', async () => {
  const body = { name: 'probe.coins-of', input: { phone: '9876543210' } }
  const pass = {
    module: 'purse',
    onBehalfOf: { kind: 'staff', id: 'stf_1', roles: ['ops'] } as Actor,
  }
  const signed = (secret: string, deadlineMs: number) =>
    passFor(secret, { ...pass, deadlineMs }, { door: CALL_DOOR, body })
  const soon = Date.now() + 60_000
  assert.deepEqual(await knock(body), { status: 401, code: 'token-invalid' })
  assert.deepEqual(await knock(body, 'Bearer ops'), { status: 401, code: 'token-invalid' })
  const forged = await knock(body, signed('another', soon))
  assert.deepEqual(forged, { status: 401, code: 'token-invalid' })
  const stale = await knock(body, signed(SECRET, Date.now() - 60_000))
  assert.deepEqual(stale, { status: 401, code: 'token-expired' })
  assert.equal((await knock(body, signed(SECRET, soon))).status, 200)
})

test('a house of one process has no such door', async () => {
  const alone = await here.app.inject({ method: 'POST', url: CALL_DOOR, payload: {} })
  assert.equal(alone.statusCode, 404)
})
