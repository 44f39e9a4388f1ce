/** Facts back out of the lake: for readers of the log behind the days kept, and for people. */
import type { Fact } from '#kernel/contract'
import { businessDateOf, msOf, type Instant } from '#kernel/dates'
import { partitionOf, type Cold, type Log } from '#platform/log'
import { OlapFault } from './index.ts'
import type { LakePorts } from './lake.ts'
import { FACT_COLUMNS, factOf } from './lake-columns.ts'
import { heads, holding, listed } from './manifest.ts'
import { literal, parquet } from './question.ts'

const WORK_MS_MAX = 120_000
/** The newest facts of one customer that a page shows. */
const HISTORY_MAX = 2000
const PAGE = 1000

/** The log's cold end: dense, in order, as it was appended. */
export function coldOf(ports: Pick<LakePorts, 'owner' | 'olap'>): Cold {
  const { owner, olap } = ports
  const read: Cold['read'] = async (place, from, max) => {
    const names = await holding(owner, place, from, from + max)
    const where = `part = ${place.part} and log_offset >= ${from} and log_offset < ${from + max}`
    const found = await factsWhere(olap, names, where, 'log_offset').catch((fault: unknown) => {
      if (fault instanceof OlapFault && fault.reason === 'too-big' && max > 1) return undefined
      throw fault
    })
    if (found === undefined) return read(place, from, Math.ceil(max / 4))
    const hole = found.findIndex(({ offset }, i) => offset !== from + i)
    const dense = hole < 0 ? found : found.slice(0, hole)
    if (dense.length > 0) return { base: from, text: JSON.stringify(dense.map((one) => one.fact)) }
    throw new Error(`${place.topic}/${place.part} lacks offset ${from}, in the log and in the lake`)
  }
  return { read, since: (topics, at) => coldSince(ports, topics, at) }
}

async function factsWhere(
  olap: LakePorts['olap'],
  names: readonly string[],
  where: string,
  order: string,
  limit?: number,
): Promise<{ offset: number; fact: Fact }[]> {
  if (names.length === 0) return []
  const source = parquet(names.map((name) => olap.path(name)))
  const cut = limit === undefined ? '' : `limit ${limit}`
  const sql = `select ${FACT_COLUMNS} from ${source} where ${where} order by ${order} ${cut}`
  const { rows } = await olap.work({ sql: [sql], timeoutMs: WORK_MS_MAX })
  return rows.map(factOf)
}

/** Only partitions whose first such fact was dropped from the warm log. */
async function coldSince(
  { owner, olap }: Pick<LakePorts, 'owner' | 'olap'>,
  topics: readonly string[],
  at: Instant,
): ReturnType<Cold['since']> {
  const cold = await owner<{ topic: string; part: number; next: number }[]>`
    select topic, part, next from platform.log_cold`
  const wanted = cold.filter(({ topic }) => topics.length === 0 || topics.includes(topic))
  if (wanted.length === 0) return []
  const names = [...new Set(wanted.map(({ topic }) => topic))]
  const files = await listed(owner, { topics: names, from: businessDateOf(at) })
  if (files.length === 0) return []
  const sql = `select topic, part, min(log_offset)
    from ${parquet(files.map((file) => olap.path(file.name)))}
    where event_at >= timestamptz ${literal(at)} group by all`
  const { rows } = await olap.work({ sql: [sql], timeoutMs: WORK_MS_MAX })
  return rows.flatMap(([topic, part, offset]) => {
    const place = wanted.find((one) => one.topic === topic && one.part === part)
    const isCold = place !== undefined && (offset as number) < Number(place.next)
    return isCold ? [{ topic: place.topic, part: place.part, offset: offset as number }] : []
  })
}

export type HistoryAsk = {
  /** Of one person: more than one where records were merged. */
  readonly customerIds: readonly string[]
  readonly from: Instant
  readonly to: Instant
  readonly max?: number
}
export type History = {
  readonly facts: readonly { readonly fact: Fact; readonly tier: 'warm' | 'cold' }[]
  /** There were more than asked for: the latest of them are here. */
  readonly more: boolean
}

/**
 * A person's facts recorded between two business instants, across the tiers, each once, in the
 * order they were recorded. The lake has every offset before its head, the log all from there on.
 */
export async function historyOf(
  { owner, olap }: Pick<LakePorts, 'owner' | 'olap'>,
  log: Pick<Log, 'read' | 'heads'>,
  { customerIds, from, to, max = HISTORY_MAX }: HistoryAsk,
): Promise<History> {
  const parts = new Set(customerIds.map((id) => partitionOf(id)))
  // The heads first: a file listed after them holds offsets the log is then not asked for twice.
  const stood = (await heads(owner)).filter((one) => parts.has(one.part))
  const taken = new Map(stood.map(({ topic, part, next }) => [`${topic}/${part}`, next]))
  const files = await listed(owner, { from: businessDateOf(from), to: businessDateOf(to) })
  const upTo = stood.map(
    ({ topic, part, next }) =>
      `(topic = ${literal(topic)} and part = ${part} and log_offset < ${next})`,
  )
  const where = `customer_id in (${customerIds.map(literal).join()})
    and event_at between timestamptz ${literal(from)} and timestamptz ${literal(to)}
    and (${upTo.join(' or ') || 'false'})`
  const names = files.map((file) => file.name)
  const cold = await factsWhere(olap, names, where, 'event_at desc, id desc', max + 1)
  const warm: Fact[] = []
  for (const head of await log.heads()) {
    const { topic, part } = head
    if (!parts.has(part)) continue
    const start = taken.get(`${topic}/${part}`) ?? 0
    for await (const fact of factsFrom(log, { topic, part }, start, Number(head.next))) {
      const isIn = msOf(fact.at) >= msOf(from) && msOf(fact.at) <= msOf(to)
      if (customerIds.includes(fact.key) && isIn) warm.push(fact)
    }
  }
  const all = [
    ...cold.map(({ fact }) => ({ fact, tier: 'cold' as const })),
    ...warm.map((fact) => ({ fact, tier: 'warm' as const })),
  ].sort((a, b) => (orderOf(a.fact) < orderOf(b.fact) ? -1 : 1))
  return { facts: all.slice(-max), more: all.length > max }
}

const orderOf = ({ at, id }: Fact): string => `${at} ${id}`

async function* factsFrom(
  log: Pick<Log, 'read'>,
  place: { topic: string; part: number },
  from: number,
  to: number,
): AsyncGenerator<Fact> {
  for (let at = from; at < to;) {
    const page = await log.read({ ...place, from: String(at), max: PAGE })
    if (page.facts.length === 0) return
    for (const { fact } of page.facts) yield fact
    at = Number(page.next)
  }
}
