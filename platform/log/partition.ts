/**
 * Which partition a key's facts live in: murmur2 as Kafka's default partitioner computes it, so
 * that moving from embedded segments to Kafka leaves each customer's facts where they were (DESIGN
 * §4).
 */

/** Partitions of a topic. Growing it means a new topic and a replay, never a change in place. */
export const PARTITIONS = 16

const SEED = 0x9747b28c
const MULTIPLIER = 0x5bd1e995
const encoder = new TextEncoder()

/** `toPositive(murmur2(utf8(key))) % partitions`, as Kafka's `Utils` has it. */
export function partitionOf(key: string, partitions: number = PARTITIONS): number {
  return (murmur2(bytesOf(key)) & 0x7fffffff) % partitions
}

/** Ids are short ASCII: filling a buffer kept for it is several times faster than encoding. */
function bytesOf(key: string): Uint8Array {
  if (key.length > scratch.length) return encoder.encode(key)
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    if (code > 127) return encoder.encode(key)
    scratch[i] = code
  }
  return scratch.subarray(0, key.length)
}
const scratch = new Uint8Array(128)

/** MurmurHash2 of 32 bits, signed as in Java. */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length
  let hash = SEED ^ length
  const whole = length & ~3
  for (let i = 0; i < whole; i += 4) {
    let four = word(bytes, i)
    four = Math.imul(four, MULTIPLIER)
    four ^= four >>> 24
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(four, MULTIPLIER)
  }
  const rest = length - whole
  if (rest > 0) {
    for (let i = rest - 1; i >= 0; i--) hash ^= (bytes[whole + i] ?? 0) << (8 * i)
    hash = Math.imul(hash, MULTIPLIER)
  }
  hash ^= hash >>> 13
  hash = Math.imul(hash, MULTIPLIER)
  return hash ^ (hash >>> 15)
}

const word = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24)
