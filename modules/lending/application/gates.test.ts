import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date, instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import type { Application } from './application.ts'
import { closedGates, type Evidence } from './gates.ts'

const today = date('2026-11-22')
const accountId = id('acc', '1')
const documentId = id('doc', '1')
const validTill = instant('2026-11-25T18:29:00.000Z')

const application: Application = {
  id: id('app', '1'),
  key: id('cus', '1'),
  product: 'personal',
  at: instant('2026-11-22T04:00:00.000Z'),
  accountTries: 1,
  waits: 0,
  termsHash: 'terms',
  netDisbursed: rupees('97440'),
  kfs: { documentId, hash: 'file', termsHash: 'terms', validTill },
  kfsAcceptedAt: instant('2026-11-22T04:10:00.000Z'),
  agreement: { documentId, hash: 'agreement', termsHash: 'terms' },
  accountId,
  accountVerified: accountId,
  screenedOn: today,
}
const open: Evidence = {
  application,
  consentLive: true,
  fraudStopped: false,
  mandate: { status: 'registered', accountId },
  today,
}
const without = (name: keyof Application): Application => {
  const { [name]: _left, ...rest } = application
  return rest as Application
}
const closedWith = (change: Partial<Application>) =>
  closedGates({ ...open, application: { ...application, ...change } })

describe('A payout leaves', () => {
  it('when all its gates stand open', () => assert.deepEqual(closedGates(open), []))
})

describe('A payout is withheld', () => {
  it('when the consent is gone (DL-12)', () =>
    assert.deepEqual(closedGates({ ...open, consentLive: false }), ['consent-live']))
  it('when fraud has stopped the person', () =>
    assert.deepEqual(closedGates({ ...open, fraudStopped: true }), ['fraud-not-stopped']))
  it('when the KFS was accepted after its validity (SPEC §2.1)', () =>
    assert.deepEqual(closedWith({ kfsAcceptedAt: instant('2026-11-25T18:29:00.001Z') }), [
      'kfs-accepted-in-time',
    ]))
  it('when the KFS was never accepted', () =>
    assert.deepEqual(closedGates({ ...open, application: without('kfsAcceptedAt') }), [
      'kfs-accepted-in-time',
    ]))
  it('when the agreement is of other terms than the KFS (SPEC §1.4)', () =>
    assert.deepEqual(
      closedWith({ agreement: { documentId, hash: 'agreement', termsHash: 'others' } }),
      ['agreement-of-kfs-terms'],
    ))
  it('when another offer was chosen after the KFS', () =>
    assert.deepEqual(closedWith({ termsHash: 'newer' }), ['agreement-of-kfs-terms']))
  it('when the mandate is not registered, or on another account', () => {
    const created = { status: 'created', accountId }
    const other = { status: 'registered', accountId: id('acc', '2') }
    for (const mandate of [created, other, {}]) {
      assert.deepEqual(closedGates({ ...open, mandate }), ['mandate-registered'])
    }
  })
  it('when the account is not verified as their own (DL-06)', () =>
    assert.deepEqual(closedWith({ accountVerified: id('acc', '2') }), ['own-account-verified']))
  it('when the sanctions screen is of yesterday', () =>
    assert.deepEqual(closedWith({ screenedOn: date('2026-11-21') }), ['sanctions-today']))
  it('and says every gate that is closed, not the first', () =>
    assert.equal(
      closedGates({ ...open, application: without('kfs'), consentLive: false }).length,
      3,
    ))
})
