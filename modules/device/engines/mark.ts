/**
 * Marks: hashes under a person's own key. Two of one person compare; of two persons they never do,
 * and once the key is destroyed nobody can try words against them.
 */
import { createHmac, createSecretKey } from 'node:crypto'

export type Mark = (what: 'party' | 'reference' | 'telling' | 'app', words: string) => string

/** 128 bits: no two things of one person ever share a mark. */
const MARK_BYTES = 16

/** Any spacing but the one blank it becomes, which most words have between them already. */
const SPACING = /[^\S ]\s*| \s+/g

/** `dataKey` is 32 bytes, base64url. Letter case and spacing make no difference. */
export function markerOf(dataKey: string): Mark {
  const key = createSecretKey(dataKey, 'base64url')
  return (what, words) =>
    createHmac('sha256', key)
      .update(`${what}\n${words.trim().replaceAll(SPACING, ' ').toUpperCase()}`)
      .digest()
      .subarray(0, MARK_BYTES)
      .toString('base64url')
}
