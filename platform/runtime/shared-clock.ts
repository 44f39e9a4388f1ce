/**
 * One business clock for all processes of a house. The process that owns it (the first on its
 * database, which also has the sandbox) tells the others on every change and once a second; they
 * follow. Time is moved by barrier only when all of them are at rest.
 */
import { msOf, type Instant } from '#kernel/dates'
import { CLOCK_DOOR, REST_DOOR, type ClockTold, type Rest } from '../http/peer-door.ts'
import { businessClock, wallClock, type BusinessClock } from './clock.ts'
import type { RemoteCalls } from './remote-calls.ts'
import { StartFault } from './start-fault.ts'

const TELL_EACH_MS = 1000
const FIND_MS_MAX = 60_000
const FIND_EACH_MS = 200

/** The owner's side: every other process kept on our time. */
export type ToldClock = {
  told(): ClockTold
  /** Whether all others are at rest at this instant, and when the first of them has work again. */
  rest(): Promise<Rest>
  close(): void
}

export function tellClock(around: {
  readonly clock: BusinessClock
  readonly others: readonly string[]
  readonly send: RemoteCalls['send']
  readonly sandboxUrl?: string
}): ToldClock {
  const { clock, others, send, sandboxUrl } = around
  let n = 0
  const told = (): ClockTold => {
    n = Math.max(n + 1, wallClock.nowMs())
    const now = { n, businessAt: clock.now(), rate: clock.rate() }
    return { ...now, ...(sandboxUrl && { sandboxUrl }) }
  }
  const tell = (): Promise<Rest[]> => {
    const word = told()
    return Promise.all(others.map((url) => send<Rest>(url, REST_DOOR, word)))
  }
  /** One that is not up yet asks for itself when it starts. */
  const tellAll = (): void => void tell().catch(() => {})
  const unhook = clock.onChange(tellAll)
  const timer = others.length > 0 ? setInterval(tellAll, TELL_EACH_MS) : undefined
  return {
    told,
    rest: async () => {
      const all = await tell()
      const next = all.flatMap((one) => one.next ?? []).toSorted()[0]
      return { atRest: all.every((one) => one.atRest), ...(next && { next }) }
    },
    close: () => {
      unhook()
      clearInterval(timer)
    },
  }
}

/** The other side: asks around for the owner, and starts a clock that follows it. */
export async function findClock(
  others: readonly string[],
  send: RemoteCalls['send'],
): Promise<{ clock: BusinessClock; sandboxUrl?: string }> {
  const until = wallClock.nowMs() + FIND_MS_MAX
  for (;;) {
    const answers = await Promise.allSettled(
      others.map((url) => send<ClockTold>(url, CLOCK_DOOR, {})),
    )
    const told = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0]
    if (told) {
      const { businessAt, rate, sandboxUrl } = told
      return { clock: businessClock(businessAt, rate), ...(sandboxUrl && { sandboxUrl }) }
    }
    if (wallClock.nowMs() > until) throw nobody(others)
    await new Promise((done) => setTimeout(done, FIND_EACH_MS))
  }
}

const nobody = (others: readonly string[]) =>
  new StartFault(
    `Another process of this house keeps its clock, and none of ${others.join(', ') || 'none'} ` +
      'says so: name it in DHARA_PEERS or DHARA_PEER.',
  )

/** Follows what the owner tells; words that come late are passed over, and time never goes back. */
export function followClock(clock: BusinessClock): (told: ClockTold) => Instant {
  let latest = 0
  return ({ n, businessAt, rate }) => {
    if (n >= latest) {
      latest = n
      if (msOf(businessAt) > clock.nowMs()) clock.jump(businessAt)
      if (rate !== clock.rate()) clock.setRate(rate)
    }
    return clock.now()
  }
}
