/** What documents does when it is asked: set in type, hash, keep, tell. */
import type { Instant } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { sendMessage } from '#modules/comms'
import { profileOf } from '#modules/identity'
import { run } from '#platform/http'
import { secretKey } from '#platform/kv'
import type { Tx } from '#platform/sql'
import {
  AgreementPrepared,
  FileViewed,
  issueKfs,
  issueLoanPaper,
  issueNoc,
  KfsIssued,
  LoanPaperIssued,
  NocIssued,
  NocRecalled,
  prepareAgreement,
  recallNoc,
  sendPackAgain,
  signAgreement,
  SigningOpened,
  viewFile,
} from './contract.ts'
import { openSigning, passCode } from './effects.ts'
import { base64Of, bytesOf, hashOf } from './engines/hash.ts'
import { press } from './engines/press.ts'
import { agreementPaper } from './paper/agreement.ts'
import { kfsPaper } from './paper/kfs.ts'
import { loanPaperCsv } from './paper/loan-paper-csv.ts'
import { loanPaper } from './paper/loan-paper.ts'
import { nocPaper } from './paper/noc.ts'
import { lender, type Paper } from './paper/sheet.ts'
import {
  documentKnown,
  insertDocument,
  insertSigning,
  lockPack,
  nocOf,
  notePack,
  papersOf,
  signingOfApplication,
  signingOfCustomer,
  voidNoc,
  type Document,
  type Pack,
  type Signing,
} from './store.ts'

/** How long a typed code waits for the service, at most; in memory only, and nowhere else. */
const CODE_MS_MAX = 300_000
export const codeKey = (documentId: Id<'doc'>): string =>
  secretKey(`documents:signing-code:${documentId}`)

const titles = {
  kfs: 'key-facts-statement',
  agreement: 'loan-agreement',
  noc: 'no-objection-certificate',
  statement: 'statement-of-account',
  'interest-certificate': 'interest-certificate',
  'foreclosure-letter': 'foreclosure-letter',
  schedule: 'repayment-schedule',
  'welcome-letter': 'welcome-letter',
} as const

export const commands = [
  run(issueKfs, async ({ customerId, applicationId, terms, termsHash, validTill }, tx) => {
    const { name: borrower, language } = await tx.call(profileOf, { customerId })
    const occasion = { borrower, madeAt: tx.now, language, applicationId, termsHash, validTill }
    const about = { customerId, applicationId, termsHash, validTill, kind: 'kfs' } as const
    const { documentId, hash } = await file(kfsPaper(terms, occasion), about, tx)
    const issued = { documentId, applicationId, hash, termsHash, validTill }
    await tx.emit(customerId, [KfsIssued(issued)])
    return { documentId }
  }),

  run(prepareAgreement, async ({ customerId, applicationId, terms, termsHash }, tx) => {
    const last = await signingOfApplication(tx, applicationId)
    if (last?.termsHash === termsHash && (last.status === 'asked' || last.status === 'open'))
      return { documentId: await remind(last, tx) }
    const { name: borrower, language, ...profile } = await tx.call(profileOf, { customerId })
    const address = `${profile.address}, ${profile.pinCode}`
    const occasion = { borrower, address, madeAt: tx.now, language, applicationId, termsHash }
    const about = { customerId, applicationId, termsHash, kind: 'agreement' } as const
    const { documentId, hash } = await file(agreementPaper(terms, occasion), about, tx)
    await insertSigning(tx, { documentId, customerId, applicationId })
    const prepared = { documentId, applicationId, hash, termsHash }
    await tx.emit(customerId, [AgreementPrepared(prepared)])
    await tx.effect(openSigning, { documentId, applicationId, hash }, customerId)
    return { documentId }
  }),

  run(
    signAgreement,
    async ({ applicationId: named, code }, tx) => {
      const signing = await signingMeant(named, tx)
      if (signing?.status !== 'open' || signing.signingRef === null) return refuse('not-ready')
      if (!/^\d{4,8}$/.test(code)) return refuse('wrong-code')
      const { documentId, applicationId, signingRef, customerId } = signing
      await tx.kv.set(codeKey(documentId), code, CODE_MS_MAX)
      await tx.effect(passCode, { documentId, applicationId, signingRef }, customerId)
      return { asked: true }
    },
    {
      owner: async (input, tx) =>
        input.applicationId
          ? (await signingMeant(input.applicationId, tx))?.customerId
          : tx.actor.id,
    },
  ),

  run(issueNoc, async ({ customerId, loanId, ...loan }, tx) => {
    const known = await nocOf(tx, loanId)
    if (known) return { documentId: known.id }
    const { name: borrower, language } = await tx.call(profileOf, { customerId })
    const paper = nocPaper(loan, { borrower, madeAt: tx.now, language })
    const { documentId, hash } = await file(paper, { customerId, loanId, kind: 'noc' }, tx)
    await tx.emit(customerId, [NocIssued({ documentId, loanId, hash })])
    return { documentId }
  }),

  run(recallNoc, async ({ customerId, loanId }, tx) => {
    const known = await nocOf(tx, loanId)
    if (!known) return {}
    await voidNoc(tx, known.id, tx.today)
    await tx.emit(customerId, [NocRecalled({ documentId: known.id, loanId, on: tx.today })])
    return { documentId: known.id }
  }),

  run(issueLoanPaper, async (order, tx) => {
    const { paperId, customerId, loanId, kind } = order
    const made = await papersOf(tx, paperId)
    const idOf = (format: 'pdf' | 'csv') => made.find((paper) => paper.format === format)?.id
    const [pdfKnown, csvKnown] = [idOf('pdf'), idOf('csv')]
    if (pdfKnown && csvKnown) return { pdfId: pdfKnown, csvId: csvKnown }
    const { name: borrower, language: own } = await tx.call(profileOf, { customerId })
    const { language = own } = order
    const about = { customerId, loanId, kind, paperId, language }
    const pdf = await file(loanPaper(order, { borrower, madeAt: tx.now, language }), about, tx)
    const csv = await keep(bytesOf(loanPaperCsv(order, language)), { ...about, format: 'csv' }, tx)
    const ids = { pdfId: pdf.documentId, csvId: csv.documentId }
    await tx.emit(customerId, [LoanPaperIssued({ paperId, loanId, kind, ...ids })])
    return ids
  }),

  run(viewFile, async ({ documentId, purpose }, tx) => {
    const document = await documentKnown(tx, documentId)
    if (!document) return refuse('unknown-document')
    const viewed = FileViewed({ documentId, by: tx.actor.id, purpose })
    await tx.emit(document.customerId, [viewed])
    return fileShown(document, tx)
  }),

  run(sendPackAgain, async ({ packId }, tx) => {
    const pack = await lockPack(tx, packId)
    if (!pack) return refuse('unknown-pack')
    if (pack.status === 'delivered') return refuse('already-delivered')
    await notePack(tx, packId, 'sent')
    await announce(pack, tx)
    return { packId }
  }),
]

