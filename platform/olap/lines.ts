/**
 * Log lines into the lake, as topic `log_lines` beside the facts: read by checkpoint.
 *
 * A file is known by its inode and its first line, so one that was turned over is read on under its
 * new name, and a new file that got a dead one's inode is read from its beginning. Checkpoints move
 * in the transaction that lists the Parquet: a line is there once, whenever the reader dies.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { TransactionSql } from 'postgres'
import { businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import { parquetOf, settle } from './intake.ts'
import type { LakePorts } from './lake.ts'
import { Overtaken, take } from './manifest.ts'

export const LINES_TOPIC = 'log_lines'
const PART = 0
/** Read of all files together in one turn. */
const TURN_BYTES_MAX = 8_000_000
const FIRST_LINE_MAX = 4096
const LINE_MAX = 1_000_000

type Piece = {
  /** Inode and first line: which file it is, whatever it is called. */
  readonly file: string
  readonly from: number
  readonly to: number
  readonly lines: readonly { readonly at: number; readonly text: string }[]
}
type Lines = { readonly lines: number; readonly more: boolean }

/** Takes over what the files hold beyond their checkpoints, the oldest file first. */
export async function takeLines(ports: LakePorts, paths: readonly string[]): Promise<Lines> {
  const { pieces, more } = await piecesOf(ports, paths)
  const all = pieces.flatMap((piece) => piece.lines.map((line) => ({ ...line, file: piece.file })))
  if (all.length === 0) return { lines: 0, more: false }
  const folder = join(ports.scratch, 'lines')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const [head] = await ports.owner<{ next: number }[]>`
    select next from platform.lake_head where topic = ${LINES_TOPIC} and part = ${PART}`
  const first = Number(head?.next ?? 0)
  const now = ports.wall.now()
  const rows = all.map((line) => rowOf(line, now))
  const copy = join(folder, 'lines.ndjson')
  // Short arrays: the engine's longest line bounds what it keeps in memory.
  const chunks = Array.from({ length: Math.ceil(rows.length / 1000) }, (_, i) => i * 1000)
  const text = chunks.map((at) =>
    JSON.stringify({ part: PART, base: first + at, facts: rows.slice(at, at + 1000) }),
  )
  await writeFile(copy, `${text.join('\n')}\n`)
  const dates = rows.map((row) => row.businessDate).sort()
  const between = [dates[0]!, dates.at(-1)!] as const
  const made = await parquetOf(ports, { topic: LINES_TOPIC, copy, folder, between })
  const files = await Promise.all(made.map((one) => settle(ports, one)))
  ports.reached('lines-in-place')
  const move = { topic: LINES_TOPIC, part: PART, first, next: first + rows.length }
  await ports.owner.begin(async (sql) => {
    await take(sql, files, [{ ...move, day: now.slice(0, 10) as LocalDate }], ports.clock.now())
    for (const piece of pieces) await advance(sql, piece, now)
  })
  ports.reached('lines-listed')
  await rm(folder, { recursive: true, force: true })
  return { lines: rows.length, more }
}

/** Moves a file's checkpoint from where it must stand. */
async function advance(
  sql: TransactionSql,
  { file, from, to }: Piece,
  now: Instant,
): Promise<void> {
  const done = await sql`
    insert into platform.lake_tail as t (inode, read, seen_at)
    values (${file}, ${to}, ${now}::text::timestamptz)
    on conflict (inode) do update set read = excluded.read, seen_at = excluded.seen_at
     where t.read = ${from}::bigint`
  if (done.count !== 1) throw new Overtaken(`another reads the file ${file}`)
}

async function piecesOf(
  { owner }: LakePorts,
  paths: readonly string[],
): Promise<{ pieces: Piece[]; more: boolean }> {
  const marks = await owner<{ inode: string; read: number }[]>`
    select inode, read from platform.lake_tail`
  const readTo = new Map(marks.map(({ inode, read }) => [inode, Number(read)]))
  const pieces: Piece[] = []
  let room = TURN_BYTES_MAX
  for (const path of paths) {
    if (room <= 0) return { pieces, more: true }
    const piece = await pieceOf(path, readTo, room)
    if (!piece) continue
    pieces.push(piece)
    room -= piece.to - piece.from
  }
  return { pieces, more: room <= 0 }
}

/** Whole lines of one file beyond its checkpoint; undefined when there is none, or no file. */
async function pieceOf(
  path: string,
  readTo: ReadonlyMap<string, number>,
  room: number,
): Promise<Piece | undefined> {
  const handle = await open(path, 'r').catch(() => undefined)
  if (!handle) return undefined // It was turned over between the listing and now.
  try {
    const file = await nameOf(handle)
    if (file === undefined) return undefined
    const from = readTo.get(file) ?? 0
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(room), 0, room, from)
    const bytes = buffer.subarray(0, bytesRead)
    const end = bytes.lastIndexOf(10) + 1
    if (end > 0) return { file, from, to: from + end, lines: linesIn(bytes.subarray(0, end), from) }
    // A line that never ends would stop the file for good: what is too long is left out.
    return bytesRead > LINE_MAX ? { file, from, to: from + bytesRead, lines: [] } : undefined
  } finally {
    await handle.close()
  }
}

async function nameOf(handle: FileHandle): Promise<string | undefined> {
  const { ino } = await handle.stat({ bigint: true })
  const { buffer, bytesRead } = await handle.read(
    Buffer.alloc(FIRST_LINE_MAX),
    0,
    FIRST_LINE_MAX,
    0,
  )
  const bytes = buffer.subarray(0, bytesRead)
  const end = bytes.indexOf(10)
  if (end < 0 && bytesRead < FIRST_LINE_MAX) return undefined
  const first = bytes.subarray(0, end < 0 ? bytesRead : end)
  return `${ino}:${createHash('sha256').update(first).digest('hex').slice(0, 16)}`
}

function linesIn(bytes: Buffer, from: number): { at: number; text: string }[] {
  const lines: { at: number; text: string }[] = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at)
    if (end > at) lines.push({ at: from + at, text: bytes.toString('utf8', at, end) })
    at = end + 1
  }
  return lines
}

/** A line as a row of the lake: what is no JSON is kept as its text. */
function rowOf({ file, at, text }: { file: string; at: number; text: string }, now: Instant) {
  const data = parsed(text)
  const told = typeof data['at'] === 'string' && ISO.test(data['at']) ? data['at'] : now
  const part = typeof data['part'] === 'string' ? data['part'] : 'house'
  return {
    ...{ rx: now, id: `lin_${file}:${at}`, type: 'log.line', v: 1, at: told as Instant },
    businessDate: businessDateOf(told as Instant),
    actor: { kind: 'module', id: part },
    data,
  }
}

const ISO = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const data = JSON.parse(text) as unknown
    if (typeof data === 'object' && data !== null) return data as { [name: string]: unknown }
  } catch {
    // Below.
  }
  return { text: text.slice(0, LINE_MAX) }
}

/** The files of a log that is turned over, the oldest first; those that are there. */
export async function filesOf(path: string, keep: number): Promise<string[]> {
  const names = Array.from({ length: keep + 1 }, (_, i) =>
    i === keep ? path : path.replace(/(\.\w+)$/, `.${keep - i}$1`),
  )
  const there = await Promise.all(
    names.map((name) =>
      stat(name).then(
        () => true,
        () => false,
      ),
    ),
  )
  return names.filter((_, i) => there[i])
}
