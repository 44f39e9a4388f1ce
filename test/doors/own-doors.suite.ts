/** The house's own doors, which stand in no contract: streams, proposals, files, the sandbox's. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { it } from 'node:test'
import { request } from 'undici'
import { misanswered, type Case } from './cases.ts'
import { freshKey } from './knock.ts'
import type { Rig } from './rig.ts'

const TRICKS = [
  '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/app/..%2f..%2f..%2fpackage.json',
  '/assets/..%2f..%2f..%2f..%2fpackage.json', '/package.json', '/.git/config', '/.data/master.key',
  '/app/%00.html', '/%c0%ae%c0%ae/package.json', '/\\..\\package.json', '//etc/passwd.txt',
] // prettier-ignore
const REINS = ['/people/mint', '/advance', '/clock', '/faults', '/traits']

export function guardsItsOwnDoors(rigOf: () => Rig): void {
  it('lets only whom they are for listen to the live streams', async () => {
    const { token: customer } = rigOf().at('active')[0]!
    const { token: ops } = rigOf().staff['ops']!
    const streams = rigOf().modules.flatMap(({ streams: all = [] }) => all)
    assert.ok(streams.length > 0)
    const cases = streams.flatMap(({ path, allow }): Case[] => {
      const other = Array.isArray(allow) && allow.includes('customer') ? ops : customer
      const ask = { method: 'GET', path } as const
      const forged = { ...ask, token: 'A'.repeat(43) }
      return [
        { about: `${path}, nobody`, ask, status: 401, code: 'not-signed-in' },
        { about: `${path}, forged`, ask: forged, status: 401, code: 'token-invalid' },
        { about: `${path}, other`, ask: { ...ask, token: other }, status: 403, code: 'forbidden' },
      ]
    })
    assert.deepEqual(await misanswered(rigOf(), cases), [])
  })

  it('lets only the staff see and decide proposals', async () => {
    assert.deepEqual(await misanswered(rigOf(), proposalCases(rigOf())), [])
  })

  it('tells its figures to this machine only', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const ask = { method: 'GET', path: '/metrics' } as const
    assert.equal((await rigOf().knock({ ...ask, headers })).status, 403)
    assert.equal((await rigOf().knock(ask)).status, 200)
  })

  it('hands out no file but its pages', async () => {
    for (const path of TRICKS) {
      const { status, text } = await rigOf().knock({ method: 'GET', path })
      assert.ok(status === 404 || status === 400 || status === 403, `${path}: ${status}`)
      assert.ok(!text.includes('"dependencies"'), path)
    }
  })

  it('lets nobody at the sandbox’s reins through its own address', async () => {
    const { token } = rigOf().staff['admin']!
    for (const rein of REINS) {
      const { status } = await rigOf().knock({ path: `/sandbox${rein}`, token, body: {} })
      assert.equal(status, 401, rein)
    }
    const people = await rigOf().knock({ method: 'GET', path: '/sandbox/people/1', token })
    assert.equal(people.status, 401)
  })

  it('answers 413 to a body that never says how long it is', async () => {
    const endless = async function* () {
      for (let i = 0; i < 20; i++) yield Buffer.alloc(64 * 1024, 32)
    }
    const answer = await request(`${rigOf().home}/v1/gateway/trace`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': freshKey() },
      body: Readable.from(endless()),
    })
    await answer.body.dump()
    assert.equal(answer.statusCode, 413)
  })

  it('answers 400 to bytes that are no text', async () => {
    const { token } = rigOf().at('active')[0]!
    const raw = Buffer.concat([
      Buffer.from('{"hash":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ])
    const { status, json } = await rigOf().knock({ path: '/v1/lending/accept-kfs', token, raw })
    assert.deepEqual([status, json['code']], [400, 'malformed-json'])
  })
}

function proposalCases(rig: Rig): readonly Case[] {
  const { token: customer } = rig.at('active')[0]!
  const { token: risk } = rig.staff['risk']!
  const body = { proposalId: 'prop_nobody' }
  const looking = ['/v1/meta', '/v1/platform/proposals'].flatMap((path): Case[] => {
    const ask = { method: 'GET', path } as const
    const more = { ...ask, path: `${path}?also=1`, token: risk }
    return [
      { about: `${path}, nobody`, ask, status: 401, code: 'not-signed-in' },
      { about: `${path}, customer`, ask: { ...ask, token: customer }, ...FORBIDDEN },
      { about: `${path}, more`, ask: more, status: 400, code: 'unknown-parameter' },
    ]
  })
  const deciding = ['/v1/platform/approve', '/v1/platform/reject'].flatMap((path): Case[] => {
    const ask = { path, token: risk }
    const wrong = [{}, [], { ...body, more: 1 }, { proposalId: 'cus_x' }, { proposalId: 7 }]
    return [
      { about: `${path}, nobody`, ask: { path, body }, status: 401, code: 'not-signed-in' },
      { about: `${path}, customer`, ask: { path, body, token: customer }, ...FORBIDDEN },
      { about: `${path}, none`, ask: { ...ask, body }, status: 404, code: 'not-found' },
      { about: `${path}, no key`, ask: { ...ask, body, key: null }, ...KEYLESS },
      { about: `${path}, broken`, ask: { ...ask, raw: '{' }, status: 400, code: 'malformed-json' },
      ...wrong.map((input) => ({
        about: `${path} with ${JSON.stringify(input)}`,
        ask: { ...ask, body: input },
        ...{ status: 400, code: 'invalid-input' },
      })),
    ]
  })
  return [...looking, ...deciding]
}

const FORBIDDEN = { status: 403, code: 'forbidden' } as const
const KEYLESS = { status: 400, code: 'idempotency-key-missing' } as const
