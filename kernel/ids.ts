/** Ids are text, `<kind>_<uuidv7>`, branded by kind so that one can't be passed for another. */
export type Id<Of extends string> = string & { readonly of: Of }

/** An id from its two parts. */
export const id = <Of extends string>(of: Of, value: string): Id<Of> => `${of}_${value}` as Id<Of>

/** The kind in front of an id: `cus` of `cus_0192…`. */
export const kindOf = (value: string): string => value.slice(0, value.indexOf('_'))

/**
 * An id whose first 48 bits are the time, so that it sorts by birth (RFC 9562, version 7).
 * Time and chance come in: `random` is at least 10 bytes.
 */
export function uuidv7(atMs: number, random: Uint8Array): string {
  const hex = (at: number): string => HEX[random[at] ?? 0]!
  const [b, d] = [hex(1), hex(3)]
  return (
    `${timeOf(atMs)}-7${hex(0)}${b[0]}-${VARIANTS[(random[1] ?? 0) & 0x3]}${hex(2)}${d[0]}-` +
    `${d[1]}${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)[0]}`
  )
}

/** Two digits of each byte: an id is made in every event, and looking up is the fastest way. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const VARIANTS = '89ab'

/** Many ids are made in one millisecond: its text is kept for the next. */
let lastMs = -1
let lastTime = ''

function timeOf(atMs: number): string {
  if (atMs !== lastMs) {
    const time = atMs.toString(16).padStart(12, '0')
    lastMs = atMs
    lastTime = `${time.slice(0, 8)}-${time.slice(8)}`
  }
  return lastTime
}
