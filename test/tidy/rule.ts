/** What a rule of the house is: a sentence, a check, and samples that must be caught. */
import type { House } from './house.ts'

export type Fault = { readonly path: string; readonly line: number; readonly says: string }

export type Rule = {
  /** The rule in one sentence. */
  readonly says: string
  check(house: House): readonly Fault[]
  /** Small houses it must object to, with a part of the objection. */
  readonly bad: readonly Sample[]
  /** Small houses it must leave alone. */
  readonly good?: readonly { readonly [path: string]: string }[]
}
export type Sample = { readonly tree: { readonly [path: string]: string }; readonly finds: string }

export const shownFault = (fault: Fault): string => `${fault.path}:${fault.line} ${fault.says}`

export const isTest = (path: string): boolean =>
  /\.(test|suite|fixture)\.tsx?$/.test(path) || path.startsWith('test/')

/** Folders whose code stands outside the product and may do as it needs. */
export const isOutside = (path: string): boolean =>
  isTest(path) || /^(sandbox|bench|scripts)\//.test(path)

/** `lending` of `modules/lending/loan/loan.ts`; undefined outside modules. */
export const moduleAt = (path: string): string | undefined => /^modules\/([^/]+)\//.exec(path)?.[1]
/** `log` of `platform/log/relay.ts`. */
export const portAt = (path: string): string | undefined => /^platform\/([^/]+)\//.exec(path)?.[1]
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Where `from`, a relative import of `path`, leads: `../a.ts` of `x/y/z.ts` is `x/a.ts`. */
export function resolved(path: string, from: string): string {
  const parts = path.split('/').slice(0, -1)
  for (const step of from.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}
