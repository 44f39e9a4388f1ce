import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { later } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

const attributes = {
  ...{ score: 742, newToCredit: false, dpdMax12Months: 0, dpdMax24Months: 0, dpdMax36Months: 0 },
  ...{ enquiries3Months: 0, unsecuredOpened30Days: 0, writtenOff36Months: 0 },
  ...{ overdue: 0, emiTotal: 0, liveAccounts: 1 },
}
const profile = { birthDate: '1990-01-01', occupation: 'salaried', monthlyIncome: rupees('52000') }
/** What identity and the bureau say now; without a report the policy refers. */
const world: { report: boolean; profile: typeof profile; features?: object } = {
  report: true,
  profile,
}

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.profile-of': () => world.profile,
      'device.features-of': () => (world.features ? { features: world.features } : {}),
      'bureau.attributes-of': () => (world.report ? { reportId: 'rep_1', attributes } : {}),
    },
  })
})
after(() => lone.drop())
beforeEach(() => Object.assign(world, { report: true, profile, features: undefined }))

/** Three months of a salaried life, as device tells it. */
const steady = {
  ...{ asOf: '2026-01-01', version: 'features@1', source: 'sms', days: 92, entries: 60 },
  ...{ salaryRegular: true, salaryMonthly: rupees('52000'), averageBalance: rupees('30000') },
  ...{ minimumBalance: rupees('2000'), daysBelow1000: 0, obligations: 0, lenders: 0 },
  ...{ bounces30: 0, bounces90: 0, bounces180: 0, promos30: 1, gamblingSharePercent: 0 },
  ...{ cashSharePercent: 5, disbursals30: 0, disbursals90: 0, newLenders30: 0, apps: 'none' },
  ...{ lendingApps: 0, newLendingApps7: 0, newLendingApps30: 0, gamblingApps: 0 },
}

const customerId = id('cus', '1')
const credit: Actor = { kind: 'staff', id: 'stf_lata', roles: ['credit'] }
let n = 0

type Told = { outcome: string; reasons: string[]; amountMax: number; tenorMonthsMax: number }
type Priced = Told & { rate?: string; grade?: string; processingFeePercent?: string }
async function decided(applicationId: string = id('app', String(++n))) {
  const asked = { product: 'personal', amountAsked: rupees('100000'), tenorMonths: 12 }
  await lone.ask('decision.decide', { customerId, applicationId, ...asked })
  await lone.settle()
  const told = lone.last<Priced & { applicationId: string }>('decision.decision-made')!
  return { ...told, applicationId }
}
async function referred(): Promise<string> {
  world.report = false
  const { outcome, applicationId } = await decided()
  assert.equal(outcome, 'refer')
  return applicationId
}
const settle = (applicationId: string, outcome: string, amountMax = rupees('80000')) => {
  const reason = 'Salary slips seen.'
  return lone.ask(
    'decision.settle-referral',
    { applicationId, outcome, amountMax, reason },
    credit,
  ) as Promise<{ decisionId?: string; refused?: string }>
}

