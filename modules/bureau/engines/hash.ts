/** SHA-256 in lower-case hex: what stays of a report that is not kept. */
import { createHash } from 'node:crypto'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
