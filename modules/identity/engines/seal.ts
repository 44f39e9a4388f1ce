/**
 * The vault's cipher: AES-256-GCM under a data key, which itself is wrapped by the master key.
 *
 * What is sealed is bound to what it is (`about`: customer, class, field), so that a value moved to
 * another row does not open. Chance comes in: every nonce is given by the caller, once.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto'

export const NONCE_BYTES = 12
export const KEY_BYTES = 32
const TAG_BYTES = 16

export type Seal = {
  /** A data key under the master key. */
  wrap(dataKey: Uint8Array, about: string, nonce: Uint8Array): string
  unwrap(wrapped: string, about: string): Uint8Array
  /** The keyed hash by which an identifier is found again; it says nothing without the key. */
  mark(kind: string, plain: string): string
}

/** Opens the vault with the house's master key; the keys for wrapping and for search differ. */
export function openSeal(masterKey: Uint8Array): Seal {
  if (masterKey.length < KEY_BYTES) throw new RangeError('the master key has at least 32 bytes')
  const derived = (use: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', use, KEY_BYTES))
  const [wrapping, searching] = [derived('dhara vault wrap'), derived('dhara vault search')]
  return {
    wrap: (dataKey, about, nonce) => encrypted(wrapping, dataKey, about, nonce),
    unwrap: (wrapped, about) => decrypted(wrapping, wrapped, about),
    mark: (kind, plain) =>
      createHmac('sha256', searching).update(`${kind}\n${plain}`).digest('hex'),
  }
}

export const sealedText = (
  dataKey: Uint8Array,
  plain: string,
  about: string,
  nonce: Uint8Array,
): string => encrypted(dataKey, Buffer.from(plain, 'utf8'), about, nonce)

/** Throws when the text was altered, moved, or sealed under another key. */
export const openedText = (dataKey: Uint8Array, sealed: string, about: string): string =>
  Buffer.from(decrypted(dataKey, sealed, about)).toString('utf8')

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Compares two marks without telling by its duration where they differ. */
export const sameMark = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function encrypted(key: Uint8Array, plain: Uint8Array, about: string, nonce: Uint8Array): string {
  if (nonce.length !== NONCE_BYTES) throw new RangeError('a nonce has 12 bytes')
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(about, 'utf8'))
  const parts = [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString('base64url')
}

function decrypted(key: Uint8Array, sealed: string, about: string): Uint8Array {
  const bytes = Buffer.from(sealed, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(body), decipher.final()])
}
