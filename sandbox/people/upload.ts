/**
 * A person's phone sending what it may: the uploader that real phones run, over real HTTP, on the
 * agenda. A first full sync soon after consent, then once a week what has come since.
 */
import {
  addDays,
  atTime,
  businessDateOf,
  dayNumber,
  instantOf,
  msOf,
  ofDayNumber,
  type LocalDate,
} from '#kernel/dates'
import { changesOf } from '#web/uplink/apps.ts'
import { gzip } from '#web/uplink/gzip.ts'
import { uplinkOf, type Drawer, type Item, type Uplink } from '#web/uplink/uplink.ts'
import type { Item as Line } from '../agenda.ts'
import { fraction, token } from '../draw.ts'
import type { World } from '../world.ts'
import { appsOn, messagesOf } from './handset.ts'
import { person, type Person } from './person.ts'

const HISTORY_DAYS = 180
const DAY_MS = 24 * 3_600_000
const SOON_MS = 3000
/** At 720 times the pace a phone's wait of two seconds would be over in three milliseconds. */
const PATIENCE_MS = 500
/** Marks of apps: the day, and the change within it. */
const CHANGES_A_DAY = 1000

/** The phone begins to send; a line already there is moved. */
export function beginUploads(world: World, n: number): void {
  const atMs = world.clock.now() + SOON_MS
  const subject = `person-${n}`
  world.agenda.add({ id: `upload:${n}`, atMs, subject, kind: 'upload', data: { n } })
}

/** One round of the phone; puts itself off until the next. Ends where nothing is consented to. */
export async function upload(line: Line, world: World): Promise<void> {
  const { n } = line.data as { n: number }
  const row = world.store.one('select state from life where person = ?', n)
  // Whoever has left has removed the app, and with it the phone's leave to send.
  const {
    left,
    token: session,
    shopsSince,
  } = JSON.parse(String(row?.state ?? '{"left":"unknown"}'))
  if (left !== undefined || world.home === '') return
  const who = person(world.seed, n)
  const uplink = phoneUplink(world, who, session)
  await uplink.askConsents()
  if (await uplink.isOpen('sms')) await offerMessages(uplink, world, who, shopsSince)
  if (await uplink.isOpen('apps')) await offerApps(uplink, world, who, shopsSince)
  const rest = await uplink.flush()
  const isOpen = (await uplink.isOpen('sms')) || (await uplink.isOpen('apps'))
  if (rest.rest === 'empty' && session !== undefined && !isOpen) return
  const nowMs = world.clock.now()
  const untilMs = rest.rest === 'wait' ? rest.untilMs : nextRoundMs(world, who, rest.rest)
  const againMs = Math.max(untilMs - nowMs, PATIENCE_MS * world.clock.rate())
  world.agenda.add({ ...line, atMs: Math.max(line.atMs, nowMs) + againMs })
}

/** In the evening, on the person's own day of the week. */
function nextRoundMs(world: World, who: Person, rest: 'empty' | 'signed-out'): number {
  if (rest === 'signed-out') return world.clock.now() + DAY_MS
  const today = world.clock.today()
  const days = (((who.n - dayNumber(today) - 1) % 7) + 7) % 7
  return msOf(atTime(addDays(today, 1 + days), '20:30'))
}

function phoneUplink(world: World, who: Person, session: string | undefined): Uplink {
  let serial = 0
  const words = [world.seed, who.n, world.clock.now()] as const
  return uplinkOf({
    ...{ home: world.home, drawer: drawerOf(world, who.n), pack: gzip, fetch },
    nowMs: world.clock.now,
    chance: () => fraction(...words, 'upload', 'wait'),
    newBatchId: () => token('batch', ...words, serial++),
    token: () => session,
  })
}

async function offerMessages(
  uplink: Uplink,
  world: World,
  who: Person,
  shopsSince?: LocalDate,
): Promise<void> {
  const nowMs = world.clock.now()
  const lastMs = await uplink.lastMark('sms')
  const isFirst = lastMs < 0
  const today = world.clock.today()
  const from = isFirst ? addDays(today, -HISTORY_DAYS) : businessDateOf(instantOf(lastMs))
  const items = messagesOf(world.seed, who, from, today, shopsSince)
    .filter(({ atMs }) => atMs > lastMs && atMs <= nowMs)
    .map(({ atMs, ...said }): Item => ({ mark: atMs, record: { ...said, at: instantOf(atMs) } }))
  await uplink.offer('sms', items, isFirst ? 'historical' : 'main')
}

async function offerApps(
  uplink: Uplink,
  world: World,
  who: Person,
  shopsSince?: LocalDate,
): Promise<void> {
  const today = world.clock.today()
  const last = await uplink.lastMark('apps')
  const before = last < 0 ? undefined : ofDayNumber(Math.floor(last / CHANGES_A_DAY))
  if (before !== undefined && before >= today) return
  const at = instantOf(world.clock.now())
  const seen = (on: typeof today) => appsOn(world.seed, who, on, shopsSince)
  const changes = changesOf(before && seen(before), seen(today), at)
  const first = dayNumber(today) * CHANGES_A_DAY
  await uplink.offer(
    'apps',
    changes.map((record, i) => ({ mark: first + i, record })),
  )
}

/** The phone's own memory, which outlives restarts of the sandbox. */
function drawerOf({ store }: World, n: number): Drawer {
  return {
    list: async (prefix, max) =>
      store
        .all(
          `select name, text from drawer
            where person = ? and name >= ? and name < ? order by name limit ?`,
          ...[n, prefix, `${prefix}\u{10ffff}`, Math.min(max, 1e9)],
        )
        .map((row) => [String(row.name), String(row.text)] as const),
    put: async (entries) =>
      store.together(() => {
        for (const [name, text] of entries)
          store.run('insert or replace into drawer values (?, ?, ?)', n, name, text)
      }),
    drop: async (names) =>
      store.together(() => {
        for (const name of names)
          store.run('delete from drawer where person = ? and name = ?', n, name)
      }),
  }
}
