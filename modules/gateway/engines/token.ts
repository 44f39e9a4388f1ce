/** A session's token: 32 bytes of chance, given once; we keep only its hash. */
import { createHash } from 'node:crypto'

export const TOKEN_BYTES = 32

export const tokenText = (chance: Uint8Array): string => Buffer.from(chance).toString('base64url')

/** A token is 256 bits of chance: a plain SHA-256 can't be guessed back. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
