/** All SQL of documents: files by hash, the signings of agreements, the packs of loans. */
import type { OutputOf } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Language } from '#kernel/languages'
import type { Tx } from '#platform/sql'
import type { mine } from './contract.ts'

export type Document = {
  id: Id<'doc'>
  customerId: Id<'cus'>
  applicationId: Id<'app'> | null
  loanId: Id<'loan'> | null
  kind: OutputOf<typeof mine>['documents'][number]['kind']
  format: 'pdf' | 'csv'
  language: Language
  /** Of the order that made it, where one did. */
  paperId: string | null
  /** Where its bytes lie in the object store. */
  name: string
  hash: string
  termsHash: string | null
  bytes: number
}

export async function insertDocument(
  tx: Tx,
  document: Document & { readonly validTill?: Instant | undefined },
): Promise<void> {
  const { id, customerId, applicationId, loanId, kind, format, language, paperId } = document
  const { name, hash, termsHash, bytes, validTill = null } = document
  await tx.sql`
    insert into document (id, customer_id, application_id, loan_id, kind, format, language,
                          paper_id, name, hash, terms_hash, bytes, valid_till, made_at)
    values (${id}, ${customerId}, ${applicationId}, ${loanId}, ${kind}, ${format}, ${language},
            ${paperId}, ${name}, ${hash}, ${termsHash}, ${bytes}, ${validTill}, ${tx.now})`
}

