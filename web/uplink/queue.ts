/**
 * What waits to be sent, kept in the drawer:
 *
 *   gate/<kind>                 open while the person consents
 *   seen/<kind>                 the last mark that was offered
 *   queue/<kind>/<lane>/<mark>  a record
 *   sending/<kind>              the batch under way: its id and its records' names
 *
 * A batch is written down before it is sent, and marked as done before its records are dropped: so
 * wherever the phone dies, the same records go again under the same id, or not at all.
 */
import type { Drawer, Kind, Lane } from './ports.ts'

/** A record and its place in the phone's own order; a mark is offered once. */
export type Item = { readonly mark: number; readonly record: object }

export type Sending = {
  readonly id: string
  readonly lane: Lane
  readonly names: readonly string[]
  readonly isDone?: boolean
}

const BATCH_RECORDS_MAX = 500
/** As characters of JSON; far enough below the door's megabyte for any script. */
const BATCH_CHARACTERS_MAX = 250_000
const PAGE = 1000
const LANES: readonly Lane[] = ['main', 'historical']

const nameOf = (kind: Kind, lane: Lane, mark: number): string =>
  `queue/${kind}/${lane}/${String(mark).padStart(16, '0')}`

export type Queue = ReturnType<typeof queueOf>

export function queueOf(drawer: Drawer, kind: Kind) {
  const [gate, seen] = [`gate/${kind}`, `seen/${kind}`]
  /** The last mark offered, also where the phone died between the records and the note of it. */
  const lastMark = async (): Promise<number> => {
    const queued = await Promise.all(LANES.map((lane) => lastOf(drawer, `queue/${kind}/${lane}/`)))
    return Math.max(Number((await textOf(drawer, seen)) ?? -1), ...queued)
  }
  return {
    ...batchesOf(drawer, kind),
    lastMark,
    isOpen: async () => (await textOf(drawer, gate)) === 'open',
    open: () => drawer.put([[gate, 'open']]),
    /** Nothing that waits may leave any more: all of it goes, only how far it came is kept. */
    shut: async () => {
      const mark = await lastMark()
      await drawer.put([
        [gate, 'shut'],
        [seen, String(mark)],
      ])
      await drawer.drop([`sending/${kind}`])
      for (;;) {
        const page = await drawer.list(`queue/${kind}/`, PAGE)
        if (page.length === 0) return
        await drawer.drop(page.map(([name]) => name))
      }
    },
    add: async (lane: Lane, items: readonly Item[]) => {
      const last = await lastMark()
      const fresh = items.filter(({ mark }) => mark > last).toSorted((a, b) => a.mark - b.mark)
      const top = fresh.at(-1)
      if (!top) return 0
      const entries = fresh.map(
        ({ mark, record }) => [nameOf(kind, lane, mark), JSON.stringify(record)] as const,
      )
      await drawer.put(entries)
      await drawer.put([[seen, String(top.mark)]])
      return fresh.length
    },
  }
}

/** The batch under way, one at a time. */
function batchesOf(drawer: Drawer, kind: Kind) {
  const sending = `sending/${kind}`
  const write = (of: Sending) => drawer.put([[sending, JSON.stringify(of)]])
  const clear = async ({ names }: Sending): Promise<void> => {
    await drawer.drop(names)
    await drawer.drop([sending])
  }
  return {
    /** The one under way, or the next, written down; what happens now goes first. */
    next: async (newId: () => string): Promise<Sending | undefined> => {
      const text = await textOf(drawer, sending)
      const known = text === undefined ? undefined : (JSON.parse(text) as Sending)
      if (known && !known.isDone) return known
      if (known) await clear(known)
      for (const lane of LANES) {
        const names = await cut(drawer, `queue/${kind}/${lane}/`)
        if (names.length === 0) continue
        const fresh = { id: newId(), lane, names }
        await write(fresh)
        return fresh
      }
      return undefined
    },
    /** Its records, as their JSON texts. */
    texts: async ({ names }: Sending): Promise<readonly string[]> => {
      const texts = await Promise.all(names.map((name) => textOf(drawer, name)))
      return texts.filter((text) => text !== undefined)
    },
    /** Another try under another id, of the first so many of its records; the rest waits. */
    renew: (of: Sending, id: string, count: number) =>
      write({ ...of, id, names: of.names.slice(0, count) }),
    done: async (of: Sending) => {
      await write({ ...of, isDone: true })
      await clear(of)
    },
  }
}

async function textOf(drawer: Drawer, name: string): Promise<string | undefined> {
  const found = await drawer.list(name, 1)
  return found.find(([one]) => one === name)?.[1]
}

/** The names of the next batch's records: as many as may go together. */
async function cut(drawer: Drawer, prefix: string): Promise<string[]> {
  const waiting = await drawer.list(prefix, BATCH_RECORDS_MAX)
  let characters = 0
  return waiting.flatMap(([name, text], i) => {
    characters += text.length
    return i === 0 || characters <= BATCH_CHARACTERS_MAX ? [name] : []
  })
}

/** The greatest mark that waits; −1 for none. */
async function lastOf(drawer: Drawer, prefix: string): Promise<number> {
  let last = -1
  const page = await drawer.list(prefix, Number.MAX_SAFE_INTEGER)
  for (const [name] of page) last = Math.max(last, Number(name.slice(prefix.length)))
  return last
}
