/** Chance and ids; with wall time and the environment, read nowhere but in this folder. */
import { randomBytes } from 'node:crypto'
import { uuidv7, type Id } from '#kernel/ids'
import { wallClock } from './clock.ts'

export const random = (bytes: number): Uint8Array => randomBytes(bytes)

export const newId = <const Of extends string>(of: Of): Id<Of> =>
  `${of}_${uuidv7(wallClock.nowMs(), randomBytes(10))}` as Id<Of>
