/**
 * A first start's people: they have lived three months that end today, by barrier, once for a data
 * folder; a start that was interrupted goes on where it stood. Then life goes on at the house's own
 * pace, with a few new people every day and an officer at the desk.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addMonths, atTime, businessDateOf, daysBetween, type Instant } from '#kernel/dates'
import { wallClock } from '../platform/runtime/clock.ts'
import type { Config } from '../platform/runtime/config.ts'
import type { House } from '../platform/runtime/house.ts'
import { keepPace } from '../platform/runtime/pace.ts'
import { bringPeople, live } from './life.ts'
import { openOfficer, type Officer } from './officer.ts'

type Marker = { readonly from: Instant; readonly until: Instant; readonly done: boolean }

const MONTHS = 3
/** One in six seconds at the pace of a day in two minutes: the river is seen to flow. */
const TRICKLE_PER_DAY = 20
/** At the pace of a day in two minutes the officer looks about every two hours. */
const DESK_MS = 10_000
const BAR = 30

const fileOf = (folder: string): string => join(folder, 'first-life.json')

function markerOf(folder: string): Marker | undefined {
  const file = fileOf(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Marker) : undefined
}

/** How the house is to be opened: the clock stands as long as a first life is not yet lived. */
export function lifeAhead(config: Config, whole: boolean): { beginAt?: Instant; rate?: number } {
  if (config.production || config.people === 0 || !whole) return {}
  const marker = markerOf(config.data)
  if (marker) return marker.done ? {} : { rate: 0 }
  if (existsSync(join(config.data, 'clock.json'))) return {} // It has a past of its own.
  const today = businessDateOf(wallClock.now())
  return { rate: 0, beginAt: atTime(addMonths(today, -MONTHS), '09:00') }
}

/** Lives what is ahead, then keeps the house alive until the returned function is called. */
export async function firstLife(
  house: House,
  stopped: () => boolean,
  say: (line: string) => void,
): Promise<() => void> {
  const { config, folder, sandbox, fresh, clock } = house
  if (!sandbox || config.people === 0) return () => {}
  const marker = fresh && clock.rate() === 0 ? await begun(house) : markerOf(folder)
  const officer = await openOfficer(house, config.seed)
  if (marker && !marker.done) {
    say(`${config.people} people live their first ${MONTHS} months; this happens once.`)
    await lived(house, marker, officer, stopped)
    if (stopped()) return () => {}
    writeFileSync(fileOf(folder), JSON.stringify({ ...marker, done: true }))
    await sandbox.send('POST', '/people/trickle', { perDay: TRICKLE_PER_DAY })
    clock.setRate(config.speed)
    say(`They have lived until today; life goes on at ${config.speed} times the clock.`)
  }
  return goOn(house, officer)
}

async function begun(house: House): Promise<Marker> {
  const from = house.clock.now()
  const marker: Marker = { from, until: wallClock.now(), done: false }
  await bringPeople(house, house.config.people, daysBetween(...datesOf(marker)))
  writeFileSync(fileOf(house.folder), JSON.stringify(marker))
  return marker
}

const datesOf = ({ from, until }: Marker) => [businessDateOf(from), businessDateOf(until)] as const

async function lived(
  house: House,
  marker: Marker,
  officer: Officer,
  stopped: () => boolean,
): Promise<void> {
  const [from, until] = datesOf(marker)
  const days = daysBetween(from, until)
  await live(house, {
    ...{ until: marker.until, officer, stopped },
    dayEnded: (day) => {
      bar(daysBetween(from, day) / days, day)
      return true
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\n')
}

let told = -1
function bar(share: number, day: string): void {
  const percent = Math.round(share * 100)
  const full = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')
  const line = `  ${full} ${String(percent).padStart(3)} %  ${day}`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`)
  else if (Math.floor(percent / 10) > told) console.log(line)
  told = Math.floor(percent / 10)
}

function goOn(house: House, officer: Officer): () => void {
  const pace = keepPace({ clock: house.clock, log: house.log, wall: wallClock })
  let working: Promise<unknown> | undefined
  const desk = setInterval(() => {
    // What fails is tried at the next look; one round at a time.
    working ??= officer
      .work()
      .catch(() => {})
      .finally(() => (working = undefined))
  }, DESK_MS)
  return () => {
    clearInterval(desk)
    pace.stop()
  }
}
