/** Chance and ids; with wall time and the environment, read nowhere but in this folder. */
import { randomBytes, randomFillSync } from 'node:crypto'
import { uuidv7, type Id } from '#kernel/ids'
import { wallClock } from './clock.ts'

export const random = (bytes: number): Uint8Array => randomBytes(bytes)

/**
 * A call of the generator costs several times what the rest of an id does, so one fills a pool for
 * eight hundred ids, of which each byte is handed out once.
 */
const POOL_BYTES = 8192
const ID_BYTES = 10
const pool = new Uint8Array(POOL_BYTES)
let drawn = POOL_BYTES

/**
 * Ids of one process sort in the order they were made, those of one millisecond too: 12 bits count
 * within it (RFC 9562 §6.2, method 1) from a random start, 62 bits are chance.
 */
export const newId = <const Of extends string>(of: Of): Id<Of> => {
  if (drawn + ID_BYTES > POOL_BYTES) {
    randomFillSync(pool)
    drawn = 0
  }
  const chance = pool.subarray(drawn, (drawn += ID_BYTES))
  const { atMs, count } = moment(wallClock.nowMs(), chance)
  chance[0] = count >> 4
  chance[1] = ((count & 0xf) << 4) | (chance[1]! & 0xf)
  const made = `${of}_${uuidv7(atMs, chance)}` as Id<Of>
  chance.fill(0) // What is in an id is nowhere else.
  return made
}

const COUNT_MAX = 0xfff
/** Half the range is left to count in. */
const START_MAX = 0x7ff
let lastMs = 0
let lastCount = 0

/** The instant an id names: never before that of the one made last, whatever the clock does. */
function moment(nowMs: number, chance: Uint8Array): { atMs: number; count: number } {
  if (nowMs > lastMs || lastCount === COUNT_MAX) {
    lastMs = Math.max(nowMs, lastMs + 1)
    lastCount = ((chance[0]! << 8) | chance[1]!) & START_MAX
  } else lastCount += 1
  return { atMs: lastMs, count: lastCount }
}
