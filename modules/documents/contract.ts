/** Documents: immutable files by hash: the KFS, the agreement, letters; and the e-sign of them. */
import { askRefused, command, entity, event, query, t } from '#kernel/contract'
import { language, loanPaper } from './loan-paper.ts'

export { NocIssued, NocRecalled, issueNoc, recallNoc } from './noc/face.ts'

const documentId = t.id('doc')
const applicationId = t.id('app')
const loanId = t.id('loan')
const packId = t.id('pck')
const kind = t.oneOf(
  'kfs',
  'agreement',
  'noc',
  'statement',
  'interest-certificate',
  'foreclosure-letter',
  'schedule',
  'welcome-letter',
)
const format = t.oneOf('pdf', 'csv')
const file = { name: t.text(), hash: t.hash, base64: t.file(8_000_000) }

/** The file itself, base64, shown to someone of the staff for a purpose, on the record. */
export const viewFile = command('documents.view-file', {
  input: { documentId, purpose: t.text({ min: 4, max: 200 }) },
  output: file,
  refusals: ['unknown-document'],
  allow: ['ops', 'credit', 'support', 'finance'],
})
/** Tells the borrower once more that the papers of their loan are there, where it never arrived. */
export const sendPackAgain = command('documents.send-pack-again', {
  input: { packId },
  output: { packId },
  refusals: ['unknown-pack', 'already-delivered'],
  allow: ['ops', 'support'],
})

export const documentEntity = entity('documents.document', {
  id: documentId,
  title: 'kind',
  fields: {
    customerId: t.id('cus'),
    applicationId: t.optional(applicationId),
    loanId: t.optional(loanId),
    kind,
    format,
    /** Of its words: the borrower's choice when it was made. */
    language,
    hash: t.hash,
    termsHash: t.optional(t.hash),
    bytes: t.int({ min: 0 }),
    madeAt: t.instant,
    signedAt: t.optional(t.instant),
    /** Of a KFS: to when it stands, and when the borrower accepted it. */
    validTill: t.optional(t.instant),
    acceptedAt: t.optional(t.instant),
    /** Of a certificate: its loan was opened again that day, and it certifies nothing since. */
    voidOn: t.optional(t.date),
  },
  filters: ['kind', 'customerId', 'loanId', 'language'],
  sort: ['madeAt'],
  allow: ['ops', 'credit', 'support', 'finance'],
  actions: [viewFile],
})
/** The papers a loan was agreed by, sent to its borrower on execution (SPEC DL-04). */
export const packEntity = entity('documents.pack', {
  id: packId,
  title: 'loanId',
  fields: {
    customerId: t.id('cus'),
    loanId,
    kfsId: documentId,
    /** None for a draw or a purchase: what was agreed is its KFS. */
    agreementId: t.optional(documentId),
    status: t.oneOf('sent', 'delivered', 'failed'),
    sentAt: t.instant,
    /** The receipt: when the borrower's phone had the message. */
    deliveredAt: t.optional(t.instant),
    reason: t.optional(t.text({ max: 120 })),
  },
  filters: ['status', 'customerId', 'loanId'],
  sort: ['sentAt'],
  allow: ['ops', 'credit', 'support'],
  actions: [sendPackAgain],
})

/** The Key Facts Statement stands: its file's hash, and that of the terms it states (SPEC §2). */
export const KfsIssued = event('documents.kfs-issued', {
  documentId,
  applicationId,
  hash: t.hash,
  termsHash: t.hash,
  validTill: t.instant,
})
export const AgreementPrepared = event('documents.agreement-prepared', {
  documentId,
  applicationId,
  hash: t.hash,
  termsHash: t.hash,
})
/** The signer's own certificate over the exact file (SPEC §5.5). */
export const AgreementSigned = event('documents.agreement-signed', {
  documentId,
  applicationId,
  hash: t.hash,
  termsHash: t.hash,
  signedAt: t.instant,
})
export const SigningFailed = event('documents.signing-failed', {
  applicationId,
  reason: t.oneOf('vendor-silent', 'declined', 'hash-differs'),
})
/** The signing service took the request: the borrower can sign now. */
export const SigningOpened = event('documents.signing-opened', {
  documentId,
  applicationId,
  signingRef: t.text({ max: 80 }),
  /** The service's own page, for who would rather sign there. */
  signAt: t.optional(t.text({ max: 300 })),
})
/** The code was not accepted; the borrower may try again while the request stands. */
export const SigningCodeRefused = event('documents.signing-code-refused', {
  documentId,
  applicationId,
  reason: t.oneOf('wrong-code', 'vendor-silent'),
})
/** The signing service's word, as it came, by its answer or by webhook. */
export const SigningReported = event('documents.signing-reported', {
  documentId,
  word: t.oneOf('signed', 'declined', 'failed'),
  hash: t.optional(t.hash),
  certificate: t.optional(t.text({ max: 4000 })),
  signedAt: t.optional(t.instant),
})
/** A paper of a running loan stands among the borrower's documents, as PDF and as CSV. */
export const LoanPaperIssued = event('documents.loan-paper-issued', {
  paperId: t.id('ppr'),
  loanId,
  kind: loanPaper.kind,
  pdfId: documentId,
  csvId: documentId,
})
/** The loan is executed: the borrower is told where its signed papers are (SPEC DL-04). */
export const PackSent = event('documents.pack-sent', {
  packId,
  loanId,
  documentIds: t.list(documentId, 10),
})
/** Someone of the staff opened a customer's paper, and why. */
export const FileViewed = event('documents.file-viewed', {
  documentId,
  by: t.text({ max: 80 }),
  purpose: t.text({ max: 200 }),
})
export const AskRefused = askRefused('documents')

