import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import type { Acknowledged } from './borrower.ts'
import { forgotten, received, type Entry } from './oracle.ts'

const told: Acknowledged = {
  ...{ customerId: 'cus_1', command: 'lending.start-application', key: 'k-1', sent: 2 },
  ...{ input: {}, output: { applicationId: 'app_1' } },
}
const fact = (type: string, data: object): Fact => ({ type, data, key: 'cus_1' }) as Fact
const started = fact('lending.application-started', { applicationId: 'app_1' })
const captured = { kind: 'payment', status: 'captured', id: 'pay_9' } as Entry
const receipt = fact('payments.payment-received', { reference: 'pay_9' })

describe('The oracle', () => {
  it('is content with what is there once', () => {
    assert.deepEqual(forgotten(told, [started]), [])
    assert.deepEqual(received([receipt], [captured]), [])
  })

  it('misses what was acknowledged and is not in the log', () => {
    assert.match(forgotten(told, []).join(), /in the log 0 times/)
    assert.match(received([], [captured]).join(), /received 0 times/)
  })

  it('sees what was done twice', () => {
    assert.match(forgotten(told, [started, started]).join(), /in the log 2 times/)
    assert.match(received([receipt, receipt], [captured]).join(), /received 2 times/)
  })
})
