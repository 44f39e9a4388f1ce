/**
 * Device's apps under a real log: facts are appended as the door appends them, sealed under keys of
 * a small vault, and the groups of device do the rest; a test may add those of other modules.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Actor } from '#kernel/contract'
import { businessDateOf, instant, later, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { DataErased } from '#modules/identity'
import type { Log, LogModule } from '#platform/log'
import type { Tower } from '#platform/runtime'
import type { Tx } from '#platform/sql'
import { freshDatabase } from '#test/database'
import { openLog } from '../../../platform/log/embedded-log.ts'
import { newId } from '../../../platform/runtime/chance.ts'
import { wallClock } from '../../../platform/runtime/clock.ts'
import { sealRecord, type Key } from '../engines/envelope.ts'
import { AppRecorded } from '../uplink/face.ts'
import { appsCommands } from './commands.ts'
import type { AppRecord } from './presence.ts'
import { appsQueries } from './queries.ts'
import { appsReactions } from './reactions.ts'

export type Scene = Awaited<ReturnType<typeof scene>>

export const nine = instant('2026-01-01T03:30:00.000Z')
const DAY_MS = 86_400_000
export const days = (n: number): Instant => later(nine, n * DAY_MS)
export const cus = (n: number): Id<'cus'> => `cus_${n}` as Id<'cus'>
export const risk: Actor = { kind: 'staff', id: 'stf_ravi', roles: ['risk'] }
const house: Actor = { kind: 'module', id: 'device' }
const silent = { info() {}, warn() {}, error() {} }
const SETTLE_MS = 60_000

/** An app as a phone tells of it, and when. */
export type Telling = { readonly record: AppRecord; readonly seenAt: Instant }

export async function scene(others: readonly LogModule[] = []) {
  const vault = vaultOf()
  const built: { log?: Log } = {}
  const ports = {
    ...{ kv: {} as never, wide: {} as never, objects: {} as never },
    tower: {
      get log() {
        return built.log!
      },
    } as unknown as Tower,
  }
  const fresh = await freshDatabase({
    modules: ['device', 'monitor', 'identity'],
    ...{ ports, poolMax: 4 },
    call: async (query, input) => {
      assert.equal(query.name, 'identity.data-keys')
      return vault.keysOf(input as Wanted)
    },
  })
  const log = openLog({
    ...{ db: fresh.db, signals: fresh.signals, wall: wallClock, logger: silent },
    modules: [{ name: 'device', reactions: appsReactions }, ...others],
    kindOf: fresh.options.kindOf ?? (() => undefined),
  })
  built.log = log
  await log.start()
  const inside = <T>(work: (tx: Tx) => Promise<T>, actor = house): Promise<T> =>
    fresh.db.transact('device', {}, (open) => work(open.tx({ actor })))
  /** One batch of a phone's, recorded now. */
  const sealed = (customerId: string, tellings: readonly Telling[]) => {
    const key = vault.keyOf(customerId)
    return tellings.map((telling) => sealedFact(key, telling, fresh.clock.now()))
  }
  const settle = () => atRest(log)
  const ask = async <T>(name: string, input: unknown, actor = risk): Promise<T> => {
    const doors = [...appsCommands, ...appsQueries]
    const door = doors.find((one) => 'call' in one && one.call.name === name)
    if (!door || !('shell' in door)) throw new Error(`apps have no door ${name}`)
    return (await inside((tx) => door.shell(input as never, tx), actor)) as T
  }
  return {
    ...fresh,
    ...{ log, vault, settle, ask, inside, sealed },
    /** The phone tells, and all groups have heard. */
    tell: async (customerId: string, ...tellings: Telling[]) => {
      await log.append(sealed(customerId, tellings))
      await settle()
    },
    withdraw: async (customerId: string) => {
      vault.destroy(customerId)
      const gone = DataErased({ class: 'device-apps', proof: 'a'.repeat(64) })
      const around = aroundOf(customerId, fresh.clock.now())
      await log.append([{ ...around, topic: 'identity', ...gone }])
    },
    drop: async () => {
      await log.stop()
      await fresh.drop()
    },
  }
}

const aroundOf = (key: string, at: Instant) => ({
  ...{ id: newId('evt'), key, at, businessDate: businessDateOf(at), actor: house },
  correlation: 'cor_1',
})

function sealedFact(key: Key, { record, seenAt }: Telling, at: Instant) {
  const recordId = newId('rec')
  const data = {
    ...{ recordId, batchId: 'batch', class: 'device-apps' as const, generation: key.generation },
    sealed: sealRecord(key, recordId, JSON.stringify(record), randomBytes(12)),
    seenAt,
  }
  return { ...aroundOf(key.customerId, at), topic: AppRecorded.topic, ...AppRecorded(data) }
}

async function atRest(log: Log): Promise<void> {
  const end = Date.now() + SETTLE_MS
  while (!(await log.drained())) {
    assert.ok(Date.now() < end, 'the groups did not come to rest')
    await new Promise((done) => setTimeout(done, 10))
  }
}

type Wanted = { wanted: readonly { customerId: string; class: string; generation: number }[] }

/** Keys per person, one generation after the other; a destroyed one is nowhere any more. */
function vaultOf() {
  const keys = new Map<string, Key>()
  const last = new Map<string, number>()
  const live = (customerId: string): Key => {
    const generation = last.get(customerId) ?? 1
    last.set(customerId, generation)
    const name = `${customerId}/${generation}`
    const dataKey = randomBytes(32).toString('base64url')
    const key = keys.get(name) ?? { customerId, class: 'device-apps', generation, dataKey }
    keys.set(name, key)
    return key
  }
  return {
    keyOf: live,
    keysOf: ({ wanted }: Wanted) => ({
      keys: wanted.flatMap((one) => keys.get(`${one.customerId}/${one.generation}`) ?? []),
    }),
    destroy: (customerId: string) => {
      const generation = last.get(customerId) ?? 1
      keys.delete(`${customerId}/${generation}`)
      last.set(customerId, generation + 1)
    },
  }
}
