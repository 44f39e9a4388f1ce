/**
 * Clauses: the stretches within which a tense, an `if` or a `not` holds. `Rs.50 debited. If not
 * done by you, call` is two; the dot after `Rs` ends nothing.
 */
import { matchesOf, pattern } from './match.ts'

const boundary = /[.!?]\s+(?=[A-Z₹\d"'(•])|[.!?](?=[A-Z][a-z])|[!?;]|\n+|\.\s*(?=if\b)/g
const abbreviated = pattern(
  'i',
  String.raw`(?:^|[\s(./:-])(?:rs|no|nos|ref|a/c|ac|acct|avl|avail|aval|mr|mrs|ms|dr|cr|`,
  String.raw`ltd|pvt|amt|bal|dt|txn|trxn|id|inr|st|clr|tot|रु)$`,
)

/** Where each clause starts; the last entry is the end of the body. */
export function clauseStarts(body: string): readonly number[] {
  const starts = [0]
  for (const match of matchesOf(boundary, body)) {
    const dot = match[0].startsWith('.')
    if (dot && abbreviated.test(body.slice(Math.max(0, match.index - 8), match.index))) continue
    starts.push(match.index + match[0].length)
  }
  starts.push(body.length)
  return starts
}

export type Clause = { readonly from: number; readonly to: number }

export function clauseAt(starts: readonly number[], at: number): Clause {
  let i = 0
  while (i + 2 < starts.length && (starts[i + 1] ?? 0) <= at) i++
  return { from: starts[i] ?? 0, to: starts[i + 1] ?? 0 }
}