describe('A decision', () => {
  it('keeps its policy and the hash of what it read', async () => {
    const { outcome, rate, applicationId } = await decided()
    assert.deepEqual([outcome, rate], ['approve', '18'])
    const [row] = await lone.db.owner`
      select policy_version, inputs_hash, decided_by from decision.decision
       where application_id = ${applicationId}`
    assert.equal(row?.['policy_version'], 'personal-2026-1')
    assert.match(String(row?.['inputs_hash']), /^[0-9a-f]{64}$/)
    assert.equal(row?.['decided_by'], 'policy')
  })
  it('reads the phone where its owner lets it, and tells so without amounts', async () => {
    const without = await decided()
    world.features = steady
    const { rate, applicationId } = await decided()
    assert.deepEqual([without.rate, rate], ['18', '17'])
    const told = lone.last<{ device?: object }>('decision.decision-made')
    assert.deepEqual(told?.device, {
      ...{ source: 'sms', days: 92, salaryRegular: true, lenders: 0, bounces90: 0 },
      ...{ gamblingSharePercent: 0, newLenders30: 0, lendingApps: 0, version: 'features@1' },
    })
    const [row] = await lone.db.owner`
      select device from decision.decision where application_id = ${applicationId}`
    assert.deepEqual(row?.['device'], told?.device)
  })
  it('counts instalments the bureau does not know', async () => {
    world.features = { ...steady, obligations: rupees('30000') }
    const { amountMax } = await decided()
    assert.equal(amountMax, rupees('13000'))
  })
  it('is a person’s where the income is not known (DL-02)', async () => {
    world.profile = { ...profile, monthlyIncome: rupees('0') }
    const { outcome, reasons } = await decided()
    assert.deepEqual([outcome, reasons], ['refer', ['R13']])
  })
})

describe('A referral', () => {
  it('is approved at the dearest price of the policy that referred it', async () => {
    const app = await referred()
    await settle(app, 'approve')
    await lone.settle()
    const told = lone.last<Priced>('decision.referral-settled')
    assert.deepEqual(
      [told?.outcome, told?.rate, told?.grade, told?.processingFeePercent, told?.tenorMonthsMax],
      ['approve', '28', 'D', '2.5', 12],
    )
    assert.equal(told?.amountMax, rupees('80000'))
    const [row] = await lone.db.owner`
      select decided_by, says from decision.decision
       where application_id = ${app} and outcome = 'approve'`
    assert.deepEqual({ ...row }, { decided_by: 'stf_lata', says: 'Salary slips seen.' })
  })
  it('follows the grid of its own policy, though another is in force by now', async () => {
    const app = await referred()
    await lone.db.owner`
      insert into decision.policy
      select 'pol_dear', 'personal-dear', product, '2026-01-01', 'test', graph_hash,
             replace(graph::text, '\\"28\\"', '\\"30\\"')::jsonb
        from decision.policy where version = 'personal-2026-1'`
    await settle(app, 'approve')
    const second = await referred()
    await settle(second, 'approve')
    await lone.settle()
    const rates = lone.told
      .filter(({ type }) => type === 'decision.referral-settled')
      .slice(-2)
      .map(({ data }) => (data as Priced).rate)
    await lone.db.owner`delete from decision.policy where id = 'pol_dear'`
    assert.deepEqual(rates, ['28', '30'])
  })
  it('is declined with nothing offered', async () => {
    await settle(await referred(), 'decline', rupees('0'))
    await lone.settle()
    const told = lone.last<Priced>('decision.referral-settled')
    assert.deepEqual([told?.outcome, told?.amountMax, told?.rate], ['decline', 0, undefined])
  })
  it('is not approved for nothing, nor for less than we lend', async () => {
    const app = await referred()
    assert.deepEqual(await settle(app, 'approve', rupees('0')), { refused: 'nothing-approved' })
    assert.deepEqual(await settle(app, 'approve', rupees('999')), { refused: 'nothing-approved' })
    assert.ok((await settle(app, 'approve', rupees('1000'))).decisionId)
  })
  it('is not approved where the policy has no price', async () => {
    const app = await referred()
    await lone.db.owner`
      update decision.policy set graph = '{"nodes": []}' where version = 'personal-2026-1'`
    assert.deepEqual(await settle(app, 'approve'), { refused: 'no-price' })
    assert.ok((await settle(app, 'decline')).decisionId)
  })
  it('is settled once, and only what was referred', async () => {
    const app = await referred()
    lone.clock.jump(later(lone.clock.now(), 60_000))
    await settle(app, 'decline')
    assert.deepEqual(await settle(app, 'approve'), { refused: 'not-referred' })
    assert.deepEqual(await settle('app_none', 'approve'), { refused: 'not-referred' })
  })
})
