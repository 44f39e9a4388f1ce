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
  const time = atMs.toString(16).padStart(12, '0')
  let hex = ''
  for (let i = 0; i < 10; i++) hex += HEX[random[i] ?? 0]
  const variant = ((Number.parseInt(hex[3] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-` +
    `${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
  )
}

/** Two digits of each byte: an id is made in every event, and looking up is the fastest way. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
