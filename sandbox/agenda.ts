/**
 * What the outside world will do and when: settle a payout, send a webhook, wake a person. Items
 * are done minute by minute: subjects side by side, those of one subject in order. No draw depends
 * on who came first, so equal runs are equal. Kept on disk until done.
 */
import type { Clock } from './clock.ts'
import type { Row, Store } from './store.ts'

export type Item = {
  /** Adding an item under a known id moves it. */
  id: string
  atMs: number
  /** Items of one subject are never done at once. */
  subject: string
  kind: string
  data: unknown
}

export type Agenda = {
  add(item: Item): void
  drop(id: string): void
  /** The earliest instant, in business milliseconds. */
  next(): number | undefined
  pending(): number
  /** Does all up to the instant, also what comes up on the way; moves the clock along. */
  advance(toMs: number): Promise<number>
  /** Looks again at clock and list; call it when the clock was set. */
  wake(): void
  close(): Promise<void>
}

const BATCH = 200
const AT_ONCE = 12
const MINUTE_MS = 60_000
const NAP_MS_MAX = 30_000

export type Perform = (item: Item) => Promise<void>

export function openAgenda(store: Store, clock: Clock, perform: Perform): Agenda {
  let timer: NodeJS.Timeout | undefined
  let busy: Promise<unknown> = Promise.resolve()
  let closed = false
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = busy.then(work)
    busy = turn.catch(() => undefined)
    return turn
  }
  const next = (): number | undefined => {
    const row = store.one('select min(at) as at from agenda')
    return typeof row?.at === 'number' ? row.at : undefined
  }
  const wake = (): void => {
    clearTimeout(timer)
    const due = clock.rate() > 0 && !closed ? next() : undefined
    if (due === undefined) return
    const waitMs = Math.max(0, (due - clock.now()) / clock.rate())
    timer = setTimeout(() => void inTurn(live), Math.min(waitMs, NAP_MS_MAX))
  }
  const live = async (): Promise<void> => {
    if (closed || clock.rate() === 0) return
    await abreast(due(store, clock.now(), BATCH), perform)
    wake()
  }
  const advance = async (toMs: number): Promise<number> => {
    let done = 0
    for (;;) {
      const first = next()
      if (first === undefined || first > toMs || closed) break
      // What falls due within a minute is done at its end, side by side.
      const endMs = Math.min(toMs, Math.ceil(first / MINUTE_MS) * MINUTE_MS)
      clock.reach(endMs)
      const items = due(store, endMs, BATCH)
      await abreast(items, perform)
      done += items.length
    }
    clock.reach(toMs)
    wake()
    return done
  }
  return {
    add: (item) => {
      put(store, item)
      wake()
    },
    drop: (id) => void store.run('delete from agenda where id = ?', id),
    next,
    pending: () => Number(store.one('select count(*) as n from agenda')?.n ?? 0),
    advance: (toMs) => inTurn(() => advance(toMs)),
    wake,
    close: async () => {
      closed = true
      clearTimeout(timer)
      await busy
    },
  }
}

const put = (store: Store, item: Item): number =>
  store.run(
    `insert into agenda values (?, ?, ?, ?, ?) on conflict (id) do update set
       at = excluded.at, subject = excluded.subject, kind = excluded.kind, data = excluded.data`,
    item.id,
    Math.floor(item.atMs),
    item.subject,
    item.kind,
    JSON.stringify(item.data),
  )

const due = (store: Store, toMs: number, limit: number): Item[] =>
  store
    .all('select * from agenda where at <= ? order by at, subject, id limit ?', toMs, limit)
    .map(itemOf)

const itemOf = (row: Row): Item => ({
  id: String(row.id),
  atMs: Number(row.at),
  subject: String(row.subject),
  kind: String(row.kind),
  data: JSON.parse(String(row.data)),
})

/** Subjects abreast, the items of one subject in order. */
async function abreast(items: readonly Item[], perform: Perform): Promise<void> {
  const bySubject = [...Map.groupBy(items, (item) => item.subject).values()]
  const worker = async (): Promise<void> => {
    for (let mine = bySubject.shift(); mine; mine = bySubject.shift())
      for (const item of mine) await perform(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
