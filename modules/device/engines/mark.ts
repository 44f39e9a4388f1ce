/**
 * Marks: hashes under a person's own key. Two of one person compare; of two persons they never do,
 * and once the key is destroyed nobody can try words against them.
 */
import { hash } from 'node:crypto'

export type Mark = (what: 'party' | 'reference' | 'telling' | 'app', words: string) => string

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DIGITS = `${CAPITALS}${CAPITALS.toLowerCase()}0123456789-_`
/**
 * 128 bits, in base64url: no two things of one person ever share a mark. The last digit holds two
 * bits of it; of the longer text it is cut from, that digit holds four of the next byte as well.
 */
const MARK_DIGITS = 22
const OWN_BITS = 0x30
const LAST_DIGIT = Object.fromEntries(
  [...DIGITS].map((digit, six) => [digit, DIGITS[six & OWN_BITS]]),
)

/** Any spacing but the one blank it becomes, which most words have between them already. */
const SPACING = /[^\S ]\s*| \s+/g

/** `dataKey` is 32 bytes, base64url. Letter case and spacing make no difference. */
export function markerOf(dataKey: string): Mark {
  const mac = macUnder(Buffer.from(dataKey, 'base64url'))
  return (what, words) => {
    const whole = mac(`${what}\n${words.trim().replaceAll(SPACING, ' ').toUpperCase()}`)
    return whole.slice(0, MARK_DIGITS - 1) + LAST_DIGIT[whole.charAt(MARK_DIGITS - 1)]
  }
}

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
const [INNER, OUTER] = [0x36, 0x5c]

/**
 * HMAC-SHA256 (RFC 2104) in base64url, of two plain hashes: a message has several marks, and an
 * `Hmac` of Node's for each costs three times as much as its hashing. A buffer for what a hash says
 * costs twice as much again: texts do, for the inner one of a letter a byte.
 */
function macUnder(key: Uint8Array): (text: string) => string {
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
    outer.write(hash('sha256', inner.subarray(0, size), 'latin1'), BLOCK_BYTES, 'latin1')
    return hash('sha256', outer, 'base64url')
  }
}
