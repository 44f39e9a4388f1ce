import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { instantOf, later, msOf, type Instant } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { id } from '#kernel/ids'
import { PanKept, ProfileKept } from '#modules/identity'
import { PanRefused } from '#modules/kyc'
import type { applicationsLike, partners } from '../contract.ts'
import { lone, openLender } from '../lending.fixture.ts'

const [meera, nobody] = [id('stf', 'meera'), id('stf', 'nobody')]
const ops = { kind: 'staff', id: meera, roles: ['ops'] } as const
const monitor = { kind: 'module', id: 'monitor' } as const
let nth = 0

before(openLender)
after(() => lone?.drop())

/** Each a minute after the last: which stands longer is never a matter of the machine. */
async function lead(more: object = {}) {
  lone.clock.jump(later(lone.clock.now(), 60_000))
  const customerId = id('cus', `lead-${++nth}`)
  const input = { product: 'personal', ...more }
  const actor = { kind: 'customer', id: customerId } as const
  const { applicationId } = (await lone.ask('lending.start-application', input, actor)) as {
    applicationId: string
  }
  return { customerId, applicationId }
}
type Like = OutputOf<typeof applicationsLike>
const like = (by: object) =>
  lone.ask('lending.applications-like', { max: 50, ...by }, monitor) as Promise<Like>
const found = async (by: object) => (await like(by)).applications.map((one) => one.id)
const give = (applicationId: string, owner?: string) =>
  lone.ask('lending.assign-application', { applicationId, ...(owner && { owner }) }, ops)

describe('Applications to be worked through', () => {
  it('are found by whom they came, and by that partner’s own number in either case', async () => {
    const [one, other] = [
      await lead({ source: 'fintree', partnerReference: 'FT/2026-81' }),
      await lead({ source: 'fintree' }),
    ]
    assert.deepEqual(await found({ partner: 'fintree' }), [one.applicationId, other.applicationId])
    assert.deepEqual(await found({ reference: 'ft/2026-81' }), [one.applicationId])
    const [hit] = (await like({ reference: 'FT/2026-81' })).applications
    assert.deepEqual(
      [hit?.partner, hit?.reference, hit?.path, hit?.state],
      ['fintree', 'FT/2026-81', `/lending/application/${one.applicationId}`, 'profile'],
    )
    const known = await lone.ask('lending.partners', {}, ops)
    assert.ok((known as OutputOf<typeof partners>).partners.includes('fintree'))
  })

  it('are given to one of the staff, told once, and taken back', async () => {
    const { applicationId, customerId } = await lead()
    const whose = { customerIds: [customerId] }
    assert.deepEqual(await found({ ...whose, ownerless: true }), [applicationId])
    await give(applicationId, meera)
    await give(applicationId, meera)
    assert.deepEqual(await found({ owner: meera }), [applicationId])
    assert.deepEqual(await found({ ...whose, ownerless: true }), [])
    await give(applicationId)
    assert.deepEqual(await found({ owner: meera }), [])
    await lone.settle(true)
    const told = lone.told
      .filter(({ type, key }) => type === 'lending.application-assigned' && key === customerId)
      .map(({ data }) => data)
    assert.deepEqual(told, [
      { applicationId, owner: meera },
      { applicationId, from: meera },
    ])
  })

  it('are given to nobody who does not work here, and only where there are any', async () => {
    const { applicationId } = await lead()
    const refusals = [await give(applicationId, nobody), await give('app_none', meera)]
    assert.deepEqual(
      refusals.map((one) => isRefused(one) && one.refused),
      ['unknown-staff', 'unknown-application'],
    )
  })

  it('are narrowed by stage and by the time they stand there, the longest first', async () => {
    const [first, second] = [await lead(), await lead()]
    const customerIds = [first.customerId, second.customerId]
    const { applications, more } = await like({ customerIds, max: 1 })
    assert.deepEqual([applications.map((one) => one.id), more], [[first.applicationId], true])
    const since = applications[0]?.since as Instant
    const [before, soon] = [instantOf(msOf(since) - 1), later(since, 3_600_000)]
    const stage = (state: string, until: Instant) => ({
      stood: [{ journey: 'lending.application', state, from: before, until }],
    })
    const both = [first.applicationId, second.applicationId]
    assert.deepEqual(await found({ customerIds, ...stage('profile', soon) }), both)
    assert.deepEqual(await found({ customerIds, ...stage('profile', before) }), [])
    assert.deepEqual(await found({ customerIds, ...stage('consent', soon) }), [])
    assert.deepEqual(await found({ customerIds, stood: [] }), [])
    assert.deepEqual(await found({ customerIds, stoodSince: before }), [])
    assert.deepEqual(await found({ customerIds, states: ['consent'] }), [])
    assert.deepEqual(await found({ customerIds, product: 'flexi' }), [])
    assert.deepEqual(await found({ customerIds, isOpen: true }), both)
  })
})

describe('A step that failed', () => {
  it('is asked for once more at once, on the record, and no decision is', async () => {
    const who = await lead()
    const hear = (event: Parameters<typeof lone.hear>[0]) => lone.hear(event, who.customerId)
    const retry = (by = ops as object) =>
      lone.ask(
        'lending.retry-step',
        { applicationId: who.applicationId, reason: 'the issuer is back' },
        by as never,
      )
    const refused = async () => {
      const answer = await retry()
      return isRefused(answer) && answer.refused
    }
    assert.equal(await refused(), 'nothing-to-retry', 'a borrower acts here')
    await hear(ProfileKept({ profileVersion: 1 }))
    await hear(PanKept({ panKnown: true }))
    assert.equal(await refused(), 'too-soon', 'it was asked just now')
    const silent = { checkId: id('chk', '1'), reason: 'vendor-silent' } as const
    await hear(PanRefused({ ...silent, applicationId: who.applicationId as never }))
    await lone.settle(true)
    const asks = () => lone.told.filter(({ data }) => asksPan(data)).length
    const before = asks()
    assert.deepEqual(await retry(), { applicationId: who.applicationId, state: 'checkingPan' })
    await lone.settle(true)
    assert.equal(asks(), before + 1)
    const told = lone.told.findLast(({ type }) => type === 'lending.application-retried')
    assert.deepEqual(
      [told?.data, told?.actor.id],
      [{ id: who.applicationId, step: 'panLater', reason: 'the issuer is back' }, meera],
    )
  })
})

const asksPan = (data: unknown) => (data as { command?: string }).command === 'kyc.check-pan'
