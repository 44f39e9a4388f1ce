/** What every runner of journeys must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { later, msOf } from '#kernel/dates'
import type { Verdict } from '#kernel/journey'
import {
  CUSTOMER,
  firstChart,
  openScene,
  ParcelRetried,
  ParcelSorted,
  ReviewSettled,
  type Port,
  type Scene,
} from './parcel.fixture.ts'

const MINUTE_MS = 60_000
const weighed = { type: 'weighed', grams: 250 }
const review: Verdict = { outcome: 'review', reasons: ['two-phones'] }
const stop: Verdict = { outcome: 'stop', reasons: ['ring'] }
const PATIENCE = 'xstate.after.patience.parcel.sorting'

export function journeysSuite(port: Port): void {
  const on = (says: string, body: (scene: Scene) => Promise<void>) =>
    test(says, async () => {
      await using scene = await openScene(port)
      await body(scene)
    })

  on('a journey starts in its first step and tells so', async ({ posted, row, moves }) => {
    const id = await posted()
    const born = await row(id)
    assert.deepEqual(
      [born?.state, born?.status, born?.version, born?.key, born?.held],
      ['weighing', 'active', '2', CUSTOMER, []],
    )
    const [first] = await moves()
    assert.deepEqual(
      [first?.from, first?.to, first?.trigger, first?.ms, first?.verdict?.outcome],
      ['', 'weighing', 'start', 0, 'pass'],
    )
  })

  on('no two journeys have one id', async ({ lone, parcel, posted }) => {
    const id = await posted()
    const again = lone.inside((tx) => port.start(tx, parcel, { id, key: CUSTOMER }))
    await assert.rejects(again, /duplicate key/)
  })

  on('a move is told before what it asks for, with all that is known of it', async (scene) => {
    const id = await scene.posted()
    scene.lone.clock.jump(later(scene.lone.clock.now(), 7 * MINUTE_MS))
    assert.deepEqual(await scene.move(id, weighed), { state: 'sorting' })
    assert.deepEqual(await scene.story(), ['▸ weighing', '▸ sorting', 'depot.sort'])
    const [, moved] = await scene.moves()
    assert.deepEqual(moved, {
      ...{ id, from: 'weighing', to: 'sorting', trigger: 'weighed', ms: 7 * MINUTE_MS },
      ...{ machineVersion: '2', verdict: { outcome: 'pass', reasons: [] } },
    })
    const now = await scene.row(id)
    assert.equal((now!.context as { grams: number }).grams, 250)
    assert.equal(now!.since, scene.lone.clock.now())
  })

  on('late news and unknown ids are refused, and change nothing', async (scene) => {
    const id = await scene.posted()
    const before = await scene.row(id)
    assert.deepEqual(await scene.move(id, { type: 'arrived' }), { refused: 'not-now' })
    assert.deepEqual(await scene.move(id, { type: 'no-such' }), { refused: 'not-now' })
    assert.deepEqual(await scene.move('parcel_none', weighed), { refused: 'not-found' })
    assert.deepEqual(await scene.release(id, 'pass'), { refused: 'not-now' })
    assert.deepEqual(await scene.release('parcel_none', 'pass'), { refused: 'not-found' })
    assert.deepEqual(await scene.row(id), before)
    await scene.move(id, { type: 'withdrawn' })
    assert.deepEqual(await scene.move(id, weighed), { refused: 'not-now' })
    assert.deepEqual(await scene.story(), ['▸ weighing', '▸ returned'])
  })

  on('an effect that is not mapped throws, and the move never was', async (scene) => {
    const id = await scene.posted()
    await assert.rejects(scene.move(id, { type: 'lost' }), /names the effect 'misspelt'/)
    assert.equal((await scene.row(id))?.state, 'weighing')
    assert.deepEqual(await scene.story(), ['▸ weighing'])
  })

  on("another's fact moves the journey it is about, and no other", async (scene) => {
    const [id, other] = [await scene.posted(), await posted2(scene)]
    await scene.move(id, weighed)
    await scene.lone.hear(ParcelSorted({ parcelId: id as never }), CUSTOMER)
    assert.equal((await scene.row(id))?.state, 'carrying')
    assert.equal((await scene.row(other))?.state, 'weighing')
    assert.deepEqual((await scene.story()).slice(-2), ['van.carry', 'bell.ring'])
  })

  delaysOf(on)
  reviewsOf(on)
  stopsOf(on)
  versionsOf(on)
  retriesOf(on)
  test('two moves at once go one after the other', () => twoAtOnce(port))
}

type On = (says: string, body: (scene: Scene) => Promise<void>) => void

/** A second parcel: told first, so that its id is another. */
async function posted2(scene: Scene): Promise<string> {
  await scene.lone.settle()
  return scene.posted()
}

