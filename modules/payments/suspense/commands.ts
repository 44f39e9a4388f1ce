/** Matching waiting money to loans, many at once: each judged by itself. */
import { isRefused, refuse } from '#kernel/decider'
import { sum } from '#kernel/money'
import { run } from '#platform/http'
import { matchReceipts, ReceiptsMatched } from '../contract.ts'
import { match, NOBODY } from '../receipt/commands.ts'
import { unmatchedKnown } from '../receipt/store.ts'

export const commands = [
  run(matchReceipts, async ({ matches, amount }, tx) => {
    const ids = matches.map(({ unmatchedId }) => unmatchedId)
    if (new Set(ids).size < ids.length) return refuse('named-twice')
    const known = new Map((await unmatchedKnown(tx, ids)).map((one) => [one.id, one]))
    if (sum([...known.values()].map((one) => one.amount)) !== amount) return refuse('sum-differs')
    const refused: { unmatchedId: (typeof ids)[number]; reference: string; says: string }[] = []
    let came = sum([])
    for (const wanted of matches.toSorted((a, b) => (a.unmatchedId < b.unmatchedId ? -1 : 1))) {
      const matched = await match(tx, wanted)
      const { reference = '', amount: own = sum([]) } = known.get(wanted.unmatchedId) ?? {}
      if (!isRefused(matched)) came = sum([came, own])
      else {
        const says = WHY[matched.refused]
        refused.push({ unmatchedId: wanted.unmatchedId, reference, says })
      }
    }
    const matched = matches.length - refused.length
    await tx.emit(NOBODY, [ReceiptsMatched({ matched, refused: refused.length, amount: came })])
    return { matched, refused }
  }),
]

const WHY = {
  'unmatched-unknown': 'It was matched already.',
  'unknown-loan': 'There is no such loan.',
  'loan-over': 'The loan was closed meanwhile.',
  'reference-known': 'That bank reference was received for a loan already.',
} as const
