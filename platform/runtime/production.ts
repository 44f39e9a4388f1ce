/**
 * What production refuses to start with: all that only a developer's machine may have (DESIGN §2).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyOf, type Config, type Env } from './config.ts'
import { StartFault } from './start-fault.ts'

/** A key that was drawn has about 30 different bytes of 32; one that was typed has few. */
const DIFFERENT_BYTES_MIN = 16

/** Throws a `StartFault` at the first of them. */
export function refuseLocal(config: Config, env: Env): void {
  const { databaseUrl, address, data, hosts } = config
  if (!databaseUrl) {
    throw new StartFault('Production needs DATABASE_URL, the address of your PostgreSQL.')
  }
  if (env['DHARA_SPEED']) {
    throw new StartFault('Production lives by the wall clock: unset DHARA_SPEED.')
  }
  refuseKey(config)
  if (!address.startsWith('https://')) {
    throw new StartFault('Production needs DHARA_ADDRESS to begin with https://.')
  }
  if (existsSync(join(data, 'first-start.txt'))) {
    throw new StartFault(
      `The data folder ${data} holds the logins of a developer's first start: production needs ` +
        'a folder, and a database, of its own.',
    )
  }
  for (const [name, { url }] of Object.entries(hosts)) {
    if (url.startsWith('https://')) continue
    throw new StartFault(`The vendor ${name} is at ${url}: production needs https://.`)
  }
}

function refuseKey({ masterKey, data }: Config): void {
  if (!masterKey) {
    throw new StartFault('Production needs DHARA_MASTER_KEY, 64 hex digits from your key store.')
  }
  const local = join(data, 'master.key')
  const isLocal = existsSync(local) && readFileSync(local, 'utf8').trim() === masterKey
  const isTyped = new Set(keyOf(masterKey)).size < DIFFERENT_BYTES_MIN
  if (!isLocal && !isTyped) return
  throw new StartFault(
    `DHARA_MASTER_KEY is ${isLocal ? 'the key of a developer’s folder' : 'no drawn key'}: ` +
      'production needs 64 random hex digits from your key store.',
  )
}
