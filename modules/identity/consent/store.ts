/** All SQL of consents and their record. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Purpose } from '../vault/retention.ts'
import type { ConsentRecord } from './consent.ts'

export type Consent = {
  id: Id<'con'>
  purpose: Purpose
  noticeId: string
  noticeVersion: string
  language: string
  givenAt: Instant
  withdrawnAt: Instant | null
  expiresAt: Instant | null
}
export type Line = {
  line: number
  record: ConsentRecord
  prevHash: string | null
  evidenceHash: string
}

/** Holds the person's chain: acts on it come one after the other. False when there is nobody. */
export async function lockChain(tx: Tx, customerId: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from person where id = ${customerId} for update`
  return rows.length === 1
}

export async function lastLine(
  tx: Tx,
  customerId: string,
): Promise<{ line: number; evidenceHash: string } | undefined> {
  const [row] = await tx.sql<{ line: number; evidenceHash: string }[]>`
    select line, evidence_hash as "evidenceHash" from consent_record
     where customer_id = ${customerId} order by line desc limit 1`
  return row
}

export async function insertLine(
  tx: Tx,
  customerId: string,
  { line, record, prevHash, evidenceHash }: Line,
): Promise<void> {
  await tx.sql`
    insert into consent_record (customer_id, line, consent_id, act, record, prev_hash,
                                evidence_hash)
    values (${customerId}, ${line}, ${record.consentId}, ${record.act}, ${tx.sql.json(record)},
            ${prevHash}, ${evidenceHash})`
}

export async function linesOf(tx: Tx, customerId: string): Promise<readonly Line[]> {
  return await tx.sql<Line[]>`
    select line, record, prev_hash as "prevHash", evidence_hash as "evidenceHash"
      from consent_record where customer_id = ${customerId} order by line`
}

export async function insertConsent(
  tx: Tx,
  customerId: string,
  consent: Omit<Consent, 'givenAt' | 'withdrawnAt'> & { evidenceHash: string },
): Promise<void> {
  await tx.sql`
    insert into consent (id, customer_id, purpose, notice_id, notice_version, language, given_at,
                         evidence_hash, expires_at)
    values (${consent.id}, ${customerId}, ${consent.purpose}, ${consent.noticeId},
            ${consent.noticeVersion}, ${consent.language}, ${tx.now}, ${consent.evidenceHash},
            ${consent.expiresAt})`
}

/** Those that hold at this moment: neither withdrawn nor past their time. */
export async function liveConsents(tx: Tx, customerId: string): Promise<readonly Consent[]> {
  const standing = await standingConsents(tx, customerId)
  return standing.filter(({ expiresAt }) => expiresAt === null || expiresAt > tx.now)
}

/** Those nobody has ended yet, one a purpose, whether their time is over or not. */
export async function standingConsents(tx: Tx, customerId: string): Promise<readonly Consent[]> {
  return await tx.sql<Consent[]>`
    select id, purpose, notice_id as "noticeId", notice_version as "noticeVersion", language,
           given_at as "givenAt", withdrawn_at as "withdrawnAt", expires_at as "expiresAt"
      from consent where customer_id = ${customerId} and withdrawn_at is null`
}

/** When the person last took the purpose back, if ever they did. */
export async function lastWithdrawal(
  tx: Tx,
  customerId: string,
  purpose: Purpose,
): Promise<Instant | undefined> {
  const [row] = await tx.sql<{ at: Instant | null }[]>`
    select max(withdrawn_at) as at from consent
     where customer_id = ${customerId} and purpose = ${purpose} and superseded_by is null`
  return row?.at ?? undefined
}

export async function consentsOf(tx: Tx, customerId: string): Promise<readonly Consent[]> {
  return await tx.sql<Consent[]>`
    select id, purpose, notice_id as "noticeId", notice_version as "noticeVersion", language,
           given_at as "givenAt", withdrawn_at as "withdrawnAt", expires_at as "expiresAt"
      from consent where customer_id = ${customerId} and superseded_by is null
     order by given_at desc, id desc limit 200`
}

/** Ends it: by the person's word, or because it was given anew. */
export async function withdraw(tx: Tx, id: string, supersededBy?: string): Promise<void> {
  await tx.sql`
    update consent set withdrawn_at = ${tx.now}, superseded_by = ${supersededBy ?? null}
     where id = ${id}`
}
