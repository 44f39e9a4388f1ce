import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Http } from '#platform/http'
import { TryLater } from '#platform/queue'
import { openHttp, type Outbound } from '../../../platform/http/outbound.ts'
import { openMetrics } from '../../../platform/runtime/metrics.ts'
import { dropPenny } from './bank.ts'
import { askPan, askSanctions } from './issuer.ts'

/** What the vendor says next, over real HTTP. */
let says: [status: number, body: string] = [200, '{}']
const vendor = createServer((_, reply) => reply.writeHead(says[0]).end(says[1]))
let outbound: Outbound
let http: Http

before(async () => {
  await new Promise<void>((ready) => vendor.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
  const about = { region: 'in', purpose: 'test', classes: [] }
  const note = () => {}
  outbound = openHttp({
    module: 'kyc',
    egress: [
      { host: 'kyc', ...about },
      { host: 'bank', ...about },
    ],
    hosts: { kyc: { url, secret: '' }, bank: { url, secret: '' } },
    wall: { nowMs: () => 0 },
    logger: { debug: note, info: note, warn: note, error: note },
    metrics: openMetrics(),
    allowPlain: true,
  })
  http = outbound.http
})
after(async () => {
  await outbound.close()
  vendor.closeAllConnections()
  vendor.close()
})

const person = { pan: 'ABCPS1234K', name: 'Asha Sharma', birthDate: '1990-01-01' }
const target = { accountNumber: '123456789012', ifsc: 'HDFC0000123', name: 'Asha Sharma' }
const questions: [string, () => Promise<unknown>, good: object, lacks: string[]][] = [
  ['A sanctions screen', () => askSanctions(http, 'key1', person), { hit: false }, ['hit']],
  [
    'A PAN check',
    () => askPan(http, 'key1', person),
    { status: 'valid', nameOnCard: 'ASHA SHARMA', category: 'individual' },
    ['status', 'nameOnCard', 'category'],
  ],
  [
    'A penny drop',
    () => dropPenny(http, 'key1', target),
    { status: 'success', nameAtBank: 'ASHA SHARMA', accountType: 'savings' },
    ['status', 'nameAtBank', 'accountType'],
  ],
]

for (const [what, ask, good, fields] of questions) {
  describe(`${what} is answered`, () => {
    const answered = (status: number, body: unknown) => {
      says = [status, typeof body === 'string' ? body : JSON.stringify(body)]
      return ask()
    }
    it('by a whole answer under status 200, whatever else it holds', async () =>
      assert.partialDeepStrictEqual(await answered(200, { id: 'x_1', ...good }), good))
    for (const status of [201, 202, 204, 400, 401, 403, 404, 422, 429, 500, 503]) {
      it(`by nothing else: ${status} is silence`, () =>
        assert.rejects(answered(status, status === 204 ? '' : good), TryLater))
    }
    for (const field of fields) {
      it(`not without ${field}`, () =>
        assert.rejects(answered(200, { ...good, [field]: undefined }), TryLater))
      it(`not when ${field} is of another kind`, () =>
        assert.rejects(answered(200, { ...good, [field]: 7 }), TryLater))
    }
    it('not by a page, by nothing, or by an error under 200', async () => {
      for (const body of ['<html>', '', 'null', '[]', '{"error":"unauthorised"}']) {
        await assert.rejects(answered(200, body), TryLater)
      }
    })
  })
}
