import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Event, Fact, OutputOf } from '#kernel/contract'
import { businessDateOf, instant, later } from '#kernel/dates'
import { journeyMoved } from '#kernel/journey'
import { AppTrace } from '#modules/gateway'
import { InstallLinked } from '#modules/identity'
import type { paths, peopleOnEdge } from '../contract.ts'
import { scene, type Scene } from '../scene.fixture.ts'
import { pathReactions } from './reactions.ts'

const Moved = journeyMoved('lending.application')
const start = instant('2026-01-01T04:00:00.000Z')
const chosen = { way: 'app', since: '2026-01-01', until: '2026-03-31' }
let serial = 0

function fact(event: Event, key: string, minute: number): Fact {
  const at = later(start, minute * 60_000)
  const around = { topic: '', actor: { kind: 'module', id: 'x' }, correlation: 'cor_1' } as const
  const id = `evt_${String(++serial).padStart(6, '0')}`
  return { ...event, id, key, at, rx: at, businessDate: businessDateOf(at), ...around }
}
const shown = (install: string, screen: string, minute: number, more: object = {}, key = install) =>
  fact(
    AppTrace({
      ...{ installId: install as never, what: 'screen-shown', screen, appVersion: '1.0.0' },
      ...{ seenAt: start, device: 'Android 14', language: 'hi', ...more },
    }),
    key,
    minute,
  )
const move = (id: string, from: string, to: string, minute: number) =>
  fact(Moved({ id, from, to, trigger: 'x', ms: 0, machineVersion: '1' }), 'cus_1', minute)

describe('Paths', () => {
  let house: Scene
  const hear = (facts: readonly Fact[]) =>
    house.db.transact('analytics', {}, async (open) => {
      const [keep] = pathReactions
      const tx = open.tx({ actor: { kind: 'module', id: 'analytics' } })
      if (keep?.mode === 'batch') await keep.react(facts, tx)
    })
  const told = (more: object = {}) =>
    house.ask<OutputOf<typeof paths>>('analytics.paths', { ...chosen, ...more })
  const people = (from: string, to: string, more: object = {}) =>
    house.ask<OutputOf<typeof peopleOnEdge>>('analytics.people-on-edge', {
      ...{ ...chosen, ...more, from, to },
    })
  const first = [
    shown('ins_a', 'start', 0),
    shown('ins_a', 'consent', 1),
    shown('ins_b', 'start', 1, { appVersion: '2.0.0', device: 'iPhone 18', language: 'en' }),
    shown('ins_a', 'start', 2),
    shown('ins_a', 'consent', 3),
    fact(InstallLinked({ installId: 'ins_a' as never, customerId: 'cus_1' as never }), 'cus_1', 4),
    shown('ins_a', 'profile', 5, {}, 'cus_1'),
    move('app_1', '', 'consent', 6),
    move('app_1', 'consent', 'profile', 7),
  ]

  before(async () => {
    house = await scene()
    await hear(first)
  })
  after(() => house.drop())

  it('follow an install over its sign-in, and show where it went round', async () => {
    const { walks, loops, people: all } = await told()
    assert.deepEqual(walks[0]?.steps, ['start', 'consent', 'start', 'consent', 'profile'])
    const round = ['start consent start', 'consent start consent']
    assert.deepEqual(loops.map(({ steps }) => steps.join(' ')), round) // prettier-ignore
    assert.equal(all, 2)
  })

  it('between two steps tell who arrived and where the others left', async () => {
    const { exits, people: all, arrived } = await told({ from: 'start', to: 'profile' })
    assert.deepEqual([exits, all, arrived], [[{ step: 'start', people: 1 }], 2, 1])
  })

  it('are told by version, device and language, a journey’s too', async () => {
    const { versions, devices, languages } = await told()
    assert.deepEqual(versions, ['1.0.0', '2.0.0'])
    assert.deepEqual(
      [devices, languages],
      [
        ['Android 14', 'iPhone 18'],
        ['en', 'hi'],
      ],
    )
    assert.equal((await told({ device: 'iPhone 18' })).people, 1)
    const journey = { way: 'lending.application', language: 'hi' }
    assert.deepEqual((await told(journey)).walks[0]?.steps, ['consent', 'profile'])
    assert.equal((await told({ ...journey, language: 'en' })).people, 0)
  })

  it('lead from a step to those who took it', async () => {
    const [one] = (await people('start', 'consent')).people
    assert.deepEqual([one?.customerId, one?.times], ['cus_1', 2])
    const [other] = (await people('', 'start', { version: '2.0.0' })).people
    assert.deepEqual([other?.walker, other?.customerId], ['ins_b', undefined])
  })

  it('change nothing when a batch is told again', async () => {
    const earlier = await told()
    await hear(first)
    assert.deepEqual(await told(), earlier)
  })

  it('begin anew for who comes back after a while', async () => {
    await hear([shown('ins_a', 'offer', 120, {}, 'cus_1')])
    const edge = (await told()).edges.find(({ to }) => to === 'offer')
    assert.equal(edge?.from, '')
  })

  it('are kept ninety business days', async () => {
    await hear([shown('ins_b', 'consent', 60 * 24 * 95)])
    const { edges } = await told({ until: '2026-12-31' })
    assert.deepEqual(
      edges.map(({ to }) => to),
      ['consent'],
    )
  })
})
