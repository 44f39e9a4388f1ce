import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { packageIdOf } from '../engines/holder.ts'
import type { appFeaturesOf, packageTrend } from './face.ts'
import type { AppRecord } from './presence.ts'
import { cus, days, nine, scene, type Scene, type Telling } from './scene.fixture.ts'

let here: Scene
before(async () => {
  here = await scene()
})
after(() => here.drop())

let people = 0
const newcomer = () => cus(++people)
type What = AppRecord['what']
const app = (what: What, name: string, at = nine, more: Partial<AppRecord> = {}): Telling => ({
  record: { what, package: name, ...more },
  seenAt: at,
})
const kreditbee = 'com.kreditbee.android'
const whatsapp = 'com.whatsapp'
const featuresOf = (customerId: string, asOf = here.clock.now()) =>
  here.ask<OutputOf<typeof appFeaturesOf>>('device.app-features-of', { customerId, asOf })
const counted = async (customerId: string) =>
  Object.fromEntries(
    Object.entries((await featuresOf(customerId)).counts).filter(([, count]) => count !== 0),
  )
const population = async (name: string) => {
  const [row] = await here.db.owner<{ population: number }[]>`
    select population from device.app_package where package = ${name}`
  return row?.population
}
type Shown = { kind: string; status: string; people: string; reach: number; basis: string }
const shown = async (name: string) => {
  const [row] = await here.db.owner<Shown[]>`
    select kind, status, people, reach, basis from device.package where name = ${name}`
  return row && { ...row }
}
const rows = () => here.db.owner`select * from device.phone order by customer_id, generation`
describe('A phone that tells of its apps', () => {
  it('gives counts by kind, and new lenders by their time of installing', async () => {
    const who = newcomer()
    here.clock.jump(days(10))
    await here.tell(
      who,
      app('listed', whatsapp, days(1)),
      app('installed', kreditbee, days(8)),
      app('listed', 'com.naviapp', days(9), { firstInstalledAt: days(-9) }),
      app('listed', 'com.snapwork.hdfc', days(9), { firstInstalledAt: days(-90) }),
    )
    assert.deepEqual(await counted(who), { social: 1, lending: 2, banking: 1 })
    const { counts: _, ...rest } = await featuresOf(who)
    assert.deepEqual(rest, {
      ...{ coverage: 'full', newLenders7Days: 1, newLenders30Days: 2 },
      ...{ installs30Days: 2, removals30Days: 0, lastSeenAt: days(9) },
    })
  })
  it('says so where only a short list is declared, and where nothing is', async () => {
    const [some, none] = [newcomer(), newcomer()]
    await here.tell(some, app('listed', kreditbee, days(9), { declared: true }))
    assert.equal((await featuresOf(some)).coverage, 'declared')
    const nothing = await featuresOf(none)
    assert.deepEqual([nothing.coverage, nothing.lastSeenAt], ['none', undefined])
    assert.equal(
      Object.values(nothing.counts).every((count) => count === 0),
      true,
    )
  })
  it('is believed by its own times, however late and out of order it tells', async () => {
    const who = newcomer()
    await here.tell(who, app('removed', kreditbee, days(7)))
    await here.tell(who, app('installed', kreditbee, days(3)))
    assert.deepEqual(await counted(who), {})
    assert.equal((await featuresOf(who)).removals30Days, 1)
    assert.equal((await featuresOf(who, days(5))).counts['lending'], 1)
    assert.equal((await featuresOf(who)).newLenders7Days, 0)
    assert.equal((await featuresOf(who, days(9))).newLenders7Days, 1)
  })
  it('leaves no package and no label in its own rows', async () => {
    await here.tell(newcomer(), app('listed', 'com.secret.friends', days(9), { label: 'Hush' }))
    const text = JSON.stringify(await rows())
    assert.doesNotMatch(text, /secret|hush|kreditbee|whatsapp/i)
    const holders = JSON.stringify(await here.db.owner`select * from device.app_holder`)
    assert.doesNotMatch(holders, /cus_/)
  })
})

