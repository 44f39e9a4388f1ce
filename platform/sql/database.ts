/**
 * The port `sql` on PostgreSQL: one transaction of a module, from its begin to its commit.
 *
 *   begin ─ work(open) ─ leave + commit (sent together) ─ wake the relay and the timers
 *
 * A query needs neither begin nor commit: each of its statements sees what is committed, as in a
 * transaction of that isolation; its connections refuse to write, and no writer waits for them.
 */
import type postgres from 'postgres'
import { businessDateOf, type Instant } from '#kernel/dates'
import type { Signals } from '../runtime/signals.ts'
import { eventChecks, type KindOf } from './event-checks.ts'
import type { Database, Open, Sql, TransactOptions } from './index.ts'
import { leaving, type Leaving } from './leaving.ts'
import { ownerPool, passwordOf, readPool, rolePool, roleOf, type Pool } from './pool.ts'
import { txOf, type Ports, type Surroundings } from './tx.ts'

export type DatabaseOptions = {
  /** The owner's address; modules log in to the same database under their own roles. */
  readonly url: string
  readonly masterKey: string | Uint8Array
  readonly modules: readonly string[]
  readonly clock: { now(): Instant }
  readonly wall: Surroundings['wall']
  readonly random: Surroundings['random']
  readonly secretFor: Surroundings['secretFor']
  readonly signals: Signals
  readonly ports: Ports
  readonly call: Surroundings['call']
  readonly newId: Surroundings['newId']
  /** What the contracts declare; unknown types go to their module's topic. */
  readonly kindOf?: KindOf
  /** In development and tests: an event that breaks its declaration throws where it is written. */
  readonly checkEvents?: boolean
  readonly poolMax?: number
  readonly ownerPoolMax?: number
}

const POOL_MAX = 4
const OWNER_POOL_MAX = 8
/** Reads are short, and the driver sends several over one connection: two serve a module. */
const READ_POOL_MAX = 2
const ATTEMPTS_MAX = 5
const RETRY_MS = 4
const CLOSE_S_MAX = 5

export function openDatabase(options: DatabaseOptions): Database {
  const { url, masterKey, poolMax = POOL_MAX, ownerPoolMax = OWNER_POOL_MAX } = options
  const owner = ownerPool(url, ownerPoolMax)
  const modules = new Set(options.modules)
  const pools = new Map<string, Pool>()
  const readPools = new Map<string, Pool>()
  const running = new Set<Promise<unknown>>()
  const events = eventChecks(options.kindOf ?? (() => undefined), options.checkEvents ?? false)

  const poolOf = (among: Map<string, Pool>, open: typeof rolePool, max: number, module: string) => {
    const known = among.get(module)
    if (known) return known
    if (!modules.has(module)) throw new TypeError(`no module ${module}`)
    const role = roleOf(module)
    const pool = open(url, role, passwordOf(masterKey, role), max)
    among.set(module, pool)
    return pool
  }
  const once = <T>(module: string, how: TransactOptions, work: (open: Open) => Promise<T>) => {
    const now = options.clock.now()
    const around = {
      ...{ ...options, module, events, leaving: leaving() },
      ...{ now, today: businessDateOf(now) },
    }
    if (how.readOnly && !how.serializable) {
      const max = Math.min(READ_POOL_MAX, poolMax)
      return answerOf(poolOf(readPools, readPool, max, module), around, work)
    }
    return commitOf(poolOf(pools, rolePool, poolMax, module), how, around, work, options.signals)
  }

  return {
    owner,
    transact: (module, how, work) => {
      const result = retried(() => once(module, how, work))
      const settled = result.then(forget, forget).finally(() => running.delete(settled))
      running.add(settled)
      return result
    },
    close: async () => {
      await atMost(CLOSE_S_MAX * 1000, Promise.all(running))
      await Promise.all(
        [owner, ...pools.values(), ...readPools.values()].map((pool) => pool.end({ timeout: 1 })),
      )
    },
  }
}

type Around = Omit<Surroundings, 'sql' | 'alive'>

