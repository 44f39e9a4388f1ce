/** Requests that no contract lets through: each is refused in the catalogue's words. */
import assert from 'node:assert/strict'
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

  it('answers 400, 413 or 415 to what it cannot read, and 400 where the key is missing', async () => {
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
    for (const path of lost) {
      const { status } = await rigOf().knock({ path, body: {}, token })
      assert.ok(status === 404 || status === 400, `${path} answered ${status}`)
    }
    const { status, headers } = await rigOf().knock({
      ...{ method: 'GET', path: '/v1/lending/start-application', token },
    })
    assert.equal(status, 405)
    assert.equal(headers['allow'], 'POST')
  })
}
