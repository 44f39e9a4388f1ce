/** Where the modules are that don't run in this process: `DHARA_PEERS`, `DHARA_PEER`. */
import type { Env } from './config.ts'
import { StartFault } from './start-fault.ts'

export type Peers = {
  /** The address of the process that runs the module; undefined when nobody said. */
  of(module: string): string | undefined
  /** Every other process that was named, once. */
  readonly all: readonly string[]
}

/**
 * `DHARA_PEERS=lending=http://127.0.0.1:8081,fraud=…` by module; `DHARA_PEER` for all others. The
 * pass between processes holds personal data: beyond this machine it travels under TLS only.
 */
export function peersOf(env: Env, production: boolean): Peers {
  const named = new Map<string, string>()
  for (const pair of (env['DHARA_PEERS'] ?? '').split(',').filter((text) => text.trim() !== '')) {
    const [, module, url] = /^\s*([a-z]+)=(\S+?)\s*$/.exec(pair) ?? []
    if (!module || !url) {
      throw new StartFault(`DHARA_PEERS has ${pair.trim()}: write lending=http://127.0.0.1:8081.`)
    }
    named.set(module, addressOf('DHARA_PEERS', url, production))
  }
  const rest = env['DHARA_PEER'] && addressOf('DHARA_PEER', env['DHARA_PEER'], production)
  const all = [...new Set([...named.values(), ...(rest ? [rest] : [])])]
  return { of: (module) => named.get(module) ?? (rest || undefined), all }
}

/** Throws a `StartFault` unless every module that doesn't run here is said to run elsewhere. */
export function checkPeers(here: readonly string[], every: readonly string[], peers: Peers): void {
  const lost = every.filter((name) => !here.includes(name) && peers.of(name) === undefined)
  if (lost.length === 0) return
  throw new StartFault(
    `This process runs ${here.join(', ')} only: say where ${lost.join(', ')} run, as in ` +
      `DHARA_PEERS=${lost[0]}=http://127.0.0.1:8081, or DHARA_PEER for all of them.`,
  )
}

function addressOf(name: string, text: string, production: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search) {
    throw new StartFault(`${name} has ${text}: give an address as http://127.0.0.1:8081.`)
  }
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (production && url.protocol !== 'https:' && !near) {
    throw new StartFault(`${name} has ${text}: production needs https:// beyond this machine.`)
  }
  return url.origin
}
