/**
 * `npm run bench -- log`: the log beside the machine's own limits (DESIGN §14, issue 2 "Bars").
 *
 * Bare is the same SQL and driver outside the port with the same batch; the two alternate and
 * medians of 5 are compared. `--seconds N` shortens the open-loop run, `--json` prints the figures.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { instantOf } from '#kernel/dates'
import { on, onBatch, partitionOf, type Fact, type Log } from '#platform/log'
import type { Tx } from '#platform/sql'
import { columnsOf, insertSegments, type Draft } from '../platform/log/segments.ts'
import { facts, NOTE, openHouse, Paid, type House } from './house.ts'
import { alternating, quantile, type Ratio } from './ratio.ts'

const BATCH = 500
const CONNECTIONS = 4
const ROUND_MS = 1500
const OFFERED_PER_SECOND = 500

export async function run(args: readonly string[]): Promise<object> {
  const house = await openHouse()
  const json = args.includes('--json')
  const seconds = Number(args[args.indexOf('--seconds') + 1]) || 60
  const only = args.find((arg) => !arg.startsWith('-') && Number.isNaN(Number(arg)))
  const bars = [
    { name: 'append', bar: 0.8, run: () => appendRatio(house) },
    { name: 'read-and-parse', bar: 0.7, run: () => readRatio(house) },
    { name: 'commit-alone', bar: 0.8, run: () => businessRatio(house, false) },
    { name: 'business-transaction', bar: 0.65, run: () => businessRatio(house, true) },
  ]
  const figures: { [name: string]: object } = {}
  try {
    for (const { name, bar, run: measure } of bars) {
      if (only && only !== name) continue
      const ratio = await measure()
      figures[name] = { ...ratio, bar, met: ratio.ratio >= bar }
      if (!json) console.log(line(name, ratio, bar))
    }
    if (!only || only === 'latency') {
      const latency = await latencies(house, seconds)
      figures['commit-to-reaction'] = { ...latency, bar: 50, met: latency.p99Ms <= 50 }
      if (!json) {
        const { p50Ms, p99Ms, count } = latency
        console.log(
          `commit → reaction   p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms (bar 50)`,
        )
        console.log(`                    ${count} facts at ${OFFERED_PER_SECOND}/s, ${seconds} s`)
      }
    }
  } finally {
    await house.close()
  }
  return figures
}

const line = (name: string, { bare, ours, ratio }: Ratio, bar: number): string =>
  `${name.padEnd(22)}${ratio.toFixed(2)} of bare (bar ${bar})   ` +
  `${Math.round(ours)}/s beside ${Math.round(bare)}/s`

/** As many as fit into the round's time, on several connections at once; a second's worth. */
async function rateOf(each: number, act: () => Promise<unknown>, after?: () => Promise<unknown>) {
  const began = performance.now()
  let done = 0
  const lane = async () => {
    while (performance.now() - began < ROUND_MS) {
      await act()
      done += each
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  await after?.()
  return (done / (performance.now() - began)) * 1000
}

async function appendRatio({ db, log }: House): Promise<Ratio> {
  const batch = facts('bulk', BATCH)
  const port = log([])
  await port.append(batch)
  const bare = async () => {
    const drafts = new Map<number, Draft & { all: object[] }>()
    for (const fact of batch) {
      const part = partitionOf(fact.key)
      const bare = { topic: 'bulk', part, lines: [], said: [], size: 0 }
      const own = { ...bare, from: fact.at, to: fact.at, all: [] }
      const draft = drafts.get(part) ?? own
      drafts.set(part, draft)
      draft.all.push(fact)
      draft.lines.push('')
    }
    const round = [...drafts.values()]
    const texts = round.map((draft) => JSON.stringify(draft.all))
    await insertSegments(db.owner, columnsOf(round, texts), instantOf(Date.now()))
  }
  return alternating(
    () => rateOf(BATCH, bare),
    () => rateOf(BATCH, () => port.append(batch)),
  )
}

const PAGE_SEGMENTS = 50

async function readRatio({ db, log }: House): Promise<Ratio> {
  const port = log([])
  const batch = facts('lake', 4 * BATCH)
  for (let i = 0; i < 25; i++) await port.append(batch)
  const bare = async () => {
    let read = 0
    for (let part = 0; part < 16; part++) {
      for (let from = 0; ;) {
        const rows = await db.owner<{ base: number; n: number; data: string }[]>`
          select base, n, data from platform.log_seg
           where topic = 'lake' and part = ${part} and base >= ${from}
           order by base limit ${PAGE_SEGMENTS}`
        for (const row of rows) read += (JSON.parse(row.data) as Fact[]).length
        const last = rows.at(-1)
        if (!last) break
        from = last.base + last.n
      }
    }
    return read
  }
  const ours = async () => {
    let read = 0
    for (let part = 0; part < 16; part++) {
      for (let from = '0'; ;) {
        const page = await port.read({ topic: 'lake', part, from, max: 50_000 })
        if (page.facts.length === 0) break
        read += page.facts.length
        from = page.next
      }
    }
    return read
  }
  const rate = async (act: () => Promise<number>) => {
    const began = performance.now()
    return ((await act()) / (performance.now() - began)) * 1000
  }
  return alternating(
    () => rate(bare),
    () => rate(ours),
  )
}

/** Four statements of business, with and without one fact emitted. */
async function businessRatio(house: House, withConsumer: boolean): Promise<Ratio> {
  const { db } = house
  const business = (emits: boolean) => () =>
    db.transact('alpha', {}, async (open) => {
      const tx = open.tx({ actor: { kind: 'module', id: 'alpha' } })
      const loan = Math.floor(Math.random() * 10_000)
      await tx.sql`select owed from loan where id = ${loan} for update`
      await tx.sql`insert into receipt (loan, amount) values (${loan}, 100)`
      await tx.sql`update loan set owed = owed - 100, moved = moved + 100 where id = ${loan}`
      await tx.sql`select sum(amount) from receipt where loan = ${loan} and id < 10`
      if (emits) await tx.emit(`cus_${loan}`, [Paid({ n: loan, note: NOTE })])
    })
  const clear = () => db.owner`truncate platform.outbox`
  if (!withConsumer) {
    return alternating(
      async () => (await clear(), rateOf(1, business(false))),
      async () => (await clear(), rateOf(1, business(true))),
    )
  }
  await clear()
  const log = house.log([onBatch(Paid, 'total', totals)])
  await log.start()
  try {
    return await alternating(
      () => rateOf(1, business(false)),
      () => rateOf(1, business(true), () => atRest(log)),
    )
  } finally {
    await log.stop()
  }
}

/** A projection, set-based as the design has it: what a batch adds to each customer's sum. */
async function totals(all: readonly Fact[], tx: Tx): Promise<void> {
  const sums = new Map<string, number>()
  for (const { key } of all) sums.set(key, (sums.get(key) ?? 0) + 100)
  const keys = [...sums.keys()].toSorted()
  await tx.sql`
    insert into total as t (key, sum)
    select key, sum from unnest(
      string_to_array(${keys.join(' ')}::text, ' '),
      string_to_array(${keys.map((key) => sums.get(key)).join(' ')}::text, ' ')::bigint[]
    ) as line (key, sum)
    on conflict (key) do update set sum = t.sum + excluded.sum`
}

async function total(fact: Fact, tx: Tx): Promise<void> {
  await tx.sql`
    insert into total as t (key, sum) values (${fact.key}, 100)
    on conflict (key) do update set sum = t.sum + 100`
}

async function atRest(log: Log): Promise<void> {
  while (!(await log.drained())) await pause(2)
}

/** Open loop: facts are written on schedule, whether or not the earlier ones were handled. */
async function latencies({ db, log: open }: House, seconds: number) {
  const committed = new Map<string, number>()
  const waited: number[] = []
  const reacted = async (fact: Fact, tx: Tx) => {
    await total(fact, tx)
    const at = committed.get(fact.key)
    waited.push(at === undefined ? 0 : performance.now() - at)
  }
  const log = open([on(Paid, 'latency', reacted)])
  await log.start()
  await atRest(log)
  waited.length = 0
  const write = async (n: number) => {
    const key = `cus_latency_${n}`
    await db.transact('alpha', {}, async (held) => {
      await held.tx({ actor: { kind: 'module', id: 'alpha' } }).emit(key, [Paid({ n, note: NOTE })])
    })
    committed.set(key, performance.now())
  }
  const began = performance.now()
  const writing: Promise<void>[] = []
  for (let n = 0; n < seconds * OFFERED_PER_SECOND;) {
    const due = ((performance.now() - began) / 1000) * OFFERED_PER_SECOND
    while (n < due) writing.push(write(n++))
    await pause(1)
  }
  await Promise.all(writing)
  await atRest(log)
  await log.stop()
  return { count: waited.length, p50Ms: quantile(waited, 0.5), p99Ms: quantile(waited, 0.99) }
}

if (import.meta.main) {
  const figures = await run(process.argv.slice(2))
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
}
