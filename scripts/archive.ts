/** `bin/dhara archive`: the archive's round, now, in the running house. */
import { parseArgs } from 'node:util'
import { addDays } from '#kernel/dates'
import { tiersNow } from '#modules/archive'
import { warmFrom } from '../modules/archive/round.ts'
import { forgetGroup } from '#platform/log'
import { moduleNames } from '../main.ts'
import type { Say } from '../platform/runtime/control.ts'
import type { House } from '../platform/runtime/house.ts'
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara archive [--warm DAYS] [--chill DAYS] [--forget GROUP] [--json]

Takes the log over into the lake, compacts dates that are over, lets old files go to cold storage,
and drops days of the log that are older than the warm time: only those every group has passed, and
whose facts, read back from Parquet, are those of the log. May be ended at any moment and run again.

  --warm   days of the log that stay in Postgres; without it, what the tier table says
  --chill  days after which files go to cold storage (365)
  --forget forgets where a group stood that was removed from the code: it would hold days back for
           ever. Only where its module runs here without it; nothing else is done then

Exit code 1 when a day had to stay or a file is not what was written.`

const CHILL_DAYS = 365

export const run = (args: readonly string[]): Promise<number> => askHouse('archive', args)

export const atHouse: AtHouse = async (house, args, say) => {
  const { lake, doors, clock } = house
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ warm: { type: 'string' }, chill: { type: 'string' }, forget: { type: 'string' } },
    },
  })
  if (values.forget !== undefined) return forget(house, values.forget, say)
  const operator = { kind: 'staff', id: 'operator', roles: ['ops'] } as const
  const tiers = await doors.call(tiersNow, {}, operator)
  const warm = values.warm === undefined ? tiers.warmDays : whole(values.warm)
  const chill = values.chill === undefined ? CHILL_DAYS : whole(values.chill)
  if (warm === undefined || chill === undefined) {
    say('Give whole days from 0 on: see bin/dhara archive --help.')
    return 2
  }
  const today = clock.today()
  const round = { warmFrom: warmFrom(today, warm), chillBefore: addDays(today, -chill) }
  const tended = await lake.tend(round, ({ day, facts, gone, says = '' }) =>
    say(gone ? `${day}: ${facts} facts left Postgres.` : `${day} stays: ${says}.`),
  )
  if (!tended) {
    say('Another process works on the lake: try again.')
    return 1
  }
  for (const name of tended.altered) say(`${name} is not what was written.`)
  const gone = tended.retreats.filter((one) => one.gone).length
  const did = `${tended.compacted} dates compacted, ${tended.chilled} files gone cold`
  say(`${did}, ${gone} days of the log dropped.`, tended)
  const isWhole = tended.altered.length === 0 && gone === tended.retreats.length
  return isWhole ? 0 : 1
}

/** A group that runs, or whose module runs elsewhere, is no removed one. */
async function forget(house: House, group: string, say: Say): Promise<number> {
  const module = group.split('.')[0]!
  const isElsewhere = moduleNames.some((name) => name === module) && !house.runs.includes(module)
  if (house.log.groups().includes(group) || isElsewhere) {
    say(`${group} is no removed group: it runs, or ${module} runs in another process.`)
    return 2
  }
  const places = await forgetGroup(house.db.owner, group)
  say(`${group}: ${places} positions forgotten.`, { group, places })
  return places > 0 ? 0 : 1
}

const whole = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) ? Number(text) : undefined