function delaysOf(on: On): void {
  on('a delay of the chart is a timer, due that much later', async (scene) => {
    const id = await scene.posted()
    assert.deepEqual(await scene.timers(), [])
    await scene.move(id, weighed)
    assert.deepEqual(await scene.timers(), [`parcel:${id}:${PATIENCE}`])
    const [timer] = await scene.lone.db.owner<{ due: string }[]>`select due from platform.timer`
    assert.equal(msOf(scene.lone.clock.now()) + 60 * MINUTE_MS, Date.parse(String(timer?.due)))
    await scene.lone.nextTimer(id)
    assert.equal((await scene.row(id))?.state, 'missing')
    assert.equal((await scene.row(id))?.status, 'done')
    assert.deepEqual((await scene.moves()).at(-1)?.trigger, PATIENCE)
  })

  on('leaving a step cancels its timers; those of the next are its own', async (scene) => {
    const id = await scene.posted()
    await scene.move(id, weighed)
    await scene.move(id, { type: 'sorted' })
    assert.deepEqual(await scene.timers(), [
      `parcel:${id}:${PATIENCE.replace('sorting', 'carrying')}`,
    ])
    await scene.move(id, { type: 'arrived' })
    assert.deepEqual(await scene.timers(), [])
    assert.equal((await scene.row(id))?.status, 'done')
  })
}

function reviewsOf(on: On): void {
  on('a step under review is entered, and what it does waits', async (scene) => {
    scene.verdicts.set('sorting', review)
    const id = await scene.posted()
    await scene.move(id, weighed)
    const held = await scene.row(id)
    assert.deepEqual([held?.state, held?.status, held?.held], ['sorting', 'held', ['askSorter']])
    assert.deepEqual(await scene.story(), ['▸ weighing', '▸ sorting'])
    const told = (await scene.moves()).at(-1)
    assert.deepEqual([told?.verdict, told?.held], [review, true])
  })

  on('a held step listens to nothing but the way out', async (scene) => {
    scene.verdicts.set('sorting', review)
    const ways = [
      { type: 'withdrawn', to: 'returned' },
      { type: 'fraud-stopped', to: 'stopped' },
      { type: PATIENCE, to: 'missing' },
    ]
    for (const { type, to } of ways) {
      const id = await posted2(scene)
      await scene.move(id, weighed)
      assert.deepEqual(await scene.move(id, { type: 'sorted' }), { refused: 'not-now' })
      assert.deepEqual(await scene.move(id, { type }), { state: to })
      const left = await scene.row(id)
      assert.deepEqual([left?.state, left?.status, left?.held], [to, 'done', []])
    }
    assert.ok(!(await scene.story()).includes('depot.sort'))
  })

  on('a review that passes lets the step do what waited, once', async (scene) => {
    scene.verdicts.set('carrying', review)
    const id = await scene.posted()
    await scene.move(id, weighed)
    await scene.move(id, { type: 'sorted' })
    await scene.lone.settle()
    const settled = { journey: 'post.parcel', id, outcome: 'pass' as const }
    await scene.lone.hear(ReviewSettled({ ...settled, journey: 'post.letter' }), CUSTOMER)
    assert.equal((await scene.row(id))?.status, 'held')
    await scene.lone.hear(ReviewSettled(settled), CUSTOMER)
    await scene.lone.hear(ReviewSettled(settled), CUSTOMER)
    assert.deepEqual((await scene.story()).slice(-3), ['▸ carrying', 'van.carry', 'bell.ring'])
    assert.deepEqual(await scene.move(id, { type: 'arrived' }), { state: 'handedOver' })
  })

  on('a step that does nothing is not held: there is nothing to hold', async (scene) => {
    scene.verdicts.set('weighing', review)
    const id = await scene.posted()
    assert.equal((await scene.row(id))?.status, 'active')
    const told = (await scene.moves()).at(-1)
    assert.deepEqual([told?.verdict, told?.held], [review, undefined])
    assert.deepEqual(await scene.move(id, weighed), { state: 'sorting' })
  })
}

