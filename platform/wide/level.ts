/**
 * The embedded engine of `wide`: LevelDB in a folder of ours, by classic-level.
 *
 * An item stands under `i<table>\0<pk>\0<sk>`: six bytes of when it expires, then its body. One
 * that expires has a line `x<when><key>` too, so that sweeping reads only what is due. A line an
 * overwrite left behind is told by the item itself and goes with the sweep.
 *
 * LevelDB belongs to one process. Of a house in several, the one that runs the module whose tables
 * these are holds it; another that tries is told so. Such a module runs in one process only.
 */
import { mkdirSync } from 'node:fs'
import { msOf } from '#kernel/dates'
import type { ClassicLevel, IteratorOptions } from 'classic-level'
import { StartFault } from '../runtime/start-fault.ts'
import type { Span, Wide, WideItem, WideTable } from './index.ts'
import { checkItem, checkPk, checkSpan, isEmpty, spanOf, tableCheck } from './item.ts'
import { filling } from './page.ts'
import { GROUP_BYTES_MAX, GROUP_ITEMS_MAX, openWriter } from './writer.ts'

export type LevelOptions = {
  readonly folder: string
  /** All there are; another is refused. */
  readonly tables: readonly string[]
  /** The business clock, by which items expire. */
  readonly clock: { nowMs(): number }
}

export type OpenWide = Wide & {
  /** Opens now what else the first call would; throws a `StartFault` with the cure. */
  start(): Promise<void>
  close(): Promise<void>
}

type Db = ClassicLevel<Buffer, Buffer>
type Op =
  | { readonly type: 'put'; readonly key: Buffer; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: Buffer }

const UNTIL_BYTES = 6
/** What a write takes along of what is due, so that nobody waits long for it. */
const SWEEP_EACH_WRITE = 256
const READ_AT_ONCE = 200
const COUNTED_MAX = 10_000
/** The least LevelDB allows: its files are mapped, and what is mapped counts as our memory. */
export const FILES_OPEN_MAX = 74
/**
 * Gathered in memory before a sorted file is made of it. Of LevelDB's own 4 MB so many files come
 * that merging them holds up who writes: with these, half as many again go in (`bench -- wide`).
 */
export const WRITE_BUFFER_BYTES = 8 * 1024 * 1024
/**
 * What a line says whose key is all: one byte, for of an empty value classic-level 3.0.0 frees
 * nothing (`DisposeSliceBuffer`): 32 bytes for each, some 20 MB a minute at 9,000 records/s.
 */
const MARK = Buffer.from([1])

export function openLevel({ folder, tables, clock }: LevelOptions): OpenWide {
  const checkTable = tableCheck(tables)
  let opening: Promise<Db> | undefined
  let closed = false
  /** The first expiry anything is known to have; 0 until it was looked up. */
  let dueMs = 0

  const opened = (): Promise<Db> => {
    if (closed) throw new Error('the wide store is closed')
    opening ??= openFolder(folder).catch((problem: unknown) => {
      opening = undefined
      throw problem
    })
    return opening
  }
  const writer = openWriter<Op>(async (ops) => {
    const db = await opened()
    await db.batch(ops, { sync: true })
  })
  const sweep = (max: number) =>
    writer.alone(async () => {
      const swept = await sweepDue(await opened(), clock.nowMs(), max)
      dueMs = swept.nextMs
      return swept.items
    })
  const putMany = async (table: string, items: readonly WideItem[]) => {
    checkTable(table)
    for (const item of items) checkItem(item)
    for (const { ops, bytes, firstMs } of groupsOf(table, items)) {
      await writer.write(ops, bytes)
      dueMs = Math.min(dueMs, firstMs)
    }
    if (dueMs <= clock.nowMs()) await sweep(SWEEP_EACH_WRITE)
  }

  return {
    engine: 'level',
    putMany,
    range: async (table, pk, wanted) => {
      checkTable(table)
      checkPk(pk)
      const span = spanOf(wanted)
      const page = filling(pk, wanted.limit, clock.nowMs())
      if (!isEmpty(span)) {
        const skAt = keyOf(table, pk, '').length
        await walk(await opened(), { ...between(table, pk, span), reverse: true }, (key, value) =>
          page.add({ sk: key.toString('utf8', skAt), ...valueOf(value) }),
        )
      }
      return page.page()
    },
    deleteRange: async (table, pk, span = {}) => {
      checkTable(table)
      checkPk(pk)
      checkSpan(span)
      return isEmpty(span) ? 0 : deleteBetween(await opened(), between(table, pk, span), writer)
    },
    sweep,
    inspect: async () => {
      const db = await opened()
      return Promise.all(tables.map((table) => measured(db, table)))
    },
    start: async () => void (await opened()),
    close: async () => {
      await writer.drained()
      closed = true
      await (await opening?.catch(() => undefined))?.close()
    },
  }
}

