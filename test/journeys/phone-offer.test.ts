/** A phone's batch changes its owner's offer, and the trail shows how (issue 3 D). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bounced } from '../../modules/device/feature/story.fixture.ts'
import { isDone } from '../../sandbox/people/phone.ts'
import { eveOf, soundLife } from './news.ts'
import { openTown, type Town } from './town.ts'
import { DEEDS, letPass, raise, tell, walkerOf, type Walker } from './walker.ts'

const MINUTE_MS = 60_000

let town: Town
before(async () => void (town = await openTown('7')))
after(() => town.close())

const nobody = {}
async function does(walker: Walker, ...deeds: readonly string[]): Promise<void> {
  for (const deed of deeds) {
    const reply = await DEEDS[deed]!(walker, town, nobody)
    assert.ok(isDone(reply), `${deed}: ${JSON.stringify(reply)}`)
    await town.leap(MINUTE_MS)
  }
}

async function uploads({ phone }: Walker): Promise<void> {
  const notice = (await phone!.query('identity.notice-of', { language: 'en' })).json
  const { noticeId, version: noticeVersion, language } = notice
  const said = { purposes: ['device-sms'], noticeId, noticeVersion, language }
  assert.ok(isDone(await phone!.command('identity.give-consents', said, 'consent-to-sms')))
  const inbox = soundLife(town)
  const batch = { batchId: 'batch-0001', lane: 'historical', records: inbox }
  const taken = await phone!.command('device.sms', batch, 'batch-0001')
  assert.equal(taken.json.taken, inbox.length, JSON.stringify(taken))
  await town.leap(MINUTE_MS)
}

/** Two people alike but for what they let us see. */
async function offerTo(n: number, shows: boolean) {
  const walker = walkerOf(n, [])
  await does(walker, ' start', 'consent consents-given', 'profile profile-kept', 'pan pan-kept')
  if (shows) await uploads(walker)
  await does(walker, 'amount amount-asked')
  const { json } = await walker.phone!.look('/v1/app/next')
  return { walker, offer: json.data.offer as { rate: string; amountMax: number } }
}

test('who lets us read messages is offered more for less, and the trail says why', async () => {
  const shy = await offerTo(1, false)
  const open = await offerTo(2, true)
  assert.deepEqual([shy.offer.rate, open.offer.rate], ['15', '14.5'])

  const told = await town.house.db.owner<{ type: string; data: { device?: object } }[]>`
    select t.type, t.data from monitor.trail t
     where t.key = ${open.walker.customerId ?? ''}
     order by t.rx`
  const types = told.map(({ type }) => type)
  const steps = ['device.batch-taken', 'device.features-changed', 'decision.decision-made']
  assert.deepEqual(
    types.filter((type) => steps.includes(type)),
    steps,
  )
  const made = told.find(({ type }) => type === 'decision.decision-made')
  assert.partialDeepStrictEqual(made?.data.device, { source: 'sms', salaryRegular: true })
})

test('a batch that comes while an offer stands changes it, once; a chosen one stays', async () => {
  const { walker, offer } = await offerTo(4, false)
  assert.equal(offer.rate, '15')
  await uploads(walker)
  await town.leap(2 * MINUTE_MS)
  const { json } = await walker.phone!.look('/v1/app/next')
  assert.deepEqual([json.screen, json.data.offer.rate], ['offer', '14.5'])
  const [first, second, ...more] = await decisionsOn(walker)
  assert.equal(more.length, 0, 'the parts of a batch are weighed once')
  assert.partialDeepStrictEqual(second?.data, { rate: '14.5', before: { rate: first?.data.rate } })
  assert.ok(second?.data.movedBy.includes('deviceSalaryRegular'))
  assert.deepEqual(first?.policyVersion, second?.policyVersion)

  await does(walker, 'offer offer-chosen')
  const more1 = { batchId: 'batch-0002', lane: 'main', records: [bounced(eveOf(town))] }
  assert.ok(isDone(await walker.phone!.command('device.sms', more1, 'batch-0002')))
  await town.leap(3 * MINUTE_MS)
  assert.equal((await decisionsOn(walker)).length, 2)
})

test('what a phone tells while risk holds the offer is weighed when it goes on', async () => {
  const walker = walkerOf(5, [])
  await does(walker, ' start', 'consent consents-given', 'profile profile-kept', 'pan pan-kept')
  await raise(walker, town, 'review')
  await does(walker, 'amount amount-asked')
  walker.held = 'application'
  for (let step = await stepOf(walker); step !== 'offer'; step = await stepOf(walker)) {
    await letPass(walker, town)
    await town.leap(MINUTE_MS)
  }
  await uploads(walker)
  await town.leap(2 * MINUTE_MS)
  assert.equal((await decisionsOn(walker)).length, 1, 'a held offer hears nothing')

  await letPass(walker, town)
  await town.leap(2 * MINUTE_MS)
  const { json } = await walker.phone!.look('/v1/app/next')
  assert.deepEqual([json.screen, json.data.offer.rate], ['offer', '14.5'])
  const [first, second] = await decisionsOn(walker)
  assert.partialDeepStrictEqual(second?.data, { rate: '14.5', before: { rate: first?.data.rate } })
})

async function stepOf(walker: Walker): Promise<string> {
  const [row] = await town.house.db.owner<{ id: string; state: string }[]>`
    select id, state from lending.application where customer_id = ${walker.customerId ?? ''}`
  walker.applicationId = row!.id
  return row!.state
}

type Made = { policyVersion: string; data: { rate: string; movedBy: string[] } }
const decisionsOn = ({ customerId = '' }: Walker) => town.house.db.owner<Made[]>`
  select t.policy_version as "policyVersion", t.data from monitor.trail t
   where t.key = ${customerId} and t.type = 'decision.decision-made' order by t.rx`

test('who withdraws is from then on like one who never let us', async () => {
  const { walker } = await offerTo(3, true)
  const { phone } = walker
  const [before] = await rowsOf(walker)
  assert.ok(before!.entries > 0 && before!.features > 0)
  await tell(walker, 'identity.withdraw-consent', { purpose: 'device-sms' })
  await town.leap(MINUTE_MS)
  assert.deepEqual({ ...(await rowsOf(walker))[0] }, { entries: 0, features: 0 })
  const again = { batchId: 'batch-0002', records: soundLife(town).slice(0, 1) }
  assert.equal((await phone!.command('device.sms', again, 'batch-0002')).status, 403)
})

type Rows = { entries: number; features: number }
const rowsOf = ({ customerId = '' }: Walker) => town.house.db.owner<Rows[]>`
  select (select count(*)::int from device.entry where customer_id = ${customerId}) as entries,
         (select count(*)::int from device.feature where id = ${customerId}) as features`
