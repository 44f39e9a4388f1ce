/** The ways out of the house: one per module, to the hosts it declares and nowhere else (DL-15). */
import type { Http } from '#platform/http'
import { openHttp, type Outbound, type OutboundOptions } from '../http/outbound.ts'
import { wallClock } from './clock.ts'
import type { Module } from './index.ts'
import type { Logs } from './logs.ts'
import type { Metrics } from './metrics.ts'
import { StartFault } from './start-fault.ts'

export type Outlets = {
  of(module: string): Http
  /** Requests that wait for an answer just now. */
  inFlight(): number
  close(): Promise<void>
}

export function openOutlets(around: {
  readonly modules: readonly Module[]
  readonly hosts: OutboundOptions['hosts']
  readonly logs: Logs
  readonly metrics: Metrics
  readonly allowPlain: boolean
}): Outlets {
  const { modules, hosts, logs, metrics, allowPlain } = around
  const ways = new Map<string, Outbound>()
  for (const { name, egress = [] } of modules) {
    const told = { wall: wallClock, logger: logs.of(name), metrics }
    try {
      ways.set(name, openHttp({ module: name, egress, hosts, allowPlain, ...told }))
    } catch (cause) {
      const cure = 'set DHARA_HOST_<NAME> and DHARA_SECRET_<NAME>'
      throw new StartFault(`${name}: ${(cause as Error).message}; ${cure}.`, { cause })
    }
  }
  const all = [...ways.values()]
  return {
    of: (module) => {
      const way = ways.get(module)
      if (!way) throw new Error(`${module} is not one of this house`)
      return way.http
    },
    inFlight: () => all.reduce((sum, way) => sum + way.inFlight(), 0),
    close: async () => void (await Promise.all(all.map((way) => way.close()))),
  }
}
