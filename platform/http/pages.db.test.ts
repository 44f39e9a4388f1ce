import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Stream } from './house.ts'
import { isProblem, knocker } from './knock.suite.ts'
import { openProbe, type Probe } from './probe.suite.ts'

type Operation = { responses: object; tags: string[]; operationId?: string }
type Item = { [method: string]: Operation }

let house: Probe
/** A stream that held the stop back would do so until its listener left. */
const STOP_MS_MAX = 20_000
const { get, post } = knocker(() => house.base)
const dist = mkdtempSync(join(tmpdir(), 'dhara-pages-'))
for (const name of ['console', 'customer']) {
  mkdirSync(join(dist, name, 'assets'), { recursive: true })
  writeFileSync(join(dist, name, 'index.html'), `<title>${name}</title>`)
  writeFileSync(join(dist, name, 'assets', 'index-A1b2C3d4.js'), name)
}
const sandbox = createServer((request, reply) => {
  const { url, method, headers } = request
  if (url === '/stream') return reply.write('data: 1\n\n')
  if (url === '/moved') return reply.writeHead(302, { location: '/inbox' }).end()
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  return request.on('end', () => {
    reply.setHeader('content-security-policy', "script-src 'unsafe-inline'")
    reply.end(
      JSON.stringify({ url, method, body, cookie: headers.cookie, auth: headers.authorization }),
    )
  })
})

let closed = 0
let pushed: (data: unknown, event?: string) => void = () => {}
const streams: Stream[] = [
  {
    path: '/v1/probe/stream',
    allow: ['ops'],
    open: (actor, push, { query }) => {
      pushed = push
      push({ hello: actor.id, since: query['since'] }, 'hello')
      return () => void closed++
    },
  },
]

before(async () => {
  await new Promise<void>((resolve) => sandbox.listen(0, '127.0.0.1', resolve))
  const sandboxUrl = `http://127.0.0.1:${(sandbox.address() as AddressInfo).port}`
  const pages = { console: join(dist, 'console'), customer: join(dist, 'customer') }
  house = await openProbe({ streams, pages, sandboxUrl })
})
after(async () => {
  const startMs = Date.now()
  await house.close()
  assert.ok(Date.now() - startMs < STOP_MS_MAX, 'the stop was held back')
  sandbox.closeAllConnections()
  sandbox.close()
  rmSync(dist, { recursive: true })
})

const html = { accept: 'text/html,*/*;q=0.8' }

test('each page is served with its routes; hashed files are kept for good', async () => {
  const title = async (path: string) => (await get(path, undefined, undefined, html)).body
  for (const path of ['/', '/probe/coin/coin_1', '/live']) {
    assert.equal(await title(path), '<title>console</title>', path)
  }
  for (const path of ['/app', '/app/', '/app/offer']) {
    assert.equal(await title(path), '<title>customer</title>', path)
  }
  const asset = await get('/assets/index-A1b2C3d4.js')
  assert.equal(asset.body, 'console')
  assert.match(asset.headers.get('cache-control') ?? '', /immutable/)
  assert.equal((await get('/app/assets/index-A1b2C3d4.js')).body, 'customer')
  assert.equal(
    (await get('/', undefined, undefined, html)).headers.get('cache-control'),
    'no-cache',
  )
})

test('a missing file, or door, is not answered with a page', async () => {
  isProblem(await get('/assets/none-A1b2C3d4.js', undefined, undefined, html), 404, 'not-found')
  isProblem(await get('/v1/none/none', undefined, undefined, html), 404, 'not-found')
  isProblem(await get('/../../etc/passwd.txt', undefined, undefined, html), 404, 'not-found')
  isProblem(await post('/live', {}), 404, 'not-found')
})

