/** A fact that monitor's own group can't take, from its failure to its redrive. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { ReplayWanted } from '#modules/device'
import type { parkedFact, parkedFacts, redrive } from '../contract.ts'
import { fact, nine, refusalOf, scene, type Scene } from '../scene.fixture.ts'

const ops: Actor = { kind: 'staff', id: 'stf_1', roles: ['ops'] }
const GROUP = 'monitor.replay-group'

describe('A fact that cannot be taken', () => {
  let here: Scene
  before(async () => {
    here = await scene()
    await here.log.start()
    // Nobody reads under this name, so that there is nothing to send back.
    await here.log.append([fact(ReplayWanted({ group: 'device.typo@1' }), 'sys_device', nine)])
  })
  after(() => here?.drop())

  const listed = async () =>
    (await here.ask<OutputOf<typeof parkedFacts>>('monitor.parked', {})).parked
  const inside = async (id: string) =>
    (await here.ask<OutputOf<typeof parkedFact>>('monitor.parked-fact', { id })).found
  async function theOne() {
    for (;;) {
      const [one] = await listed()
      if (one) return one
      await new Promise((done) => setTimeout(done, 10))
    }
  }

  it('is parked, and seen with its problem and what it says', async () => {
    const { id, group, attempts } = await theOne()
    const found = await inside(id)
    assert.equal(group, GROUP)
    assert.ok(attempts > 1, 'it was tried again before')
    assert.deepEqual(found?.data, { group: 'device.typo@1' })
    assert.match(found?.problem ?? '', /device\.typo@1/)
    assert.equal(found?.mended, false)
  })

  it('fails again as it is', async () => {
    const { id, attempts } = await theOne()
    const ran = await here.ask<OutputOf<typeof redrive>>('monitor.redrive', { id }, ops)
    assert.equal(ran.done, 0)
    assert.match(ran.problem ?? '', /device\.typo@1/)
    assert.equal((await theOne()).attempts, attempts + 1)
  })

  it('is not given data of another shape', async () => {
    const { id } = await theOne()
    for (const data of [{ group: 5 }, {}, null, [], { group: 'a.b', n: 1 }]) {
      const answer = await here.ask('monitor.mend-parked', { id, data }, ops)
      assert.equal(refusalOf(answer), 'data-unfit')
    }
    assert.equal((await inside(id))?.mended, false)
  })

  it('goes through once it is mended, and the log keeps what was recorded', async () => {
    const { id } = await theOne()
    const data = { group: 'monitor.river@1' }
    await here.ask('monitor.mend-parked', { id, data }, ops)
    assert.deepEqual([(await inside(id))?.data, (await inside(id))?.mended], [data, true])
    assert.deepEqual(await here.ask('monitor.redrive', { id }, ops), { id, done: 1 })
    assert.deepEqual([await listed(), await inside(id)], [[], undefined])
    const [head] = (await here.log.heads()).filter(({ topic }) => topic === ReplayWanted.topic)
    const { facts } = await here.log.read({ ...head!, max: 1 })
    assert.deepEqual(facts[0]?.fact.data, { group: 'device.typo@1' })
  })

  it('is mended and driven no more when it is gone', async () => {
    for (const id of ['1', 'one', '1e300']) {
      const answer = await here.ask('monitor.mend-parked', { id, data: {} }, ops)
      assert.equal(refusalOf(answer), 'not-parked')
    }
  })
})
