/** What decision can tell. */
import { answer, list, one } from '#platform/http'
import { decisionEntity, policyEntity, reasonWords } from './contract.ts'
import { inWords } from './reason.ts'

export const queries = [
  list(decisionEntity),
  one(decisionEntity),
  list(policyEntity),
  one(policyEntity),
  answer(reasonWords, async ({ codes }) => ({
    words: codes.map((code) => ({ code, says: inWords(code) })),
  })),
]