function stopsOf(on: On): void {
  on('a review that stops ends the journey with nothing done', async (scene) => {
    scene.verdicts.set('sorting', review)
    const id = await scene.posted()
    await scene.move(id, weighed)
    assert.deepEqual(await scene.release(id, 'stop'), { state: 'stopped' })
    assert.deepEqual(await scene.story(), ['▸ weighing', '▸ sorting', '▸ stopped'])
    assert.deepEqual(await scene.timers(), [])
  })

  on('a stop at the gate ends the journey before the step acts', async (scene) => {
    scene.verdicts.set('sorting', stop)
    const id = await scene.posted()
    await scene.move(id, weighed)
    assert.deepEqual(await scene.story(), ['▸ weighing', '▸ sorting', '▸ stopped'])
    const [, entered, stopped] = await scene.moves()
    assert.deepEqual(entered?.verdict, stop)
    assert.equal(stopped?.trigger, 'fraud-stopped')
    assert.deepEqual(await scene.timers(), [])
    assert.equal((await scene.row(id))?.status, 'done')
  })
}

function retriesOf(on: On): void {
  on('a step nobody answered is asked for once more, by what may be repeated', async (scene) => {
    const id = await scene.posted()
    assert.deepEqual(await scene.retry(id), { refused: 'nothing-to-retry' })
    await scene.move(id, weighed)
    await scene.move(id, { type: 'sorted' })
    assert.deepEqual(await scene.retry(id), { refused: 'too-soon' })
    scene.lone.clock.jump(later(scene.lone.clock.now(), 60 * MINUTE_MS))
    assert.deepEqual(await scene.retry(id), { state: 'carrying' })
    const asked = (await scene.story()).filter((line) => !line.startsWith('▸'))
    assert.deepEqual(asked, ['depot.sort', 'van.carry', 'bell.ring', 'van.carry'])
    const [told] = scene.lone.told.filter(({ type }) => type === ParcelRetried.type)
    assert.deepEqual(told?.data, { id, step: 'carrying', reason: 'the depot lost it' })
    assert.deepEqual(await scene.retry('parcel_none'), { refused: 'nothing-to-retry' })
  })

  on('a wait to be asked again is cut short, and is never ended by that', async (scene) => {
    const id = await scene.posted()
    await scene.move(id, { ...weighed, grams: 150 })
    await scene.move(id, { type: 'sorted' })
    await scene.move(id, { type: 'jammed' })
    assert.deepEqual(await scene.retry(id), { state: 'carrying' })
    assert.equal((await scene.timers()).length, 1)
    await scene.move(id, { type: 'jammed' })
    assert.deepEqual(await scene.retry(id), { refused: 'nothing-to-retry' })
    assert.equal((await scene.row(id))?.state, 'stuck')
    const told = scene.lone.told.filter(({ type }) => type === ParcelRetried.type)
    assert.equal(told.length, 0, 'what was refused is not told')
  })
}

function versionsOf(on: On): void {
  on('a journey under way keeps the chart it began with', async (scene) => {
    const old = await scene.posted(firstChart)
    await scene.move(old, weighed)
    assert.deepEqual(await scene.move(old, { type: 'sorted' }), { state: 'handedOver' })
    const fresh = await posted2(scene)
    await scene.move(fresh, weighed)
    assert.deepEqual(await scene.move(fresh, { type: 'sorted' }), { state: 'carrying' })
    assert.deepEqual(
      (await scene.moves()).map(({ machineVersion }) => machineVersion),
      ['1', '1', '1', '2', '2', '2'],
    )
  })

  on('a journey whose chart is gone throws: nobody guesses where it stands', async (scene) => {
    const id = await scene.posted()
    await scene.lone.inside((tx) => tx.sql`update journey set version = '0' where id = ${id}`)
    await assert.rejects(scene.move(id, weighed), /no chart of version 0/)
  })
}

/** Both read the row before either has written, unless the runner locks it. */
async function twoAtOnce(port: Port): Promise<void> {
  await using scene = await openScene(port)
  const id = await scene.posted()
  const slowly = (type: string) =>
    scene.lone.db.transact('post', {}, async (open) => {
      const tx = open.tx({ actor: { kind: 'module', id: 'post' } })
      const moved = await port.move(tx, scene.parcel, id, { type })
      await tx.sql`select pg_sleep(0.1)`
      return moved
    })
  const same = await Promise.all([slowly('weighed'), slowly('weighed')])
  assert.deepEqual(
    new Set(same.map((one) => JSON.stringify(one))),
    new Set(['{"state":"sorting"}', '{"refused":"not-now"}']),
  )
  const both = await Promise.all([slowly('sorted'), slowly('withdrawn')])
  assert.ok(both.some((one) => 'state' in one && one.state === 'returned'))
  const moves = await scene.moves()
  for (const [n, { from }] of moves.entries()) assert.equal(from, moves[n - 1]?.to ?? '')
  const sorts = (await scene.story()).filter((told) => told === 'depot.sort')
  assert.equal(sorts.length, 1)
}
