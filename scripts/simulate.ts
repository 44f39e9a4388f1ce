/**
 * `bin/dhara simulate`: people live for months in a folder of its own, by barrier, and after each
 * day the invariants are tried. A broken one prints the seed and the first bad fact, and exits 1.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addMonths, atTime, date, daysBetween, type LocalDate } from '#kernel/dates'
import { modules } from '../main.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { HASTE } from '../test/haste.ts'
import { openInvariants } from '../test/simulation/invariants.ts'
import { brokenVendors, LEVELS, type Level } from './faults.ts'
import { bringPeople, live } from './life.ts'
import { openOfficer } from './officer.ts'

export const help = `bin/dhara simulate [--people N] [--months M] [--seed S]
                   [--faults none|low|high] [--from DATE] [--keep FOLDER] [--json]

A house of its own lives through the months with seeded people and vendors. After each day: debits
are credits, every loan is what its facts say, every schedule sums to its loan, no payout left
without its gates, nothing was done twice, nobody is behind. Equal seeds live equal lives.

  --people 30         how many come, in waves over the first two weeks
  --months 4          how long they live, from --from (2026-01-01)
  --faults none       vendors that are slow, down, double, late, lost or wrong, by the seed
  --keep FOLDER       leaves the data there; otherwise nothing is left

Exit code 0: all held. 1: an invariant broke (the seed and the first bad fact are printed).
2: the arguments are wrong.`

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

export type Life = {
  readonly people: number
  readonly months: number
  readonly seed: string
  readonly faults: Level
  readonly from: LocalDate
  readonly keep?: string | undefined
}

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      people: { type: 'string', default: '30' },
      months: { type: 'string', default: '4' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'string', default: 'none' },
      from: { type: 'string', default: '2026-01-01' },
      json: { type: 'boolean', default: false },
      keep: { type: 'string' },
    },
  })
  const { people, months, seed, faults, from, keep, json } = values
  const level = LEVELS.find((known) => known === faults)
  const wrong = [
    ...(/^\d{1,4}$/.test(people) ? [] : [`--people ${people} is no number up to 9999`]),
    ...(/^[1-9]\d?$/.test(months) ? [] : [`--months ${months} is no number up to 99`]),
    ...(level ? [] : [`--faults ${faults} is none of ${LEVELS.join(', ')}`]),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(from) ? [] : [`--from ${from} is no date`]),
  ]
  if (wrong.length > 0 || !level) {
    console.error(`${wrong.join('; ')}: see simulate --help.`)
    return 2
  }
  const counts = { people: Number(people), months: Number(months) }
  const life = { ...counts, seed, faults: level, from: date(from), keep }
  return told(await simulate(life, json ? undefined : progress), json)
}

export type Lived = {
  readonly seed: string
  readonly days: number
  readonly lived: LocalDate
  readonly seconds: number
  /** The sentences that did not hold, with the day they were found on. */
  readonly broken: readonly string[]
}

/**
 * Lives a whole life in a house of its own. `inside` may look at the house, or spoil it, after each
 * day and before the day's invariants are tried.
 */
export async function simulate(
  life: Life,
  say: (day: LocalDate, share: number) => void = () => {},
  inside: (house: House, day: LocalDate) => Promise<void> = async () => {},
): Promise<Lived> {
  const { seed, from, months, keep } = life
  const data = keep ?? freshFolder()
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DHARA_SEED: seed }
  const config = configOf({ ...env, DATABASE_URL: undefined }, root)
  const beginAt = atTime(from, '09:00')
  const all = await modules()
  const house = await openHouse({ config, root, modules: all, rate: 0, beginAt, flags: HASTE })
  const startedMs = performance.now()
  const end = addMonths(from, months)
  const broken: string[] = []
  let [days, lived] = [0, from]
  try {
    const invariants = openInvariants(house)
    const officer = await openOfficer(house, seed)
    await brokenVendors(house, life.faults, seed, from)
    await bringPeople(house, life.people, daysBetween(from, end))
    await live(house, {
      ...{ until: atTime(end, '00:00'), officer },
      dayEnded: async (day) => {
        ;[days, lived] = [days + 1, day]
        await inside(house, day)
        broken.push(...(await invariants.after(day)))
        say(day, days / daysBetween(from, end))
        await brokenVendors(house, life.faults, seed, day)
        return broken.length === 0
      },
    })
    if (broken.length === 0) broken.push(...(await invariants.atTheEnd(lived)))
  } finally {
    await house.stop()
    if (keep === undefined) {
      await removeEngine({ data, explicit: true, repository: root })
      rmSync(data, { recursive: true, force: true })
    }
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  return { seed, days, lived, seconds, broken }
}

/** Open to go through: run as root, the database server is another user. */
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dhara-simulate-'))
  chmodSync(folder, 0o755)
  return folder
}

function progress(day: LocalDate, share: number): void {
  const line = `${day}  ${String(Math.round(share * 100)).padStart(3)} %  all holds`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`)
  else if (day.endsWith('-01') || share === 1) console.log(line)
}

/** Prints how it went and gives the exit code. */
export function told(lived: Lived, json: boolean): number {
  const { seed, days, seconds, broken } = lived
  const [first, ...others] = broken
  if (json) console.log(JSON.stringify(lived))
  else if (first === undefined) {
    console.log(`\nseed ${seed}: ${days} days in ${seconds} s, and every invariant held.`)
  } else {
    console.error(`\nseed ${seed}, ${lived.lived}: ${first}`)
    for (const other of others) console.error(`  and ${other}`)
  }
  return first === undefined ? 0 : 1
}
