import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { instant, later } from '#kernel/dates'
import { CLOCK_DOOR, REST_DOOR, type ClockTold } from '../http/peer-door.ts'
import { businessClock } from './clock.ts'
import { findClock, followClock, tellClock } from './shared-clock.ts'

const START = instant('2026-01-01T03:30:00.000Z')

/** An owner and one follower, each with a clock, joined by the words that would go over HTTP. */
function joined(t: TestContext) {
  const [own, other] = [businessClock(START, 0), businessClock(START, 0)]
  const follow = followClock(other)
  const words: ClockTold[] = []
  const busy = { next: later(START, 60_000), atRest: false }
  const send = async <T>(_url: string, door: string, body: object): Promise<T> => {
    assert.equal(door, REST_DOOR)
    words.push(body as ClockTold)
    follow(body as ClockTold)
    return { ...busy } as T
  }
  const told = tellClock({ clock: own, others: ['http://other'], send })
  t.after(() => told.close())
  return { own, other, words, told, busy, follow }
}

test('the others are told of every jump and change of pace', (t) => {
  const { own, other } = joined(t)
  own.jump(later(START, 3_600_000))
  assert.equal(other.now(), own.now())
  own.setRate(5)
  assert.equal(other.rate(), 5)
})

test('time goes on only where all are at rest, to what the first of them waits for', async (t) => {
  const { told, busy } = joined(t)
  assert.deepEqual(await told.rest(), { atRest: false, next: busy.next })
  busy.atRest = true
  assert.equal((await told.rest()).atRest, true)
})

test('a word that comes late is passed over, and time never goes back', (t) => {
  const { own, other, words, follow } = joined(t)
  own.setRate(3)
  own.jump(later(START, 7_200_000))
  own.setRate(0)
  follow(words[0]!)
  assert.equal(other.rate(), 0)
  follow({ n: words.at(-1)!.n + 1, businessAt: START, rate: 0 })
  assert.ok(other.now() >= later(START, 7_200_000))
})

test('a process that comes later asks around until somebody keeps the clock', async () => {
  let asked = 0
  const send = async <T>(url: string, door: string): Promise<T> => {
    assert.equal(door, CLOCK_DOOR)
    asked += 1
    if (url === 'http://b' && asked > 3) {
      return { n: 1, businessAt: START, rate: 0, sandboxUrl: 'http://sandbox' } as T
    }
    throw new Error('not yet')
  }
  const { clock, sandboxUrl } = await findClock(['http://a', 'http://b'], send)
  assert.deepEqual([clock.now(), clock.rate(), sandboxUrl], [START, 0, 'http://sandbox'])
})
