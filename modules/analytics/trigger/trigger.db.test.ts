import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact, OutputOf } from '#kernel/contract'
import type { triggerNow } from '../contract.ts'
import { scene, sold, until, type Scene } from '../scene.fixture.ts'
import { rests } from './trigger.ts'

const big = {
  ...{ name: 'big-sales', on: 'shop.sold', cooldownHours: 1, command: 'fraud.raise-signal' },
  when: { and: [{ gt: ['data.amount', 50_000] }, { eq: ['features.salaryRegular', true] }] },
  input: { customerId: { path: 'key' }, code: 'big-sale', weight: 'review', says: 'A big sale' },
}
/** Customers of even numbers have features that say so. */
const isRegular = (key: string) => Number(key.slice(4)) % 2 === 0

describe('Triggers', () => {
  let house: Scene
  let triggerId = ''
  const facts: Fact[] = []
  const append = async (from: number, count: number) => {
    const more = Array.from({ length: count }, (_, i) => sold(from + i))
    facts.push(...more)
    await house.log().append(more)
    await until(() => house.log().drained())
  }
  /** How often it has to fire for these facts, counted plainly. */
  const wanted = (of: readonly Fact[]) => {
    const last = new Map<string, Fact['at']>()
    const fired = of.filter(({ type, key, at, data }) => {
      const { amount } = data as { amount: number }
      const isMet = type === 'shop.sold' && amount > 50_000 && isRegular(key)
      if (!isMet || rests(big as never, last.get(key), at)) return false
      last.set(key, at)
      return true
    })
    return fired.length
  }
  const asked = async () => {
    let n = 0
    for (const { topic, part } of await house.log().heads()) {
      if (topic === 'fraud.asks')
        n += (await house.log().read({ topic, part, max: 5000 })).facts.length
    }
    return n
  }
  const now = () => house.ask<OutputOf<typeof triggerNow>>('analytics.trigger-now', { triggerId })

  before(async () => {
    house = await scene([], {
      'device.features-of': ({ customerId }: { customerId: string }) => ({
        features: { salaryRegular: isRegular(customerId) },
      }),
    })
    const made = await house.ask<{ triggerId: string }>('analytics.make-trigger', big)
    triggerId = made.triggerId
  })
  after(() => house.drop())

  it('are not switched on before they were backtested', async () =>
    assert.deepEqual(await house.ask('analytics.switch-trigger', { triggerId, on: true }), {
      refused: 'not-backtested',
    }))

  it('tell what they would have done in past days, and do nothing', async () => {
    await append(0, 4000)
    const days = { from: '2026-01-01', to: '2026-01-20' }
    await house.ask('analytics.backtest-trigger', { triggerId, ...days })
    await until(async () => (await now()).backtest !== undefined && (await house.log().drained()))
    const then = facts.filter(({ businessDate }) => businessDate <= days.to)
    const { backtest, says, fired } = await now()
    assert.equal(backtest?.fires, wanted(then))
    assert.ok((backtest?.fires ?? 0) > 5)
    assert.match(says, /^Would have fired [\d,]+ times, for \d+ people/)
    assert.deepEqual([fired, await asked()], [0, 0])
  })

  it('fire once a customer and cooldown for what comes after they were switched on', async () => {
    await house.ask('analytics.switch-trigger', { triggerId, on: true })
    await append(4000, 4000)
    await house.restart()
    await append(8000, 2000)
    const { fired } = await now()
    assert.equal(fired, wanted(facts.slice(4000)))
    await until(async () => (await asked()) === fired)
  })

  it('do not fire again when their group is sent back to the first fact', async () => {
    const before = await asked()
    await house.log().replay('analytics.triggers', 'earliest')
    await until(() => house.log().drained())
    assert.equal(await asked(), before)
  })

  it('are refused that read what is not there', async () => {
    const made = (more: object) =>
      house.ask('analytics.make-trigger', { ...big, name: 'another', ...more })
    assert.deepEqual(await made({ on: 'shop.lent' }), { refused: 'unknown-event' })
    const sealed = { when: { eq: ['data.nameSealed', 'x'] } }
    assert.deepEqual(await made(sealed), { refused: 'unknown-field' })
    assert.deepEqual(await made({ when: 'data.amount > 5' }), { refused: 'filter-invalid' })
    for (const when of [
      { gt: ['data.amount', 'much'] },
      { eq: ['features.salaryRegular', 'yes'] },
    ]) {
      assert.deepEqual(await made({ when }), { refused: 'filter-invalid' })
    }
    const unheard = { when: { eq: ['features.shoeSize', 9] } }
    assert.deepEqual(await made(unheard), { refused: 'unknown-field' })
    for (const input of [{ ...big.input, weight: 'huge' }, { code: 'big-sale' }, [], 'x']) {
      assert.deepEqual(await made({ input }), { refused: 'input-unfit' })
    }
    assert.deepEqual(await made({ name: big.name }), { refused: 'name-taken' })
  })
})
