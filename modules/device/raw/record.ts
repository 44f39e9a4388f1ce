/** A record as it rests in the wide store: by its own time, still sealed as it came. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'

export type Place = { readonly seenAt: Instant; readonly recordId: Id<'rec'> }

/** Its place among the person's records; instants sort as text. */
export const placeOf = ({ seenAt, recordId }: Place): string => `${seenAt}#${recordId}`

export function placed(sk: string): Place {
  const at = sk.indexOf('#')
  return { seenAt: sk.slice(0, at) as Instant, recordId: sk.slice(at + 1) as Id<'rec'> }
}

const GENERATION_BYTES = 4

/** The key's generation, then the envelope's own bytes. */
export function packed(generation: number, sealed: string): Uint8Array {
  const body = Buffer.allocUnsafe(GENERATION_BYTES + Buffer.byteLength(sealed, 'base64url'))
  body.writeUInt32BE(generation)
  body.write(sealed, GENERATION_BYTES, 'base64url')
  return body
}

export function unpacked(body: Uint8Array): { generation: number; sealed: string } {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return {
    generation: bytes.readUInt32BE(),
    sealed: bytes.toString('base64url', GENERATION_BYTES),
  }
}
