/** One instance a database (DESIGN §16): the second is told so, in one sentence, and ends. */
import { createConnection, createServer, type AddressInfo } from 'node:net'
import type { Database } from '#platform/sql'
import { StartFault } from './start-fault.ts'

const LOCK = 7_236_410_002

/** Holds the database for as long as the returned function is not called. */
export async function holdInstance(db: Database, folder: string): Promise<() => Promise<void>> {
  const connection = await db.owner.reserve()
  const [row] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as held`
  if (!row?.held) {
    connection.release()
    throw new StartFault(
      `Dhara is already running on ${folder}: stop it first, or use its address.`,
    )
  }
  return async () => {
    await connection`select pg_advisory_unlock(${LOCK})`
    connection.release()
  }
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
