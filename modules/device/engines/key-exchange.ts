/**
 * How an account aggregator's data travels (ReBIT, SPEC §8): X25519, both sides' nonces xored, the
 * session key by HKDF-SHA256 from the secret, AES-256-GCM. The aggregator itself can read nothing.
 */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
  type KeyObject,
} from 'node:crypto'

export type Material = {
  /** 32 bytes, base64. */
  readonly publicKey: string
  readonly nonce: string
}
export type OwnMaterial = Material & { readonly privateKey: KeyObject }

const KEY_BYTES = 32
const TAG_BYTES = 16
const SALT_BYTES = 20
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * Our half for one request, made of the person's own key: it rests nowhere, and with that key goes
 * the means to open what was sent for it.
 */
export function materialFor(dataKey: string, requestId: string): OwnMaterial {
  const secret = Buffer.from(dataKey, 'base64url')
  const derived = (what: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, requestId, `aggregator/${what}`, KEY_BYTES))
  const der = Buffer.concat([PKCS8, derived('private')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = spki.subarray(SPKI.length).toString('base64')
  return { privateKey, publicKey, nonce: derived('nonce').toString('base64') }
}

/** Throws when it was altered, or sent for another request. */
export function openData(own: OwnMaterial, theirs: Material, payload: string): string {
  const key = Buffer.from(theirs.publicKey, 'base64')
  const der = Buffer.concat([SPKI, key])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey })
  const nonce = xored(Buffer.from(own.nonce, 'base64'), Buffer.from(theirs.nonce, 'base64'))
  const session = hkdfSync('sha256', shared, nonce.subarray(0, SALT_BYTES), '', KEY_BYTES)
  const bytes = Buffer.from(payload, 'base64')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(session),
    nonce.subarray(SALT_BYTES),
    { authTagLength: TAG_BYTES },
  )
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const plain = [decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]
  return Buffer.concat(plain).toString('utf8')
}

function xored(a: Buffer, b: Buffer): Buffer {
  if (a.length !== KEY_BYTES || b.length !== KEY_BYTES)
    throw new RangeError('a nonce of the exchange has 32 bytes')
  return Buffer.from(a.map((byte, at) => byte ^ b[at]!))
}

/** The payload of a compact JWS (EdDSA), or undefined when the signature is not its signer's. */
export function signedWords(jws: string, publicKey: string): unknown {
  const [head = '', body = '', signature = '', ...more] = jws.split('.')
  if (more.length > 0) return undefined
  const key = Buffer.concat([SPKI_ED25519, Buffer.from(publicKey, 'base64')])
  const signer = createPublicKey({ key, format: 'der', type: 'spki' })
  const words = Buffer.from(`${head}.${body}`, 'ascii')
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string }
  if (alg !== 'EdDSA') return undefined
  if (!verify(null, words, signer, Buffer.from(signature, 'base64url'))) return undefined
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown
}

/**
 * A nonce for sealing what was fetched: of its own words, so that no two texts ever share one under
 * a key, and the same text fetched twice is the same bytes.
 */
export const nonceOfWords = (words: string, about: string): Uint8Array =>
  createHash('sha256').update(`${about}\n${words}`).digest().subarray(0, 12)

export const hashOfWords = (words: string): string =>
  createHash('sha256').update(words).digest('hex')
