/**
 * The lake: the whole log as Parquet files, fresh to some ten seconds (DESIGN §8).
 *
 *   log ─ intake, every 8 s ─▶ small files ─ compaction ─▶ sorted files ─ a year ─▶ cold storage
 *    └──── days that went past the warm time: compared with the files, then dropped
 *
 * One process at a time works on it, under an advisory lock; readers need none.
 */
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Sql } from 'postgres'
import { businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import { daysOf, loop, type Cold, type Log, type Logger } from '#platform/log'
import type { Objects } from '#platform/objects'
import { coldOf, historyOf, type History, type HistoryAsk } from './cold-facts.ts'
import { compact, sweepReplaced } from './compaction.ts'
import { OlapFault, type Olap } from './index.ts'
import { INTAKE_FACTS_MAX, pour, type Poured } from './intake.ts'
import { takeLines } from './lines.ts'
import {
  known,
  listed,
  markCold,
  warmBefore,
  Overtaken,
  type LakeFile,
  type Wanted,
} from './manifest.ts'
import { parquet } from './question.ts'
import { retreat, type Retreat } from './retreat.ts'

export type LakePorts = {
  readonly owner: Sql
  readonly olap: Olap
  readonly objects: Objects
  /** A folder of this process's own, on the disk of `objects` where that is one. */
  readonly scratch: string
  readonly clock: { now(): Instant }
  readonly wall: { now(): Instant }
  /** Told of each step that is done: a test ends the work there, as a crash would. */
  reached(step: string): void
}

export type LakeOptions = Omit<LakePorts, 'reached'> & {
  readonly logger: Logger
  /**
   * Whether business time is being moved, a day in seconds: nobody reads the lake meanwhile, and a
   * round a night would be most of what the machine does. What is put off is done after it.
   */
  readonly hurried?: () => boolean
  readonly reached?: LakePorts['reached']
}

export type Tended = {
  /** Dates and months of a topic that were compacted. */
  readonly compacted: number
  /** Files that are not what was written. */
  readonly altered: readonly string[]
  readonly chilled: number
  /** People the lake knows of, to within two in a hundred. */
  readonly customers: number
  readonly retreats: readonly Retreat[]
  /** The first day of the log that Postgres still has. */
  readonly warmSince?: LocalDate
}

export type Lake = {
  /** Takes over what comes, until `stop`. Only where the archive runs. */
  start(): void
  /** Ends after the step under way. */
  stop(): Promise<void>
  /** Takes over all that the log has now; undefined when another process does. */
  pour(): Promise<Poured | undefined>
  /**
   * The daily round: compacts dates that are over, lets files of dates before `chillBefore` go
   * cold, drops log days whose facts were all recorded before `warmFrom`.
   */
  tend(
    round: { readonly warmFrom: Instant; readonly chillBefore: LocalDate },
    say?: (told: Retreat) => void,
  ): Promise<Tended | undefined>
  /** Removes files a crash left unlisted; `start` does so first. */
  sweep(): Promise<void>
  files(wanted: Wanted): Promise<LakeFile[]>
  history(ask: HistoryAsk, log: Pick<Log, 'read' | 'heads'>): Promise<History>
  /** Takes over the lines of log files; undefined when another process works on the lake. */
  takeLines(paths: readonly string[]): Promise<{ lines: number; more: boolean } | undefined>
  readonly cold: Cold
}

/** A fact is in the lake at most this and an intake after its append. */
const LINGER_MS = 8000
const RETRY_MS = 30_000
const NOTHING_TENDED: Tended = {
  ...{ compacted: 0, altered: [], chilled: 0, customers: 0, retreats: [] },
}
/** Any number, the same in every process. */
const LAKE_LOCK = 723_643
const INTAKES_MAX = 1000
const INTAKE_FACTS_MIN = 4000

export function openLake(options: LakeOptions): Lake {
  const ports: LakePorts = { reached: () => {}, ...options }
  const { owner, objects, logger, hurried = () => false } = options
  mkdirSync(ports.scratch, { recursive: true })
  const alone = exclusive(owner)
  let swept = false

  const turn = async () => {
    if (hurried()) return LINGER_MS
    await alone(async () => {
      if (!swept) await sweepOrphans(ports)
      swept = true
      const { files } = await pourAll(ports)
      if (files > 0) await compact(ports, EVER)
      await sweepReplaced(ports)
    })
    return LINGER_MS
  }
  const working = loop(turn, {
    restMs: LINGER_MS,
    onError: (error, failures) => {
      if (!(error instanceof Overtaken))
        logger.warn({ err: error, failures }, 'the lake stands still')
      return RETRY_MS
    },
  })
  let starting: NodeJS.Timeout | undefined
  return {
    start: () => void (starting = setTimeout(working.wake, LINGER_MS).unref()),
    stop: async () => {
      clearTimeout(starting)
      await working.stop()
      await rm(ports.scratch, { recursive: true, force: true })
    },
    pour: () => alone(() => pourAll(ports)),
    tend: async ({ warmFrom, chillBefore }, say) => {
      if (hurried()) return NOTHING_TENDED
      return alone(async () => {
        await pourAll(ports)
        const { merged, altered } = await compact(ports, businessDateOf(ports.clock.now()))
        await sweepReplaced(ports)
        const gone = await warmBefore(owner, chillBefore)
        // The objects first: what a crash leaves warm in the list is chilled once more, and no file
        // is listed as cold that is not.
        await objects.chill(...gone)
        ports.reached('chilled')
        await markCold(owner, gone)
        const retreats = await retreat(ports, warmFrom, say)
        const customers = await customersIn(ports)
        const [first] = await daysOf(owner)
        return {
          ...{ compacted: merged, customers, altered, chilled: gone.length, retreats },
          ...(first && { warmSince: first.day }),
        }
      })
    },
    sweep: async () => void (await alone(() => sweepOrphans(ports))),
    files: (wanted) => listed(owner, wanted),
    history: (ask, log) => historyOf(ports, log, ask),
    takeLines: (paths) => alone(() => takeLines(ports, paths)),
    cold: coldOf(ports),
  }
}

/** Intake after intake, until the lake has all there is. */
async function pourAll(ports: LakePorts): Promise<Poured> {
  let [facts, files, more] = [0, 0, true]
  let factsMax = INTAKE_FACTS_MAX
  for (let i = 0; more && i < INTAKES_MAX; i++) {
    const poured = await pour(ports, factsMax).catch((fault: unknown) => {
      if (!isTooBig(fault) || factsMax <= INTAKE_FACTS_MIN) throw fault
      return undefined
    })
    if (!poured) {
      factsMax = Math.ceil(factsMax / 4)
      continue
    }
    facts += poured.facts
    files += poured.files
    more = poured.more
  }
  return { facts, files, more }
}

/** Facts can be large: an intake the engine has no memory for is tried again with fewer. */
const isTooBig = (fault: unknown): boolean =>
  fault instanceof OlapFault && fault.reason === 'too-big'

/** No date is over before it: only what is crowded is merged. */
const EVER = '0001-01-01' as LocalDate

/** One at a time: in this process by turns, among processes by the lock, which dies with us. */
function exclusive(owner: Sql) {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T | undefined> => {
    const run = last.then(() => locked(owner, work))
    last = run.catch(() => {})
    return run
  }
}

async function locked<T>(owner: Sql, work: () => Promise<T>): Promise<T | undefined> {
  const session = await owner.reserve()
  try {
    const [row] = await session<
      { ours: boolean }[]
    >`select pg_try_advisory_lock(${LAKE_LOCK}) as ours`
    if (!row?.ours) return undefined
    try {
      return await work()
    } finally {
      await session`select pg_advisory_unlock(${LAKE_LOCK})`
    }
  } finally {
    session.release()
  }
}

const COUNT_MS_MAX = 60_000

/** Everybody has facts of identity. */
async function customersIn({ owner, olap }: LakePorts): Promise<number> {
  const files = await listed(owner, { topics: ['identity'] })
  if (files.length === 0) return 0
  const sql = `select approx_count_distinct(customer_id)
    from ${parquet(files.map((file) => olap.path(file.name)))} where customer_id like 'cus_%'`
  const { rows } = await olap.work({ sql: [sql], timeoutMs: COUNT_MS_MAX })
  return Number(rows[0]?.[0] ?? 0)
}

/** Files no row names: a crash left them between their place and the manifest. */
async function sweepOrphans({ owner, objects }: LakePorts): Promise<void> {
  const names = await known(owner)
  for (let after = ''; ;) {
    const page = await objects.list('lake/', after)
    if (page.length === 0) return
    after = page.at(-1)!.name
    await objects.delete(...page.map((one) => one.name).filter((name) => !names.has(name)))
  }
}
