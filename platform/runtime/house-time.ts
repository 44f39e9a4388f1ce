/**
 * Business time of this process and the outside world beside it. Production lives by the wall; else
 * the first process on a database keeps the clock and the sandbox, and all others follow it.
 */
import { join } from 'node:path'
import type { Instant } from '#kernel/dates'
import { keepClock, notedClock } from './clock-file.ts'
import { businessClock, wallClock, type BusinessClock } from './clock.ts'
import { secretOf, type Config } from './config.ts'
import type { RemoteCalls } from './remote-calls.ts'
import { startSandbox, vendorsAt, type Sandbox } from './sandbox-child.ts'
import { findClock, tellClock, type ToldClock } from './shared-clock.ts'
import { StartFault } from './start-fault.ts'

export type HouseTime = {
  readonly clock: BusinessClock
  /** Whether this was the first start on its folder. */
  readonly fresh: boolean
  readonly sandbox?: Sandbox
  /** Where vendors are, when another process keeps the sandbox. */
  readonly hosts: Config['hosts']
  /** The others' ears, where this process keeps the clock. */
  readonly told?: ToldClock
  close(): Promise<void>
}

export type TimeOptions = {
  readonly config: Config
  readonly root: string
  /** Nobody of the house was there before us. */
  readonly first: boolean
  readonly masterKey: Uint8Array
  readonly port: number
  readonly away: RemoteCalls
  readonly beginAt?: Instant | undefined
  readonly rate?: number | undefined
}

export async function openTime(options: TimeOptions): Promise<HouseTime> {
  const { config, first } = options
  if (config.production) {
    const clock = businessClock(wallClock.now(), 1)
    return { clock, fresh: true, hosts: {}, close: async () => {} }
  }
  return first ? kept(options) : followed(options)
}

async function kept(options: TimeOptions): Promise<HouseTime> {
  const { config, root, masterKey, port, away } = options
  const { clock, fresh } = clockOf(options)
  const note = keepClock(config.data, clock)
  const home = config.addressChosen ? config.address : `http://127.0.0.1:${port}`
  const sandbox = await startSandbox({
    ...{ root, data: join(config.data, 'sandbox'), secret: secretOf(masterKey, 'sandbox') },
    ...{ seed: config.seed, home, clock },
  }).catch((problem: unknown) => {
    note()
    throw problem
  })
  const others = config.peers.all
  const told = tellClock({ clock, others, send: away.send, sandboxUrl: sandbox.url })
  const close = async () => {
    told.close()
    await sandbox.stop()
    note()
  }
  return { clock, fresh, sandbox, hosts: {}, ...(others.length > 0 && { told }), close }
}

async function followed({ config, masterKey, away }: TimeOptions): Promise<HouseTime> {
  const { clock, sandboxUrl } = await findClock(config.peers.all, away.send)
  const hosts = sandboxUrl ? vendorsAt(sandboxUrl, secretOf(masterKey, 'sandbox')) : {}
  return { clock, fresh: false, hosts, close: async () => {} }
}

/** Business time goes on from where it was noted. */
function clockOf({ config, beginAt, rate }: TimeOptions): { clock: BusinessClock; fresh: boolean } {
  const noted = restingClock(config.data)
  const begin = noted?.businessAt ?? beginAt ?? wallClock.now()
  return { clock: businessClock(begin, rate ?? config.speed), fresh: !noted }
}

function restingClock(folder: string): ReturnType<typeof notedClock> {
  try {
    return notedClock(folder)
  } catch (cause) {
    throw new StartFault(
      `The data folder ${folder} is broken: clock.json can't be read; restore the folder, or ` +
        'begin anew with `npm start -- --fresh`.',
      { cause },
    )
  }
}
