/** One instance a database (DESIGN §16): the second is told so, in one sentence, and ends. */
import { createConnection, createServer, type AddressInfo } from 'node:net'
import postgres from 'postgres'
import { StartFault } from './start-fault.ts'

const LOCK = 7_236_410
/** The server may take a moment to see that an instance which was killed is gone. */
const TRIES_MAX = 15
const TRY_MS = 200

/**
 * Another instance holds a module of ours: nothing of it may be touched, its server least of all.
 */
export class Taken extends StartFault {}

export type Hold = {
  /** Nobody of the house was there before us: its business clock and sandbox are ours to keep. */
  readonly first: boolean
  /** Lets go, and says whether others of the house go on: the server is then theirs. */
  release(): Promise<boolean>
}

/** No module has a space in its name. */
const CLOCK = 'the clock'

/**
 * Holds the modules on this database until it is released, or until we die: two processes may
 * share a house, each with modules of its own, and never one module.
 */
export async function holdInstance(
  url: string,
  modules: readonly string[],
  folder: string,
): Promise<Hold> {
  const sql = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {} })
  try {
    for (let tries = 1; ; tries++) {
      const taken = await lock(sql, modules)
      if (taken.length === 0) {
        const first = (await lock(sql, [CLOCK])).length === 0
        return { first, release: () => release(sql).finally(() => sql.end({ timeout: 1 })) }
      }
      if (tries === TRIES_MAX) throw new Taken(sentenceOf(taken, modules, folder))
      await new Promise((done) => setTimeout(done, TRY_MS))
    }
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw error
  }
}

/** All of them or none; gives those that are somebody's. */
async function lock(sql: postgres.Sql, modules: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string; held: boolean }[]>`
    select name, pg_try_advisory_lock(${LOCK}::int, hashtext(name)) as held
      from jsonb_array_elements_text(${JSON.stringify(modules)}::text::jsonb) as name`
  const taken = rows.filter(({ held }) => !held).map(({ name }) => name)
  for (const name of rows.filter(({ held }) => held && taken.length > 0).map((row) => row.name)) {
    await sql`select pg_advisory_unlock(${LOCK}::int, hashtext(${name}))`
  }
  return taken
}

async function release(sql: postgres.Sql): Promise<boolean> {
  await sql`select pg_advisory_unlock_all()`
  const [row] = await sql<{ others: boolean }[]>`
    select exists (
      select from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.classid = ${LOCK}::int and l.granted
         and d.datname = current_database()) as others`
  return row?.others ?? false
}

function sentenceOf(taken: readonly string[], modules: readonly string[], folder: string): string {
  const what = taken.length === modules.length ? 'Dhara' : `Dhara’s ${taken.join(', ')}`
  return `${what} is already running on ${folder}: stop it first, or use its address.`
}

/** A clear sentence before anything is opened, when the port is somebody's. */
export async function checkPort(port: number): Promise<void> {
  if (port === 0) return
  for (const host of ['127.0.0.1', '::1']) {
    if (await answers(port, host)) {
      throw new StartFault(`Port ${port} is taken: end what runs there, or set PORT to another.`)
    }
  }
}

const answers = (port: number, host: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection({ port, host })
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })

/** A port nobody has, for port 0: our address must be known before the doors open. */
export const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
