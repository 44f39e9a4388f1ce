/** What documents does when the signing service has spoken, and when a loan is executed. */
import type { EventOf } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { MessageDelivered, MessageFailed } from '#modules/comms'
import { KfsAccepted, LoanDisbursed, LoanDrawn } from '#modules/lending'
import { on, type Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { announce, codeKey } from './commands.ts'
import {
  AgreementSigned,
  PackSent,
  SigningFailed,
  SigningOpened,
  SigningReported,
} from './contract.ts'
import { hashOf } from './engines/hash.ts'
import {
  documentKnown,
  executedOf,
  insertPack,
  lockPack,
  lockSigning,
  markAccepted,
  markSigned,
  notePack,
  noteSigning,
  signingOfApplication,
  type Pack,
  type Signing,
} from './store.ts'

export const reactions = [
  on(SigningOpened, 'note-signing-open', noteOpen),
  on(SigningFailed, 'note-signing-failed', noteFailed),
  on(SigningReported, 'settle-signing', settleSigning),
  on(KfsAccepted, 'note-acceptance', noteAcceptance),
  on([LoanDisbursed, LoanDrawn], 'send-pack', sendPack),
  on([MessageDelivered, MessageFailed], 'note-pack-receipt', noteReceipt),
]

async function noteOpen({ data }: Fact<EventOf<typeof SigningOpened>>, tx: Tx): Promise<void> {
  const { documentId, signingRef, signAt } = data
  const signing = await lockSigning(tx, documentId)
  if (signing?.status !== 'asked') return
  await noteSigning(tx, documentId, 'open', { signingRef, ...(signAt && { signAt }) })
}

async function noteFailed({ data }: Fact<EventOf<typeof SigningFailed>>, tx: Tx): Promise<void> {
  const last = await signingOfApplication(tx, data.applicationId)
  if (last?.status === 'asked') await noteSigning(tx, last.documentId, 'failed')
}

/** The first word settles; the same told again, or another later, changes nothing. */
async function settleSigning(
  { data }: Fact<EventOf<typeof SigningReported>>,
  tx: Tx,
): Promise<void> {
  const { documentId, word, hash, certificate, signedAt = tx.now } = data
  const signing = await lockSigning(tx, documentId)
  if (!signing || signing.status === 'signed' || signing.status === 'failed') return
  await tx.kv.delete(codeKey(documentId))
  if (word !== 'signed') return failed(signing, 'declined', tx)
  // What they signed must be what we keep: the stored file itself is hashed again (SPEC §5.5).
  const same = hash === signing.hash && hash === (await hashOfFile(signing, tx))
  if (!same || certificate === undefined) return failed(signing, 'hash-differs', tx)
  const { applicationId, termsHash } = signing
  await noteSigning(tx, documentId, 'signed', { certificate, signedAt })
  await markSigned(tx, documentId, signedAt)
  const signed = { documentId, applicationId, hash, termsHash, signedAt }
  await tx.emit(signing.customerId, [AgreementSigned(signed)])
}

async function failed(
  { documentId, applicationId, customerId }: Signing,
  reason: 'declined' | 'hash-differs',
  tx: Tx,
): Promise<void> {
  await noteSigning(tx, documentId, 'failed')
  await tx.emit(customerId, [SigningFailed({ applicationId, reason })])
}

async function hashOfFile({ documentId }: Signing, tx: Tx): Promise<string | undefined> {
  const document = await documentKnown(tx, documentId)
  const bytes = document && (await tx.objects.get(document.name))
  return bytes && hashOf(bytes)
}

/** The borrower's word for a KFS is lending's to take; that it was given is kept with the file. */
async function noteAcceptance(
  { at, data }: Fact<EventOf<typeof KfsAccepted>>,
  tx: Tx,
): Promise<void> {
  await markAccepted(tx, { id: data.documentId, hash: data.hash, acceptedAt: at })
}

type Executed = Fact<EventOf<typeof LoanDisbursed> | EventOf<typeof LoanDrawn>>

/** On execution the papers it was agreed by go to the borrower, unasked (SPEC DL-04). */
async function sendPack(fact: Executed, tx: Tx): Promise<void> {
  const { loanId } = fact.data
  const pack = { customerId: fact.key as Id<'cus'>, loanId, ...(await papersAgreed(fact, tx)) }
  const packId = tx.newId('pck')
  if (!(await insertPack(tx, { id: packId, ...pack }))) return
  const { kfsId, agreementId } = pack
  const documentIds = agreementId ? [kfsId, agreementId] : [kfsId]
  await tx.emit(fact.key, [PackSent({ packId, loanId, documentIds })])
  await announce({ id: packId, ...pack, status: 'sent' }, tx)
}

async function papersAgreed(fact: Executed, tx: Tx): Promise<Pick<Pack, 'kfsId' | 'agreementId'>> {
  const { loanId, applicationId } = fact.data
  if ('kfsDocumentId' in fact.data) return { kfsId: fact.data.kfsDocumentId, agreementId: null }
  const signed = await executedOf(tx, applicationId)
  if (!signed) throw new Error(`${loanId} was paid out without a signed agreement and its KFS`)
  return signed
}

/** What arrived has arrived, whatever is told of an earlier attempt. */
async function noteReceipt(
  fact: Fact<EventOf<typeof MessageDelivered> | EventOf<typeof MessageFailed>>,
  tx: Tx,
): Promise<void> {
  const { about } = fact.data
  const pack = about?.startsWith('pck_') ? await lockPack(tx, about) : undefined
  if (!pack || pack.status === 'delivered') return
  if (fact.type === MessageDelivered.type)
    return notePack(tx, pack.id, 'delivered', { deliveredAt: fact.at })
  const { reason } = fact.data as Parameters<typeof MessageFailed>[0]
  await notePack(tx, pack.id, 'failed', { reason })
}
