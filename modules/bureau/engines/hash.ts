/** SHA-256 in lower-case hex: what stays of a report that is not kept. */
import { createHash } from 'node:crypto'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Text as a file travels in an answer. */
export const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
