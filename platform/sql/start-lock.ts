/** Two processes may start on one folder at the same moment: the second waits and adopts. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { wallClock } from '../runtime/clock.ts'
import { StartFault } from '../runtime/start-fault.ts'

const WAIT_MS_MAX = 90_000
const POLL_MS = 25

/** Holds the folder until the returned function is called; a holder that died holds nothing. */
export async function holdFolder(folder: string): Promise<() => void> {
  const lock = join(folder, 'starting')
  const owner = join(lock, 'pid')
  const until = wallClock.nowMs() + WAIT_MS_MAX
  while (wallClock.nowMs() < until) {
    try {
      mkdirSync(lock)
      writeFileSync(owner, String(process.pid))
      return () => rmSync(lock, { recursive: true, force: true })
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
    if (!(await isHeld(owner))) rmSync(lock, { recursive: true, force: true })
    await pause(POLL_MS)
  }
  throw new StartFault(`Another start has held ${folder} for too long: end it, or remove ${lock}.`)
}

async function isHeld(owner: string): Promise<boolean> {
  const pid = pidIn(owner) ?? (await pause(POLL_MS, undefined), pidIn(owner))
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

function pidIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}
