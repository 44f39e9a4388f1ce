/** The hash by which askings of one wording are known. */
import { createHash } from 'node:crypto'

export const fingerprintOf = (wording: string): string =>
  createHash('sha256').update(wording).digest('hex')
