/** `npm start`: the whole house on embedded engines, until Ctrl-C. */
import { existsSync, readdirSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { moduleNames, modules } from '../main.ts'
import { configOf, environment, type Config } from '../platform/runtime/config.ts'
import { houseRunsOn, openControl } from '../platform/runtime/control.ts'
import { firstLogins } from '../platform/runtime/first-start.ts'
import { openHouse, type House } from '../platform/runtime/house.ts'
import type { Module } from '../platform/runtime/index.ts'
import { checkPeers } from '../platform/runtime/peers.ts'
import { StartFault } from '../platform/runtime/start-fault.ts'
import { removeEngine } from '../platform/sql/engine.ts'
import { endingOf } from './ending.ts'
import { errandsOf } from './errand.ts'
import { firstLife, lifeAhead } from './first-life.ts'

export const help = `bin/dhara start [--fresh] [--only=MODULE,…]

Starts every engine, migrates, builds the pages where they changed, and serves on PORT (8080).
Ctrl-C stops in order and keeps the data in DHARA_DATA (.data). Exit code 1 with one sentence where
something is in the way: a taken port, a broken folder, a second instance on it.

  --fresh     forgets all that is in the data folder first
  --only      runs these modules only, the others in other processes on the same DHARA_DATA or
              DATABASE_URL; DHARA_PEERS=lending=http://127.0.0.1:8081,… says where they are,
              DHARA_PEER for all others; the first process keeps the clock and the sandbox
  --no-pages  leaves the built pages as they are

DHARA_SIDECAR=1 also runs bin/dhara sidecar, which takes log lines into the lake (some 100 MB).`

const root = new URL('..', import.meta.url).pathname.replace(/\/$/, '')
const say = (line: string): void => console.log(line)

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
      only: { type: 'string' },
      'no-pages': { type: 'boolean', default: false },
    },
  })
  const ending = endingOf(process)
  const config = configOf(environment(), root)
  const chosen = await chosenModules(values.only, config)
  if (values.fresh) await startOver(config)
  if (!values['no-pages'] && !values.dev) await pages()
  const life = lifeAhead(config, values.only === undefined)
  const house = await openHouse({ config, root, modules: chosen, say, ...life })
  // What a reload keeps running (the database) is adopted by the next start.
  let sidecar: ChildProcess | undefined
  const keepEngine = () => values.dev && ending.signal() === 'SIGTERM'
  try {
    const close = await openControl(house.folder, errandsOf(house))
    await welcome(house)
    let isOver = false
    void ending.heard.then(() => (isOver = true))
    if (config.sidecar) sidecar = besides(root)
    const living = firstLife(house, () => isOver, say)
    if (values.dev && !values['no-pages']) void rebuildPages(ending.heard)
    await ending.heard
    if (!keepEngine()) say('\nStopping …')
    ;(await living)()
    await close()
  } finally {
    sidecar?.kill()
    await house.stop({ keepEngine: keepEngine() })
  }
  return 0
}

async function chosenModules(
  only: string | undefined,
  { peers }: Config,
): Promise<readonly Module[]> {
  const names = only?.split(',').map((name) => name.trim())
  const chosen = await modules(names)
  const unknown = names?.filter((name) => !chosen.some((module) => module.name === name)) ?? []
  if (unknown.length > 0) {
    throw new StartFault(`There is no module ${unknown.join(', ')}: modules/ has what there is.`)
  }
  checkPeers(
    chosen.map(({ name }) => name),
    moduleNames,
    peers,
  )
  return chosen
}

/** Log lines into the lake (`DHARA_SIDECAR=1`); if it dies, the next start goes on from there. */
function besides(root: string): ChildProcess {
  const child = spawn(process.execPath, [`${root}/main.ts`, 'sidecar'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child.once('exit', (code) => {
    if (code) console.error('The sidecar ended: log lines stay in their files until it runs again.')
  })
  return child
}

/** A page that can't be built keeps nobody from the rest of the house. */
async function pages(): Promise<void> {
  // In a process of its own: the builder needs a gigabyte, which would stay with us for good.
  const builder = spawn(process.execPath, [`${root}/scripts/build-web.ts`], { stdio: 'inherit' })
  const [code] = (await once(builder, 'exit')) as [number | null]
  if (code !== 0) console.error('The pages could not be built: going on with those there are.')
}

/**
 * In `npm run dev` the pages follow their sources; the server's own are `node --watch`'s to see.
 */
async function rebuildPages(end: Promise<void>): Promise<void> {
  await pages()
  const quit = new AbortController()
  void end.then(() => quit.abort())
  let [changed, building] = [false, false]
  const options = { recursive: true, signal: quit.signal }
  watch(join(root, 'web'), options, (_kind, file) => {
    if (!file || file.startsWith('dist')) return
    changed = true
    if (!building) void build()
  })
  async function build(): Promise<void> {
    building = true
    for (; changed; await pages()) changed = false
    building = false
  }
}

/** Folders beside the house's own: the databases of tests and of benches. */
const NOT_OURS = new Set(['test', 'bench'])

/** Only what is surely a data folder of ours is emptied, and only while nobody runs on it. */
async function startOver({ data, dataChosen: explicit, databaseUrl }: Config): Promise<void> {
  if (databaseUrl) {
    throw new StartFault('--fresh empties the embedded database only: DATABASE_URL is yours.')
  }
  if (await houseRunsOn(data)) {
    throw new StartFault(`Dhara is running on ${data}: stop it before you start over.`)
  }
  const marks = ['postgres', 'postgres.secret', 'clock.json', 'master.key']
  const ours = marks.some((name) => existsSync(join(data, name)))
  if (existsSync(data) && !ours && readdirSync(data).length > 0 && explicit) {
    throw new StartFault(`${data} holds no data of Dhara’s: nothing was removed or started.`)
  }
  await removeEngine({ data, explicit, repository: root })
  for (const name of existsSync(data) ? readdirSync(data) : []) {
    if (!NOT_OURS.has(name)) rmSync(join(data, name), { recursive: true, force: true })
  }
}

async function welcome({ config, folder, doors, port, runs }: House): Promise<void> {
  const address = config.production ? config.address : `http://localhost:${port}`
  const lines = [`Dhara runs.`, `  console   ${address}/`, `  phone     ${address}/app`]
  if (!config.production && runs.includes('identity')) {
    const { roles, enrolStaff } = await import('#modules/identity')
    const logins = await firstLogins({
      ...{ folder, roles, enrolStaff, address },
      ask: (command, input, actor) => doors.call(command, input, actor),
    })
    lines.push(`  inbox     ${address}/sandbox/inbox`, `  logins    ${logins}`)
  }
  lines.push(`  API       ${address}/docs`, `Ctrl-C stops it and keeps its data.`)
  console.log(lines.join('\n'))
}
