/** What documents tells. */
import { answer, list, one } from '#platform/http'
import { codeKey } from './commands.ts'
import { documentEntity, fileOf, signingCodeOf } from './contract.ts'
import { base64Of, hashOf } from './engines/hash.ts'
import { documentKnown } from './store.ts'

const titles = {
  kfs: 'key-facts-statement',
  agreement: 'loan-agreement',
  noc: 'no-objection-certificate',
} as const

export const queries = [
  answer(
    fileOf,
    async ({ documentId }, tx) => {
      const document = await documentKnown(tx, documentId)
      const bytes = document && (await tx.objects.get(document.name))
      if (!document || !bytes) throw new Error(`the file of ${documentId} is not there`)
      const hash = hashOf(bytes)
      // Shown to nobody: it is no longer what was accepted or signed.
      if (hash !== document.hash) throw new Error(`the file of ${documentId} was altered`)
      return { name: `${titles[document.kind]}.pdf`, hash, base64: base64Of(bytes) }
    },
    { owner: async ({ documentId }, tx) => (await documentKnown(tx, documentId))?.customerId },
  ),
  answer(signingCodeOf, async ({ documentId }, tx) => {
    const code = await tx.kv.get<string>(codeKey(documentId))
    return code === undefined ? {} : { code }
  }),
  list(documentEntity),
  one(documentEntity),
]
