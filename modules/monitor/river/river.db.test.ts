import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { date, later, type Instant } from '#kernel/dates'
import { journeyMoved } from '#kernel/journey'
import { ReviewSettled } from '#modules/fraud'
import type { OutputOf } from '#kernel/contract'
import { fact, minutes, nine, scene, type Scene } from '../scene.fixture.ts'
import { PersonViewed, type peopleIn, type river } from '../contract.ts'

const journey = 'lending.application'
const Moved = journeyMoved(journey)
const step = (name: string, more: object = {}) => ({
  ...{ step: name, title: name, human: true, final: false, aside: false, acts: true },
  retries: false,
  ...more,
})
const charts = [{ journey, title: 'Application', steps: ['a', 'b', 'c'].map((name) => step(name)) }]
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

type More = { ms?: number; review?: boolean }
const moved = (n: number, from: string, to: string, at: Instant, more: More = {}) => {
  const { ms = MINUTE_MS, review } = more
  const verdict = review ? { verdict: { outcome: 'review' as const, reasons: ['x'] } } : {}
  const told = { id: `app_${n}`, from, to, trigger: 'went', ms, machineVersion: '1', ...verdict }
  return fact(Moved(told), `cus_${n}`, at)
}

let here: Scene | undefined
beforeEach(async () => {
  await here?.drop()
  here = await scene({
    charts,
    answers: {
      'rules.rule-versions': () => ({
        versions: [{ effectiveFrom: date('2025-01-01'), value: { b: 1 } }],
      }),
      'identity.names-of': ({ customerIds }: { customerIds: string[] }) => ({
        people: customerIds.map((customerId) => ({ customerId, name: `Person ${customerId}` })),
      }),
    },
  })
})
after(() => here?.drop())

const there = (): Scene => here as Scene
const drawn = () => there().ask<OutputOf<typeof river>>('monitor.river', { journey })
const at = async (name: string) => (await drawn()).steps.find((one) => one.step === name)
const crowd = (from: string, to: string, n: number, when: Instant, more: More = {}) =>
  Array.from({ length: n }, (_, i) => moved(i, from, to, when, more))

