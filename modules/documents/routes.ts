/** The signing service's webhook: whose agreement is it, and what does it say? */
import { hook } from '#platform/http'
import { SigningReported } from './contract.ts'
import { parse, verify, type Letter } from './providers/esign.ts'
import { lockSigning } from './store.ts'

export const routes = [
  hook<Letter>('/hooks/documents/esign', {
    provider: 'esign',
    verify,
    parse,
    async receive(letter, tx) {
      const { documentId, said } = letter as Letter
      const signing = await lockSigning(tx, documentId)
      if (signing && said)
        await tx.emit(signing.customerId, [SigningReported({ documentId, ...said })])
      return signing !== undefined
    },
  }),
]