/** The numbers of an offer, as lending computed them; documents only sets them in type. */
export const terms = t.shape({
  product: t.text({ max: 40 }),
  principal: t.money(),
  rate: t.rate,
  tenorMonths: t.int({ min: 1, max: 60 }),
  instalment: t.money(),
  firstDueOn: t.date,
  firstAgreedOn: t.optional(t.date),
  processingFee: t.money(),
  gst: t.money(),
  stampDuty: t.money(),
  /** Taken out of the disbursal beside the fees: of the days before the first whole period. */
  interestAhead: t.optional(t.money()),
  netDisbursed: t.money(),
  totalInterest: t.money(),
  totalRepaid: t.money(),
  aprPercent: t.text({ max: 12 }),
  /** Of the return it is a multiple of, where that is of no month. */
  aprPeriodsAYear: t.optional(t.int({ min: 1 })),
  coolingOffDays: t.int({ min: 1 }),
  bounceCharge: t.money(),
  bounceGstPercent: t.text({ max: 12 }),
  penalPercent: t.text({ max: 12 }),
  penalGraceDays: t.optional(t.int({ min: 1 })),
  foreclosurePercent: t.optional(t.text({ max: 12 })),
  foreclosureGstPercent: t.optional(t.text({ max: 12 })),
  /** How instalments run and what money meets first, where that is not the house's way. */
  plan: t.optional(t.json),
  rounding: t.optional(t.text({ max: 12 })),
  allocation: t.optional(t.json),
  /** Of a draw or a purchase: the limit, and what is left under it then. */
  limit: t.optional(
    t.shape({ amount: t.money(), left: t.money(), restores: t.flag, validTill: t.date }),
  ),
  /** Of a purchase: who is paid, and what they bear of its cost. */
  merchant: t.optional(
    t.shape({
      name: t.text({ max: 120 }),
      orderReference: t.text({ max: 60 }),
      bearsPercent: t.text({ max: 12 }),
    }),
  ),
  /** Of a floating rate: what 25 basis points more would make of the instalments. */
  reset: t.optional(t.shape({ instalment: t.money(), instalments: t.optional(t.int()) })),
  schedule: t.list(
    t.shape({
      number: t.int(),
      dueOn: t.date,
      opening: t.money(),
      principal: t.money(),
      interest: t.money(),
      instalment: t.money(),
    }),
    60,
  ),
})

export const issueKfs = command('documents.issue-kfs', {
  input: { customerId: t.id('cus'), applicationId, terms, termsHash: t.hash, validTill: t.instant },
  output: { documentId },
  refusals: [],
  allow: ['module:lending'],
})
export const prepareAgreement = command('documents.prepare-agreement', {
  input: { customerId: t.id('cus'), applicationId, terms, termsHash: t.hash },
  output: { documentId },
  refusals: [],
  allow: ['module:lending'],
})
/**
 * The borrower signs with the code the signing service sent: the agreement of that application, or
 * else their latest.
 */
export const signAgreement = command('documents.sign-agreement', {
  input: { applicationId: t.optional(applicationId), code: t.secret },
  output: { asked: t.flag },
  refusals: ['not-ready', 'wrong-code'],
  allow: ['customer'],
})
/** Makes a paper of what lending counted; the same order makes it once. */
export const issueLoanPaper = command('documents.issue-loan-paper', {
  input: { paperId: t.id('ppr'), customerId: t.id('cus'), loanId, ...loanPaper },
  output: { pdfId: documentId, csvId: documentId },
  refusals: [],
  allow: ['module:lending'],
})
/**
 * Whose KFS a document is and what became of it, for whoever lends on its strength; nothing when it
 * is none. `acceptedAt` is when its borrower accepted exactly this file (SPEC §2.1).
 */
export const kfsOf = query('documents.kfs-of', {
  input: { documentId },
  output: {
    kfs: t.optional(
      t.shape({
        customerId: t.id('cus'),
        applicationId,
        hash: t.hash,
        termsHash: t.hash,
        validTill: t.optional(t.instant),
        acceptedAt: t.optional(t.instant),
      }),
    ),
  },
  allow: ['module:lending'],
})
/** The file itself, base64, for its owner; the staff have `view-file`. */
export const fileOf = query('documents.file-of', {
  input: { documentId },
  output: file,
  allow: ['customer'],
})
/** The papers of whoever asks, the latest first. */
export const mine = query('documents.mine', {
  input: {},
  output: {
    documents: t.list(
      t.shape({
        documentId,
        /** None of a paper of an application. */
        loanId: t.optional(loanId),
        /** Of the order that made it, as PDF and as CSV. */
        paperId: t.optional(t.id('ppr')),
        kind,
        format,
        language,
        hash: t.hash,
        madeAt: t.instant,
        signedAt: t.optional(t.instant),
      }),
      100,
    ),
  },
  allow: ['customer'],
})
/** The code the borrower has just typed, for the one moment in which it is passed on. */
export const signingCodeOf = query('documents.signing-code-of', {
  input: { documentId },
  output: { code: t.optional(t.secret) },
  allow: ['module:documents'],
})