describe('The river', () => {
  it('counts where people stand and what flowed today', async () => {
    await there().hear([...crowd('', 'a', 5, nine), ...crowd('a', 'b', 3, minutes(1))])
    const [a, b] = [await at('a'), await at('b')]
    assert.deepEqual([a?.people, a?.entered, a?.left, a?.conversion], [2, 5, 3, 0.6])
    assert.deepEqual([b?.people, b?.entered, b?.left], [3, 3, 0])
    const { flows } = await drawn()
    assert.deepEqual(flows[1], { from: 'a', to: 'b', trigger: 'went', count: 3 })
  })

  it('is the same when a batch comes twice', async () => {
    const batch = [...crowd('', 'a', 4, nine), ...crowd('a', 'b', 2, minutes(1))]
    await there().hear(batch)
    const once = await drawn()
    await there().hear(batch)
    await there().hear(batch.slice(3, 5))
    const twice = await drawn()
    assert.deepEqual(twice.steps, once.steps)
    assert.deepEqual(twice.flows, once.flows)
  })

  it('lets the last move of one batch stand, in the order it came in', async () => {
    const hop = [moved(1, '', 'a', nine), moved(1, 'a', 'b', nine), moved(1, 'b', 'c', nine)]
    await there().hear(hop)
    assert.deepEqual([(await at('a'))?.people, (await at('c'))?.people], [0, 1])
  })

  it('does not put anybody back for a fact that comes late', async () => {
    await there().hear([moved(1, 'a', 'b', minutes(5))])
    await there().hear([moved(1, '', 'a', nine)])
    assert.deepEqual([(await at('a'))?.people, (await at('b'))?.people], [0, 1])
  })

  it('tells the times of those who left', async () => {
    await there().hear(crowd('a', 'b', 20, nine, { ms: 10 * MINUTE_MS }))
    const { p50Ms = 0, p95Ms = 0 } = (await at('a')) ?? {}
    assert.ok(Math.abs(p50Ms / (10 * MINUTE_MS) - 1) < 0.2, String(p50Ms))
    assert.ok(p95Ms >= p50Ms)
    assert.equal((await at('b'))?.p50Ms, undefined)
  })

  it('remembers how it was one business day ago, at this time of day', async () => {
    const { clock } = there()
    await there().hear([...crowd('', 'a', 5, nine), ...crowd('a', 'b', 1, minutes(10))])
    clock.jump(later(nine, DAY_MS + 5 * MINUTE_MS))
    const today = later(nine, DAY_MS)
    await there().hear([moved(1, 'a', 'b', today), moved(2, 'a', 'b', later(today, 1))])
    const [a, b] = [await at('a'), await at('b')]
    // At five past nine yesterday nobody had left yet.
    assert.deepEqual([a?.people, a?.peopleYesterday], [2, 5])
    assert.deepEqual([b?.people, b?.peopleYesterday], [3, 0])
    clock.jump(later(nine, DAY_MS + 11 * MINUTE_MS))
    assert.deepEqual([(await at('a'))?.peopleYesterday, (await at('b'))?.peopleYesterday], [4, 1])
  })

  it('remembers it across days on which nothing happened', async () => {
    await there().hear(crowd('', 'a', 3, nine))
    there().clock.jump(later(nine, 5 * DAY_MS))
    assert.equal((await at('a'))?.peopleYesterday, 3)
    await there().hear([moved(1, 'a', 'b', later(nine, 5 * DAY_MS))])
    there().clock.jump(later(nine, 6 * DAY_MS + MINUTE_MS))
    assert.deepEqual([(await at('a'))?.peopleYesterday, (await at('b'))?.peopleYesterday], [2, 1])
  })

  it('holds whom the fraud gate holds, until a person has looked', async () => {
    await there().hear([moved(1, 'a', 'b', nine, { review: true }), moved(2, 'a', 'b', nine)])
    assert.equal((await at('b'))?.held, 1)
    const settled = ReviewSettled({ journey, id: 'app_1', outcome: 'pass' })
    await there().hear([fact(settled, 'cus_1', minutes(1))])
    assert.equal((await at('b'))?.held, 0)
  })

  it('counts who is past the hour the step is given, and says so of each', async () => {
    await there().hear([moved(1, 'a', 'b', nine), moved(2, 'a', 'b', minutes(30))])
    there().clock.jump(minutes(61))
    assert.deepEqual([(await at('b'))?.late, (await at('a'))?.late], [1, 0])
    const asked = { journey, step: 'b' }
    const ops = { kind: 'staff', id: 'stf_1', roles: ['ops'] } as const
    const { people } = await there().ask<OutputOf<typeof peopleIn>>('monitor.people-in', asked, ops)
    assert.deepEqual(
      people.map(({ id, dueAt, overdue }) => [id, dueAt, overdue]),
      [
        ['app_1', minutes(60), true],
        ['app_2', minutes(90), false],
      ],
    )
  })

  it('shows lag, vendors and the clock beside it', async () => {
    const { lag, vendors, speed, sandbox, journeys } = await drawn()
    assert.deepEqual(lag, { events: 0, oldestMs: 0, outbox: 0, effects: 0 })
    assert.deepEqual(
      vendors
        .map((one) => one.vendor)
        .sort()
        .slice(0, 2),
      ['bank', 'bureau'],
    )
    assert.deepEqual([speed, sandbox], [0, false])
    assert.deepEqual(journeys, [{ journey, title: 'Application' }])
  })
})

describe('The people in a step', () => {
  type Page = OutputOf<typeof peopleIn>
  const staff = { kind: 'staff', id: 'stf_1', roles: ['ops'] } as const
  const page = (cursor?: string) =>
    there().ask<Page>('monitor.people-in', { journey, step: 'a', ...(cursor && { cursor }) }, staff)

  it('come a page at a time, nobody twice and nobody left out', async () => {
    await there().hear(crowd('', 'a', 230, nine))
    const seen: string[] = []
    for (let cursor: string | undefined, n = 0; n < 5; n++) {
      const told = await page(cursor)
      seen.push(...told.people.map(({ id }) => id))
      cursor = told.cursor
      if (!cursor) break
    }
    assert.deepEqual([seen.length, new Set(seen).size], [230, 230])
  })

  it('are named, and that they were seen is told once, with its purpose', async () => {
    await there().hear([moved(7, '', 'a', nine)])
    assert.equal((await page()).people[0]?.name, 'Person cus_7')
    await page()
    const views = (await there().told()).filter(({ type }) => type === PersonViewed.type)
    const why = { purpose: 'servicing', stated: false }
    const seen = { customerId: 'cus_7', by: 'stf_1', what: 'people-in', ...why }
    assert.deepEqual(
      views.map(({ key, data }) => [key, data]),
      [['cus_7', seen]],
    )
  })
})
