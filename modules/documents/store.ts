/** All SQL of documents: files by hash, and the signings of agreements. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export type Document = {
  id: Id<'doc'>
  customerId: Id<'cus'>
  applicationId: Id<'app'> | null
  loanId: Id<'loan'> | null
  kind: 'kfs' | 'agreement' | 'noc'
  /** Where its bytes lie in the object store. */
  name: string
  hash: string
  termsHash: string | null
  bytes: number
}

export async function insertDocument(tx: Tx, document: Document): Promise<void> {
  const { id, customerId, applicationId, loanId, kind, name, hash, termsHash, bytes } = document
  await tx.sql`
    insert into document (id, customer_id, application_id, loan_id, kind, name, hash, terms_hash,
                          bytes, made_at)
    values (${id}, ${customerId}, ${applicationId}, ${loanId}, ${kind}, ${name}, ${hash},
            ${termsHash}, ${bytes}, ${tx.now})`
}

export async function documentKnown(tx: Tx, documentId: Id<'doc'>): Promise<Document | undefined> {
  const [row] = await tx.sql<Document[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           loan_id as "loanId", kind, name, hash, terms_hash as "termsHash", bytes
      from document where id = ${documentId}`
  return row
}

export async function nocOf(tx: Tx, loanId: Id<'loan'>): Promise<Document | undefined> {
  const [row] = await tx.sql<Document[]>`
    select id, customer_id as "customerId", application_id as "applicationId",
           loan_id as "loanId", kind, name, hash, terms_hash as "termsHash", bytes
      from document where loan_id = ${loanId} and kind = 'noc'`
  return row
}

export async function markSigned(tx: Tx, documentId: Id<'doc'>, signedAt: Instant): Promise<void> {
  await tx.sql`update document set signed_at = ${signedAt} where id = ${documentId}`
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

export async function lockSigning(tx: Tx, documentId: Id<'doc'>): Promise<Signing | undefined> {
  const [row] = await tx.sql<Signing[]>`
    select s.document_id as "documentId", s.customer_id as "customerId",
           s.application_id as "applicationId", s.status, s.signing_ref as "signingRef",
           s.sign_at as "signAt", d.hash, d.terms_hash as "termsHash"
      from signing s join document d on d.id = s.document_id
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
    select s.document_id as "documentId", s.customer_id as "customerId",
           s.application_id as "applicationId", s.status, s.signing_ref as "signingRef",
           s.sign_at as "signAt", d.hash, d.terms_hash as "termsHash"
      from signing s join document d on d.id = s.document_id
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
    select s.document_id as "documentId", s.customer_id as "customerId",
           s.application_id as "applicationId", s.status, s.signing_ref as "signingRef",
           s.sign_at as "signAt", d.hash, d.terms_hash as "termsHash"
      from signing s join document d on d.id = s.document_id
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