async function openFolder(folder: string): Promise<Db> {
  const { ClassicLevel: Level } = await import('classic-level')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db: Db = new Level(folder, {
    ...{ keyEncoding: 'buffer', valueEncoding: 'buffer' },
    ...{ maxOpenFiles: FILES_OPEN_MAX, writeBufferSize: WRITE_BUFFER_BYTES },
    // Sealed bodies don't get smaller.
    compression: false,
  })
  try {
    await db.open()
    return db
  } catch (problem) {
    throw faultOf(problem, folder)
  }
}

function faultOf(problem: unknown, folder: string): Error {
  const { code, message } = ((problem as Error).cause ?? problem) as Error & { code?: string }
  if (code === 'LEVEL_LOCKED') {
    return new StartFault(
      `The wide store ${folder} is held by another process of the house: let one process run ` +
        'the modules that keep raw records, or set DHARA_WIDE=dynamodb.',
    )
  }
  return new StartFault(
    `The wide store ${folder} can't be opened (${message}): restore the folder, or take it away ` +
      'and replay the reactions that fill it.',
  )
}

type Group = { readonly ops: Op[]; bytes: number; firstMs: number }

/** The items as operations, cut into what one flush takes. */
function groupsOf(table: string, items: readonly WideItem[]): readonly Group[] {
  const groups: Group[] = []
  let [until, untilMs] = [undefined as WideItem['expiresAt'], 0]
  for (const { pk, sk, body, expiresAt } of items) {
    // Neighbours mostly expire together, and reading an instant takes as long as all the rest.
    if (expiresAt !== until) untilMs = expiresAt === undefined ? 0 : msOf(expiresAt)
    until = expiresAt
    const due = dueKey(untilMs, textOf(table, pk, sk))
    const key = due.subarray(1 + UNTIL_BYTES)
    const value = Buffer.allocUnsafe(UNTIL_BYTES + body.length)
    value.writeUIntBE(untilMs, 0, UNTIL_BYTES)
    value.set(body, UNTIL_BYTES)
    let group = groups.at(-1)
    if (!group || group.ops.length >= GROUP_ITEMS_MAX || group.bytes >= GROUP_BYTES_MAX) {
      groups.push((group = { ops: [], bytes: 0, firstMs: Infinity }))
    }
    group.ops.push({ type: 'put', key, value })
    if (untilMs > 0) group.ops.push({ type: 'put', key: due, value: MARK })
    group.bytes += key.length + value.length
    if (untilMs > 0) group.firstMs = Math.min(group.firstMs, untilMs)
  }
  return groups
}

const textOf = (table: string, pk: string, sk: string): string => `i${table}\0${pk}\0${sk}`
const keyOf = (table: string, pk: string, sk: string): Buffer => Buffer.from(textOf(table, pk, sk))

/** The item's own key is the end of it. */
function dueKey(untilMs: number, key: string | Buffer): Buffer {
  const due = Buffer.allocUnsafe(1 + UNTIL_BYTES + Buffer.byteLength(key))
  due.write('x')
  due.writeUIntBE(untilMs, 1, UNTIL_BYTES)
  if (typeof key === 'string') due.write(key, 1 + UNTIL_BYTES)
  else due.set(key, 1 + UNTIL_BYTES)
  return due
}

