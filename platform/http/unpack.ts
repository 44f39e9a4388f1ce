/**
 * Bodies of batches, read and unpacked within bounds: neither what is sent nor what it unpacks to
 * may pass them, and a bomb is found out before its bytes are made.
 */
import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync, type InputType } from 'node:zlib'
import type { TSchema } from 'typebox'
import { Fault } from './faults.ts'
import { checkInput } from './input.ts'

/** Of a batch, packed and unpacked alike. */
export const BATCH_BYTES_MAX = 1024 * 1024
/** Unpacked at a time: most batches in one go. */
const CHUNK_BYTES = 64 * 1024

type Unpack = (
  packed: InputType,
  bounds: { readonly maxOutputLength: number; readonly chunkSize: number },
) => Buffer

/**
 * At once: what may come unpacks within two milliseconds, less than parsing it takes, and handing
 * it to another thread and back costs as much again.
 */
const unpackers: { readonly [encoding: string]: Unpack } = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** Throws `unsupported-media` for an encoding we do not read, or two on top of each other. */
export function encodingOf(request: IncomingMessage): string {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || Object.hasOwn(unpackers, encoding)) return encoding
  throw new Fault('unsupported-media')
}

/** The bytes that will come: as announced, or the most that may. Throws `too-large` beforehand. */
export function announcedBytes(request: IncomingMessage): number {
  const announced = request.headers['content-length']
  const bytes = announced === undefined ? BATCH_BYTES_MAX : Number(announced)
  if (!(bytes <= BATCH_BYTES_MAX)) throw new Fault('too-large')
  return bytes
}

/** The body as it was sent. What comes past the bound runs out, so that the answer is read. */
export function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let size = 0
  const onData = (chunk: Buffer): void => {
    size += chunk.length
    if (size <= BATCH_BYTES_MAX) return void chunks.push(chunk)
    request.off('data', onData)
    request.resume()
    reject(new Fault('too-large'))
  }
  request.on('data', onData)
  request.once('end', () => resolve(Buffer.concat(chunks)))
  // A phone that hangs up half way is nobody's fault: it comes again.
  request.once('error', (cause) => reject(new Fault('bad-request', { cause })))
  request.once('close', () => reject(new Fault('bad-request')))
  return promise
}

/** Throws `too-large` for a bomb, `bad-request` for what is not packed as it says. */
export function unpacked(packed: Buffer, encoding: string): Buffer {
  const unpack = unpackers[encoding]
  if (!unpack) return packed
  try {
    return unpack(packed, { maxOutputLength: BATCH_BYTES_MAX, chunkSize: CHUNK_BYTES })
  } catch (cause) {
    const isBomb = (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Fault(isBomb ? 'too-large' : 'bad-request', { cause })
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Throws `malformed-json`. */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch (cause) {
    throw new Fault('malformed-json', { cause })
  }
}

/**
 * Throws `invalid-input` for what is wrong with a batch as a whole. Its records are only counted:
 * each is to be told of by itself.
 */
export function checkBatch(head: TSchema, recordsMax: number, batch: unknown): void {
  if (typeof batch !== 'object' || batch === null) return checkInput(head, batch)
  const { records, ...rest } = batch as { records?: unknown }
  checkInput(head, rest)
  if (Array.isArray(records) && records.length <= recordsMax) return
  const isList = Array.isArray(records)
  const code = isList ? 'too-many' : 'wrong-type'
  const message = isList ? `must have at most ${recordsMax} entries` : 'must be a list'
  throw new Fault('invalid-input', { fields: [{ path: 'records', code, message }] })
}
