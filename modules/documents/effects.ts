/** What documents asks the signing service. Name, phone and code are read at the last moment. */
import type { Id } from '#kernel/ids'
import { profileOf } from '#modules/identity'
import { effect, TryLater } from '#platform/queue'
import {
  SigningCodeRefused,
  SigningFailed,
  SigningOpened,
  SigningReported,
  signingCodeOf,
} from './contract.ts'
import { giveCode, openRequest } from './providers/esign.ts'

type Agreement = { documentId: Id<'doc'>; applicationId: Id<'app'> }

export const openSigning = effect<Agreement & { hash: string }>('documents.open-signing', {
  lane: 'documents.signing',
  async send({ documentId, applicationId, hash }, { http, key, subject, call }) {
    const signer = await call(profileOf, { customerId: subject as Id<'cus'> })
    const answer = await openRequest(http, key, { documentId, hash, signer })
    if ('later' in answer) throw new TryLater(answer.later)
    if ('refused' in answer) return SigningFailed({ applicationId, reason: 'vendor-silent' })
    const { ref: signingRef, ...more } = answer
    return SigningOpened({ documentId, applicationId, signingRef, ...more })
  },
  retry: { attempts: 12 },
  onExhausted: ({ applicationId }) => SigningFailed({ applicationId, reason: 'vendor-silent' }),
})

export const passCode = effect<Agreement & { signingRef: string }>('documents.pass-code', {
  lane: 'documents.signing',
  async send({ documentId, applicationId, signingRef }, { http, call }) {
    const refused = (reason: 'wrong-code' | 'vendor-silent') =>
      SigningCodeRefused({ documentId, applicationId, reason })
    const { code } = await call(signingCodeOf, { documentId })
    if (code === undefined) return refused('vendor-silent') // It was too long ago: type it again.
    const answer = await giveCode(http, signingRef, code)
    if ('later' in answer) throw new TryLater(answer.later)
    if ('refused' in answer) return refused(answer.refused)
    return SigningReported({ documentId, ...answer })
  },
  retry: { attempts: 5 },
  onExhausted: ({ documentId, applicationId }) =>
    SigningCodeRefused({ documentId, applicationId, reason: 'vendor-silent' }),
})

export const effects = [openSigning, passCode]
