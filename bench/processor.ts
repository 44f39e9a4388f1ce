/** Processor time and memory of the house and of its engine, as the kernel counts them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './ratio.ts'

/** The kernel counts in hundredths of a second (USER_HZ). */
const TICK_MICROS = 10_000

export type Spent = {
  readonly threadMicros: number
  readonly processMicros: number
  /** Of all its processes, those that have ended included. */
  readonly postgresMicros: number
}

/** What was spent so far; `data` is the folder that holds the engine's. */
export function spentBy(data: string): Spent {
  const sum = ({ user, system }: NodeJS.CpuUsage) => user + system
  return {
    threadMicros: sum(process.threadCpuUsage()),
    processMicros: sum(process.cpuUsage()),
    postgresMicros: postgresMicros(data),
  }
}

function postgresMicros(data: string): number {
  const postmaster = Number.parseInt(
    readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'),
    10,
  )
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(Number(name))
    if (!fields) continue
    const [own, ofEnded] = [
      [11, 12],
      [11, 12, 13, 14],
    ].map((at) => at.reduce((all, i) => all + Number(fields[i]), 0))
    if (Number(name) === postmaster) ticks += ofEnded!
    else if (Number(fields[1]) === postmaster) ticks += own!
  }
  return ticks * TICK_MICROS
}

/** The fields of `/proc/N/stat` behind the name: the state first, then the parent. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined // It ended while we looked.
  }
}

const LOOK_MS = 10_000
/** Of a long run the first minute is not counted: pools, caches and code are made in it. */
const WARM_LOOKS = 6
const GROWTH_BAR = 1.05

/** Memory of this process, which is the house, from now on. */
export function memoryWatch() {
  const memoryMb: number[] = [pssMb()]
  const looking = setInterval(() => memoryMb.push(pssMb()), LOOK_MS)
  return {
    /** `judged`: whether the run was long enough to tell growth from warming up. */
    ended: (judged: boolean) => {
      clearInterval(looking)
      memoryMb.push(pssMb())
      return { memoryMb, ...(judged && growthOf(memoryMb.slice(WARM_LOOKS))) }
    },
  }
}

function growthOf(memoryMb: readonly number[]) {
  const third = Math.floor(memoryMb.length / 3)
  if (third === 0) return {}
  const [firstThirdMb, lastThirdMb] = [
    median(memoryMb.slice(0, third)),
    median(memoryMb.slice(-third)),
  ]
  const growth = lastThirdMb / firstThirdMb
  return {
    ...{ firstThirdMb, lastThirdMb, growth: Number(growth.toFixed(3)) },
    ...{ slopeMbPerMinute: slopeOf(memoryMb), flat: growth <= GROWTH_BAR },
  }
}

/** Of the straight line that lies nearest to all looks. */
function slopeOf(memoryMb: readonly number[]): number {
  const middle = (memoryMb.length - 1) / 2
  const mean = memoryMb.reduce((sum, mb) => sum + mb, 0) / memoryMb.length
  const [above, below] = memoryMb.reduce(
    ([a, b], mb, i) => [a + (i - middle) * (mb - mean), b + (i - middle) ** 2],
    [0, 0],
  )
  return Number(((above / below) * (60_000 / LOOK_MS)).toFixed(2))
}

/** Proportional set size. */
function pssMb(): number {
  const text = readFileSync('/proc/self/smaps_rollup', 'utf8')
  return Math.round(Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024)
}
