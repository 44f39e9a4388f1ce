/** SHA-256 as lower-case hex: the name by which a file is signed. */
import { createHash } from 'node:crypto'

export const hashOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
