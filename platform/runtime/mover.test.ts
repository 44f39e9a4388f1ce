import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, later, type Instant } from '#kernel/dates'
import { businessClock } from './clock.ts'
import { mover, type Barrier } from './mover.ts'

const START = instant('2026-01-01T03:30:00.000Z')
const MINUTE_MS = 60_000
const at = (minutes: number): Instant => later(START, minutes * MINUTE_MS)

/** A house with timers and a world with an agenda: both are lists of instants. */
function world(own: Instant[], outside: Instant[], rate = 0) {
  const clock = businessClock(START, rate)
  const lived: string[] = []
  let busy = 0
  const due = (list: Instant[]) => list.filter((one) => one <= clock.now())
  const barrier: Barrier = {
    clock,
    looks: 2,
    rest: async () => {
      for (const one of due(own)) {
        own.splice(own.indexOf(one), 1)
        lived.push(`house ${one}`)
        busy = 2
      }
      const [next] = own.toSorted()
      return { atRest: busy === 0 || busy-- < 0, ...(next && { next }) }
    },
    outside: {
      next: async () => outside.toSorted()[0],
      advance: async (to) => {
        for (const one of outside.filter((item) => item <= to).toSorted()) {
          outside.splice(outside.indexOf(one), 1)
          lived.push(`world ${one}`)
        }
      },
    },
  }
  return { clock, lived, barrier, busyFor: (looks: number) => (busy = looks) }
}

test('time goes to the next thing anybody waits for, and to the end', async () => {
  const { clock, lived, barrier } = world([at(30), at(90)], [at(60)])
  const steps: Instant[] = []
  await mover(barrier).moveTo(at(120), (step) => steps.push(step) > 0)
  assert.deepEqual(steps, [at(30), at(60), at(90), at(120)])
  assert.deepEqual(lived, [`house ${at(30)}`, `world ${at(60)}`, `house ${at(90)}`])
  assert.equal(clock.now(), at(120))
})

test('what falls due within a minute is done at its end, side by side', async () => {
  const { barrier, lived } = world([later(at(10), 7000), later(at(10), 41_000)], [])
  const steps: Instant[] = []
  await mover(barrier).moveTo(at(20), (step) => steps.push(step) > 0)
  assert.deepEqual(steps, [at(11), at(20)])
  assert.equal(lived.length, 2)
})

test('a move ends at its instant, also within a minute', async () => {
  const { barrier, clock } = world([later(at(1), 30_000)], [])
  await mover(barrier).moveTo(later(at(1), 10_000))
  assert.equal(clock.now(), later(at(1), 10_000))
})

test('a move ends sooner when it is told to', async () => {
  const { barrier, clock, lived } = world([at(10), at(20), at(30)], [])
  await mover(barrier).moveTo(at(60), (step) => step < at(20))
  assert.equal(clock.now(), at(20))
  assert.deepEqual(lived, [`house ${at(10)}`])
})

for (const looks of [1, 2]) {
  test(`time stands until the house is at rest, seen so often in a row: ${looks}`, async () => {
    const { barrier, clock, busyFor } = world([], [])
    let looked = 0
    const watched: Barrier = {
      ...barrier,
      looks,
      rest: () => {
        looked += 1
        assert.equal(clock.now(), START)
        return barrier.rest()
      },
    }
    busyFor(5)
    await mover(watched).settle()
    assert.equal(looked, 5 + looks)
  })
}

test('what is due and never done does not hold time up for ever', async () => {
  const stuck = START
  const { barrier, clock } = world([], [])
  await mover({ ...barrier, rest: async () => ({ atRest: true, next: stuck }) }).moveTo(at(3))
  assert.equal(clock.now(), at(3))
})

test('the clock stands while time is moved, and then runs at its pace again', async () => {
  const { barrier, clock } = world([at(2)], [], 1)
  const rates: number[] = []
  await mover(barrier).moveTo(at(5), () => rates.push(clock.rate()) > 0)
  assert.deepEqual([...new Set(rates)], [0])
  assert.equal(clock.rate(), 1)
  const broken = mover({
    ...barrier,
    rest: () => Promise.reject(new Error('the database is gone')),
  })
  await assert.rejects(broken.moveTo(at(9)), /the database is gone/)
  assert.equal(clock.rate(), 1)
})

test('one move at a time: a second goes on from where the first ended', async () => {
  const { barrier, clock } = world([at(10)], [at(40)])
  const { moveTo } = mover(barrier)
  const steps: Instant[] = []
  const note = (step: Instant) => steps.push(step) > 0
  await Promise.all([moveTo(at(30), note), moveTo(at(50), note), moveTo(at(20), note)])
  assert.deepEqual(steps, [at(10), at(30), at(40), at(50)])
  assert.equal(clock.now(), at(50))
})

test('the past is refused', async () => {
  const { barrier } = world([], [])
  await assert.rejects(mover(barrier).moveTo(at(-1)), RangeError)
})
