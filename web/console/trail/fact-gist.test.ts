import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { factGist } from './fact-gist.ts'
import type { Entry } from './fact-words.ts'

const about = { at: '', rx: '', businessDate: '', actor: '' }
const gist = (type: string, data: object) =>
  factGist({ id: 'evt_1', type, ...about, data } as Entry)

describe('What tells a fact from the next of its kind', () => {
  it('is its money, its kind and its days, three at most', () => {
    assert.equal(gist('identity.consent-given', { purpose: 'device-apps' }), 'device apps')
    assert.equal(
      gist('payments.received', { dueOn: '2026-11-23', amount: 639_200, kind: 'emi', apps: 2 }),
      '₹6,392 · EMI · apps 2',
    )
  })

  it('is nothing where the title tells it, where there is none, or none was counted', () => {
    assert.equal(gist('lending.application-moved', { to: 'kfs', reason: 'asked' }), '')
    assert.equal(gist('gateway.session-opened', { sessionId: 'ses_1' }), '')
    assert.equal(gist('device.batch-taken', { refused: 0 }), '')
    assert.equal(gist('kyc.told', { kind: { of: 'odd' } }), '')
  })
})
