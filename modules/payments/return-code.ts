/**
 * A NACH return code: what the bank said, and what that lets us do (SPEC §5.2; vectors NACH-RET).
 *
 * Only FUNDS and INTENT may cost the borrower a bounce charge; TECH costs nothing and nobody is
 * called; LEGAL stops all automation. A code that isn't on the list is UNKNOWN: one retry, then a
 * person looks.
 */
import table from './reference/nach-returns.json' with { type: 'json' }

export type ReturnClass = keyof typeof table.classes

export type ReturnCode = {
  readonly code: string
  readonly meaning: string
  readonly class: ReturnClass
  readonly bounceCharge: boolean
  /** Whether section 25 of the Payment and Settlement Systems Act speaks of it. */
  readonly s25Pssa: boolean
  readonly retry: boolean
  readonly action: string
}

type Codes = { readonly [code: string]: { meaning: string; class: string } | undefined }

export function returnCode(code: string): ReturnCode {
  const known = (table.codes as Codes)[code]
  const { meaning, class: name } = known ?? { meaning: 'Not on the list', class: 'UNKNOWN' }
  return { code, meaning, class: name as ReturnClass, ...table.classes[name as ReturnClass] }
}
