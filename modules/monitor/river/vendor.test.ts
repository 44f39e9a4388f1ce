import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { vendorHealth } from './vendor.ts'

const queued = (name: string, lane: string, waiting = 0) => ({
  ...{ module: name.split('.')[0] ?? '', name, lane, queued: waiting },
})
const of = (vendor: string, all: ReturnType<typeof vendorHealth>) =>
  all.find((one) => one.vendor === vendor)

describe('A vendor’s health', () => {
  it('weighs its effects by their attempts and takes the slowest p95', () => {
    const health = [
      { effect: 'payments.send-payout', attempts: 1, success: 0, p95Ms: 900 },
      { effect: 'payments.make-link', attempts: 3, success: 1, p95Ms: 100 },
    ]
    const psp = of('psp', vendorHealth(health, [queued('payments.send-payout', 'x', 4)], []))
    assert.deepEqual(psp, { vendor: 'psp', waiting: 4, successShare: 0.75, p95Ms: 900 })
  })
  it('goes by the lane where that is called after the vendor', () => {
    const health = [{ effect: 'kyc.drop-penny', attempts: 1, success: 1, p95Ms: 5 }]
    const all = vendorHealth(health, [queued('kyc.drop-penny', 'bank')], [])
    assert.equal(of('bank', all)?.successShare, 1)
    assert.equal(of('kyc', all)?.successShare, undefined)
  })
  it('says what it was broken by', () => {
    const all = vendorHealth(
      [],
      [],
      [
        { vendor: 'sms', kind: 'down' },
        { vendor: 'sms', kind: 'slow' },
      ],
    )
    assert.equal(of('sms', all)?.fault, 'down, slow')
    assert.equal(of('esign', all)?.fault, undefined)
  })
})