const untilOf = (value: Buffer, at = 0): number => value.readUIntBE(at, UNTIL_BYTES)
const valueOf = (value: Buffer) => ({ untilMs: untilOf(value), body: value.subarray(UNTIL_BYTES) })

type Bounds = { readonly gte: Buffer; readonly lt: Buffer }

/** A pk has no NUL, so nothing of another's lies between it with NUL and it with the next byte. */
const between = (table: string, pk: string, { from, to }: Span): Bounds => ({
  gte: keyOf(table, pk, from ?? ''),
  lt: to === undefined ? Buffer.from(`i${table}\0${pk}\x01`) : keyOf(table, pk, to),
})

/** Until nothing is left or `take` has had enough: true when it had. */
async function walk(
  db: Db,
  options: IteratorOptions<Buffer, Buffer>,
  take: (key: Buffer, value: Buffer) => boolean,
): Promise<boolean> {
  const iterator = db.iterator(options)
  try {
    for (;;) {
      const entries = await iterator.nextv(READ_AT_ONCE)
      if (entries.length === 0) return false
      for (const [key, value] of entries) if (!take(key, value)) return true
    }
  } finally {
    await iterator.close()
  }
}

/** In bounded passes, each on the disk before the next: an end midway leaves the older ones. */
async function deleteBetween(
  db: Db,
  bounds: Bounds,
  writer: { write(ops: readonly Op[], bytes: number): Promise<void> },
): Promise<number> {
  let { lt } = bounds
  for (let deleted = 0; ;) {
    const ops: Op[] = []
    let items = 0
    const more = await walk(db, { ...bounds, lt, reverse: true }, (key, value) => {
      if (items === GROUP_ITEMS_MAX) return false
      items++
      lt = key
      ops.push(...removal(key, untilOf(value)))
      return true
    })
    if (items > 0) await writer.write(ops, 0)
    deleted += items
    if (!more) return deleted
  }
}

function removal(key: Buffer, untilMs: number): Op[] {
  const item: Op = { type: 'del', key }
  return untilMs > 0 ? [item, { type: 'del', key: dueKey(untilMs, key) }] : [item]
}

/** Removes what is due, with nobody writing: an item put again since is not taken for the old. */
async function sweepDue(
  db: Db,
  nowMs: number,
  max: number,
): Promise<{ items: number; nextMs: number }> {
  const due: Buffer[] = []
  let nextMs = Infinity
  await walk(db, { gte: Buffer.from('x'), lt: Buffer.from('y'), values: false }, (line) => {
    const untilMs = untilOf(line, 1)
    if (untilMs > nowMs || due.length === max) return ((nextMs = untilMs), false)
    due.push(line)
    return true
  })
  if (due.length === 0) return { items: 0, nextMs }
  const values = await db.getMany(due.map((line) => line.subarray(1 + UNTIL_BYTES)))
  const ops: Op[] = []
  let items = 0
  due.forEach((line, at) => {
    const value = values[at]
    ops.push({ type: 'del', key: line })
    if (value === undefined || untilOf(value) !== untilOf(line, 1)) return
    ops.push({ type: 'del', key: line.subarray(1 + UNTIL_BYTES) })
    items++
  })
  await db.batch(ops, { sync: true })
  return { items, nextMs }
}

/** Counted while they are few; beyond that, the space they take by the size of those counted. */
async function measured(db: Db, table: string): Promise<WideTable> {
  const bounds = { gte: Buffer.from(`i${table}\0`), lt: Buffer.from(`i${table}\x01`) }
  let items = 0
  let bytes = 0
  const more = await walk(db, bounds, (key, value) => {
    if (items === COUNTED_MAX) return false
    items++
    bytes += key.length + value.length
    return true
  })
  if (!more) return { table, items, bytes, exact: true }
  const space = Math.max(bytes, await db.approximateSize(bounds.gte, bounds.lt))
  return { table, items: Math.round((space / bytes) * items), bytes: space, exact: false }
}
