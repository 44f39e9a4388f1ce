/** A login of the staff: when it locks, and what passes for a password. Pure. */
import { later, type Instant } from '#kernel/dates'

export const FAILURES_MAX = 5
/** Wall time: it guards against a person at a keyboard. */
export const LOCK_MS = 15 * 60_000
const PASSWORD_LENGTH_MIN = 12

export type Login = {
  active: boolean
  failures: number
  lockedUntil: Instant | null
  /** The TOTP step used last: a code serves once. */
  lastStep: number
}

export type Tried =
  | { next: Login; isIn: true }
  | { next: Login; refused: 'wrong-credentials' | 'locked'; lockedNow?: true }

/**
 * What an attempt does. While locked even the right password is refused and nothing is counted, so
 * that an attacker can neither learn by it nor lengthen the lock for ever.
 */
export function tried(
  login: Login,
  given: { isPassword: boolean; step: number | undefined },
  wallNow: Instant,
): Tried {
  if (!login.active) return { next: login, refused: 'wrong-credentials' }
  if (login.lockedUntil !== null && wallNow < login.lockedUntil)
    return { next: login, refused: 'locked' }

  const { isPassword, step } = given
  if (isPassword && step !== undefined && step > login.lastStep)
    return { next: { ...login, failures: 0, lockedUntil: null, lastStep: step }, isIn: true }

  const failures = login.failures + 1
  if (failures < FAILURES_MAX)
    return { next: { ...login, failures, lockedUntil: null }, refused: 'wrong-credentials' }
  const lockedUntil = later(wallNow, LOCK_MS)
  return { next: { ...login, failures: 0, lockedUntil }, refused: 'locked', lockedNow: true }
}

/** Length is what counts; one that holds the login, or few characters over and over, is none. */
export function isStrong(password: string, login: string): boolean {
  const characters = new Set(password).size
  // Three letters may stand in a random password by chance: that says nothing about it.
  const named = login.length > 3 && password.toLowerCase().includes(login.toLowerCase())
  return password.length >= PASSWORD_LENGTH_MIN && characters >= 5 && !named
}
