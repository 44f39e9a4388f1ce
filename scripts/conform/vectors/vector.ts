/** A case of `domain/vectors`, and what a calculation of the house makes of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFault } from '../../../platform/runtime/start-fault.ts'

// oxlint-disable-next-line no-explicit-any -- each kind of case has inputs of its own
type Any = any

export type Vector = {
  readonly id?: string
  readonly title?: string
  readonly inputs?: Any
  readonly expected?: Any
  readonly [more: string]: Any
}

/** The case among the others of its file: some speak of the one before them, or of another file. */
export type Around = {
  readonly file: { readonly [key: string]: Any; readonly vectors: readonly Vector[] }
  readonly index: number
  /** The cases of another file. */
  other(name: string): readonly Vector[]
}

/**
 * What is expected beside what the house finds, in the case's own words; undefined where no module
 * owns such a case yet. Told apart by the shape of the case, never by its id.
 */
export type Compared = { readonly expected: Any; readonly found: Any }
export type Check = (vector: Vector, around: Around) => Compared | undefined | Promise<Compared>

export type VectorFile = Around['file']

export function readVectors(dir: string, name: string): VectorFile {
  const path = join(dir, name)
  let read: unknown
  try {
    read = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartFault(`${path} could not be read: ${(error as Error).message}.`)
  }
  const { vectors } = (read ?? {}) as { vectors?: unknown }
  if (!Array.isArray(vectors)) throw new StartFault(`${path} holds no list of vectors.`)
  const bad = vectors.findIndex((it: unknown) => typeof it !== 'object' || it === null)
  if (bad >= 0) throw new StartFault(`${path}: vector ${bad} is no object.`)
  return read as VectorFile
}

/** Whether the inputs have all of these fields. */
export const has = (inputs: unknown, ...fields: string[]): boolean =>
  typeof inputs === 'object' && inputs !== null && fields.every((field) => field in inputs)
