import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { DataErased, PersonMerged } from '#modules/identity'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from '../module.ts'
import type { Message } from '../sms/reading.ts'
import { SmsBackfilled } from '../uplink/face.ts'
import type { Plain } from './plain.ts'
import { awaitReaders, holdConsents } from './store.ts'
import { bounced, keyOf, recorded, salary, spent } from './story.fixture.ts'

/** Whose key is destroyed. */
const erased = new Set<string>()
type Wanted = { wanted: { customerId: string }[] }

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.data-keys': ({ wanted }: Wanted) => ({
        keys: wanted
          .filter(({ customerId }) => !erased.has(customerId))
          .map(({ customerId }) => keyOf(customerId)),
      }),
    },
  })
})
after(() => lone.drop())

type Kind = NonNullable<Parameters<typeof recorded>[2]>
async function hears(customerId: string, messages: readonly Message[], kind?: Kind) {
  for (const message of messages) await lone.hear(recorded(customerId, message, kind), customerId)
  await lone.settle()
}
async function featuresOf(customerId: string): Promise<Plain | undefined> {
  const told = await lone.ask('device.features-of', { customerId })
  return (told as { features?: Plain }).features
}

/** The stopped clock stands on 1 January 2026. */
const salaried = [
  salary('2025-11-01', '45,000.00', '60,000.00'),
  salary('2025-12-01', '45,000.00', '58,000.00'),
  salary('2025-12-31', '45,000.00', '61,000.00'),
]

describe('Messages', () => {
  it('become features, with nothing of their words kept', async () => {
    const customerId = id('cus', 'reads')
    await hears(customerId, salaried)
    const features = await featuresOf(customerId)
    assert.deepEqual(
      [features?.source, features?.salaryRegular, features?.salaryMonthly],
      ['sms', true, rupees('45000')],
    )
    assert.ok(features!.averageBalance! > rupees('50000'))
    const rows = await lone.db.owner`select * from device.entry where customer_id = ${customerId}`
    assert.equal(rows.length, 3)
    assert.doesNotMatch(JSON.stringify(rows), /orbit/i)
    const facts = lone.told.filter(({ type }) => /entries|features/.test(type))
    assert.doesNotMatch(JSON.stringify(facts), /4500000|orbit/i)
  })
  it('told twice, on either lane, stand once', async () => {
    const customerId = id('cus', 'twice')
    await hears(customerId, salaried)
    const before = await featuresOf(customerId)
    await hears(customerId, salaried)
    await hears(customerId, salaried, SmsBackfilled)
    assert.deepEqual(await featuresOf(customerId), before)
    const told = lone.told.filter((f) => f.key === customerId && f.type === 'device.entries-read')
    assert.equal(told.length, 3)
  })
  it('from a plain number are nobody’s income', async () => {
    const customerId = id('cus', 'spoof')
    await hears(
      customerId,
      salaried.map((one) => ({ ...one, sender: '+919812345678' })),
    )
    assert.equal(await featuresOf(customerId), undefined)
  })
  it('late ones change the features of the day that is asked for', async () => {
    const customerId = id('cus', 'late')
    await hears(customerId, salaried.toReversed().slice(0, 2))
    assert.equal((await featuresOf(customerId))?.salaryRegular, false)
    await hears(customerId, salaried.slice(0, 1), SmsBackfilled)
    assert.equal((await featuresOf(customerId))?.salaryRegular, true)
  })
})