describe('The pool', () => {
  const name = 'com.pool.notes'
  it('counts people, not tellings, and tells fewer than five as such', async () => {
    const crowd = [newcomer(), newcomer(), newcomer(), newcomer(), newcomer()]
    for (const who of crowd.slice(0, 4)) {
      await here.tell(who, app('listed', name, days(9), { label: 'Pool' }))
      await here.tell(who, app('listed', name, days(9)))
    }
    assert.equal(await population(name), 4)
    assert.deepEqual([(await shown(name))?.people, (await shown(name))?.reach], ['<5', 0])
    await here.tell(crowd[4]!, app('installed', name, days(9)))
    assert.deepEqual([(await shown(name))?.people, (await shown(name))?.reach], ['5', 5])
    await here.tell(crowd[0]!, app('removed', name, days(8)))
    assert.equal(await population(name), 5, 'a removal before it was last seen')
    here.clock.jump(days(11))
    await here.tell(crowd[0]!, app('removed', name, days(11)))
    assert.equal(await population(name), 4)
  })
  it('learns a label, and an earlier day, from who moves no population', async () => {
    const [who, unlabelled] = [newcomer(), 'com.pool.unlabelled']
    const known = async () => {
      const [row] = await here.db.owner<{ label: string; at: string }[]>`
        select label, first_seen_at as at from device.app_package where package = ${unlabelled}`
      return { ...row }
    }
    await here.tell(who, app('listed', unlabelled, days(9)))
    assert.deepEqual(await known(), { label: '', at: days(9) })
    await here.tell(who, app('listed', unlabelled, days(8), { label: 'Late' }))
    assert.deepEqual(await known(), { label: 'Late', at: days(8) })
    await here.tell(who, app('listed', unlabelled, days(9), { label: 'Other' }))
    assert.deepEqual(await known(), { label: 'Late', at: days(8) })
    assert.equal(await population(unlabelled), 1)
  })
  it('tells a week of each package', async () => {
    const trend = await here.ask<OutputOf<typeof packageTrend>>('device.package-trend', {
      packageId: packageIdOf(name),
    })
    const last = trend.days.slice(-2)
    assert.deepEqual(last, [
      { date: '2026-01-11', people: 5 },
      { date: '2026-01-12', people: 0 },
    ])
    assert.equal(trend.days.length, 7)
  })
  it('puts what nobody can tell before a person', async () => {
    await here.tell(newcomer(), app('listed', 'xq.zv.k', days(9)))
    assert.deepEqual(
      [(await shown('xq.zv.k'))?.status, (await shown('xq.zv.k'))?.kind],
      ['review', 'unknown'],
    )
    assert.equal((await shown(kreditbee))?.status, 'known')
    await here.tell(
      newcomer(),
      app('listed', 'in.rupeezap.app', days(9), { label: 'Instant Loan' }),
    )
    assert.deepEqual(
      [(await shown('in.rupeezap.app'))?.status, (await shown('in.rupeezap.app'))?.kind],
      ['review', 'lending'],
    )
  })
})

describe('A withdrawal', () => {
  it('removes what was kept, lowers the pool, and a replay brings none back', async () => {
    const [stays, leaves] = [newcomer(), newcomer()]
    for (const who of [stays, leaves]) await here.tell(who, app('installed', 'com.going', days(10)))
    await here.withdraw(leaves)
    await here.settle()
    assert.equal((await featuresOf(leaves)).coverage, 'none')
    assert.equal(await population('com.going'), 1)
    for (const group of ['device.app-features', 'device.app-pool']) {
      await here.log.replay(group, 'earliest')
    }
    await here.settle()
    assert.equal((await featuresOf(leaves)).coverage, 'none')
    assert.equal((await featuresOf(stays)).coverage, 'full')
    assert.equal(await population('com.going'), 1)
  })
  it('leaves what was consented to anew, in whatever order the two are heard', async () => {
    const who = newcomer()
    await here.tell(who, app('installed', 'com.old', days(10)))
    await here.withdraw(who)
    await here.tell(who, app('installed', 'com.anew', days(10)))
    await here.log.replay('device.app-features', 'earliest')
    await here.settle()
    const all = await here.db.owner`select generation from device.phone where customer_id = ${who}`
    assert.deepEqual(
      [...all].map(({ generation }) => generation),
      [2],
    )
    assert.deepEqual([await population('com.old'), await population('com.anew')], [0, 1])
  })
})

describe('A replay of everything', () => {
  it('leaves each row as it was, also when the tables were emptied', async () => {
    const state = async () => [
      await rows(),
      await here.db.owner`select package, population from device.app_package order by package`,
      await here.db.owner`select * from device.app_holder order by holder`,
      await here.db.owner`select * from device.app_package_day where gain <> 0
                           order by package_id, day`,
    ]
    const before = await state()
    await here.log.replay('device.app-features', 'earliest')
    await here.log.replay('device.app-pool', 'earliest')
    await here.settle()
    assert.deepEqual(await state(), before)
    await here.db.owner`truncate device.phone`
    await here.log.replay('device.app-features', 'earliest')
    await here.settle()
    assert.deepEqual((await state())[0], before[0])
  })
})
