/** Requests that no contract lets through: each is refused in the catalogue's words. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { it } from 'node:test'
import { misanswered, spoiltCases, strangerCases, trespassCases, unreadableCases } from './cases.ts'
import type { Rig } from './rig.ts'

/** `ended` is the token of a session that is over. */
export function refusesBadInput(rigOf: () => Rig, ended: () => string): void {
  it('answers 400 to every field of every door, spoilt in every way', async () => {
    const cases = spoiltCases(rigOf())
    assert.ok(cases.length > 500, `only ${cases.length} cases were drawn`)
    assert.deepEqual(await misanswered(rigOf(), cases), [])
  })

  it('answers 400, 413 or 415 to what it cannot read, 400 where the key is missing', async () => {
    assert.deepEqual(await misanswered(rigOf(), unreadableCases(rigOf())), [])
  })

  it('answers 401 at every door to nobody, to a forged token and to one that ended', async () => {
    assert.deepEqual(await misanswered(rigOf(), strangerCases(rigOf(), ended())), [])
  })

  it('answers 403 to everyone at each door that is not theirs', async () => {
    assert.deepEqual(await misanswered(rigOf(), trespassCases(rigOf())), [])
  })

  it('answers 403 above the amount one decides alone', async () => {
    const input = { outcome: 'approve', amountMax: 200_000_01, reason: 'above the band' }
    const body = { applicationId: rigOf().at('kfs')[0]!.applicationId, ...input }
    const path = '/v1/decision/settle-referral'
    const answer = await rigOf().knock({ path, body, token: rigOf().staff['credit']!.token })
    assert.equal(answer.status, 403)
    assert.equal(answer.json['code'], 'above-your-limit')
  })

  it('answers 404 and 405 where there is no such door', async () => {
    const token = rigOf().staff['admin']!.token
    const lost = ['/v1/lending/no-such', '/v1/__proto__/x', '/v1/lending/%00', '/v1/lending/%ff']
    const cases = lost.map((path) => ({
      about: path,
      ask: { path, body: {}, token },
      ...{ status: 404, code: 'not-found' },
    }))
    assert.deepEqual(await misanswered(rigOf(), cases), [])
    const { status, headers } = await rigOf().knock({
      ...{ method: 'GET', path: '/v1/lending/start-application', token },
    })
    assert.equal(status, 405)
    assert.equal(headers['allow'], 'POST')
  })

  it('answers in the catalogue’s words even to what is hardly HTTP', async () => {
    const long = 'x'.repeat(20_000)
    const requests = {
      '431 a long header': `GET /health HTTP/1.1\r\nhost: x\r\nx-long: ${long}\r\n\r\n`,
      '431 a long address': `GET /${long} HTTP/1.1\r\nhost: x\r\n\r\n`,
      '400 no HTTP': 'hello\r\n\r\n',
      '400 two lengths':
        'POST /health HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx',
    }
    for (const [about, text] of Object.entries(requests)) {
      const answer = await spoken(rigOf().house.port, text)
      assert.match(answer, /^HTTP\/1\.1 4(00|13) /, about)
      assert.match(answer, /application\/problem\+json/, about)
      assert.match(answer, /"code":"(too-large|bad-request)"/, about)
    }
  })
}

/** What is answered to these bytes, until the connection is closed. */
async function spoken(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(text)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}
