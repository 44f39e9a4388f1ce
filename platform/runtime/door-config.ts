/** How this house's doors are set: limits, pages, lag, and which calls open a session. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { query, type Query } from '#kernel/contract'
import type { Kv } from '#platform/kv'
import type { Log } from '#platform/log'
import type { Queue } from '#platform/queue'
import type { Timers } from '#platform/timers'
import type { DoorsOptions, Lag, Stream } from '../http/house.ts'
import type { Sessions } from '../http/visit.ts'
import { beat } from './beat.ts'
import type { BusinessClock } from './clock.ts'
import type { Module } from './index.ts'
import { secretOf } from './config.ts'
import type { Around } from './parts.ts'
import { sessionsOf, type Ask } from './sessions.ts'

const MINUTE_MS = 60_000

/** A call of a face by its name; the runtime knows two of gateway's and one of identity's. */
export function faceOf<C>(modules: readonly Module[], module: string, name: string): C {
  const face = modules.find((one) => one.name === module)?.contract as { [name: string]: C }
  const call = face?.[name]
  if (!call) throw new Error(`${module} has no ${name}`)
  return call
}

/** Bytes of a command's body where the doors' own limit is too low, by call name. */
export const BODY_LIMITS: { readonly [call: string]: number } = {
  // A bank statement's receipts come as one file.
  'payments.take-receipt-file': 3_000_000,
}

export function doorsConfigOf(
  { config, root, sandbox, modules }: Around,
  ports: { log: Log; timers: Timers; queue: Queue; clock: BusinessClock },
): Pick<DoorsOptions, 'config' | 'lag' | 'pages' | 'sandboxUrl' | 'words'> {
  const pages = {
    console: join(root, 'web/dist/console'),
    customer: join(root, 'web/dist/customer'),
  }
  return {
    config: {
      ...{ secure: config.production, exemptLoopback: !config.production },
      bodyLimits: BODY_LIMITS,
      opening: ['gateway.sign-in', 'gateway.sign-in-staff'],
      closing: ['gateway.sign-out'],
      limits: {
        'identity.request-otp': [
          { by: 'input.phone', max: 5, perMs: 10 * MINUTE_MS },
          { by: 'ip', max: 30, perMs: MINUTE_MS },
        ],
        'gateway.sign-in': [{ by: 'ip', max: 30, perMs: MINUTE_MS }],
        'gateway.sign-in-staff': [{ by: 'ip', max: 10, perMs: MINUTE_MS }],
      },
      ...(config.metricsToken && { metricsToken: config.metricsToken }),
    },
    lag: () => lagOf(ports),
    words: wordsOf(modules),
    ...(existsSync(pages.console) || existsSync(pages.customer) ? { pages } : {}),
    ...(sandbox && { sandboxUrl: sandbox.url }),
  }
}

/** Gateway's sentences for refusals; a process without it answers with the codes in words. */
function wordsOf(modules: readonly Module[]): NonNullable<DoorsOptions['words']> {
  const face = modules.find(({ name }) => name === 'gateway')?.contract
  return (face as { refusalWords?: DoorsOptions['words'] } | undefined)?.refusalWords ?? {}
}

/** *No lag*: no event, outbox row or due timer unhandled for more than a second (DESIGN, Words). */
async function lagOf(ports: { log: Log; timers: Timers; clock: BusinessClock }): Promise<Lag> {
  const { outboxMs, groups } = await ports.log.lag()
  // A timer's lateness is business time; at 720 times the pace a second is twelve minutes.
  const rate = ports.clock.rate() || 1
  const timersMs = Math.max(0, await ports.timers.overdueMs()) / rate
  const behind = groups.filter((group) => group.oldestMs > 0)
  const oldestMs = Math.max(outboxMs, timersMs, ...behind.map((group) => group.oldestMs))
  return { oldestMs, details: { outboxMs, timersMs, behind } }
}

/** Who holds a token is gateway's to say; what it said is kept for some seconds, by its hash. */
export const sessionsFor = ({ modules, masterKey, away }: Around, kv: Kv, ask: Ask): Sessions => {
  const isAway = away.reaches('gateway') && !modules.some(({ name }) => name === 'gateway')
  const sessionOf = isAway ? SESSION_AWAY : faceOf<Query>(modules, 'gateway', 'sessionOf')
  return sessionsOf({
    ...{ ask, kv, sessionOf },
    hash: (token) => secretOf(masterKey, `session ${token}`),
  })
}

/** By its name alone: gateway's own process checks what it is asked. */
const SESSION_AWAY = query('gateway.session-of', { input: {}, output: {}, allow: [] })

/** The modules' live screens, each given the log to watch. */
export const streamsOf = (modules: readonly Module[], log: Log): readonly Stream[] =>
  modules.flatMap(({ streams = [] }) =>
    streams.map(({ open, ...stream }) => ({
      ...stream,
      open: (actor, push) => open(actor, push, log.watch, beat),
    })),
  )
