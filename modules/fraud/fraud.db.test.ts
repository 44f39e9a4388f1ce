import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { later } from '#kernel/dates'
import { id } from '#kernel/ids'
import type { Verdict } from '#kernel/journey'
import { ApplicationMoved } from '#modules/lending'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

let lone: Lone
before(async () => {
  lone = await loneModule(module)
})
after(() => lone.drop())

const HOUR_MS = 3_600_000
const risk: Actor = { kind: 'staff', id: 'stf_ravi', roles: ['risk'] }
const journey = 'lending.application'

let n = 0
/** A person of their own for each test: signals and reviews are about one person. */
const newcomer = () => ({ customerId: id('cus', String(++n)), app: id('app', String(n)) })
type Who = ReturnType<typeof newcomer>

const hourPasses = () => lone.clock.jump(later(lone.clock.now(), HOUR_MS))
async function raise({ customerId }: Who, weight: string, code = 'device-shared') {
  const signal = { customerId, code, weight, says: 'Seen on two phones.' }
  return ((await lone.ask('fraud.raise-signal', signal, risk)) as { signalId: string }).signalId
}
const clear = (signalId: string) =>
  lone.ask('fraud.clear-signal', { signalId, reason: 'A family phone.' }, risk)
const verdictAt = async ({ customerId, app }: Who, step = 'checkingPan') =>
  (await lone.ask('fraud.verdict-of', { customerId, journey, id: app, step })) as Verdict
const stopped = async ({ customerId }: Who) =>
  ((await lone.ask('fraud.standing-of', { customerId })) as { stopped: boolean }).stopped
const move = ({ customerId, app }: Who, more: { held?: boolean; from?: string; to?: string }) =>
  lone.hear(
    ApplicationMoved({
      ...{ id: app, from: 'pan', to: 'checkingPan', trigger: 'pan-kept', ms: 0 },
      ...{ machineVersion: '1', verdict: { outcome: 'review', reasons: ['device-shared'] } },
      ...more,
    }),
    customerId,
  )
const settle = ({ customerId, app }: Who, outcome: string, more: object = {}) => {
  const reason = 'Spoke with them.'
  const review = { customerId, journey, id: app, outcome, reason, ...more }
  return lone.ask('fraud.settle-review', review, risk)
}
type Row = { id: string; step: string; status: string; settledBy: string | null }
const desk = ({ customerId }: Who) => lone.db.owner<Row[]>`
  select id, step, status, settled_by as "settledBy" from fraud.review
   where customer_id = ${customerId} order by opened_at, id`
const standing = async (who: Who) => (await desk(who)).map((row) => row.status)

describe('The desk', () => {
  it('holds a step that is held', async () => {
    const who = newcomer()
    await move(who, { held: true })
    assert.deepEqual(
      (await desk(who)).map(({ step, status }) => [step, status]),
      [['checkingPan', 'open']],
    )
  })
  it('holds nothing for a step that acts on nothing, whatever its verdict', async () => {
    const who = newcomer()
    await move(who, {})
    assert.deepEqual(await standing(who), [])
    assert.deepEqual(await settle(who, 'pass'), { refused: 'nothing-held' })
  })
  it('lets go what its journey has left by itself', async () => {
    for (const trigger of ['withdrawn', 'fraud-stopped', 'xstate.after.offerLife']) {
      const who = newcomer()
      await move(who, { held: true })
      await move(who, { from: 'checkingPan', to: 'expired', trigger } as never)
      assert.deepEqual(await standing(who), ['lapsed'])
      assert.deepEqual(await settle(who, 'pass'), { refused: 'nothing-held' })
      assert.equal((await verdictAt(who)).outcome, 'pass')
    }
  })
  it('is where a person settles: by the journey, or by the review itself; once', async () => {
    const who = newcomer()
    await move(who, { held: true })
    assert.deepEqual(await settle(who, 'pass'), { outcome: 'pass' })
    assert.deepEqual(await settle(who, 'stop'), { refused: 'nothing-held' })
    await lone.settle()
    const settled = { journey, id: who.app, outcome: 'pass' }
    assert.deepEqual(lone.last('fraud.review-settled'), settled)

    const other = newcomer()
    await move(other, { held: true })
    const [row] = await desk(other)
    const byReview = { reviewId: row?.id, journey: undefined, id: undefined }
    assert.deepEqual(await settle(who, 'stop', byReview), { refused: 'nothing-held' })
    assert.deepEqual(await settle(other, 'stop', byReview), { outcome: 'stop' })
    await lone.settle()
    const ended = { journey, id: other.app, outcome: 'stop' }
    assert.deepEqual(lone.last('fraud.review-settled'), ended)
    assert.equal((await desk(other))[0]?.settledBy, 'stf_ravi')
  })
  it('opens again for what is held again, and keeps what was said before', async () => {
    const who = newcomer()
    await move(who, { held: true })
    await settle(who, 'pass')
    hourPasses()
    await move(who, { held: true })
    assert.deepEqual(await standing(who), ['pass', 'open'])
    await settle(who, 'stop')
    assert.deepEqual(await standing(who), ['pass', 'stop'])
    assert.equal((await verdictAt(who)).outcome, 'stop')
  })
})

describe('A verdict', () => {
  it('passes what was reviewed, and asks again for a signal raised since', async () => {
    const who = newcomer()
    await raise(who, 'review')
    assert.equal((await verdictAt(who)).outcome, 'review')
    await move(who, { held: true })
    hourPasses()
    await settle(who, 'pass')
    assert.equal((await verdictAt(who)).outcome, 'pass')
    assert.equal((await verdictAt(who, 'screening')).outcome, 'review')
    hourPasses()
    await raise(who, 'review', 'velocity')
    assert.deepEqual(await verdictAt(who), { outcome: 'review', reasons: ['velocity'] })
  })
  it('stops for a certain signal though a person passed the step, among many doubts', async () => {
    const who = newcomer()
    await move(who, { held: true })
    await settle(who, 'pass')
    await raise(who, 'stop', 'ring')
    for (let i = 0; i < 60; i++) await raise(who, 'review', `doubt-${i}`)
    assert.equal((await verdictAt(who)).outcome, 'stop')
    assert.equal(await stopped(who), true)
  })
})

describe('A signal', () => {
  it('speaks until it is cleared; who cleared it and why is kept', async () => {
    const who = newcomer()
    const signalId = await raise(who, 'stop')
    assert.deepEqual([(await verdictAt(who)).outcome, await stopped(who)], ['stop', true])
    assert.deepEqual(await clear(signalId), { signalId })
    assert.deepEqual([(await verdictAt(who)).outcome, await stopped(who)], ['pass', false])
    await lone.settle()
    const told = { signalId, code: 'device-shared', weight: 'stop' }
    assert.deepEqual(lone.last('fraud.signal-cleared'), told)
    const [row] = await lone.db.owner`
      select cleared_by, cleared_reason, cleared_at is not null as done
        from fraud.signal where id = ${signalId}`
    const kept = { cleared_by: 'stf_ravi', cleared_reason: 'A family phone.', done: true }
    assert.deepEqual({ ...row }, kept)
  })
  it('is cleared once, and only if there is one', async () => {
    const signalId = await raise(newcomer(), 'review')
    await clear(signalId)
    assert.deepEqual(await clear(signalId), { refused: 'not-open' })
    assert.deepEqual(await clear('sig_none'), { refused: 'not-open' })
  })
})
