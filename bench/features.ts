/**
 * `npm run bench -- features`: someone's features read by the query's own shell, from the hot tier
 * and where it is cold. Bar: p99 below 1 ms from the hot tier (issue 3 D).
 */
import { addDays, atTime, date, instant } from '#kernel/dates'
import { rupees } from '#kernel/money'
import type { Tx } from '#platform/sql'
import { featureQueries } from '../modules/device/feature/queries.ts'
import { keepEntries, type KeptEntry } from '../modules/device/feature/store.ts'
import { freshDatabase } from '../test/database.ts'
import { openMemoryKv } from '../platform/kv/memory.ts'
import { wallClock } from '../platform/runtime/clock.ts'
import { quantile } from './ratio.ts'

const PEOPLE = 500
/** Three months of about six entries a day. */
const ENTRIES = 540
const READS = 50_000
const COLD_READS = 500
const BAR_MS = 1
const today = date('2026-01-01')

export async function run(args: readonly string[]): Promise<object> {
  const ports = { kv: openMemoryKv({ wall: wallClock }), wide: {} as never, objects: {} as never }
  const fresh = await freshDatabase({ modules: ['device'], ports })
  const inDevice = <T>(readOnly: boolean, work: (tx: Tx) => Promise<T>) =>
    fresh.db.transact('device', { readOnly }, (open) =>
      work(open.tx({ actor: { kind: 'module', id: 'decision' } })),
    )
  const door = featureQueries.find((one) => 'call' in one && one.call.name === 'device.features-of')
  if (!door || !('shell' in door)) throw new Error('device tells no features')
  const read = (n: number) =>
    inDevice(true, (tx) => door.shell({ customerId: `cus_${n % PEOPLE}` } as never, tx))
  try {
    for (let n = 0; n < PEOPLE; n++) await inDevice(false, (tx) => keepEntries(tx, lifeOf(n)))
    const cold = await timed(COLD_READS, read)
    for (let n = 0; n < PEOPLE; n++) await read(n)
    const hot = await timed(READS, read)
    const figures = { hot: { ...hot, bar: BAR_MS, met: hot.p99Ms <= BAR_MS }, cold }
    if (!args.includes('--json')) {
      console.log(
        `hot tier   ${line(hot)} (bar p99 ${BAR_MS} ms), ${READS} reads of ${PEOPLE} people`,
      )
      console.log(`cold       ${line(cold)}: a fold of ${ENTRIES} entries from SQL`)
    }
    return figures
  } finally {
    await fresh.drop()
  }
}

type Times = { readonly p50Ms: number; readonly p99Ms: number }
const line = ({ p50Ms, p99Ms }: Times): string =>
  `p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`

async function timed(count: number, read: (n: number) => Promise<unknown>): Promise<Times> {
  const tookMs: number[] = []
  for (let n = 0; n < count; n++) {
    const from = performance.now()
    await read(n)
    tookMs.push(performance.now() - from)
  }
  return { p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) }
}

const lifeOf = (n: number): KeptEntry[] =>
  Array.from({ length: ENTRIES }, (_, i): KeptEntry => {
    const on = addDays(today, -Math.floor(i / 6))
    const knownAt = instant('2026-01-01T03:30:00.000Z')
    return {
      ...{
        customerId: `cus_${n}`,
        id: `e${i}`,
        reading: 0,
        confidence: 1,
        generation: 1,
        lane: 'live',
        knownAt,
      },
      ...{ source: 'sms', on, at: atTime(on, `1${i % 6}:00`), place: 0, kind: 'debit' },
      ...{ amount: rupees(String(100 + i)), balance: rupees(String(90_000 - i)), account: '1234' },
      ...{ partyKind: 'other', teller: 'HDFCBK' },
    }
  })
