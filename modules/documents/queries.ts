/** What documents tells. */
import { answer, list, one } from '#platform/http'
import { codeKey, fileShown } from './commands.ts'
import { documentEntity, fileOf, kfsOf, mine, packEntity, signingCodeOf } from './contract.ts'
import { documentKnown, documentsOf, kfsById } from './store.ts'

export const queries = [
  answer(
    fileOf,
    async ({ documentId }, tx) => {
      const document = await documentKnown(tx, documentId)
      if (!document) throw new Error(`documents knows no ${documentId}`)
      return fileShown(document, tx)
    },
    { owner: async ({ documentId }, tx) => (await documentKnown(tx, documentId))?.customerId },
  ),
  answer(mine, async (_, tx) => ({ documents: await documentsOf(tx, tx.actor.id) })),
  answer(kfsOf, async ({ documentId }, tx) => {
    const kfs = await kfsById(tx, documentId)
    if (!kfs) return {}
    const { validTill, acceptedAt, ...stated } = kfs
    const since = { ...(validTill && { validTill }), ...(acceptedAt && { acceptedAt }) }
    return { kfs: { ...stated, ...since } }
  }),
  answer(signingCodeOf, async ({ documentId }, tx) => {
    const code = await tx.kv.get<string>(codeKey(documentId))
    return code === undefined ? {} : { code }
  }),
  list(documentEntity),
  one(documentEntity),
  list(packEntity),
  one(packEntity),
]
