import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { TryLater } from '#platform/queue'
import { openMetrics } from '../runtime/metrics.ts'
import { openHttp, type Outbound } from './outbound.ts'

type Seen = { method: string; url: string; body: string; authorization: string | undefined }
let seen: Seen[] = []
const answers: { [path: string]: (request: IncomingMessage, reply: ServerResponse) => void } = {
  '/v1/ok': (_request, reply) => reply.end('{"paid":true}'),
  '/v1/refused': (_request, reply) => reply.writeHead(422).end('{"why":"closed"}'),
  '/v1/text': (_request, reply) => reply.end('plain'),
  '/v1/down': (_request, reply) => reply.writeHead(503).end(),
  '/v1/busy': (_request, reply) => reply.writeHead(429).end(),
  '/v1/silent': () => {},
  '/v1/cut': (request) => request.socket.destroy(),
  '/v1/away': (_request, reply) => reply.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end(),
  '/v1/endless': (_request, reply) => void flood(reply),
}
const vendor = createServer((request, reply) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const { method = '', url = '', headers } = request
    const body = Buffer.concat(parts).toString()
    seen.push({ method, url, body, authorization: headers.authorization })
    answers[url]?.(request, reply)
  })
})
function flood(reply: ServerResponse): void {
  while (reply.write('x'.repeat(65_536)));
  if (!reply.destroyed) reply.once('drain', () => flood(reply))
}

let url = ''
let nowMs = 0
const lines: object[] = []
const note = (about: object) => void lines.push(about)
const logger = { debug: note, info: note, warn: note, error: note }
const egress = [
  { host: 'bank', region: 'in', purpose: 'payout', classes: ['account', 'name'] },
] as const
const all: Outbound[] = []
function opened(more: object = {}): Outbound {
  const outbound = openHttp({
    module: 'payments',
    egress,
    hosts: { bank: { url: `${url}/v1`, secret: 's3cret' }, other: { url, secret: '' } },
    wall: { nowMs: () => (nowMs += 5) },
    logger,
    metrics: openMetrics(),
    allowPlain: true,
    ...more,
  })
  all.push(outbound)
  return outbound
}

before(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
})
beforeEach(() => {
  seen = []
  lines.length = 0
})
after(async () => {
  await Promise.all(all.map((outbound) => outbound.close()))
  vendor.closeAllConnections()
  vendor.close()
})

test('a request goes to the declared host, signed in, and its answer comes back', async () => {
  const { http } = opened()
  const headers = { 'x-key': 'k1' }
  const answer = await http('bank', { method: 'POST', path: '/ok', json: { amount: 5 }, headers })
  assert.deepEqual(answer, { status: 200, json: { paid: true }, text: '{"paid":true}' })
  const authorization = 'Bearer s3cret'
  assert.deepEqual(seen, [{ method: 'POST', url: '/v1/ok', body: '{"amount":5}', authorization }])
})

test('a vendor that says no has answered; text that is no JSON is text', async () => {
  const { http } = opened()
  assert.equal((await http('bank', { method: 'GET', path: '/refused' })).status, 422)
  const { json, text } = await http('bank', { method: 'GET', path: '/text' })
  assert.deepEqual([json, text], [undefined, 'plain'])
})

for (const path of ['/down', '/busy', '/cut', '/silent', '/endless']) {
  test(`a vendor that fails at ${path} is to be tried later`, async () => {
    const { http } = opened()
    const request = { method: 'GET', path, timeoutMs: 150 } as const
    await assert.rejects(http('bank', request), TryLater)
  })
}

test('a vendor that is not there is to be tried later', async () => {
  const { http } = opened({ hosts: { bank: { url: 'http://127.0.0.1:1', secret: '' } } })
  await assert.rejects(http('bank', { method: 'GET', path: '/ok' }), TryLater)
})

test('a host the module does not declare is refused, though it is configured', async () => {
  const { http } = opened()
  await assert.rejects(http('other', { method: 'GET', path: '/v1/ok' }), /declares no egress/)
  assert.equal(seen.length, 0)
})

for (const path of ['//evil.example/x', '@evil.example/x', '/../admin', '/%2e%2e/admin', 'ok']) {
  test(`the path ${path} can't lead away from its host`, async () => {
    const { http } = opened()
    await assert.rejects(http('bank', { method: 'GET', path }))
    assert.ok(seen.every((each) => each.url.startsWith('/v1/')))
  })
}

test('a redirect elsewhere is refused, and is no reason to try again', async () => {
  const { http } = opened()
  const away = http('bank', { method: 'GET', path: '/away' })
  await assert.rejects(
    away,
    (fault: Error) => !(fault instanceof TryLater) && /sends us/.test(fault.message),
  )
})

test('plain HTTP is for development: else it is refused when the house is opened', () => {
  assert.throws(() => opened({ allowPlain: false }), /must be reached by https/)
  assert.throws(() => opened({ hosts: {} }), /no address for the provider bank/)
})

test('egress is told by class of data, and never what went', async () => {
  const { http } = opened()
  await http('bank', { method: 'POST', path: '/ok', json: { account: '123456789012' } })
  const told = { module: 'payments', host: 'bank', purpose: 'payout', region: 'in', status: 200 }
  assert.deepEqual({ ...lines[0], ms: 0 }, { ...told, classes: ['account', 'name'], ms: 0 })
  assert.doesNotMatch(JSON.stringify(lines), /123456789012|s3cret/)
})

test('vendor health counts the last five minutes', async () => {
  const { http, health, inFlight } = opened()
  for (const path of ['/ok', '/ok', '/ok', '/down']) {
    await http('bank', { method: 'GET', path }).catch(() => {})
  }
  const [bank] = health()
  assert.deepEqual([bank?.count, bank?.successShare], [4, 0.75])
  assert.ok((bank?.p95Ms ?? 0) > 0)
  assert.equal(inFlight(), 0)
  nowMs += 301_000
  assert.deepEqual([health()[0]?.count, health()[0]?.successShare], [0, undefined])
})
