import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Actor, EventOf, Fact } from '#kernel/contract'
import { businessDateOf, instant, later, type Instant } from '#kernel/dates'
import { must } from '#kernel/decider'
import { id, type Id } from '#kernel/ids'
import { DataErased } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { loneModule, type Lone } from '#test/lone-module'
import {
  AppRecorded,
  RawSweepDue,
  rawHeld,
  rawRecordsOf,
  revealRecords,
  SmsBackfilled,
  SmsRecorded,
} from '../contract.ts'
import { openRecord, sealRecord, type Key } from '../engines/envelope.ts'
import { module } from '../module.ts'

const meera: Actor = { kind: 'staff', id: 'stf_meera', roles: ['support'] }
const seenAt = instant('2025-12-01T10:00:00.000Z')
const body = 'Rs 500 debited from A/c XX1234'

/** What identity still holds: a class's key by its generation. */
const keys = new Map<string, Key>()
type Wanted = { wanted: { customerId: string; class: string; generation: number }[] }
const dataKeys = ({ wanted }: Wanted) => ({
  keys: wanted.flatMap((one) => keys.get(`${one.customerId}/${one.class}/${one.generation}`) ?? []),
})

let lone: Lone
let customerId: Id<'cus'>
let nth = 0
before(async () => {
  lone = await loneModule(module, { answers: { 'identity.data-keys': dataKeys } })
})
after(() => lone?.drop())
beforeEach(() => {
  customerId = id('cus', `raw-${++nth}`)
  lone.told.length = 0
})

type Of = 'device-sms' | 'device-apps'
function keyOf(of: Of, generation = 1): Key {
  const dataKey = Buffer.alloc(32, generation).toString('base64url')
  const key = { customerId, class: of, generation, dataKey }
  keys.set(`${customerId}/${of}/${generation}`, key)
  return key
}
const record = (
  key: Key,
  n: number,
  told: object = { sender: 'AD-HDFCBK', body: `${body} ${n}` },
) => {
  const recordId = id('rec', `${nth}-${n}`)
  return {
    ...{ recordId, batchId: 'batch-1', class: key.class as Of, generation: key.generation },
    sealed: sealRecord(key, recordId, JSON.stringify(told), Buffer.alloc(12, n)),
    seenAt: later(seenAt, n * 60_000),
  }
}
/** The whole batch in one transaction, as its group hands it over. */
async function taken(
  name: string,
  events: readonly EventOf<typeof SmsRecorded>[],
  at?: Instant,
  through = (tx: Tx) => tx,
) {
  const when = at ?? lone.clock.now()
  const facts = events.map((event, n) => ({
    ...{ ...event, id: `evt_${nth}-${n}`, key: customerId, at: when, rx: when },
    ...{ businessDate: businessDateOf(when), topic: '', correlation: 'cor_1' },
    actor: meera,
  })) as Fact[]
  const reaction = module.reactions!.find((one) => one.name === name)!
  if (reaction.mode !== 'batch') throw new Error(`${name} takes no batches`)
  const react = reaction.react
  await lone.db.transact('device', {}, (open) => react(facts, through(open.tx({ actor: meera }))))
}
const sms = (key: Key, count: number) =>
  Array.from({ length: count }, (_, n) => SmsRecorded(record(key, n)))
const shown = async (of: Of, more: object = {}) => {
  const input = { customerId, class: of, purpose: 'a complaint about a debit', ...more }
  return must((await lone.ask(revealRecords.name, input, meera)) as Revealed)
}
type Revealed = {
  records: { recordId: string; seenAt: Instant; told: { body?: string; package?: string } }[]
  sealedForGood: number
  next?: { recordId: string; seenAt: Instant }
}
const erased = (of: Of) => {
  for (const name of keys.keys()) if (name.startsWith(`${customerId}/${of}/`)) keys.delete(name)
  return lone.hear(DataErased({ class: of, proof: 'ab'.repeat(32) }), customerId)
}

describe('A record as it came', () => {
  it('is given to nobody after 90 days, and makes room the night after; that is told', async () => {
    const cameAt = lone.clock.now()
    await taken('raw-sms', sms(keyOf('device-sms'), 3), cameAt)
    const kept = async () => (await shown('device-sms')).records.length
    assert.equal(await kept(), 3)
    lone.clock.jump(later(cameAt, 90 * 86_400_000))
    assert.equal(await kept(), 0)
    const items = async () =>
      (await lone.inside((tx) => tx.wide.inspect())).find(({ table }) => table === 'device-sms')
    const before = (await items())!.items
    const held = (await lone.ask(rawHeld.name, {})) as { items: number; bytes: number }
    assert.ok(held.items >= before && held.bytes >= 3 * body.length)
    await lone.hear(RawSweepDue({}), 'sys_device')
    await lone.settle()
    assert.ok((lone.last<{ records: number }>('device.raw-removed')?.records ?? 0) >= 3)
    assert.ok((await items())!.items <= before - 3)
    const next = await lone.db.owner`select due::text from platform.timer where name = 'raw-sweep'`
    assert.equal(next.length, 1, 'and the next night is set')
  })
  it('rests sealed, and its key opens the very envelope that came', async () => {
    const key = keyOf('device-sms')
    const events = sms(key, 1)
    await taken('raw-sms', events)
    const { items } = await lone.inside((tx) =>
      tx.wide.range('device-sms', customerId, { limit: 9 }),
    )
    const { recordId, sealed } = events[0]!.data
    const rest = Buffer.from(items[0]!.body)
    assert.ok(!rest.includes('debited') && !items[0]!.sk.includes('debited'))
    assert.equal(rest.subarray(4).toString('base64url'), sealed)
    assert.match(openRecord(key, recordId, sealed), /debited/)
  })

  it('is kept once, however often its batch is handled', async () => {
    const events = sms(keyOf('device-sms'), 30)
    for (let times = 0; times < 3; times++) await taken('raw-sms', events)
    await taken('raw-sms', events.slice(10))
    const { records } = await shown('device-sms')
    assert.deepEqual(
      records.map(({ told }) => told.body),
      Array.from({ length: 30 }, (_, n) => `${body} ${29 - n}`),
    )
  })

  it('of a first full sync stands among the others, by its own time', async () => {
    const key = keyOf('device-sms')
    await taken('raw-sms', [SmsRecorded(record(key, 5))])
    await taken('raw-sms-historical', [SmsBackfilled(record(key, 2)) as never])
    await taken('raw-apps', [
      AppRecorded(record(keyOf('device-apps'), 1, { package: 'com.x' })) as never,
    ])
    const { records } = await shown('device-sms')
    assert.deepEqual(
      records.map((one) => one.seenAt),
      [later(seenAt, 5 * 60_000), later(seenAt, 2 * 60_000)],
    )
    assert.equal((await shown('device-apps')).records[0]!.told.package, 'com.x')
  })
})

