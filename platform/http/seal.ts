/**
 * Seals what the doors must keep for a while (answers, proposals, parked notices), so that nothing
 * personal rests in platform's tables as it is. AES-256-GCM under a key derived for each one.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

export type Seal = {
  /** A keyed hash in hex: equal for equal text, and of no use to who lacks the key. */
  hash(text: string): string
  /** The same of bytes as they came. */
  digest(bytes: Uint8Array): string
  seal(about: string, text: string): string
  open(about: string, sealed: string): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

export function sealWith(master: string | Uint8Array): Seal {
  const hmac = (key: string | Uint8Array, text: string) => createHmac('sha256', key).update(text)
  const keyOf = (about: string) => hmac(master, `seal\n${about}`).digest()
  return {
    hash: (text) => hmac(master, `hash\n${text}`).digest('hex'),
    digest: (bytes) => hmac(master, 'bytes\n').update(bytes).digest('hex'),
    seal: (about, text) => {
      const key = keyOf(about)
      // From the text itself: one key seals one text, and a repeat of it gives the same bytes.
      const iv = hmac(key, text).digest().subarray(0, IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open: (about, sealed) => {
      const bytes = Buffer.from(sealed, 'base64')
      const iv = bytes.subarray(0, IV_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', keyOf(about), iv)
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const body = bytes.subarray(IV_BYTES + TAG_BYTES)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
  }
}
