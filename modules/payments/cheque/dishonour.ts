/**
 * Why a bank returned a cheque, and what that lets us do (SPEC §5.2's classes, §11.5). A code that
 * is on no list is none: the memo was read wrongly.
 */
import table from '../reference/cheque-returns.json' with { type: 'json' }

export type Dishonour = {
  readonly meaning: string
  readonly class: string
  /** The drawer's doing: the loan's bounce charge. */
  readonly bounceCharge: boolean
  /** Whether section 138 of the Negotiable Instruments Act speaks of it. */
  readonly s138: boolean
  /** The same paper may be shown to the bank again. */
  readonly again: boolean
}

type Codes = { readonly [code: string]: { meaning: string; class: string } | undefined }
type Classes = { readonly [name: string]: Omit<Dishonour, 'meaning' | 'class'> | undefined }

export function chequeReturn(code: string): Dishonour | undefined {
  const known = (table.codes as Codes)[code]
  const rule = known && (table.classes as Classes)[known.class]
  return known && rule ? { ...known, ...rule } : undefined
}