describe('Opening a person’s records', () => {
  it('goes a page at a time, and is on the person’s record with its purpose', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 25))
    const seen: string[] = []
    for (let before: Revealed['next']; ;) {
      const { records, next } = await shown('device-sms', { limit: 10, ...(before && { before }) })
      seen.push(...records.map(({ recordId }) => recordId))
      if (!next) break
      before = next
    }
    assert.equal(new Set(seen).size, 25)
    await lone.settle()
    const told = lone.told.filter(
      ({ type, key }) => type === 'device.records-revealed' && key === customerId,
    )
    assert.deepEqual(
      told.map(({ key, actor, data }) => [key, actor.id, (data as { records: number }).records]),
      [10, 10, 5].map((count) => [customerId, meera.id, count]),
    )
    const [first] = told
    assert.deepEqual(first!.data, {
      ...{ class: 'device-sms', records: 10, purpose: 'a complaint about a debit' },
      ...{ newestAt: later(seenAt, 24 * 60_000), oldestAt: later(seenAt, 15 * 60_000) },
    })
    assert.ok(!JSON.stringify(told).includes('debited'))
  })

  it('keeps to the span that was asked for', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 10))
    const span = { from: later(seenAt, 3 * 60_000), to: later(seenAt, 6 * 60_000) }
    const { records } = await shown('device-sms', span)
    assert.deepEqual(
      records.map((one) => one.told.body),
      [`${body} 5`, `${body} 4`, `${body} 3`],
    )
  })

  it('without a purpose shows when they were and nothing more', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 3))
    const input = { customerId, class: 'device-sms', limit: 2 }
    const page = await lone.ask(rawRecordsOf.name, input, meera)
    const place = (n: number) => ({
      recordId: `rec_${nth}-${n}`,
      seenAt: later(seenAt, n * 60_000),
    })
    assert.deepEqual(page, { records: [place(2), place(1)], next: place(1) })
  })
})

describe('A withdrawn consent', () => {
  it('takes the class out of the store, and no other class', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 20))
    await taken('raw-apps', [
      AppRecorded(record(keyOf('device-apps'), 1, { package: 'com.x' })) as never,
    ])
    await erased('device-sms')
    assert.deepEqual(await shown('device-sms'), { records: [], sealedForGood: 0 })
    assert.equal((await shown('device-apps')).records.length, 1)
  })

  it('is final: of what was before it a late batch or a replay keeps nothing', async () => {
    const at = lone.clock.now()
    const events = sms(keyOf('device-sms'), 5)
    await erased('device-sms')
    await taken('raw-sms', events, at)
    await taken('raw-sms-historical', events as never, later(at, -86_400_000))
    assert.deepEqual(await shown('device-sms'), { records: [], sealedForGood: 0 })
  })

  it('leaves what no key opens unreadable, and says how many', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 4))
    keys.clear() // Its key is destroyed; the erasure itself has not been handled yet.
    assert.deepEqual(await shown('device-sms'), { records: [], sealedForGood: 4 })
  })

  it('and a new one later begins anew, under a key of its own', async () => {
    await taken('raw-sms', sms(keyOf('device-sms'), 2))
    await erased('device-sms')
    const afresh = SmsRecorded(record(keyOf('device-sms', 2), 9))
    await taken('raw-sms', [afresh], later(lone.clock.now(), 60_000))
    const { records, sealedForGood } = await shown('device-sms')
    assert.deepEqual([records.length, sealedForGood], [1, 0])
  })

  it('met by a batch under way waits for it, and then takes what it kept', async () => {
    const events = sms(keyOf('device-sms'), 3)
    const gate = Promise.withResolvers<void>()
    const at = lone.clock.now()
    const slow = (tx: Tx): Tx => {
      const putMany: Tx['wide']['putMany'] = async (...items) => {
        await gate.promise
        await tx.wide.putMany(...items)
      }
      return Object.create(tx, { wide: { value: { ...tx.wide, putMany } } }) as Tx
    }
    const batch = taken('raw-sms', events, at, slow)
    await lone.inside((tx) => tx.sql`select pg_sleep(0.1)`)
    const erasing = erased('device-sms')
    setTimeout(gate.resolve, 200)
    await Promise.all([batch, erasing])
    const left = await lone.inside((tx) => tx.wide.range('device-sms', customerId, { limit: 9 }))
    assert.deepEqual(left.items, [])
  })
})
