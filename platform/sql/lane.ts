/**
 * One transaction on a reserved connection, in as few round trips as it can be: `begin` travels with
 * the first statement, what leaves travels with the commit. (The driver's own `begin` waits for each.)
 */
import type postgres from 'postgres'
import type { Pool } from './pool.ts'

/** The driver's reserved connection while a transaction is open on it. */
export type Lane = postgres.ReservedSql

export type Work<T> = (lane: Lane, alive: () => void) => Promise<T>

/**
 * Runs `work`, then `last` and the commit together. `alive` throws once the transaction is over or
 * its connection is gone: a statement must never run outside of it.
 */
export async function transacted<T>(
  pool: Pool,
  mode: string,
  name: string,
  work: Work<T>,
  last: (lane: Lane) => Promise<unknown> | undefined,
): Promise<T> {
  const lane = await pool.reserve()
  const line = watched(lane, `begin ${mode}`)
  let over = false
  const alive = () => {
    if (over) throw new Error(`a transaction of ${name} was used after its end`)
    if (line.lost) throw line.lost
  }
  try {
    const result = await work(lane, alive)
    alive()
    over = true
    // Both are on their way before either answers. If `last` fails, the commit is a rollback.
    const left = last(lane)
    const commit = lane.unsafe('commit').execute()
    commit.catch(forget)
    await line.begun
    await left
    const { command } = await commit
    if (command !== 'COMMIT')
      throw new Error(`a transaction of ${name} was rolled back: a statement of it had failed`)
    return result
  } catch (error) {
    over = true
    if (!line.lost) await lane.unsafe('rollback').catch(forget)
    throw error
  } finally {
    over = true
    // A lost connection is the pool's again already; giving it back would put a dead one in use.
    if (!line.lost) lane.release()
    line.unwatch()
  }
}

/** The driver tells of a closed connection only on the connection itself (`begin` uses it so). */
type Connection = { onclose: ((error: Error) => void) | null }

function watched(lane: Lane, begin: string) {
  const line: { lost?: Error; connection?: Connection } = {}
  const onexecute = (connection: Connection) => {
    line.connection = connection
    connection.onclose = (error) => {
      line.lost = error
    }
    return true
  }
  const begun = lane.unsafe(begin, [], { onexecute } as postgres.UnsafeQueryOptions).execute()
  // Nothing but a lost connection fails `begin` alone, and then every statement fails with it.
  begun.catch(forget)
  return {
    begun,
    get lost() {
      return line.lost
    },
    unwatch: () => {
      if (line.connection) line.connection.onclose = null
    },
  }
}

const forget = (): void => {}
