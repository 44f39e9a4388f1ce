/** Who has an app, as the pool knows them: a hash that says nothing without the house's key. */
import { createHash, createHmac, hkdfSync } from 'node:crypto'

const HOLDER_BYTES = 16

/**
 * The same for a person always, so that what they had is found again when they withdraw. Remembers
 * whom it was asked for: one is made for a batch.
 */
export function holderOf(secret: Uint8Array): (customerId: string) => string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'device app pool', 32))
  const known = new Map<string, string>()
  return (customerId) => {
    const holder = known.get(customerId) ?? hashOf(key, customerId)
    known.set(customerId, holder)
    return holder
  }
}

const hashOf = (key: Uint8Array, customerId: string): string =>
  createHmac('sha256', key)
    .update(customerId)
    .digest()
    .subarray(0, HOLDER_BYTES)
    .toString('base64url')

/** A package's id in the pool: of the name alone, so that nobody needs to look it up. */
export const packageIdOf = (packageName: string): string =>
  `pkg_${createHash('sha256').update(packageName).digest('hex').slice(0, 32)}`