describe('Features', () => {
  it('look through windows that move with the day, though nothing new is told', async () => {
    const customerId = id('cus', 'moves')
    await hears(customerId, [bounced('2025-12-30')])
    assert.equal((await featuresOf(customerId))?.bounces30, 1)
    const forty = { customerId, asOf: date('2026-02-08') }
    const told = (await lone.ask('device.features-of', forty)) as { features: Plain }
    assert.deepEqual([told.features.bounces30, told.features.bounces90], [0, 1])
  })
  it('dropped and made again from the same facts are the same', async () => {
    const customerId = id('cus', 'again')
    await hears(customerId, salaried)
    const rows = () => lone.db.owner`select * from device.feature where id = ${customerId}`
    const [before] = await rows()
    await lone.db.owner`delete from device.feature where id = ${customerId}`
    const facts = lone.told.filter((f) => f.key === customerId && f.type === 'device.entries-read')
    for (const fact of facts) await lone.hear(fact, customerId)
    assert.deepEqual((await rows())[0], before)
  })
  it('go with the consent they rested on, and so does all that was read', async () => {
    const customerId = id('cus', 'leaves')
    await hears(customerId, salaried)
    assert.ok(await featuresOf(customerId))
    erased.add(customerId)
    await lone.hear(DataErased({ class: 'device-sms', proof: 'a'.repeat(64) }), customerId)
    await lone.settle()
    assert.equal(await featuresOf(customerId), undefined)
    const left = await lone.db.owner`
      select id from device.entry where customer_id = ${customerId}
      union all select id from device.feature where id = ${customerId}`
    assert.equal(left.length, 0)
    await hears(customerId, salaried)
    assert.equal(await featuresOf(customerId), undefined)
  })
  it('are erased only after whoever reads at that moment is done', async () => {
    const customerId = id('cus', 'waits')
    const { promise: reading, resolve: readOn } = Promise.withResolvers<void>()
    const { promise: held, resolve: holding } = Promise.withResolvers<void>()
    const order: string[] = []
    const reader = lone.inside(async (tx) => {
      await holdConsents(tx, [customerId])
      holding()
      await reading
      order.push('read')
    })
    await held
    const eraser = lone.inside(async (tx) => {
      await awaitReaders(tx, customerId)
      order.push('erased')
    })
    setTimeout(readOn, 50)
    await Promise.all([reader, eraser])
    assert.deepEqual(order, ['read', 'erased'])
  })
})

describe('Two records of one person', () => {
  it('are read as one from their merge on, and each loses only its own', async () => {
    const [younger, elder] = [id('cus', 'younger'), id('cus', 'elder')]
    await hears(younger, salaried)
    await hears(elder, [bounced('2025-12-05')])
    assert.equal((await featuresOf(elder))?.salaryRegular, false)
    await lone.hear(PersonMerged({ customerId: younger, into: elder }), younger)
    await lone.settle()
    const both = await featuresOf(elder)
    assert.deepEqual([both?.salaryRegular, both?.bounces30], [true, 1])
    await hears(younger, [bounced('2025-12-28')])
    assert.equal((await featuresOf(elder))?.bounces30, 2)
    erased.add(elder)
    await lone.hear(DataErased({ class: 'device-sms', proof: 'ab'.repeat(32) }), elder)
    await lone.settle()
    const left = await featuresOf(elder)
    assert.deepEqual([left?.salaryRegular, left?.bounces30], [true, 1])
  })
  it('that both heard of a payment tell of it once', async () => {
    const [younger, elder] = [id('cus', 'both1'), id('cus', 'both2')]
    const life = [spent('2025-12-20', '340.00'), spent('2025-12-22', '340.00')]
    await hears(younger, [...life, spent('2025-12-24', '90.00')])
    await hears(elder, life)
    await lone.hear(PersonMerged({ customerId: younger, into: elder }), younger)
    await lone.settle()
    const both = await featuresOf(elder)
    assert.equal(both?.entries, 3)
  })
  it('merged in a row are one with the last of them', async () => {
    const [first, second, third] = [id('cus', 'm1'), id('cus', 'm2'), id('cus', 'm3')]
    await hears(first, salaried)
    await lone.hear(PersonMerged({ customerId: first, into: second }), first)
    await lone.hear(PersonMerged({ customerId: second, into: third }), second)
    await lone.settle()
    assert.equal((await featuresOf(third))?.salaryRegular, true)
  })
})