export async function documentKnown(tx: Tx, documentId: Id<'doc'>): Promise<Document | undefined> {
  const [row] = await tx.sql<Document[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           loan_id as "loanId", kind, format, language, paper_id as "paperId", name, hash,
           terms_hash as "termsHash", bytes
      from document where id = ${documentId}`
  return row
}

/** What a customer may read of their own, the latest first; more than a page nobody has. */
export async function documentsOf(tx: Tx, customerId: string) {
  const rows = await tx.sql<OwnDocument[]>`
    select id as "documentId", loan_id as "loanId", paper_id as "paperId", kind, format, language,
           hash, made_at as "madeAt", signed_at as "signedAt"
      from document where customer_id = ${customerId} and void_on is null
     order by made_at desc, id desc limit 100`
  return rows.map(({ loanId, paperId, signedAt, ...row }) => {
    const about = { ...(loanId !== null && { loanId }), ...(paperId !== null && { paperId }) }
    return { ...row, ...about, ...(signedAt !== null && { signedAt }) }
  })
}
type OwnDocument = Pick<Document, 'loanId' | 'kind' | 'format' | 'language' | 'hash'> & {
  paperId: Id<'ppr'> | null
  documentId: Id<'doc'>
  madeAt: Instant
  signedAt: Instant | null
}

export async function nocOf(tx: Tx, loanId: Id<'loan'>): Promise<Document | undefined> {
  const [row] = await tx.sql<Document[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           loan_id as "loanId", kind, format, language, paper_id as "paperId", name, hash,
           terms_hash as "termsHash", bytes
      from document where loan_id = ${loanId} and kind = 'noc' and void_on is null`
  return row
}

export async function voidNoc(tx: Tx, id: Id<'doc'>, on: LocalDate): Promise<void> {
  await tx.sql`update document set void_on = ${on} where id = ${id}`
}

/** What an order has made already. */
export async function papersOf(
  tx: Tx,
  paperId: string,
): Promise<Pick<Document, 'id' | 'format'>[]> {
  return tx.sql<Pick<Document, 'id' | 'format'>[]>`
    select id, format from document where paper_id = ${paperId}`
}

export async function markSigned(tx: Tx, documentId: Id<'doc'>, signedAt: Instant): Promise<void> {
  await tx.sql`update document set signed_at = ${signedAt} where id = ${documentId}`
}

/** The first acceptance counts; the hash is of the file that was shown. */
export async function markAccepted(
  tx: Tx,
  kfs: { readonly id: Id<'doc'>; readonly hash: string; readonly acceptedAt: Instant },
): Promise<void> {
  await tx.sql`
    update document set accepted_at = ${kfs.acceptedAt}
     where id = ${kfs.id} and kind = 'kfs' and hash = ${kfs.hash} and accepted_at is null`
}

export type Kfs = {
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly hash: string
  readonly termsHash: string
  readonly validTill: Instant | null
  readonly acceptedAt: Instant | null
}

export async function kfsById(tx: Tx, documentId: Id<'doc'>): Promise<Kfs | undefined> {
  const [row] = await tx.sql<Kfs[]>`
    select customer_id as "customerId", application_id as "applicationId", hash,
           terms_hash as "termsHash", valid_till as "validTill", accepted_at as "acceptedAt"
      from document where id = ${documentId} and kind = 'kfs'`
  return row
}

export type Signing = {
  documentId: Id<'doc'>
  customerId: Id<'cus'>
  applicationId: Id<'app'>
  status: 'asked' | 'open' | 'signed' | 'failed'
  signingRef: string | null
  signAt: string | null
  /** Of the agreement it is about. */
  hash: string
  termsHash: string
}

export async function insertSigning(
  tx: Tx,
  signing: Pick<Signing, 'documentId' | 'customerId' | 'applicationId'>,
): Promise<void> {
  const { documentId, customerId, applicationId } = signing
  await tx.sql`
    insert into signing (document_id, customer_id, application_id, status, asked_at)
    values (${documentId}, ${customerId}, ${applicationId}, 'asked', ${tx.now})`
}

const signings = ({ sql }: Tx) => sql`
    select s.document_id as "documentId", s.customer_id as "customerId",
           s.application_id as "applicationId", s.status, s.signing_ref as "signingRef",
           s.sign_at as "signAt", d.hash, d.terms_hash as "termsHash"
      from signing s join document d on d.id = s.document_id`

export async function lockSigning(tx: Tx, documentId: Id<'doc'>): Promise<Signing | undefined> {
  const [row] = await tx.sql<Signing[]>`
    ${signings(tx)}
     where s.document_id = ${documentId}
       for update of s`
  return row
}

/** The last signing asked for, of an application. */
export async function signingOfApplication(
  tx: Tx,
  applicationId: Id<'app'>,
): Promise<Signing | undefined> {
  const [row] = await tx.sql<Signing[]>`
    ${signings(tx)}
     where s.application_id = ${applicationId}
     order by s.asked_at desc, s.document_id desc
     limit 1`
  return row
}

/** The last signing asked for, of a customer. */
export async function signingOfCustomer(
  tx: Tx,
  customerId: Id<'cus'>,
): Promise<Signing | undefined> {
  const [row] = await tx.sql<Signing[]>`
    ${signings(tx)}
     where s.customer_id = ${customerId}
     order by s.asked_at desc, s.document_id desc
     limit 1`
  return row
}

export async function noteSigning(
  tx: Tx,
  documentId: Id<'doc'>,
  status: Signing['status'],
  more: { signingRef?: string; signAt?: string; certificate?: string; signedAt?: Instant } = {},
): Promise<void> {
  await tx.sql`
    update signing
       set status = ${status},
           signing_ref = coalesce(${more.signingRef ?? null}, signing_ref),
           sign_at = coalesce(${more.signAt ?? null}, sign_at),
           certificate = coalesce(${more.certificate ?? null}, certificate),
           signed_at = coalesce(${more.signedAt ?? null}::timestamptz, signed_at)
     where document_id = ${documentId}`
}

export type Pack = {
  id: Id<'pck'>
  customerId: Id<'cus'>
  loanId: Id<'loan'>
  kfsId: Id<'doc'>
  /** A draw has none. */
  agreementId: Id<'doc'> | null
  status: 'sent' | 'delivered' | 'failed'
}

/** The agreement that was signed, and the KFS of the very same terms. */
export async function executedOf(tx: Tx, applicationId: Id<'app'>): Promise<Executed | undefined> {
  const [row] = await tx.sql<Executed[]>`
    select k.id as "kfsId", a.id as "agreementId"
      from document a
      join document k on k.application_id = a.application_id and k.kind = 'kfs'
                     and k.terms_hash = a.terms_hash
     where a.application_id = ${applicationId} and a.kind = 'agreement'
       and a.signed_at is not null
     order by a.signed_at desc, k.made_at desc, k.id desc
     limit 1`
  return row
}

type Executed = { kfsId: Id<'doc'>; agreementId: Id<'doc'> }

/** False when the loan's pack was sent before. */
export async function insertPack(tx: Tx, pack: Omit<Pack, 'status'>): Promise<boolean> {
  const { id, customerId, loanId, kfsId, agreementId } = pack
  const born = await tx.sql<{ id: string }[]>`
    insert into pack (id, customer_id, loan_id, kfs_id, agreement_id, status, sent_at)
    values (${id}, ${customerId}, ${loanId}, ${kfsId}, ${agreementId}, 'sent', ${tx.now})
    on conflict (loan_id) do nothing
    returning id`
  return born.length > 0
}

export async function lockPack(tx: Tx, packId: string): Promise<Pack | undefined> {
  const [row] = await tx.sql<Pack[]>`
    select id, customer_id as "customerId", loan_id as "loanId", kfs_id as "kfsId",
           agreement_id as "agreementId", status
      from pack where id = ${packId} for update`
  return row
}

export async function notePack(
  tx: Tx,
  packId: Id<'pck'>,
  status: Pack['status'],
  more: { deliveredAt?: Instant; reason?: string } = {},
): Promise<void> {
  await tx.sql`
    update pack
       set status = ${status}, delivered_at = ${more.deliveredAt ?? null},
           reason = ${more.reason ?? null}
     where id = ${packId}`
}
