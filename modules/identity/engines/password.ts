/** Passwords of the staff: scrypt, each with a salt of its own; the cost stands in the text. */
import { scrypt, timingSafeEqual } from 'node:crypto'

export const SALT_BYTES = 16
const HASH_BYTES = 32
/** 32 MiB and about 60 ms on one core of 2026: OWASP's floor for scrypt with r = 8. */
const COST = 2 ** 15
const MEMORY_BYTES_MAX = 64 * 1024 * 1024

/** `scrypt$32768$<salt>$<hash>` */
export async function hashedPassword(password: string, salt: Uint8Array): Promise<string> {
  const hash = await derived(password, salt, COST)
  return `scrypt$${COST}$${Buffer.from(salt).toString('base64url')}$${hash.toString('base64url')}`
}

/**
 * Whether it is the password. With nothing stored it works as long as with something, so that the
 * duration does not tell whether a login exists.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, cost, salt, hash] = (stored ?? '').split('$')
  const given = await derived(password, Buffer.from(salt ?? '', 'base64url'), Number(cost) || COST)
  if (hash === undefined) return false
  const kept = Buffer.from(hash, 'base64url')
  return kept.length === given.length && timingSafeEqual(kept, given)
}

function derived(password: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const options = { N: cost, r: 8, p: 1, maxmem: MEMORY_BYTES_MAX }
  const normal = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(normal, salt, HASH_BYTES, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
