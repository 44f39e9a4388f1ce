/** `npm start`: the whole house on embedded engines, until Ctrl-C. */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { modules } from '../main.ts'
import { configOf, environment } from '../platform/runtime/config.ts'
import { firstLogins } from '../platform/runtime/first-start.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import { removeEngine } from '../platform/sql/engine.ts'

export const says = 'the whole house, until Ctrl-C (--fresh starts over, --only=a,b runs a part)'

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  })
  const config = configOf(environment(), root)
  if (values.fresh) await startOver(config.data, config.dataChosen)
  const house = await openHouse({
    config,
    root,
    modules: await modules(values.only?.split(',')),
    say: (line) => console.log(line),
  })
  await welcome(house)
  await ended()
  console.log('\nStopping …')
  await house.stop()
  return 0
}

async function startOver(data: string, explicit: boolean): Promise<void> {
  await removeEngine({ data, explicit, repository: root })
  rmSync(data, { recursive: true, force: true })
}

async function welcome({ config, folder, doors, port }: House): Promise<void> {
  const address = `http://localhost:${port}`
  const face = await import('#modules/identity')
  const logins = await firstLogins({
    ...{ folder, roles: face.roles, enrolStaff: face.enrolStaff, address },
    ask: (command, input, actor) => doors.call(command, input, actor),
  })
  const lines = [
    `Dhara runs.`,
    `  console   ${address}/`,
    `  phone     ${address}/app`,
    ...(config.production ? [] : [`  inbox     ${address}/sandbox/inbox`]),
    `  API       ${address}/docs`,
    ...(config.production ? [] : [`  logins    ${logins}`]),
    `Ctrl-C stops it and keeps its data.`,
  ]
  console.log(lines.join('\n'))
}

/** The first Ctrl-C or kill; a second ends at once. */
const ended = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130))
        done()
      })
    }
  })
