/**
 * Marks: hashes under a person's own key. Two of one person compare; of two persons they never do,
 * and once the key is destroyed nobody can try words against them.
 */
import { hash } from 'node:crypto'

export type Mark = (what: 'party' | 'reference' | 'telling' | 'app', words: string) => string

/** 128 bits: no two things of one person ever share a mark. */
const MARK_BYTES = 16

/** Any spacing but the one blank it becomes, which most words have between them already. */
const SPACING = /[^\S ]\s*| \s+/g

/** `dataKey` is 32 bytes, base64url. Letter case and spacing make no difference. */
export function markerOf(dataKey: string): Mark {
  const mac = macUnder(Buffer.from(dataKey, 'base64url'))
  return (what, words) =>
    mac(`${what}\n${words.trim().replaceAll(SPACING, ' ').toUpperCase()}`)
      .subarray(0, MARK_BYTES)
      .toString('base64url')
}

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
const [INNER, OUTER] = [0x36, 0x5c]

/**
 * HMAC-SHA256 (RFC 2104) of two plain hashes: a message has several marks, and an `Hmac` of Node's
 * for each costs three times as much as its hashing.
 */
function macUnder(key: Uint8Array): (text: string) => Buffer {
  const padded = (pad: number, room: number): Buffer => {
    const block = Buffer.alloc(BLOCK_BYTES + room, pad)
    for (const [i, byte] of key.entries()) block[i] = byte ^ pad
    return block
  }
  const outer = padded(OUTER, DIGEST_BYTES)
  let inner = padded(INNER, 1024)
  return (text) => {
    // A letter is at most three bytes of UTF-8.
    const most = BLOCK_BYTES + 3 * text.length
    if (most > inner.length) inner = padded(INNER, 2 * most)
    const size = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8')
    outer.set(hash('sha256', inner.subarray(0, size), 'buffer'), BLOCK_BYTES)
    return hash('sha256', outer, 'buffer')
  }
}
