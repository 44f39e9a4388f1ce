/**
 * A one-time password, from its making to its end. Pure.
 *
 *     open ── right code ──▶ used
 *      │ ╰── fifth wrong ──▶ burnt
 *      ╰──── ten minutes ──▶ lapsed (nothing is written: time says so)
 */
import { later, type Instant } from '#kernel/dates'
import type { RefusalOf } from '#kernel/contract'
import type { verifyOtp } from '../contract.ts'

export const DIGITS = 6
/** Business time (DESIGN §5); the runtime runs at 1× while a person is at it. */
export const LIFE_MS = 10 * 60_000
/** The least wall time a code holds. */
const HELD_MS = 120_000
export const ATTEMPTS_MAX = 5
/** Codes a phone may ask for, and within what wall time. */
export const REQUESTS_MAX = 5
export const REQUESTS_WITHIN_MS = 10 * 60_000
/** Enough chance that no code is likelier than another by more than one in 10⁹. */
export const CODE_BYTES = 6

export type Otp = {
  status: 'open' | 'used' | 'burnt'
  attempts: number
  expiresAt: Instant
  /** By the wall: while business time runs fast, nobody could read and type the code in time. */
  heldUntil: Instant
}

export const expiryOf = (now: Instant): Instant => later(now, LIFE_MS)
/** In production both clocks are one, and the longer life alone counts. */
export const holdOf = (wallNow: Instant): Instant => later(wallNow, HELD_MS)

export const isOver = (otp: Otp, at: Moment): boolean =>
  at.now > otp.expiresAt && at.wallNow > otp.heldUntil
type Moment = { readonly now: Instant; readonly wallNow: Instant }

/** Six digits from six bytes of chance. */
export function codeOf(chance: Uint8Array): string {
  const number = chance.slice(0, CODE_BYTES).reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The number of codes asked so far, this one included, is one too many. */
export const isTooMany = (requests: number): boolean => requests > REQUESTS_MAX

export type Outcome =
  { next: Otp; signedIn: true } | { next: Otp; refused: RefusalOf<typeof verifyOtp>; burnt?: true }

/** What entering a code does. A lapsed or used one stays as it is, whatever is entered. */
export function tried(otp: Otp, isRight: boolean, at: Moment): Outcome {
  if (otp.status === 'burnt') return { next: otp, refused: 'too-many-attempts' }
  if (otp.status === 'used' || isOver(otp, at)) return { next: otp, refused: 'code-expired' }
  if (isRight) return { next: { ...otp, status: 'used' }, signedIn: true }
  const attempts = otp.attempts + 1
  if (attempts < ATTEMPTS_MAX) return { next: { ...otp, attempts }, refused: 'wrong-code' }
  const burnt = { ...otp, attempts, status: 'burnt' as const }
  return { next: burnt, refused: 'too-many-attempts', burnt: true }
}
