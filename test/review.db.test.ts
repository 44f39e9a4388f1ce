/**
 * An answer of the review reclassifies everyone: device says what is to start over, monitor sends
 * that group back, and the log does the rest under live traffic.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import type { appFeaturesOf } from '#modules/device'
import { packageIdOf } from '../modules/device/engines/holder.ts'
import { cus, days, scene, type Scene, type Telling } from '../modules/device/apps/scene.fixture.ts'
import { reactions } from '../modules/monitor/reactions.ts'

let here: Scene
before(async () => {
  here = await scene([{ name: 'monitor', reactions }])
  here.clock.jump(days(11))
})
after(() => here.drop())

let people = 0
const newcomer = () => cus(++people)
const app = (what: 'installed' | 'listed', name: string, at: Telling['seenAt']): Telling => ({
  record: { what, package: name },
  seenAt: at,
})
const whatsapp = 'com.whatsapp'
const featuresOf = (customerId: string) =>
  here.ask<OutputOf<typeof appFeaturesOf>>('device.app-features-of', { customerId })
const counted = async (customerId: string) =>
  Object.fromEntries(
    Object.entries((await featuresOf(customerId)).counts).filter(([, count]) => count !== 0),
  )
/** Whose, which and since when; what kind they are taken for is left out. */
const rows = () => here.db.owner`
  select customer_id, app ->> 0 as mark, (app -> 8)::text as installs
    from device.phone, json_array_elements(apps) as app order by 1, 2`
const pooled = async (name: string) => {
  const [row] = await here.db.owner<{ population: number; status: string; kind: string }[]>`
    select p.population, v.status, v.kind
      from device.app_package p join device.package v using (id) where p.package = ${name}`
  return { ...row }
}
const classify = (name: string, kind: string) =>
  here.ask('device.classify-package', {
    ...{ packageId: packageIdOf(name), kind, reason: 'Looked at it in the store.' },
  })

describe('An answer of the review', () => {
  const name = 'xq.zv.q'
  it('reclassifies everyone by replay, and doubles nothing', async () => {
    const crowd = Array.from({ length: 12 }, newcomer)
    for (const who of crowd) {
      await here.log.append(
        here.sealed(who, [app('installed', name, days(10)), app('listed', whatsapp, days(10))]),
      )
    }
    await here.settle()
    const before = await rows()
    assert.deepEqual(await counted(crowd[0]!), { unknown: 1, social: 1 })

    assert.deepEqual(await classify(name, 'lending'), {
      ...{ packageId: packageIdOf(name), kind: 'lending', version: 1 },
    })
    await here.settle()
    for (const who of crowd) {
      const features = await featuresOf(who)
      assert.deepEqual(await counted(who), { lending: 1, social: 1 })
      assert.deepEqual([features.newLenders7Days, features.installs30Days], [1, 1])
    }
    assert.deepEqual(await rows(), before)
    assert.deepEqual(await pooled(name), { population: 12, status: 'answered', kind: 'lending' })
  })
  it('holds for who comes later, and a later answer stands above it', async () => {
    const who = newcomer()
    await here.tell(who, app('installed', name, days(10)))
    assert.deepEqual(await counted(who), { lending: 1 })
    await classify(name, 'tools')
    await here.settle()
    assert.deepEqual(await counted(who), { tools: 1 })
    await here.tell(who, app('listed', name, days(9)))
    assert.deepEqual(await counted(who), { tools: 1 })
  })
  it('reaches those whose phones tell of it while it is given', async () => {
    const busy = 'xq.zv.w'
    const crowd = Array.from({ length: 60 }, newcomer)
    await here.tell(crowd[0]!, app('installed', busy, days(10)))
    const telling = crowd.map(async (who, i) => {
      await new Promise((done) => setTimeout(done, 4 * i))
      await here.log.append(here.sealed(who, [app('installed', busy, days(10))]))
    })
    await new Promise((done) => setTimeout(done, 100))
    await classify(busy, 'betting')
    await Promise.all(telling)
    await here.settle()
    for (const who of crowd) assert.deepEqual(await counted(who), { betting: 1 })
    assert.deepEqual(await pooled(busy), { population: 60, status: 'answered', kind: 'betting' })
  })
  it('is refused twice, and for what nobody has', async () => {
    assert.deepEqual(await classify(name, 'tools'), { refused: 'already-so' })
    assert.deepEqual(await classify('com.nobody.has', 'tools'), { refused: 'unknown-package' })
  })
})