test('the sandbox is passed on to, without our sessions, with its own page policy', async () => {
  const headers = {
    cookie: 'dhara_session=ops',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const answer = await post('/sandbox/inbox?phone=9', null, { raw: 'a=1', headers, as: 'ops' })
  const { url, method, body, cookie, auth } = answer.body
  assert.deepEqual([url, method, body], ['/inbox?phone=9', 'POST', 'a=1'])
  assert.deepEqual([cookie, auth], [undefined, undefined])
  assert.equal(answer.headers.get('content-security-policy'), "script-src 'unsafe-inline'")
  assert.equal((await get('/sandbox/moved')).headers.get('location'), '/sandbox/inbox')
})

test('a stream of the sandbox is passed on, and does not hold back the stop', async () => {
  const answer = await fetch(`${house.base}/sandbox/stream`)
  const text = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  assert.equal((await text.read()).value, 'data: 1\n\n')
  assert.equal(house.doors.inFlight(), 0)
  void text.read().catch(() => {}) // Left open: the end of this file closes the house over it.
})

test('a live screen gets what is pushed, and is closed when its reader goes', async () => {
  isProblem(await get('/v1/probe/stream'), 401, 'not-signed-in')
  isProblem(await get('/v1/probe/stream', undefined, 'asha'), 403, 'forbidden')
  const away = new AbortController()
  const headers = { authorization: 'Bearer ops', 'last-event-id': '7' }
  const answer = await fetch(`${house.base}/v1/probe/stream?since=3`, {
    headers,
    signal: away.signal,
  })
  assert.equal(answer.headers.get('content-type'), 'text/event-stream')
  const text = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let got = ''
  const until = async (part: string) => {
    while (!got.includes(part)) got += (await text.read()).value ?? ''
  }
  await until('event: hello\ndata: {"hello":"stf_1","since":"3"}\n\n')
  pushed({ people: 3 })
  await until('data: {"people":3}\n\n')
  away.abort()
  await answered(() => closed === 1)
})

test('a reader that does not read is cut off, and what is pushed later goes nowhere', async () => {
  const answer = await fetch(`${house.base}/v1/probe/stream`, {
    headers: { authorization: 'Bearer ops' },
  })
  const before = closed
  const isOpen = () => closed === before
  for (let i = 0; i < 2000 && isOpen(); i++) pushed({ pad: 'x'.repeat(16_384) })
  assert.equal(closed, before + 1)
  pushed({ late: true })
  await answer.body?.cancel().catch(() => {})
})

test('the documents: OpenAPI is whole and valid, the page readable and safe', async () => {
  const { body } = await get('/openapi.json')
  assert.equal(body.openapi, '3.1.0')
  const ids = new Set<string>()
  for (const [path, item] of Object.entries<Item>(body.paths)) {
    assert.match(path, /^\//)
    for (const [method, operation] of Object.entries(item)) {
      assert.match(method, /^(get|post)$/)
      assert.ok(operation.responses && Object.keys(operation.responses).length > 0, path)
      for (const tag of operation.tags)
        assert.ok(body.tags.some((each: { name: string }) => each.name === tag))
      if (!operation.operationId) continue
      assert.ok(!ids.has(operation.operationId), operation.operationId)
      ids.add(operation.operationId)
    }
  }
  const calls = [
    'mint',
    'spend',
    'melt',
    'knock',
    'enter',
    'coin-of',
    'coins-of',
    'coin.list',
    'coin.one',
  ]
  for (const call of calls) assert.ok(ids.has(`probe.${call}`), call)
  const mint = body.paths['/v1/probe/mint'].post
  assert.equal(
    mint.requestBody.content['application/json'].schema.properties.amount.maximum,
    100_000,
  )
  assert.deepEqual(mint['x-refusals'], ['too-many-coins'])
  assert.equal(mint.parameters[0].name, 'Idempotency-Key')
  assert.ok(body.paths['/v1/probe/melt'].post.responses['202'])
  for (const [, ref = ''] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let found = body
    for (const step of ref.split('/')) found = found?.[step]
    assert.ok(found, ref)
  }
})

test('the docs page shows every door and fetches nothing; its script bears the nonce', async () => {
  const page = await get('/docs')
  const nonce = /'nonce-([0-9a-f]+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
  assert.ok(nonce && page.body.includes(`<script nonce="${nonce}">`))
  for (const text of [
    '/v1/probe/mint',
    '/hooks/probe/bank',
    'too-many-coins',
    '₹1.00 to ₹1,000.00',
  ]) {
    assert.ok(page.body.includes(text), text)
  }
  assert.doesNotMatch(page.body, /src=|https?:\/\//)
  const again = await get('/docs')
  assert.ok(!again.body.includes(nonce))
})

async function answered(is: () => boolean): Promise<void> {
  for (let i = 0; i < 3000 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(is())
}
