/** The hash under which a handle is kept and looked for. */
import { createHash } from 'node:crypto'

/** Letters of either case are one; spaces and dashes that people type do not count. */
export const markOf = (value: string): string =>
  createHash('sha256').update(value.replaceAll(/[\s-]/g, '').toUpperCase()).digest('hex')
