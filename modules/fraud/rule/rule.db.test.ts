import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { later } from '#kernel/dates'
import { id } from '#kernel/ids'
import type { Verdict } from '#kernel/journey'
import { rupees } from '#kernel/money'
import { FeaturesChanged } from '#modules/device'
import { InstallLinked, ProfileKept } from '#modules/identity'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from '../module.ts'

const DAY_MS = 86_400_000
const risk: Actor = { kind: 'staff', id: 'stf_ravi', roles: ['risk'] }
const world: { features?: object | undefined; income: number } = { income: 0 }

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'device.features-of': () => (world.features ? { features: world.features } : {}),
      'identity.profile-of': () => ({ monthlyIncome: rupees(String(world.income)) }),
    },
  })
})
after(() => lone.drop())
let n = 0
let customerId = id('cus', '0')
beforeEach(() => {
  customerId = id('cus', `r${++n}`)
  Object.assign(world, { features: undefined, income: 0 })
})

const changed = FeaturesChanged({
  ...{ version: 'features@1', asOf: '2026-01-01', source: 'sms', days: 90 },
  ...{ salaryRegular: true, bounces90: 0, lenders: 0, newLenders30: 0 },
} as never)
const looksAgain = () => lone.hear(changed, customerId)
const verdict = async () =>
  (await lone.ask('fraud.verdict-of', {
    ...{ customerId, journey: 'lending.application', id: id('app', `r${n}`), step: 'deciding' },
  })) as Verdict
const reasons = async () => (await verdict()).reasons
const told = (type: string) => lone.told.filter((fact) => fact.type === type)

describe('A rule', () => {
  it('raises its signal once, on the trail, and the gate that was there reads it', async () => {
    world.features = { newLendingApps7: 4 }
    const before = told('fraud.signal-raised').length
    await looksAgain()
    await looksAgain()
    assert.deepEqual(await verdict(), { outcome: 'review', reasons: ['lender-apps-in-a-week'] })
    await lone.settle()
    const raised = told('fraud.signal-raised').slice(before)
    assert.deepEqual(
      raised.map(({ data }) => [(data as { code: string }).code, (data as { by: string }).by]),
      [['lender-apps-in-a-week', 'rule']],
    )
  })
  it('keeps silent of whoever shows us nothing, or a little less', async () => {
    await looksAgain()
    assert.deepEqual(await reasons(), [])
    world.features = { newLendingApps7: 3, disbursals30: 2, newLenders30: 3 }
    await looksAgain()
    assert.deepEqual(await reasons(), [])
  })
  it('is over after its days, and speaks again where it still holds then', async () => {
    world.features = { newLendingApps7: 5 }
    await looksAgain()
    lone.clock.jump(later(lone.clock.now(), 9 * DAY_MS))
    assert.deepEqual(await reasons(), [])
    await looksAgain()
    assert.deepEqual(await reasons(), ['lender-apps-in-a-week'])
  })
  it('does not raise again what a person has cleared, within its days', async () => {
    world.features = { newLendingApps7: 5 }
    await looksAgain()
    const [row] = await lone.db.owner`select id from fraud.signal where customer_id = ${customerId}`
    await lone.ask('fraud.clear-signal', { signalId: row!['id'], reason: 'A price check.' }, risk)
    await looksAgain()
    assert.deepEqual(await reasons(), [])
  })
  it('compares the salary claimed with the salary seen', async () => {
    Object.assign(world, { income: 80_000 })
    world.features = { salaryRegular: true, salaryMonthly: rupees('40000') }
    await looksAgain()
    assert.deepEqual(await reasons(), [], 'nothing was claimed yet')
    await lone.hear(ProfileKept({ profileVersion: 1 }), customerId)
    assert.deepEqual(await reasons(), ['salary-overstated'])
  })
  it('finds everybody on a phone of many', async () => {
    const installId = id('ins', `shared-${n}`)
    const crowd = [1, 2, 3].map((i) => id('cus', `r${n}-${i}`))
    for (const one of crowd) await lone.hear(InstallLinked({ installId, customerId: one }), one)
    for (const one of crowd) {
      customerId = one
      assert.deepEqual(await reasons(), ['device-shared'])
    }
  })
  it('is data: kept, replaced, switched off by risk; what nobody can read is refused', async () => {
    const rule = { code: 'many-promos', weight: 'review', says: 'Many offers.', lastsDays: 5 }
    const keep = (when: object) => lone.ask('fraud.keep-rule', { ...rule, when }, risk)
    assert.deepEqual(await keep({ ge: ['features.nothing', 1] }), { refused: 'rule-invalid' })
    assert.deepEqual(await keep({ or: [] }), { refused: 'rule-invalid' })
    const kept = (await keep({ ge: ['features.promos30', 9] })) as { ruleId: string }
    assert.deepEqual(await keep({ ge: ['features.promos30', 8] }), kept)
    world.features = { promos30: 8 }
    await looksAgain()
    assert.deepEqual(await reasons(), ['many-promos'])
    await lone.ask('fraud.switch-rule', { ruleId: kept.ruleId, on: false }, risk)
    customerId = id('cus', `r${n}-other`)
    await looksAgain()
    assert.deepEqual(await reasons(), [])
  })
})
