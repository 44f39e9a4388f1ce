import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { later } from '#kernel/dates'
import { nine, refusalOf, scene, type Scene } from './scene.fixture.ts'
import type { clocks, river } from './contract.ts'

const DAY_MS = 86_400_000
const ops: Actor = { kind: 'staff', id: 'stf_1', roles: ['ops'] }
const borrower: Actor = { kind: 'customer', id: 'cus_1' }

describe('A house without a sandbox', () => {
  let here: Scene
  before(async () => void (here = await scene()))
  after(() => here?.drop())

  for (const [name, input] of [
    ['monitor.move-clock', { to: later(nine, DAY_MS) }],
    ['monitor.break-vendor', { vendor: 'psp', kind: 'down', seconds: 5 }],
    ['monitor.send-crowd', { people: 5 }],
  ] as const) {
    it(`refuses ${name}`, async () =>
      assert.equal(refusalOf(await here.ask(name, input, ops)), 'no-sandbox'))
  }
  it('redrives nothing that is not parked', async () => {
    for (const id of ['1', 'one', '1e300']) {
      assert.equal(refusalOf(await here.ask('monitor.redrive', { id }, ops)), 'not-parked')
    }
  })
  it('shows its clocks and what is parked, with nothing there', async () => {
    const told = await here.ask<OutputOf<typeof clocks>>('monitor.clocks', {})
    assert.deepEqual(told, { kinds: [], businessNow: nine, speed: 0, sandbox: false })
    assert.deepEqual(await here.ask('monitor.parked', {}), { parked: [] })
  })
  it('fires no timer where none waits', async () =>
    assert.deepEqual(await here.ask('monitor.run-timers-now', { module: 'x', kind: 'y' }, ops), {
      fired: 0,
    }))
})

describe('A house with a sandbox', () => {
  let here: Scene
  before(async () => void (here = await scene({ sandbox: true })))
  after(() => here?.drop())
  const seen = () => here.ask<OutputOf<typeof river>>('monitor.river', { journey: 'none' })

  it('breaks a vendor, and shows it', async () => {
    await here.ask('monitor.break-vendor', { vendor: 'psp', kind: 'down', seconds: 500 }, ops)
    assert.equal((await seen()).vendors.find((one) => one.vendor === 'psp')?.fault, 'down')
  })

  it('brings a crowd', async () =>
    assert.deepEqual(await here.ask('monitor.send-crowd', { people: 3 }, ops), { people: 3 }))

  it('answers a jump at once with where it goes, and gets there', async () => {
    const to = later(here.clock.now(), 3600_000)
    const answer = await here.ask('monitor.move-clock', { to }, borrower)
    assert.deepEqual(answer, { businessNow: to })
    for (let n = 0; here.clock.now() < to; n++) {
      assert.ok(n < 3000, 'in time')
      await new Promise((done) => setTimeout(done, 20))
    }
    assert.equal((await seen()).movingTo, undefined)
  })

  it('lets a borrower neither jump too far nor set the pace', async () => {
    const to = later(here.clock.now(), 41 * DAY_MS)
    assert.equal(refusalOf(await here.ask('monitor.move-clock', { to }, borrower)), 'too-far')
    const paced = await here.ask('monitor.move-clock', { speed: 9 }, borrower)
    assert.equal(refusalOf(paced), 'staff-only')
  })

  it('lets the staff set the pace', async () => {
    await here.ask('monitor.move-clock', { speed: 5 }, ops)
    assert.equal((await seen()).speed, 5)
    await here.ask('monitor.move-clock', { speed: 0 }, ops)
    assert.equal((await seen()).speed, 0)
  })
})
