/** Configuration: the environment, read once and checked, with one sentence for each fault. */
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { random } from './chance.ts'
import { peersOf, type Peers } from './peers.ts'
import { refuseLocal } from './production.ts'
import { StartFault } from './start-fault.ts'
import { wideConfigOf, type WideConfig } from './wide-config.ts'

export type Config = {
  readonly production: boolean
  readonly port: number
  /** The address to listen on; a machine's own unless told otherwise. */
  readonly bind: string
  /** Where people reach us; webhooks and click links are built on it. */
  readonly address: string
  /** True when it was named: then also the sandbox reaches us there. */
  readonly addressChosen: boolean
  /** The data folder as asked for; the engine may move a default one (DESIGN §15). */
  readonly data: string
  readonly dataChosen: boolean
  readonly databaseUrl?: string
  /** Business days a day of wall time; 1 in production. */
  readonly speed: number
  readonly people: number
  readonly poolMax: number
  readonly metricsToken?: string
  readonly masterKey?: string
  readonly hosts: { readonly [name: string]: { readonly url: string; readonly secret: string } }
  readonly seed: string
  /** The other processes of this house. */
  readonly peers: Peers
  readonly wide: WideConfig
  /** Whether `start` also runs the process that takes log lines into the lake. */
  readonly sidecar: boolean
}

export type Env = { readonly [name: string]: string | undefined }

/** One business day in two minutes: `npm start`'s own pace. */
const SPEED = 720
const PEOPLE = 200
const POOL_MAX = 4

export function configOf(env: Env, root: string): Config {
  const production = env['NODE_ENV'] === 'production'
  const port = whole(env, 'PORT', 8080, 0, 65_535)
  const chosen = env['DHARA_DATA']
  const address = env['DHARA_ADDRESS'] ?? `http://localhost:${port}`
  const config: Config = {
    production,
    port,
    bind: env['DHARA_BIND'] ?? '127.0.0.1',
    address,
    addressChosen: env['DHARA_ADDRESS'] !== undefined,
    data: chosen ? (isAbsolute(chosen) ? chosen : resolve(root, chosen)) : join(root, '.data'),
    dataChosen: chosen !== undefined,
    ...(env['DATABASE_URL'] && { databaseUrl: env['DATABASE_URL'] }),
    speed: production ? 1 : whole(env, 'DHARA_SPEED', SPEED, 0, 5000),
    people: whole(env, 'DHARA_PEOPLE', PEOPLE, 0, 5000),
    poolMax: whole(env, 'DHARA_POOL', POOL_MAX, 1, 50),
    ...(env['DHARA_METRICS_TOKEN'] && { metricsToken: env['DHARA_METRICS_TOKEN'] }),
    ...(env['DHARA_MASTER_KEY'] && { masterKey: env['DHARA_MASTER_KEY'] }),
    hosts: hostsOf(env),
    seed: env['DHARA_SEED'] ?? '1',
    peers: peersOf(env, production),
    wide: wideConfigOf(env, production),
    sidecar: whole(env, 'DHARA_SIDECAR', 0, 0, 1) === 1,
  }
  if (production) refuseLocal(config, env)
  return config
}

/** Each vendor is `DHARA_HOST_<NAME>` with `DHARA_SECRET_<NAME>`. */
function hostsOf(env: Env): Config['hosts'] {
  const hosts: { [name: string]: { url: string; secret: string } } = {}
  for (const [name, url] of Object.entries(env)) {
    const vendor = /^DHARA_HOST_([A-Z]+)$/.exec(name)?.[1]
    if (!vendor || !url) continue
    const secret = env[`DHARA_SECRET_${vendor}`]
    if (!secret) throw new StartFault(`${name} is set but DHARA_SECRET_${vendor} is not: set both.`)
    hosts[vendor.toLowerCase()] = { url, secret }
  }
  return hosts
}

function whole(env: Env, name: string, otherwise: number, min: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new StartFault(`${name} is ${text}: give a whole number from ${min} to ${max}.`)
}

/** The master key: given, or made once into a 0600 file of the data folder (development only). */
export function masterKeyOf(config: Config, folder: string): Uint8Array {
  if (config.masterKey !== undefined) return keyOf(config.masterKey)
  const file = join(folder, 'master.key')
  if (!existsSync(file)) {
    if (existsSync(join(folder, 'clock.json'))) throw keyGone(folder)
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `${Buffer.from(random(32)).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return keyOf(readFileSync(file, 'utf8').trim())
}

const keyGone = (folder: string) =>
  new StartFault(
    `The data folder ${folder} is broken: master.key is gone, and all that is personal was ` +
      'sealed with it; restore the folder, or begin anew with `npm start -- --fresh`.',
  )

/** The bytes of a master key as it is written down. */
export function keyOf(hex: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(hex)) return Buffer.from(hex, 'hex')
  throw new StartFault(
    'The master key is not 64 hex digits: give the one the data was sealed with.',
  )
}

/** A secret of its own purpose, so that none is used for two. */
export const secretOf = (masterKey: Uint8Array, purpose: string): string =>
  createHmac('sha256', masterKey).update(purpose).digest('hex')

/** Only `platform/runtime` reads the environment. */
export const environment = (): Env => process.env
