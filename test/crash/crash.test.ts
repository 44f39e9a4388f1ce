/**
 * Crash proof (issue 2, slice 2; DESIGN §16, *Acknowledged fact, nothing doubled*): the house is
 * killed with -9 under load, now and then with its database, at seeded moments; the clients send
 * again what nobody answered. 3 kills here; DHARA_KILLS=30 in `npm run prove`.
 */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { later } from '#kernel/dates'
import { modules } from '../../main.ts'
import { configOf, environment } from '../../platform/runtime/config.ts'
import { openHouse } from '../../platform/runtime/house.ts'
import { freePort } from '../../platform/runtime/instance.ts'
import { removeEngine } from '../../platform/sql/engine.ts'
import { fraction } from '../../sandbox/draw.ts'
import { borrow, type Acknowledged, type Line } from './borrower.ts'
import { mortal, type Victim } from './mortal.ts'
import { judge, type Judged } from './oracle.ts'

const SEED = process.env['DHARA_SEED'] ?? '1'
const KILLS = Number(process.env['DHARA_KILLS'] ?? 3)
const HOUR_MS = 3_600_000
const ABREAST = 8
const LIFE_MS_MIN = 700
const LIFE_MS_MORE = 3500
/** After the last kill everybody may finish, so that there is something to count. */
const FINISH_MS_MAX = 150_000
const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

test(`killed ${KILLS} times under load, it forgets nothing and does nothing twice`, async () => {
  const data = mkdtempSync(join(tmpdir(), 'dhara-crash-'))
  chmodSync(data, 0o755) // PostgreSQL runs as another user where we are root.
  const house = mortal(data, await freePort(), SEED)
  try {
    const acknowledged = await killed(house)
    const { wrong, facts, entries, repeats } = await judged(data, acknowledged)
    const again = acknowledged.filter(({ sent }) => sent > 1).length
    const outside = Object.entries(entries).map(([kind, count]) => `${count} ${kind}`)
    console.log(
      `${acknowledged.length} acknowledged, ${again} of them sent more than once; ` +
        `${facts} facts; outside ${outside.join(', ')}; ${repeats} of these asked again`,
    )
    assert.deepEqual(wrong, [], `seed ${SEED}`)
    assert.ok(acknowledged.length > 10 * KILLS, 'there was load')
    assert.ok(entries['payout'] && entries['payment'], 'and money moved')
  } finally {
    await house.stop()
    await removeEngine({ data, explicit: true, repository: root })
    rmSync(data, { recursive: true, force: true })
  }
})

/** Runs, kills and starts again; answers with all that clients were told is done. */
async function killed(house: ReturnType<typeof mortal>): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = []
  const day = { closing: false, over: false }
  let next = 0
  const line: Line = { home: house.home, run: SEED, acknowledged, over: () => day.over }
  const crowd = Array.from({ length: ABREAST }, async () => {
    while (!day.closing && !day.over) await borrow(line, next++)
  })
  const ready = await house.start()
  console.log(`seed ${SEED}: ready after ${Math.round(ready)} ms`)
  for (let kill = 1; kill <= KILLS; kill++) {
    const lifeMs = LIFE_MS_MIN + LIFE_MS_MORE * fraction(SEED, 'life', kill)
    await pause(lifeMs)
    const victim: Victim = fraction(SEED, 'victim', kill) < 0.35 ? 'house and database' : 'house'
    await house.kill(victim)
    const back = await house.start()
    console.log(
      `kill ${kill} of ${KILLS}: ${victim} after ${Math.round(lifeMs)} ms of load, ` +
        `${acknowledged.length} acknowledged so far; back in ${Math.round(back)} ms`,
    )
  }
  day.closing = true
  const late = setTimeout(() => (day.over = true), FINISH_MS_MAX)
  await Promise.all(crowd)
  clearTimeout(late)
  await house.stop()
  return acknowledged
}

/** Opens what is left with time standing still, lets it come to rest, and judges. */
async function judged(data: string, acknowledged: readonly Acknowledged[]): Promise<Judged> {
  const env = { ...environment(), DHARA_DATA: data, PORT: '0', DHARA_SEED: SEED }
  const config = configOf({ ...env, DATABASE_URL: undefined }, root)
  const house = await openHouse({ config, root, modules: await modules(), rate: 0 })
  try {
    await house.mover.moveTo(later(house.clock.now(), HOUR_MS))
    return await judge(house, acknowledged)
  } finally {
    await house.stop()
  }
}
