/** A house of its own to measure a book of loans in: thrown away when the measuring is over. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atTime, type Instant } from '#kernel/dates'
import type { Module } from '#platform/runtime'
import { modules } from '../main.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { BOOK_ON } from './loan-book.ts'

const LOOK_MS = 50
/**
 * The engine's own sizes are a laptop's; whoever keeps a million loans gives a database this. One
 * that has run for a day writes its log into files it has used before; ours, minutes old, would
 * fill each new one with zeros first.
 */
const SIZED = {
  ...{ shared_buffers: '1GB', maintenance_work_mem: '256MB', max_wal_size: '8GB' },
  wal_init_zero: 'off',
}
const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

/** Its business clock stands still, on the evening the book shows, until it is moved. */
export async function inBookHouse<T>(
  names: readonly string[],
  work: (house: House) => Promise<T>,
): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'dhara-bench-'))
  chmodSync(data, 0o755) // As root, PostgreSQL runs as another user, who must get in.
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DATABASE_URL: undefined }
  const config = configOf(env, root)
  const beginAt = atTime(BOOK_ON, '20:00')
  const house = await openHouse({
    ...{ config, root, rate: 0, beginAt, flags: SIZED },
    modules: await modulesAtWork(names),
  })
  try {
    return await work(house)
  } finally {
    await house.stop()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
}

/** Those named, and of the others only what doors need: nobody else reads what is told. */
async function modulesAtWork(names: readonly string[]): Promise<Module[]> {
  const all = await modules(['identity', 'gateway', ...names])
  return all.map((one) =>
    names.includes(one.name) ? one : { ...one, reactions: [], journeys: [] },
  )
}

/** Moves the clock, where asked, and waits until all that this brings has happened. */
export async function untilOver({ clock, log, timers }: House, to?: Instant): Promise<void> {
  if (to) clock.jump(to)
  for (;;) {
    const next = await timers.nextDue()
    if ((next === undefined || next > clock.now()) && (await log.drained())) return
    await pause(LOOK_MS)
  }
}
