/**
 * `bin/dhara simulate`: people live for months in a folder of its own, by barrier, and after each
 * day the invariants are tried. A broken one prints the seed and the first bad fact, and exits 1.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addDays, addMonths, atTime, businessDateOf, date, type LocalDate } from '#kernel/dates'
import { modules } from '../main.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { brokenInvariants } from '../test/simulation/invariants.ts'

export const says = 'people live for months by barrier (--people --months --seed --faults --from)'

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

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
  const data = values.keep ?? mkdtempSync(join(tmpdir(), 'dhara-simulate-'))
  const from = date(values.from)
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DHARA_SEED: values.seed }
  const config = configOf({ ...env, DATABASE_URL: undefined }, root)
  const house = await openHouse({
    ...{ config, root, modules: await modules(), rate: 0, beginAt: atTime(from, '09:00') },
  })
  try {
    const until = addMonths(from, Number(values.months))
    await house.sandbox?.send('POST', '/people', {
      ...{
        people: Number(values.people),
        seconds: 14 * 86_400,
        waves: Math.min(14, Number(values.people)),
      },
    })
    return await live(house, until, values.seed, !values.json)
  } finally {
    await house.stop()
    if (!values.keep) {
      await removeEngine({ data, explicit: true, repository: root })
      rmSync(data, { recursive: true, force: true })
    }
  }
}

async function live(house: House, until: LocalDate, seed: string, aloud: boolean): Promise<number> {
  const startedMs = performance.now()
  for (;;) {
    const today = businessDateOf(house.clock.now())
    if (today >= until) break
    await house.mover.moveTo(atTime(addDays(today, 1), '00:00'))
    const broken = await brokenInvariants(house)
    if (broken.length > 0) {
      console.error(`seed ${seed}, ${today}:\n${broken.map((line) => `  ${line}`).join('\n')}`)
      return 1
    }
    if (aloud) console.log(`${today} ok`)
  }
  if (aloud)
    console.log(`lived until ${until} in ${Math.round((performance.now() - startedMs) / 1000)} s`)
  return 0
}
