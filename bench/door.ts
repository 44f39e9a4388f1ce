/**
 * `npm run bench -- door`: batches of 100 records, facts of 1 KB once sealed, from the door to the
 * disk, with the phones in a process beside it, next to bare appends of the same batch and spread.
 *
 * Bars: ≥ 20,000 records/s, ≥ 0.4 of bare. `--consumers`: the readers of device work too, while the
 * door takes. The bar, "three consumers together ≥ 12,000/s", is asked of `consumedPerSecond`:
 * records that every group of their topic has handled, effects and position committed, over the
 * time from the first batch sent to the last fact handled; each counts once, however many groups
 * read it. Of apps these are raw records, features and the pool, and the reader of answers, which
 * finds none; `--stream sms` for messages. `readingsPerSecond` is records times groups, and
 * `barePerSecond` what bare appends of the same batches do once all is quiet.
 * `--minutes N`: one long run, offered `--rate` records a second (a little above the bar when left
 * out), with the house's memory every ten seconds; flat is a last third whose median is at most
 * 1.05 of the first's, after a minute.
 * `--seconds N`, `--connections N`, `--level N` (of gzip, as the phone chooses it; 1 by default),
 * `--record BYTES` of one record.
 */
import { fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { instantOf } from '#kernel/dates'
import { must } from '#kernel/decider'
import { signIn } from '#modules/gateway'
import { giveConsents, noticeOf, openCode, requestOtp } from '#modules/identity'
import { partitionOf, type Fact } from '#platform/log'
import type { Module } from '#platform/runtime'
import { module as device } from '../modules/device/module.ts'
import { module as gateway } from '../modules/gateway/module.ts'
import { module as identity } from '../modules/identity/module.ts'
import { columnsOf, insertSegments } from '../platform/log/segments.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { memoryWatch, spentBy, type Spent } from './processor.ts'
import { alternating, quantile, type Ratio } from './ratio.ts'
import type { Uploaded, UploadOrder } from './upload.ts'

const BATCH = 100
/** As JSON; sealed and in its envelope it is then a fact of 1 KB in the log. */
const RECORD_BYTES = 340
const PEOPLE = 200
const RATE_BAR = 20_000
const RATIO_BAR = 0.4
export const CONSUMERS_BAR = 12_000
const BARE_CONNECTIONS = 4
const SEGMENTS_READ = 200
const WARM_MS = 2000
/** Of bare appends beside a run with consumers. */
const BARE_MS = 2000
export const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

/** Of a house that phones stream to; a laptop's 4 MB takes a fifth off what it drinks. */
export const sizes = ['--max-semi-space-size=16']

type Options = ReturnType<typeof optionsIn>
type Stream = UploadOrder['stream']
type Bench = {
  readonly house: House
  readonly data: string
  readonly tokens: readonly string[]
  readonly of: Options
}

export function optionsIn(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      consumers: { type: 'boolean', default: false },
      stream: { type: 'string', default: args.includes('--consumers') ? 'apps' : 'sms' },
      minutes: { type: 'string' },
      rate: { type: 'string', default: String(1.1 * CONSUMERS_BAR) },
      seconds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '12' },
      level: { type: 'string', default: '1' },
      record: { type: 'string', default: String(RECORD_BYTES) },
    },
  })
  return values
}

export const streamOf = ({ stream }: Options): Stream => {
  if (stream !== 'sms' && stream !== 'apps') throw new Error(`no stream ${stream}: sms or apps`)
  return stream
}

