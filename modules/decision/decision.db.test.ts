import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { later } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { OfferChosen } from '#modules/lending'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

const attributes = {
  ...{ score: 742, newToCredit: false, dpdMax12Months: 0, dpdMax24Months: 0, dpdMax36Months: 0 },
  ...{ enquiries3Months: 0, unsecuredOpened30Days: 0, writtenOff36Months: 0 },
  ...{ overdue: 0, emiTotal: 0, liveAccounts: 1 },
}
const profile = { birthDate: '1990-01-01', occupation: 'salaried', monthlyIncome: rupees('52000') }
/** What identity and the bureau say now; without a report the policy refers. */
const world: { report: boolean; profile: typeof profile; features?: object; before?: object } = {
  report: true,
  profile,
}

let lone: Lone
before(async () => {
  lone = await loneModule(module, {
    answers: {
      'identity.profile-of': () => world.profile,
      'device.features-of': ({ knownAt }: { knownAt?: string }) => {
        const features = knownAt ? world.before : world.features
        return features ? { features } : {}
      },
      'bureau.attributes-of': () => (world.report ? { reportId: 'rep_1', attributes } : {}),
    },
  })
})
after(() => lone.drop())
beforeEach(() =>
  Object.assign(world, { report: true, profile, features: undefined, before: undefined }),
)

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
/** Decides about the same application again, as lending asks when the phone has told more. */
async function decidedAgain(applicationId: string) {
  const asked = { product: 'personal', amountAsked: rupees('100000'), tenorMonths: 12 }
  lone.clock.jump(later(lone.clock.now(), 60_000))
  const earlier = lone.told.length
  await lone.ask('decision.decide', { customerId, applicationId, ...asked, again: true })
  await lone.settle()
  const made = lone.told.slice(earlier).filter(({ type }) => type === 'decision.decision-made')
  const living = await lone.db.owner`
    select id, rate, outcome, supersedes from decision.decision
     where application_id = ${applicationId} and superseded_at is null`
  assert.equal(living.length, 1, 'one decision lives')
  return { made: made.map(({ data }) => data as Again), living: living[0]! }
}
type Again = Priced & { movedBy?: string[]; before?: { decisionId: string; rate?: string } }
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
      ...{ apps: 'none', newLendingApps7: 0, newLendingApps30: 0, gamblingApps: 0 },
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

describe('A decision made again', () => {
  it('replaces the one that stood, and tells both and what moved it', async () => {
    const { applicationId } = await decided()
    world.features = steady
    const { made, living } = await decidedAgain(applicationId)
    assert.equal(made.length, 1)
    assert.deepEqual([made[0]?.before?.rate, made[0]?.rate], ['18', '17'])
    assert.deepEqual(made[0]?.movedBy, ['deviceDays', 'deviceSalaryRegular'])
    assert.equal(living['supersedes'], made[0]?.before?.decisionId)
  })
  it('names only what would have changed the answer', async () => {
    world.features = steady
    const { applicationId } = await decided()
    world.before = steady
    world.features = { ...steady, bounces90: 1, averageBalance: rupees('29000'), promos30: 9 }
    const { made } = await decidedAgain(applicationId)
    assert.deepEqual(made[0]?.movedBy, ['deviceBounces90'])
  })
  it('tells nothing where the answer is the same', async () => {
    world.features = steady
    const { applicationId } = await decided()
    world.features = { ...steady, promos30: 2 }
    assert.deepEqual((await decidedAgain(applicationId)).made, [])
  })
  it('leaves alone what a person settled', async () => {
    const app = await referred()
    await settle(app, 'approve')
    world.features = { ...steady, newLenders30: 9 }
    const { made, living } = await decidedAgain(app)
    assert.deepEqual([made, living['outcome']], [[], 'approve'])
  })
  it('leaves alone an offer that was chosen, though its news crossed the choice', async () => {
    const { applicationId } = await decided()
    const chosen = { applicationId: applicationId as Id<'app'>, amount: rupees('50000') }
    const first = lone.last<{ decisionId: Id<'dec'> }>('decision.decision-made')!
    const terms = { tenorMonths: 12, termsHash: 'a'.repeat(64), decisionId: first.decisionId }
    world.features = steady
    const { living } = await decidedAgain(applicationId)
    assert.equal(living['rate'], '17')
    await lone.hear(OfferChosen({ ...chosen, ...terms }), customerId)
    world.features = { ...steady, bounces90: 1 }
    const after = await decidedAgain(applicationId)
    assert.deepEqual([after.made, after.living['rate']], [[], '18'])
    assert.equal(after.living['id'], first.decisionId)
  })
  it('decides nothing where nothing was decided before', async () => {
    const asked = { product: 'personal', amountAsked: rupees('100000'), tenorMonths: 12 }
    const of = { customerId, applicationId: id('app', 'never'), ...asked, again: true }
    assert.deepEqual(await lone.ask('decision.decide', of), {})
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
