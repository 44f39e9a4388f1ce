/** Consent: given purpose by purpose, taken back as easily, each on the record (SPEC §7.3). */
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  ConsentGiven,
  ConsentWithdrawn,
  DataErased,
  ErasureBlocked,
  giveConsents,
  withdrawConsent,
} from '../contract.ts'
import { hashOf } from '../engines/seal.ts'
import { dataKey, forget } from '../vault/commands.ts'
import { consequenceOf, isStreamed, streamedClasses, type Purpose } from '../vault/retention.ts'
import { evidenceOf, noticeHash, type ConsentRecord } from './consent.ts'
import { isCurrent, noticeIn, type Language } from './notice.ts'
import {
  insertConsent,
  insertLine,
  lastLine,
  lockChain,
  standingConsents,
  withdraw,
  type Line,
} from './store.ts'

/** The consents are the asker's own: whatever install they name. */
const own = { owner: async (_: unknown, tx: Tx) => tx.actor.id }

export const consentCommands = [
  run(
    giveConsents,
    async (input, tx) => {
      const { noticeId, noticeVersion, language } = input
      if (!isCurrent(noticeId, noticeVersion)) return refuse('unknown-notice')
      const purposes = [...new Set(input.purposes)]
      if (purposes.length === 0) return refuse('nothing-given')

      await lockChain(tx, tx.actor.id)
      const standing = await standingConsents(tx, tx.actor.id)
      const consentIds: Id<'con'>[] = []
      for (const purpose of purposes) {
        // Each act of giving is its own record, also where the person had said yes before.
        const consentId = tx.newId('con')
        const earlier = standing.find((one) => one.purpose === purpose)
        if (earlier) await withdraw(tx, earlier.id, consentId)
        const said = { act: 'given', consentId, purpose } as const
        await give(tx, recordOf(tx, tx.actor.id, language, said, input))
        consentIds.push(consentId)
      }
      return { consentIds }
    },
    own,
  ),

  run(withdrawConsent, async ({ purpose }, tx) => {
    const kept = await end(tx, tx.actor.id, purpose, 'withdrawn')
    return kept ? { purpose } : refuse('not-given')
  }),
]

/** Writes a giving into the person's chain and lets it stand; `record` is what was said. */
export async function give(tx: Tx, record: ConsentRecord): Promise<void> {
  const { principalId: customerId, purposeCode: purpose, noticeId, noticeVersion } = record
  const { language, expiresAt = null } = record
  const consentId = record.consentId as Id<'con'>
  const { evidenceHash } = await addLine(tx, record, (line) => ({
    ...{ id: consentId, purpose, noticeId, noticeVersion, language, expiresAt },
    evidenceHash: line.evidenceHash,
  }))
  // Its records come sealed: the key must be there before the first of them.
  if (isStreamed(purpose)) await dataKey(tx, customerId, streamedClasses[purpose])
  const notice = { noticeId, noticeVersion, language }
  const given = ConsentGiven({ consentId, purpose, ...notice, evidenceHash })
  await tx.emit(customerId, [given], { consentId })
}

/**
 * Ends what stands for the purpose and does what follows from it. `only` names the consent whose
 * time is over: another that took its place stays. False when there is nothing to end.
 */
export async function end(
  tx: Tx,
  customerId: string,
  purpose: Purpose,
  act: 'withdrawn' | 'expired',
  only?: string,
): Promise<boolean> {
  await lockChain(tx, customerId)
  const standing = await standingConsents(tx, customerId)
  const kept = standing.find((one) => one.purpose === purpose)
  if (!kept || (only !== undefined && kept.id !== only)) return false

  await withdraw(tx, kept.id)
  const said = { act, consentId: kept.id, purpose }
  await addLine(tx, recordOf(tx, customerId, kept.language as Language, said))
  await tx.emit(customerId, [ConsentWithdrawn({ consentId: kept.id, purpose })])
  const staying = standing.filter((one) => one !== kept).map((one) => one.purpose)
  await erase(tx, customerId, purpose, staying)
  return true
}

/** What can go, goes at once; what the law keeps is told with its reason. */
async function erase(
  tx: Tx,
  customerId: string,
  purpose: Purpose,
  staying: readonly Purpose[],
): Promise<void> {
  const { erases, blocked } = consequenceOf(purpose, staying)
  if (blocked) await tx.emit(customerId, [ErasureBlocked(blocked)])
  const proof = erases && (await forget(tx, customerId, erases))
  if (erases && proof) await tx.emit(customerId, [DataErased({ class: erases, proof })])
}

/** Adds to the person's chain; `consent` makes the row that a giving stands in. */
async function addLine(
  tx: Tx,
  record: ConsentRecord,
  consent?: (line: Line) => Parameters<typeof insertConsent>[2],
): Promise<Line> {
  const { principalId } = record
  const last = await lastLine(tx, principalId)
  const prevHash = last?.evidenceHash ?? null
  const evidenceHash = evidenceOf(record, prevHash, hashOf)
  const line: Line = { line: (last?.line ?? 0) + 1, record, prevHash, evidenceHash }
  if (consent) await insertConsent(tx, principalId, consent(line))
  await insertLine(tx, principalId, line)
  return line
}

function recordOf(
  tx: Tx,
  principalId: string,
  language: Language,
  said: { act: ConsentRecord['act']; consentId: string; purpose: Purpose },
  where: { installId?: string; appVersion?: string } = {},
): ConsentRecord {
  const notice = noticeIn(language)
  const item = notice.items.find(({ purpose }) => purpose === said.purpose)
  return {
    consentId: said.consentId,
    principalId,
    act: said.act,
    noticeId: notice.noticeId,
    noticeVersion: notice.version,
    noticeHash: noticeHash(notice, hashOf),
    language,
    purposeCode: said.purpose,
    dataItems: item?.data ?? [],
    recipients: item?.recipients ?? [],
    ...(said.act === 'expired' ? silent : tapped),
    at: tx.now,
    ...(where.installId && { deviceId: where.installId }),
    ...(where.appVersion && { appVersion: where.appVersion }),
  }
}

const tapped = { channel: 'app', method: 'tap' } as const
const silent = { channel: 'house', method: 'lapse' } as const
