/** A statement's whole way, with the sandbox's aggregator on the other side of real HTTP. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { atTime, date, later } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { AccountKept, DataErased, ProfileKept } from '#modules/identity'
import { loneModule, type Lone } from '#test/lone-module'
import { person, type Person } from '../../../sandbox/people/person.ts'
import { keyOf } from '../feature/story.fixture.ts'
import type { Plain } from '../feature/plain.ts'
import { module } from '../module.ts'

const world = { consents: true, named: true, name: undefined as string | undefined }
let who: Person
let customerId: Id<'cus'>
let n = 10

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    sandbox: true,
    answers: {
      'identity.sealing-pass': () =>
        world.consents ? { pass: { ...keyOf(customerId, 'aa-raw'), consentId: 'con_1' } } : {},
      'identity.data-keys': ({ wanted }: { wanted: { class: string }[] }) => ({
        keys: world.consents ? wanted.map(({ class: of }) => keyOf(customerId, of)) : [],
      }),
      'identity.contact-of': () => ({
        phone: who.phone,
        ...(world.named && { name: world.name ?? who.nameAtBank }),
      }),
    },
  })
  await step()
})
after(() => lone.drop())
beforeEach(() => {
  Object.assign(world, { consents: true, named: true, name: undefined })
  n += 1
  customerId = id('cus', `s${n}`)
  who = person('1', n)
  while (who.occupation !== 'salaried' || who.hidden.will < 0.6) who = person('1', ++n)
})

/** A second goes by: what was announced comes in, and all that follows is done. */
async function step(ms = 2000): Promise<void> {
  lone.clock.jump(later(lone.clock.now(), ms))
  await lone.outside.advance(lone.clock.now())
  await lone.settle()
}

const me = (): Actor => ({ kind: 'customer', id: customerId })
const ask = () => lone.ask('device.ask-statement', {}, me()) as Promise<Answer>
type Answer = { statementId?: string; refused?: string }
const mine = async () => {
  const told = await lone.ask('device.my-statement', {}, me())
  return (told as { statement?: { status: string; approveAt?: string } }).statement
}
const featuresOf = async (): Promise<Plain | undefined> =>
  ((await lone.ask('device.features-of', { customerId })) as { features?: Plain }).features
const at = async (page: 'approve' | 'reject' | 'revoke'): Promise<void> => {
  const [row] = await lone.db.owner<{ handle: string }[]>`
    select handle from device.statement where customer_id = ${customerId}`
  await lone.outside.post(`/aggregator/${page}/${row!.handle}`, {})
  await step()
}
async function fetched(): Promise<void> {
  await ask()
  await lone.settle()
  await at('approve')
  await step()
}
const faults = (): string[] => {
  const read = lone.told.find((f) => f.key === customerId && f.type === 'device.statement-read')
  return (read!.data as { faults: string[] }).faults
}

