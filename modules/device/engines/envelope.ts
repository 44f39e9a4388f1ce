/**
 * The envelope a record travels in: AES-256-GCM under the customer's key of its class, bound to who
 * and what it is, so that a record moved to another person or class does not open.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto'

export const NONCE_BYTES = 12
const TAG_BYTES = 16

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
  return (recordId, plain, nonce) => {
    const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(aboutOf(key, recordId))
    const parts = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat(parts).toString('base64url')
  }
}

/** Throws when it was altered, moved, or sealed under another key. */
export function openRecord(key: Key, recordId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.dataKey, 'base64url'), nonce, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(aboutOf(key, recordId))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

/**
 * Ids for the records of a batch, from the sender's own batch id: the same batch names the same
 * records, so that who keeps them by id keeps a late repeat once, too.
 */
export function recordIdsOf(sender: string, batchId: string): (index: number) => string {
  const batch = hash('sha256', `${sender}\n${batchId}`).slice(0, 32)
  return (index) => `rec_${batch}-${index}`
}

const aboutOf = (key: Key, recordId: string): Buffer =>
  Buffer.from(`${key.customerId}/${key.class}/${key.generation}/${recordId}`, 'utf8')