/** The file with its name for people. One that was altered is shown to nobody. */
export async function fileShown({ id, kind, format, name, hash: kept }: Document, tx: Tx) {
  const bytes = await tx.objects.get(name)
  if (!bytes) throw new Error(`the file of ${id} is not there`)
  const hash = hashOf(bytes)
  // It is no longer what was accepted or signed.
  if (hash !== kept) throw new Error(`the file of ${id} was altered`)
  return { name: `${titles[kind]}.${format}`, hash, base64: base64Of(bytes) }
}

/** Comms tells the borrower; its receipt comes back as a fact about the pack. */
export async function announce({ id, customerId, agreementId }: Pack, tx: Tx): Promise<void> {
  const values = { link: `https://${lender.site}/` }
  const template = agreementId ? 'documents-ready' : 'kfs-ready'
  const message = { customerId, template, values, about: id }
  await tx.ask(sendMessage, message, customerId)
}

/** The signing of an application, or of whoever asks: a borrower has one agreement to sign. */
const signingMeant = (named: Id<'app'> | undefined, tx: Tx): Promise<Signing | undefined> =>
  named ? signingOfApplication(tx, named) : signingOfCustomer(tx, tx.actor.id as Id<'cus'>)

type About = Pick<Document, 'customerId' | 'kind' | 'language'> & {
  applicationId?: Id<'app'>
  loanId?: Id<'loan'>
  termsHash?: string
  paperId?: string
  format?: Document['format']
  validTill?: Instant
}

type Kept = { documentId: Id<'doc'>; hash: string }

async function file(paper: Paper, about: Omit<About, 'language'>, tx: Tx): Promise<Kept> {
  const bytes = await press(paper, lender.name, tx.now)
  return keep(bytes, { ...about, language: paper.language }, tx)
}

/** The bytes come first: a row always has its file. A file without a row harms nobody. */
async function keep(bytes: Uint8Array, about: About, tx: Tx): Promise<Kept> {
  const [documentId, hash] = [tx.newId('doc'), hashOf(bytes)]
  const { customerId, kind, applicationId = null, loanId = null, termsHash = null } = about
  const { format = 'pdf', paperId = null, language } = about
  const name = `documents/${customerId}/${documentId}.${format}`
  if (!(await tx.objects.put(name, bytes, { ifAbsent: true })))
    throw new Error(`${name} stands already: files are never written over`)
  const size = { name, hash, bytes: bytes.length }
  const which = { kind, format, language, paperId, termsHash }
  const row = { id: documentId, customerId, applicationId, loanId, ...which, ...size }
  await insertDocument(tx, { ...row, validTill: about.validTill })
  return { documentId, hash }
}

/** The same agreement waits for its signature: whoever asks again hears of it again. */
async function remind(signing: Signing, tx: Tx): Promise<Id<'doc'>> {
  const { documentId, applicationId, signingRef, signAt } = signing
  if (signingRef !== null) {
    const opened = { documentId, applicationId, signingRef, ...(signAt !== null && { signAt }) }
    await tx.emit(signing.customerId, [SigningOpened(opened)])
  }
  return documentId
}