export async function run(args: readonly string[]): Promise<object> {
  const of = optionsIn(args)
  const data = mkdtempSync(join(tmpdir(), 'dhara-bench-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another user, who must get in.
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DATABASE_URL: undefined }
  const config = configOf(env, root)
  const house = await openHouse({ config, root, modules: modulesFor(of), rate: 1 })
  try {
    const bench = { house, data, of, tokens: await peopleOf(house) }
    const figures = await measured(bench)
    if (!of.json) console.log(linesOf(figures))
    return figures
  } finally {
    await house.stop()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
}

/** Only those a batch meets; nobody reads what they write unless consumers are asked for. */
export const modulesFor = ({ consumers }: Options): Module[] => [
  { ...identity, reactions: [] },
  { ...gateway, reactions: [] },
  consumers ? device : { ...device, reactions: [] },
]

/** They sign in and consent through the house's own doors. */
export async function peopleOf({ doors, log }: House): Promise<string[]> {
  const codes = new Map<string, string>()
  const off = log.watch(['identity'], ({ type, data }) => {
    const { otpId, codeSealed } = data as { otpId: string; codeSealed: string }
    if (type === 'identity.otp-issued') codes.set(otpId, codeSealed)
  })
  const visitor = { kind: 'visitor', id: 'visitor' } as const
  const { noticeId, version: noticeVersion } = await doors.call(noticeOf, {}, visitor)
  const tokens: string[] = []
  for (let n = 0; n < PEOPLE; n++) {
    const phone = `98${String(10_000_000 + n)}`
    const { otpId } = must(await doors.call(requestOtp, { phone }, visitor))
    while (!codes.has(otpId)) await pause(5)
    const comms = { kind: 'module', id: 'comms' } as const
    const { code } = await doors.call(openCode, { codeSealed: codes.get(otpId)! }, comms)
    const { token, customerId } = must(await doors.call(signIn, { otpId, code }, visitor))
    const me = { kind: 'customer', id: customerId } as const
    const notice = { noticeId, noticeVersion, language: 'en' } as const
    must(await doors.call(giveConsents, { purposes: ['device-sms', 'device-apps'], ...notice }, me))
    tokens.push(token)
  }
  off()
  return tokens
}

async function measured(bench: Bench) {
  const { of } = bench
  const setting = { batch: BATCH, recordBytes: Number(of.record), gzipLevel: Number(of.level) }
  if (of.consumers || of.minutes !== undefined) {
    const run = await longRun(bench)
    return { ...setting, ...(await factSize(bench)), ...run }
  }
  await uploaded(bench, { ms: WARM_MS })
  const uploads: Uploaded[] = []
  const ms = Number(of.seconds) * 1000
  const ratio = await alternating(
    () => bareRate(bench, ms),
    async () => {
      const done = await uploaded(bench, { ms })
      uploads.push(done)
      return done.taken / done.seconds
    },
    3,
  )
  return { ...setting, ...(await factSize(bench)), ...ratioFigures(ratio, uploads) }
}

function ratioFigures({ bare, ours, ratio }: Ratio, uploads: readonly Uploaded[]) {
  const tookMs = uploads.flatMap((one) => one.tookMs)
  return {
    perSecond: Math.round(ours),
    barePerSecond: Math.round(bare),
    ratio,
    ...{ answerP50Ms: quantile(tookMs, 0.5), answerP99Ms: quantile(tookMs, 0.99) },
    ...{ rateBar: RATE_BAR, ratioBar: RATIO_BAR },
    met: ours >= RATE_BAR && ratio >= RATIO_BAR,
  }
}

/** What one record comes to in the log. */
async function factSize({ house: { db }, of }: Bench): Promise<{ factBytes: number }> {
  const [row] = await db.owner<{ bytes: number }[]>`
    select (sum(length(data)) / sum(n))::int as bytes
      from (select data, n from platform.log_seg
             where topic = ${`device.${streamOf(of)}`} limit 100) as picked`
  return { factBytes: row?.bytes ?? 0 }
}

/** The log's statement alone, on the very facts that the door has written before. */
async function bareRate({ house: { db }, of }: Bench, ms: number): Promise<number> {
  const batches = await batchesWritten(db, streamOf(of))
  await db.owner`
    insert into platform.log_head (topic, part)
    select 'bulk', generate_series(0, 15) on conflict do nothing`
  const began = performance.now()
  let done = 0
  const lane = async () => {
    while (performance.now() - began < ms) {
      const { part, at, all } = batches[done++ % batches.length]!
      const lines = all.map(() => '')
      const draft = { topic: 'bulk', part, lines, said: [], size: 0, from: at, to: at }
      const columns = columnsOf([draft], [JSON.stringify(all)])
      await insertSegments(db.owner, columns, instantOf(Date.now()))
    }
  }
  await Promise.all(Array.from({ length: BARE_CONNECTIONS }, lane))
  return (done * BATCH * 1000) / (performance.now() - began)
}

/** What the door wrote in its first run, cut into its batches again. */
async function batchesWritten({ owner }: House['db'], stream: Stream) {
  const rows = await owner<{ data: string }[]>`
    select data from platform.log_seg
     where topic = ${`device.${stream}`} limit ${SEGMENTS_READ}`
  const all = rows.flatMap(
    ({ data }) => JSON.parse(data) as (Fact & { data: { batchId: string } })[],
  )
  return [...Map.groupBy(all, ({ data }) => data.batchId).values()].map((batch) => ({
    part: partitionOf(batch[0]!.key),
    at: batch[0]!.at,
    all: batch,
  }))
}

export async function uploaded(
  { house, tokens, of }: Bench,
  more: { ms: number; perSecond?: number },
): Promise<Uploaded> {
  const phones = fork(new URL('upload.ts', import.meta.url), { serialization: 'advanced' })
  const order: UploadOrder = {
    ...{ home: `http://127.0.0.1:${house.port}`, tokens, at: house.clock.now() },
    stream: streamOf(of),
    ...{ batch: BATCH, recordBytes: Number(of.record), level: Number(of.level) },
    ...{ connections: Number(of.connections), ...more },
  }
  try {
    const { promise, resolve, reject } = Promise.withResolvers<Uploaded>()
    phones.once('message', (done) => resolve(done as Uploaded))
    phones.once('exit', (code) => reject(new Error(`the phones ended with ${code}`)))
    phones.send(order)
    return await promise
  } finally {
    phones.kill()
  }
}

/** One run with memory all along; with consumers, until they have handled all of it. */
async function longRun(bench: Bench) {
  const { house, of } = bench
  const ms = of.minutes === undefined ? Number(of.seconds) * 1000 : Number(of.minutes) * 60_000
  await uploaded(bench, { ms: WARM_MS })
  if (of.consumers) await drained(house)
  const memory = memoryWatch()
  const began = performance.now()
  const before = spentBy(bench.data)
  // Offered a little above the bar: what nobody could drink must not stand in the log for ever.
  const perSecond = of.minutes !== undefined ? Number(of.rate) / BATCH : undefined
  const done = await uploaded(bench, { ms, ...(perSecond && { perSecond }) })
  const memoryFigures = memory.ended(of.minutes !== undefined)
  if (of.consumers) await drained(house)
  const seconds = (performance.now() - began) / 1000
  const consumed = done.taken / seconds
  const spent = spentBy(bench.data)
  const readers = of.consumers ? readersOf(streamOf(of)) : []
  const microsEach = (of: keyof Spent) => Math.round((spent[of] - before[of]) / done.taken)
  const busyMicros = microsEach('processMicros') + microsEach('postgresMicros')
  return {
    ...{ taken: done.taken, perSecond: Math.round(done.taken / done.seconds) },
    ...(of.consumers && {
      consumers: readers,
      consumedPerSecond: Math.round(consumed),
      readingsPerSecond: Math.round(consumed * readers.length),
      barePerSecond: Math.round(await bareRate(bench, BARE_MS)),
      ...{ bar: CONSUMERS_BAR, met: consumed >= CONSUMERS_BAR },
      // What the bar takes of the machine, beside the phones; a busy one tells this all the same.
      coresAtBar: Number(((CONSUMERS_BAR * busyMicros) / 1_000_000).toFixed(2)),
    }),
    // Processor time of a record, of the one thread, of all, of the engine: what a busy machine
    // changes least.
    threadMicrosEach: microsEach('threadMicros'),
    processMicrosEach: microsEach('processMicros'),
    postgresMicrosEach: microsEach('postgresMicros'),
    ...memoryFigures,
    refusedAs429: done.refused,
  }
}

async function drained({ log }: House): Promise<void> {
  while (!(await log.drained())) await pause(20)
}

export const readersOf = (stream: Stream): string[] =>
  (device.reactions ?? [])
    .filter(({ topics }) => topics.includes(`device.${stream}`))
    .map(({ name }) => `device.${name}`)

export const linesOf = (figures: object): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name.padEnd(20)} ${Array.isArray(value) ? value.join(' ') : value}`)
    .join('\n')

if (import.meta.main) await run(process.argv.slice(2))
