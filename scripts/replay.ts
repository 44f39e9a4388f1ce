/** `bin/dhara replay`: sends a consumer group back, to handle kept facts once more. */
import { parseArgs } from 'node:util'
import { instant, type Instant } from '#kernel/dates'
import { askHouse, type AtHouse } from './errand.ts'

export const help = `bin/dhara replay [GROUP --from earliest|INSTANT --yes] [--json]

Without a group: lists the groups of the running house. With one: sends it back to the first fact,
or to the first recorded at or after an instant, and answers when it has caught up. Its handler then
does again what it does; commands already asked for and effects already queued don't run twice.
A projection empties its tables first; for any other group be sure, and say --yes.`

const LOOK_MS = 200
const CATCH_UP_MS_MAX = 10 * 60_000

export const run = (args: readonly string[]): Promise<number> => askHouse('replay', args)

export const atHouse: AtHouse = async ({ log }, args, say) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, yes: { type: 'boolean', default: false } },
  })
  const [group] = positionals
  if (group === undefined) {
    for (const name of log.groups().toSorted()) say(name, { group: name })
    return 0
  }
  const from = values.from === 'earliest' ? 'earliest' : instantIn(values.from)
  if (!log.groups().includes(group)) {
    say(`There is no group ${group}: bin/dhara replay lists them.`)
    return 2
  }
  if (from === undefined || !values.yes) {
    say('Say --from earliest or --from INSTANT, and --yes: see bin/dhara replay --help.')
    return 2
  }
  await log.replay(group, from)
  return (await caughtUp(log, group)) ? done(say, group) : slow(say, group)
}

function done(say: Parameters<AtHouse>[2], group: string): number {
  say(`${group} has caught up.`, { group, caughtUp: true })
  return 0
}
function slow(say: Parameters<AtHouse>[2], group: string): number {
  say(`${group} was sent back and is still at it: /health shows how far.`, {
    group,
    caughtUp: false,
  })
  return 1
}

async function caughtUp(log: Parameters<AtHouse>[0]['log'], group: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < CATCH_UP_MS_MAX; waitedMs += LOOK_MS) {
    await new Promise((later) => setTimeout(later, LOOK_MS))
    const behind = (await log.lag()).groups.find((one) => one.group === group)
    if (!behind || behind.oldestMs <= 0) return true
  }
  return false
}

function instantIn(text: string | undefined): Instant | undefined {
  try {
    return text === undefined ? undefined : instant(text)
  } catch {
    return undefined
  }
}