describe('A bank statement', () => {
  it('is approved at the aggregator, fetched, and read into features', async () => {
    await ask()
    await lone.settle()
    const pending = await mine()
    assert.equal(pending?.status, 'pending')
    assert.match(pending?.approveAt ?? '', /\/aggregator\/approve\//)
    await at('approve')
    await step()
    assert.equal((await mine())?.status, 'fetched')
    const features = await featuresOf()
    assert.equal(features?.source, 'statement')
    assert.ok(features!.averageBalance !== undefined && features!.entries > 10)
    assert.equal(features?.salaryRegular, true)
  })
  it('passes its gates when the bank tells it whole', async () => {
    await fetched()
    assert.deepEqual(faults(), [])
  })
  it('of another holder says so, and feeds no feature', async () => {
    world.name = 'Zubin Quartermaster'
    await fetched()
    assert.deepEqual(faults(), ['another-holder'])
    assert.equal(await featuresOf(), undefined)
    const agreed = lone.told.filter((f) => f.type === 'device.source-reconciled')
    assert.ok(!agreed.some(({ key }) => key === customerId))
  })
  it('read before anybody gave a name is compared with it when it comes', async () => {
    world.named = false
    await fetched()
    assert.deepEqual(faults(), [])
    const names = async (name: string | undefined, profileVersion: number) => {
      Object.assign(world, { named: true, name })
      await lone.hear(ProfileKept({ profileVersion }), customerId)
      await lone.settle()
      const [row] = await lone.db.owner<{ faults: string }[]>`
        select faults from device.statement where customer_id = ${customerId}`
      return [lone.last<{ isOfThem: boolean }>('device.holder-compared')?.isOfThem, row?.faults]
    }
    const before = await featuresOf()
    assert.equal(before?.source, 'statement')
    const asKnown = lone.clock.now()
    lone.clock.jump(later(asKnown, 60_000))
    assert.deepEqual(await names('Zubin Quartermaster', 1), [false, 'another-holder'])
    assert.equal(await featuresOf(), undefined)
    const then = await lone.ask('device.features-of', { customerId, knownAt: asKnown })
    assert.deepEqual((then as { features?: Plain }).features, before)
    lone.clock.jump(later(asKnown, 120_000))
    assert.deepEqual(await names(undefined, 2), [true, ''])
    assert.deepEqual(await featuresOf(), before)
    assert.deepEqual(await names(undefined, 3), [true, ''], 'and told again it stays so')
    assert.deepEqual(await featuresOf(), before)
  })
  it('tells whether the payout’s account is the one it is of', async () => {
    await fetched()
    const keep = async (ending: string) => {
      const kept = { accountId: id('acc', ending), ending, ifsc: 'HDFC0000001' }
      await lone.hear(AccountKept(kept), customerId)
      await lone.settle()
      return lone.last<{ isOfIt: boolean }>('device.account-compared')?.isOfIt
    }
    assert.equal(await keep(who.account.slice(-4)), true)
    assert.equal(await keep('0000'), false)
  })
  it('rests sealed, and tells of nobody in facts', async () => {
    await fetched()
    const [row] = await lone.db.owner<{ id: string }[]>`
      select id from device.statement where customer_id = ${customerId}`
    const bytes = await lone.inside((tx) => tx.objects.get(`device/statement/${row!.id}`))
    assert.ok(bytes && !Buffer.from(bytes).toString().includes('Transaction'))
    assert.doesNotMatch(JSON.stringify(lone.told.filter((f) => f.key === customerId)), /SALARY/)
  })
  it('is not asked for without consent, nor twice at once', async () => {
    world.consents = false
    assert.deepEqual(await ask(), { refused: 'no-consent' })
    world.consents = true
    assert.ok((await ask()).statementId)
    assert.deepEqual(await ask(), { refused: 'under-way' })
  })
  it('refused at the aggregator may be asked for again', async () => {
    await ask()
    await lone.settle()
    await at('reject')
    assert.equal((await mine())?.status, 'failed')
    assert.ok((await ask()).statementId)
  })
  for (const [why, end] of [
    ['when the person takes it back at the aggregator', () => at('revoke')],
    [
      'when the consent with us is withdrawn',
      async () => {
        world.consents = false
        await lone.hear(DataErased({ class: 'aa-raw', proof: 'a'.repeat(64) }), customerId)
        await lone.settle()
      },
    ],
    [
      'when the time it may be kept is over',
      async () => {
        lone.clock.jump(atTime(date('2026-12-01'), '09:00'))
        await lone.nextTimer('statement-life')
        await lone.settle()
      },
    ],
  ] as const)
    it(`is purged with all that was read of it ${why}`, async () => {
      await lone.db.owner`delete from platform.timer`
      await fetched()
      assert.ok(await featuresOf())
      const [row] = await lone.db.owner<{ id: string }[]>`
        select id from device.statement where customer_id = ${customerId}`
      await end()
      assert.equal((await mine())?.status, 'purged')
      assert.equal(await featuresOf(), undefined)
      const file = await lone.inside((tx) => tx.objects.get(`device/statement/${row!.id}`))
      assert.equal(file, undefined)
      const [left] = await lone.db.owner<{ n: number }[]>`
        select count(*)::int as n from device.entry where customer_id = ${customerId}`
      assert.equal(left?.n, 0)
    })
})
