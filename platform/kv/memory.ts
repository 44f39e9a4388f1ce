/**
 * The embedded engine of `kv`: a map in this process, kept over a clean stop by a snapshot.
 *
 * Values are held as JSON text, so that a reader never shares an object with a writer: the same as
 * it would be across a socket. Expiry is lazy; a bound on entries evicts the oldest first. What
 * stands under a `secretKey` is left out of the snapshot.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SECRET, type Kv } from './index.ts'

export type Wall = { nowMs(): number }
export type MemoryKv = Kv & {
  /** Writes the snapshot, if there is a file for it. */
  close(): Promise<void>
}

type Entry = { readonly text: string; readonly untilMs: number }

const ENTRIES_MAX = 200_000
/** Expired entries looked for at each write, so that sweeping never stalls anyone. */
const SWEEP_EACH_WRITE = 4

/** Opens the map; `file` is read if present, and again written by `close`. */
export function openMemoryKv(options: {
  wall: Wall
  file?: string
  entriesMax?: number
}): MemoryKv {
  const { wall, file, entriesMax = ENTRIES_MAX } = options
  const entries = file === undefined ? new Map<string, Entry>() : restored(file)
  let sweeper = entries.entries()

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (entry === undefined || entry.untilMs > wall.nowMs()) return entry
    entries.delete(key)
    return undefined
  }
  const sweep = () => {
    for (let i = 0; i < SWEEP_EACH_WRITE; i++) {
      const next = sweeper.next()
      if (next.done) return void (sweeper = entries.entries())
      if (next.value[1].untilMs <= wall.nowMs()) entries.delete(next.value[0])
    }
  }
  const put = (key: string, text: string, untilMs: number) => {
    sweep()
    entries.delete(key) // So that a rewritten key counts as young.
    entries.set(key, { text, untilMs })
    for (const oldest of entries.keys()) {
      if (entries.size <= entriesMax) break
      entries.delete(oldest)
    }
  }
  const until = (ttlMs?: number) => (ttlMs === undefined ? Infinity : wall.nowMs() + ttlMs)

  return {
    get: async <T>(key: string) => {
      const entry = live(key)
      return entry === undefined ? undefined : (JSON.parse(entry.text) as T)
    },
    set: async (key, value, ttlMs) => put(key, JSON.stringify(value), until(ttlMs)),
    increment: async (key, by, ttlMs) => {
      const entry = live(key)
      const sum = Number(entry?.text ?? 0) + by
      if (!Number.isFinite(sum)) throw new TypeError(`kv: ${key} is not a counter`)
      put(key, String(sum), entry?.untilMs ?? until(ttlMs))
      return sum
    },
    setIfAbsent: async (key, value, ttlMs) => {
      if (live(key) !== undefined) return false
      put(key, JSON.stringify(value), until(ttlMs))
      return true
    },
    delete: async (...keys) => keys.forEach((key) => entries.delete(key)),
    held: async () => ({ entries: entries.size, bytes: bytesOf(entries) }),
    close: async () => (file === undefined ? undefined : save(file, entries, wall.nowMs())),
  }
}

function bytesOf(entries: ReadonlyMap<string, Entry>): number {
  let bytes = 0
  for (const [key, { text }] of entries) bytes += key.length + text.length
  return bytes
}

/** A snapshot that can't be read is no loss: all of it is made again from facts. */
function restored(file: string): Map<string, Entry> {
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as [string, string, number | null][]
    rmSync(file) // Read once: after a crash an old one must not bring back what was spent since.
    return new Map(rows.map(([key, text, ms]) => [key, { text, untilMs: ms ?? Infinity }]))
  } catch {
    return new Map()
  }
}

function save(file: string, entries: Map<string, Entry>, nowMs: number): void {
  const rows = [...entries]
    .filter(([key, entry]) => entry.untilMs > nowMs && !key.startsWith(SECRET))
    .map(([key, { text, untilMs }]) => [key, text, untilMs === Infinity ? null : untilMs])
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, JSON.stringify(rows), { mode: 0o600 })
  renameSync(`${file}.part`, file)
}
