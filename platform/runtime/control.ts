/**
 * The control socket of a running house: `DHARA_DATA/control.sock`, for the person who owns the
 * folder and nobody else (0600). One request a connection, JSON lines:
 *
 *     → {"command":"parked","args":["list"]}
 *     ← {"text":"…","data":{…}}   as often as there is something to say
 *     ← {"code":0}                and the connection ends
 */
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { StartFault } from './start-fault.ts'

/** A line for people, and the same for programs. */
export type Said = { readonly text: string; readonly data?: unknown }
export type Say = (text: string, data?: unknown) => void
/** Does a command inside the house and gives its exit code. */
export type Errand = (args: readonly string[], say: Say) => Promise<number>

/** The systems' limit for a socket's path, less one. */
const PATH_BYTES_MAX = 103
const REQUEST_CHARS_MAX = 256 * 1024

/** Where the socket of a data folder lies: inside it, unless its path is too long for a socket. */
export function socketOf(folder: string): string {
  const path = join(folder, 'control.sock')
  if (Buffer.byteLength(path) <= PATH_BYTES_MAX) return path
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join(tmpdir(), `dhara-${name}`, 'control.sock')
}

/** Who still waits for an answer when the house stops is cut off, and told so by that. */
const CLOSE_MS_MAX = 500

/** Listens until the returned function is called. */
export async function openControl(
  folder: string,
  errands: { readonly [command: string]: Errand },
): Promise<() => Promise<void>> {
  const path = socketOf(folder)
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  rmSync(path, { force: true }) // One that kill -9 left; the database says that we are alone.
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket.once('close', () => open.delete(socket)))
    void serve(socket, errands)
  })
  const before = process.umask(0o177)
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed)
      server.listen(path, done)
    })
  } finally {
    process.umask(before)
  }
  chmodSync(path, 0o600)
  return () =>
    new Promise((done) => {
      const cut = () => open.forEach((socket) => socket.destroy())
      const patience = setTimeout(cut, CLOSE_MS_MAX)
      server.close(() => {
        clearTimeout(patience)
        done()
      })
    })
}

async function serve(
  socket: Socket,
  errands: { readonly [command: string]: Errand },
): Promise<void> {
  socket.on('error', () => {}) // They went away; what they asked for goes on.
  const tell = (line: Said | { code: number }) => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`)
  }
  try {
    const { command, args } = await requestIn(socket)
    const errand = Object.hasOwn(errands, command) ? errands[command] : undefined
    if (!errand) throw new Error(`This house does not know the command ${command}.`)
    tell({ code: await errand(args, (text, data) => tell({ text, data })) })
  } catch (error) {
    tell({ text: (error as Error).message })
    tell({ code: 1 })
  }
  socket.end()
}

async function requestIn(socket: Socket): Promise<{ command: string; args: readonly string[] }> {
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('\n')) break
    if (text.length > REQUEST_CHARS_MAX) throw new Error('The request is too long.')
  }
  const asked = JSON.parse(text.slice(0, text.indexOf('\n'))) as { command: string; args: string[] }
  return { command: String(asked.command), args: (asked.args ?? []).map(String) }
}

/** Asks the house that runs on a folder, and gives its exit code. */
export async function throughControl(
  folder: string,
  request: { readonly command: string; readonly args: readonly string[] },
  hear: (said: Said) => void,
): Promise<number> {
  const socket = await reach(folder)
  socket.end(`${JSON.stringify(request)}\n`)
  // A house that is killed ends the connection, or breaks it: the next line is then never read.
  const broken = new Promise<undefined>((done) => socket.once('error', () => done(undefined)))
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  for (;;) {
    const line = await Promise.race([lines.next(), broken])
    if (line === undefined || line.done) break
    const said = JSON.parse(line.value) as Said | { code: number }
    if ('code' in said) return said.code
    hear(said)
  }
  throw new StartFault('The house stopped before it had answered.')
}

/** Whether a house runs on the folder. */
export const houseRunsOn = (folder: string): Promise<boolean> =>
  reach(folder).then(
    (socket) => (socket.destroy(), true),
    () => false,
  )

const reach = (folder: string): Promise<Socket> =>
  new Promise((done, failed) => {
    const socket = createConnection({ path: socketOf(folder), allowHalfOpen: true })
    socket.once('connect', () => done(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EACCES' ? ' that lets you in' : ''
      const cure = 'start one with `npm start`, or name its folder in DHARA_DATA'
      failed(new StartFault(`No house${why} runs on ${folder}: ${cure}.`))
    })
  })
