/** Features on the real log: dropped and made again while batches keep coming. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { businessDateOf, date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import type { Log, NewFact } from '#platform/log'
import { freshDatabase, type Fresh } from '#test/database'
import { openLog } from '../../../platform/log/embedded-log.ts'
import { markerOf } from '../engines/mark.ts'
import { busyReader } from '../engines/reader.ts'
import { parseSms } from '../sms/parse.ts'
import { entryIn, type Message } from '../sms/reading.ts'
import { smsReactions } from '../sms/reactions.ts'
import { discreet } from './discretion.ts'
import { featuresOf, type Features } from './features.ts'
import { featureReactions } from './reactions.ts'
import { keyOf, ordinaryLife, recorded } from './story.fixture.ts'

const PEOPLE = 12
const today = date('2026-01-01')
type Wanted = { wanted: { customerId: string }[] }

let fresh: Fresh
let log: Log
/** What went wrong on the way, to be tried again. */
const problems: unknown[] = []
before(async () => {
  fresh = await freshDatabase({
    modules: ['device'],
    call: async (_, input) => ({
      keys: (input as Wanted).wanted.map(({ customerId }) => keyOf(customerId)),
    }),
  })
  log = openLog({
    ...{ db: fresh.db, signals: fresh.signals, wall: { nowMs: () => Date.now() } },
    modules: [{ name: 'device', reactions: [...smsReactions, ...featureReactions] }],
    logger: { info() {}, warn: ({ err }: { err?: unknown }) => problems.push(err), error() {} },
    kindOf: fresh.options.kindOf ?? (() => undefined),
    limits: { retryMs: 2, retryMsMax: 20, restMs: 1 },
  })
  await log.start()
})
after(async () => {
  await log.stop()
  await fresh.drop()
})

let serial = 0
function factOf(customerId: string, message: Message): NewFact {
  const at = fresh.clock.now()
  const who = { actor: { kind: 'module', id: 'device' }, correlation: 'cor_1' } as const
  const when = { at, businessDate: businessDateOf(at) }
  const event = recorded(customerId, message)
  return { id: `evt_${++serial}`, topic: 'device.sms', key: customerId, ...when, ...who, ...event }
}

const people = Array.from({ length: PEOPLE }, (_, n) => ({
  customerId: id('cus', `p${n}`),
  life: ordinaryLife(today, n),
}))

/** Everyone's messages in batches of a few days each, dealt in turn and out of order. */
const batchesOf = () =>
  Array.from({ length: 6 }, (_, turn) =>
    people.flatMap(({ customerId, life }, n) =>
      life.filter((_one, i) => (i + n) % 6 === turn).map((one) => factOf(customerId, one)),
    ),
  )

/** What the features must be, from the messages themselves and nothing else. */
function cold(customerId: Id<'cus'>, life: readonly Message[]): Features {
  const mark = markerOf(keyOf(customerId).dataKey)
  const entries = life.flatMap((one) => {
    const words = [one.sender, one.at, one.body].join('\n')
    const entry = entryIn(one, parseSms(one), mark('telling', words))
    return entry ? [discreet(entry, mark)] : []
  })
  return featuresOf(entries, today)
}

async function drained(): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await log.drained())) {
    assert.ok(Date.now() < end, 'the groups never come to rest')
    await new Promise((go) => setTimeout(go, 5))
  }
}

async function assertCold(): Promise<void> {
  const rows = await fresh.db.owner<{ id: string; features: Features }[]>`
    select id, features from device.feature order by id`
  assert.equal(rows.length, PEOPLE)
  const kept = new Map(rows.map((row) => [row.id, row.features]))
  for (const { customerId, life } of people)
    assert.deepEqual(kept.get(customerId), JSON.parse(JSON.stringify(cold(customerId, life))))
}

async function assertOnce(): Promise<void> {
  const [kept] = await fresh.db.owner<{ n: number }[]>`
    select count(*)::int as n from device.entry`
  const told = people.reduce((sum, { life }) => sum + life.length, 0)
  assert.equal(kept?.n, told)
}

/** The thread, met while it has a batch before it. */
async function busy() {
  for (const end = Date.now() + 20_000; ;) {
    const thread = busyReader()
    if (thread) return thread
    assert.ok(Date.now() < end, 'no batch was ever read on the thread')
    await new Promise((go) => setImmediate(go))
  }
}

describe('Features under traffic', () => {
  it('dropped and replayed come out as a cold fold of the messages', async () => {
    const [first = [], second = [], third = [], ...others] = batchesOf()
    for (const batch of [first, second]) await log.append(batch)
    await drained()
    await fresh.db.owner`truncate device.feature`
    await log.replay('device.features@1', 'earliest')
    for (const batch of [third, ...others]) await log.append(batch)
    await drained()
    await assertCold()
  })
  it('and so do the entries below them', async () => {
    await fresh.db.owner`truncate device.entry, device.feature`
    await Promise.all([
      log.replay('device.parse-sms', 'earliest'),
      log.append(people.map(({ customerId, life }) => factOf(customerId, life[0]!))),
    ])
    await drained()
    await assertCold()
    await assertOnce()
  })
  it('even if the thread that reads messages ends in the middle of a batch', async () => {
    await fresh.db.owner`truncate device.entry, device.feature`
    const before = problems.length
    for (let tries = 0; problems.length === before && tries < 20; tries++) {
      const [thread] = await Promise.all([busy(), log.replay('device.parse-sms', 'earliest')])
      await thread.terminate() // Which may come a moment after its answer: then once more.
      await drained()
    }
    assert.match(String(problems[before]), /the reader of sealed records stopped/)
    await assertCold()
    await assertOnce()
  })
})
