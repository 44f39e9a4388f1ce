/**
 * The envelope a record travels in: AES-256-GCM under the customer's key of its class, bound to who
 * and what it is, so that a record moved to another person or class does not open.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto'

export const NONCE_BYTES = 12
const TAG_BYTES = 16
const TAG = { authTagLength: TAG_BYTES }

export type Key = {
  readonly customerId: string
  readonly class: string
  readonly generation: number
  /** 32 bytes, base64url, as identity hands it out. */
  readonly dataKey: string
}

/** `nonce` must never have sealed anything else under the same key: it comes from chance. */
export const sealRecord = (key: Key, recordId: string, plain: string, nonce: Uint8Array): string =>
  sealerOf(key)(recordId, plain, nonce)

/** The same for a whole batch: its key is read once. */
export function sealerOf(key: Key): (id: string, plain: string, nonce: Uint8Array) => string {
  const secret = createSecretKey(key.dataKey, 'base64url')
  const about = aboutOf(key)
  return (recordId, plain, nonce) => {
    const cipher = createCipheriv('aes-256-gcm', secret, nonce, TAG)
    cipher.setAAD(Buffer.from(about + recordId, 'utf8'))
    const body = cipher.update(plain, 'utf8')
    cipher.final() // Of this mode always empty: a byte of text is a byte sealed.
    const sealed = Buffer.allocUnsafe(NONCE_BYTES + body.length + TAG_BYTES)
    sealed.set(nonce)
    sealed.set(body, NONCE_BYTES)
    sealed.set(cipher.getAuthTag(), NONCE_BYTES + body.length)
    return sealed.toString('base64url')
  }
}

/** Throws when it was altered, moved, or sealed under another key. */
export const openRecord = (key: Key, recordId: string, sealed: string): string =>
  openerOf(key)(recordId, sealed)

/** The same for many records of one key. */
export function openerOf(key: Key): (recordId: string, sealed: string) => string {
  const secret = createSecretKey(key.dataKey, 'base64url')
  const about = aboutOf(key)
  return (recordId, sealed) => {
    const bytes = Buffer.from(sealed, 'base64url')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce, TAG)
    decipher.setAAD(Buffer.from(about + recordId, 'utf8'))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    decipher.final() // Only now is it known to be whole: this throws, and nobody has seen a word.
    return plain.toString('utf8')
  }
}

/**
 * Ids for the records of a batch, from the sender's own batch id: the same batch names the same
 * records, so that who keeps them by id keeps a late repeat once, too.
 */
export function recordIdsOf(sender: string, batchId: string): (index: number) => string {
  const batch = hash('sha256', `${sender}\n${batchId}`).slice(0, 32)
  return (index) => `rec_${batch}-${index}`
}

const aboutOf = ({ customerId, class: of, generation }: Key): string =>
  `${customerId}/${of}/${generation}/`