/** What `work` read; a query that has something to leave behind is none. */
async function answerOf<T>(
  pool: Pool,
  around: Around,
  work: (open: Open) => Promise<T>,
): Promise<T> {
  const { module, leaving } = around
  let over = false
  const alive = () => {
    if (over) throw new Error(`a query of ${module} was used after its end`)
  }
  const sql = guarded(pool, alive)
  try {
    const result = await work({ module, sql, tx: (who) => txOf({ ...around, sql, alive }, who) })
    if (leaving.lines()) throw new TypeError(`a query of ${module} may leave no fact and no timer`)
    return result
  } finally {
    over = true
  }
}

/** One attempt: what `work` returns, once it is committed with all it left behind. */
async function commitOf<T>(
  pool: Pool,
  how: TransactOptions,
  around: Around,
  work: (open: Open) => Promise<T>,
  signals: Signals,
): Promise<T> {
  const { module, leaving } = around
  let over = false
  const alive = () => {
    if (over) throw new Error(`a transaction of ${module} was used after its end`)
  }
  const left: Promise<unknown>[] = []
  try {
    const { result } = await pool.begin(modeOf(how), async (lane) => {
      const sql = guarded(lane, alive)
      const tx: Open['tx'] = (who) => txOf({ ...around, sql, alive }, who)
      leaving.onShare(() => left.push(leave(lane, leaving)))
      const result = await work({ module, sql, tx })
      over = true
      // Not awaited here, so that it travels with the commit. If it fails, the commit that follows
      // it is a rollback to PostgreSQL, and we learn of it below.
      left.push(leave(lane, leaving))
      return { result }
    })
    await Promise.all(left)
    wake(signals, leaving)
    return result as T
  } catch (error) {
    throw (await cause(left)) ?? error
  } finally {
    over = true
  }
}

function leave(lane: postgres.TransactionSql, leaving: Leaving): Promise<unknown> {
  const lines = leaving.lines()
  if (!lines) return Promise.resolve()
  const [topics, parts, keys, counts, bodies, names, timerKeys, dues, timers, cancels] =
    lines as string[]
  const sent = lane`select platform.leave(
    ${topics!}, ${parts!}, ${keys!}, ${counts!}, ${bodies!},
    ${names!}, ${timerKeys!}, ${dues!}, ${timers!}, ${cancels!})`.execute()
  sent.catch(forget) // Whoever awaits it hears of it; nobody else must.
  return sent
}

/** A share that could not leave is why all that came after it failed. */
async function cause(left: readonly Promise<unknown>[]): Promise<unknown> {
  const ends = await Promise.allSettled(left)
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as object] : []))
  return reasons.find((reason) => 'code' in reason && reason.code !== IN_FAILED_TRANSACTION)
}

function wake(signals: Signals, leaving: Leaving): void {
  if (leaving.facts) signals.wake('outbox')
  if (leaving.timers) signals.wake('timers')
}

function modeOf({ serializable, readOnly }: TransactOptions): string {
  const isolation = serializable ? 'isolation level serializable ' : ''
  return `${isolation}${readOnly ? 'read only' : ''}`
}

/** The driver's tag, refused once the transaction is over: no forgotten `await` runs loose. */
function guarded(lane: postgres.ISql<{}>, alive: () => void): Sql {
  const run = (...args: unknown[]) => {
    alive()
    return (lane as unknown as (...args: unknown[]) => unknown)(...args)
  }
  const json = (value: unknown) => lane.json(value as postgres.JSONValue)
  const array = (items: readonly unknown[]) => lane.array(items as never[])
  return Object.assign(run, { json, array }) as unknown as Sql
}

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const IN_FAILED_TRANSACTION = '25P02'
const CHANGED_PLAN = '0A000' // A migration changed a table under a prepared statement.

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= ATTEMPTS_MAX || !isConflict(error)) throw error
      await pause(RETRY_MS * tries * tries)
    }
  }
}

function isConflict(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string }
  if (code === CHANGED_PLAN) return routine === 'RevalidateCachedQuery'
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms)
  })

/** Waits so long and no longer; the timer alone keeps no process alive. */
function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  const end = new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
  return Promise.race([work, end])
}

const forget = (): void => {}
