/**
 * The test cases under `DHARA_SHARED`, read in place (DESIGN §14). Where they are absent, tests
 * are skipped with a message, unless `DHARA_REQUIRE` includes `shared`: then reading them fails.
 */
import { existsSync, readFileSync } from 'node:fs'

const shared = (): string =>
  process.env['DHARA_SHARED'] ?? new URL('../../shared', import.meta.url).pathname
const required = (): boolean => (process.env['DHARA_REQUIRE'] ?? '').split(',').includes('shared')

/** `const { skip, vectors } = vectorsOf<Vector>('schedule')`: a file of `domain/vectors`. */
export function vectorsOf<Vector>(name: string): { skip: false | string; vectors: Vector[] } {
  const file = `${shared()}/domain/vectors/${name}.json`
  if (!existsSync(file) && !required()) return { skip: `no test cases at ${file}`, vectors: [] }
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }
  return { skip: false, vectors }
}

/** Where all of them lie. */
export function vectorsFolder(): { skip: false | string; folder: string } {
  const folder = `${shared()}/domain/vectors`
  const absent = !existsSync(folder) && !required()
  return { skip: absent && `no test cases at ${folder}`, folder }
}
