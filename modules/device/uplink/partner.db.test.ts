import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hash } from 'node:crypto'
import { instant, later } from '#kernel/dates'
import { must } from '#kernel/decider'
import {
  consentLive,
  issueService,
  presentConsent,
  revokeService,
  rotateService,
  type consentProof,
} from '#modules/identity'
import type { Static } from '#kernel/contract'
import { moduleNamed, staff } from '#test/doorstep'
import { openUpstream, type Upstream } from '#test/upstream'

type Proof = Static<{ of: typeof consentProof }>['of']

const NOW = instant('2026-01-01T03:30:00.000Z')
const admin = staff('one', 'admin')
const record = { sender: 'VM-TESTBK', body: 'Rs.5.00 debited from A/c XX12', at: NOW }

let house: Upstream
let token = ''
let serviceId = ''
before(async () => {
  house = await openUpstream()
  const issued = must(
    await house.doors.call(
      issueService,
      { partner: 'shop-finance', door: 'device-sms', purpose: 'device-sms' },
      admin,
    ),
  )
  ;({ token, serviceId } = issued)
})
after(() => house[Symbol.asyncDispose]())

/** As the contract says it is made: names sorted, no spaces, after the record before. */
function proofFor(customerId: string, more: Partial<Proof> = {}): Proof {
  const of = {
    ...{ consentId: 'partner-1', principalId: customerId, noticeId: 'shop', noticeVersion: '1' },
    ...{ noticeHash: 'a'.repeat(64), language: 'en', purposeCode: 'device-sms' },
    ...{ dataItems: ['messages of banks'], recipients: ['shop-finance'], channel: 'shop-app' },
    ...{ givenAt: later(NOW, -3_600_000), method: 'otp', ...more },
  }
  const { evidenceHash: _, prevHash = '', ...said } = of as Proof
  const sorted = Object.fromEntries(Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const evidenceHash = hash('sha256', `${prevHash}\n${JSON.stringify(sorted)}`)
  return { evidenceHash, ...of } as Proof
}
const batchFor = (customerId: string, batchId: string, proof = proofFor(customerId)) => ({
  ...{ customerId, proof, batchId, records: [record] },
})
const live = async (customerId: string) =>
  house.doors.call(
    consentLive,
    { customerId: customerId as never, purpose: 'device-sms' },
    moduleNamed('device'),
  )

describe('The service door', () => {
  it('takes a batch with a proof of consent, which then stands in the record', async () => {
    const asha = await house.person('9876522001')
    const sent = batchFor(asha, 'from-server-1')
    const { status, json } = await house.send('service/sms', token, sent)
    assert.deepEqual([status, json.taken], [200, 1])
    assert.equal((await live(asha)).live, true)
    const [line] = await house.fresh.db.owner<{ record: { channel: string } }[]>`
      select record from identity.consent_record where customer_id = ${asha}`
    assert.equal(line?.record.channel, 'partner')
    const [fact] = (await house.facts('device.sms')).filter(({ key }) => key === asha)
    assert.deepEqual(fact?.actor, { kind: 'partner', id: serviceId })
    // The same proof again, and the same batch: nothing is doubled.
    assert.equal((await house.send('service/sms', token, sent)).json.taken, 1)
    await house.send('service/sms', token, batchFor(asha, 'from-server-2'))
    const proofs = await house.fresh.db.owner`
      select from identity.consent_proof where customer_id = ${asha}`
    assert.equal(proofs.length, 1)
    assert.equal((await house.facts('device.sms')).filter(({ key }) => key === asha).length, 2)
  })

  it('refuses a proof altered, of another, run out or taken back', async () => {
    const asha = await house.person('9876522002')
    const ravi = await house.person('9876522003')
    const cases: [Proof, string][] = [
      [{ ...proofFor(asha), method: 'tap' }, 'proof-altered'],
      [proofFor(ravi), 'proof-of-another-person'],
      [proofFor(asha, { purposeCode: 'device-apps' }), 'proof-of-another-purpose'],
      [proofFor(asha, { expiresAt: NOW }), 'consent-expired'],
      [proofFor(asha, { withdrawnAt: NOW }), 'consent-withdrawn'],
      [proofFor(asha, { givenAt: later(NOW, 3_600_000) }), 'consent-not-begun'],
    ]
    for (const [proof, code] of cases) {
      const { status, json } = await house.send(
        'service/sms',
        token,
        batchFor(asha, 'with-a-bad-proof', proof),
      )
      assert.deepEqual([status, json.code], [409, code])
    }
    assert.equal((await live(asha)).live, false)
  })

  it('is shut by the person’s own withdrawal, to this proof and any older one', async () => {
    const asha = await house.person('9876522004')
    assert.equal((await house.send('service/sms', token, batchFor(asha, 'while-live'))).status, 200)
    await house.withdraw(asha, 'device-sms')
    const again = await house.send('service/sms', token, batchFor(asha, 'afterwards-1'))
    assert.deepEqual([again.status, again.json.code], [409, 'consent-withdrawn'])
    const older = proofFor(asha, { consentId: 'partner-0' })
    const other = await house.send('service/sms', token, batchFor(asha, 'afterwards-2', older))
    assert.deepEqual([other.status, other.json.code], [409, 'consent-withdrawn'])
  })

  it('knows no strangers, and lets a consent end with its time', async () => {
    const stranger = 'cus_00000000-0000-7000-8000-000000000000'
    const unknown = await house.send('service/sms', token, batchFor(stranger, 'for-nobody'))
    assert.deepEqual([unknown.status, unknown.json.code], [409, 'unknown-person'])
    const asha = await house.person('9876522005')
    const proof = proofFor(asha, { expiresAt: later(NOW, 1) })
    await house.send('service/sms', token, batchFor(asha, 'for-a-moment', proof))
    const timers = await house.fresh.db.owner`
      select from platform.timer where key = ${asha} and name like 'consent:%'`
    assert.equal(timers.length, 1)
    house.fresh.clock.jump(later(house.fresh.clock.now(), 5))
    assert.equal((await live(asha)).live, false)
    const late = await house.send('service/sms', token, batchFor(asha, 'too-late', proof))
    assert.deepEqual([late.status, late.json.code], [409, 'consent-expired'])
  })
})

describe('A service credential', () => {
  it('opens its own door only, and neither a phone’s nor another’s', async () => {
    const asha = await house.person('9876522010')
    const apps = await house.send('service/apps', token, batchFor(asha, 'wrong-door'))
    assert.equal(apps.status, 401)
    assert.equal(
      (await house.send('sms', token, { batchId: 'as-a-phone', records: [] })).status,
      401,
    )
    assert.equal((await house.send('service/sms', `${token}x`, {})).status, 401)
    assert.equal((await house.send('service/sms', asha, {})).status, 401)
    const bound = await house.doors.call(
      issueService,
      { partner: 'shop-finance', door: 'device-sms', purpose: 'device-apps' },
      admin,
    )
    assert.deepEqual(bound, { refused: 'door-of-another-purpose' })
    assert.equal(issueService.fourEyes && rotateService.fourEyes, true)
    assert.deepEqual(presentConsent.allow, ['module:device'])
  })

  it('has two secrets while servers change over, then one, and none once revoked', async () => {
    const { call } = house.doors
    const { serviceId: id, token: first } = must(
      await call(
        issueService,
        { partner: 'kirana-pay', door: 'device-sms', purpose: 'device-sms' },
        admin,
      ),
    )
    const asha = await house.person('9876522011')
    let n = 0
    const opens = async (by: string) =>
      (await house.send('service/sms', by, batchFor(asha, `rotating-${++n}`))).status === 200
    const { token: second, until } = must(await call(rotateService, { serviceId: id }, admin))
    assert.deepEqual([await opens(first), await opens(second)], [true, true])
    house.fresh.clock.jump(until)
    assert.deepEqual([await opens(first), await opens(second)], [false, true])
    must(await call(revokeService, { serviceId: id }, admin))
    assert.equal(await opens(second), false)
    assert.deepEqual(await call(rotateService, { serviceId: id }, admin), {
      refused: 'service-revoked',
    })
  })
})
