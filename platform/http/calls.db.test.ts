import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#kernel/contract'
import { Fault } from './faults.ts'
import { coinOf, coinsOf, mint, openProbe, spend, type Probe } from './probe.suite.ts'

let house: Probe
before(async () => void (house = await openProbe()))
after(() => house.close())

const asha: Actor = { kind: 'customer', id: 'cus_asha' }
const ravi: Actor = { kind: 'customer', id: 'cus_ravi' }
const credit: Actor = { kind: 'staff', id: 'stf_3', roles: ['credit'] }
const lending: Actor = { kind: 'module', id: 'lending' }

const coin = {
  customerId: 'cus_asha',
  amount: 5000,
  label: 'a',
  mintedOn: '2026-01-05',
} as never
const minted = async () => {
  const answer = await house.doors.call(mint, coin, credit)
  return 'refused' in answer ? assert.fail(answer.refused) : answer.coinId
}
const code = (wanted: string) => (fault: unknown) => fault instanceof Fault && fault.code === wanted

test('a call from inside answers and refuses with values, and faults by throwing', async () => {
  const { call } = house.doors
  const coinId = await minted()
  assert.deepEqual(await call(spend, { coinId }, asha), { coinId })
  assert.deepEqual(await call(spend, { coinId }, asha), { refused: 'already-spent' })
  await assert.rejects(call(spend, { coinId }, ravi), code('not-found'))
  await assert.rejects(call(spend, { coinId }, lending), code('forbidden'))
  await assert.rejects(call(spend, { coinId: 'x' as never }, asha), code('invalid-input'))
})

test('a module reads as itself what it may, else as the person it acts for', async () => {
  const { callFrom } = house.doors
  const coinId = await minted()
  const as = (actor: Actor) => ({ module: 'lending', actor, correlation: 'req_1' })
  const own = (await callFrom(coinOf, { coinId }, as(asha))) as { phone: string }
  assert.equal(own.phone, '9876543210')
  await assert.rejects(callFrom(coinOf, { coinId }, as(ravi)), code('not-found'))
})

test("a module's wrong call is its own bug: never a fault of whoever is at the door", async () => {
  const { callFrom } = house.doors
  const caller = { module: 'lending', actor: asha, correlation: 'req_1' }
  const isBug = (fault: unknown) => fault instanceof Error && !(fault instanceof Fault)
  await assert.rejects(callFrom(coinsOf, { phone: '9876543210' }, caller), isBug)
  await assert.rejects(callFrom(coinOf, { coinId: 'x' }, caller), isBug)
})
