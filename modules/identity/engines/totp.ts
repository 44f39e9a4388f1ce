/** The second factor of the staff: RFC 6238, six digits, thirty seconds, one step of grace. */
import { Secret, TOTP } from 'otpauth'

export const SECRET_BYTES = 20
const PERIOD_S = 30

/** The secret as authenticator apps take it. */
export const secretText = (bytes: Uint8Array): string =>
  new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32

/** The step the code belongs to, so that it serves once; undefined when it is not a code of now. */
export function stepOf(secret: string, code: string, atMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = totpOf(secret).validate({ token: code, timestamp: atMs, window: 1 })
  return delta === null ? undefined : Math.floor(atMs / 1000 / PERIOD_S) + delta
}

/** The code of that moment: for tests and the tools that sign in by themselves. */
export const codeAt = (secret: string, atMs: number): string =>
  totpOf(secret).generate({ timestamp: atMs })

const totpOf = (secret: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S, algorithm: 'SHA1' })
