/** A path as whoever called us meant it: the launcher runs everything in the project's folder. */
import { resolve } from 'node:path'

export const pathHere = (path: string): string =>
  resolve(process.env['DHARA_CALLED_FROM'] ?? '.', path)
