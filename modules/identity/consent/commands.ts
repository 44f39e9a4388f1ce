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
  liveConsents,
  lockChain,
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
      const live = await liveConsents(tx, tx.actor.id)
      const consentIds: Id<'con'>[] = []
      for (const purpose of purposes) {
        // Each act of giving is its own record, also where the person had said yes before.
        const consentId = tx.newId('con')
        const earlier = live.find((one) => one.purpose === purpose)
        if (earlier) await withdraw(tx, earlier.id, consentId)
        await give(tx, { consentId, purpose, language }, input)
        consentIds.push(consentId)
      }
      return { consentIds }
    },
    own,
  ),

  run(withdrawConsent, async ({ purpose }, tx) => {
    await lockChain(tx, tx.actor.id)
    const live = await liveConsents(tx, tx.actor.id)
    const kept = live.find((one) => one.purpose === purpose)
    if (!kept) return refuse('not-given')

    await withdraw(tx, kept.id)
    const said = { act: 'withdrawn', consentId: kept.id, purpose } as const
    await addLine(tx, recordOf(tx, kept.language as Language, said))
    await tx.emit(tx.actor.id, [ConsentWithdrawn({ consentId: kept.id, purpose })])
    const staying = live.filter((one) => one !== kept).map((one) => one.purpose)
    await erase(tx, purpose, staying)
    return { purpose }
  }),
]

async function give(
  tx: Tx,
  { consentId, purpose, language }: { consentId: Id<'con'>; purpose: Purpose; language: Language },
  where: { installId?: string; appVersion?: string },
): Promise<void> {
  const record = recordOf(tx, language, { act: 'given', consentId, purpose }, where)
  const { evidenceHash } = await addLine(tx, record, (line) => ({
    id: consentId,
    purpose,
    noticeId: record.noticeId,
    noticeVersion: record.noticeVersion,
    language,
    evidenceHash: line.evidenceHash,
  }))
  const { noticeId, noticeVersion } = record
  const notice = { noticeId, noticeVersion, language }
  // Its records come sealed: the key must be there before the first of them.
  if (isStreamed(purpose)) await dataKey(tx, tx.actor.id, streamedClasses[purpose])
  const given = ConsentGiven({ consentId, purpose, ...notice, evidenceHash })
  await tx.emit(tx.actor.id, [given], { consentId })
}

/** What can go, goes at once; what the law keeps is told with its reason. */
async function erase(tx: Tx, purpose: Purpose, staying: readonly Purpose[]): Promise<void> {
  const { erases, blocked } = consequenceOf(purpose, staying)
  if (blocked) await tx.emit(tx.actor.id, [ErasureBlocked(blocked)])
  const proof = erases && (await forget(tx, tx.actor.id, erases))
  if (erases && proof) await tx.emit(tx.actor.id, [DataErased({ class: erases, proof })])
}

/** Adds to the person's chain; `consent` makes the row that a giving stands in. */
async function addLine(
  tx: Tx,
  record: ConsentRecord,
  consent?: (line: Line) => Parameters<typeof insertConsent>[2],
): Promise<Line> {
  const last = await lastLine(tx, tx.actor.id)
  const prevHash = last?.evidenceHash ?? null
  const evidenceHash = evidenceOf(record, prevHash, hashOf)
  const line: Line = { line: (last?.line ?? 0) + 1, record, prevHash, evidenceHash }
  if (consent) await insertConsent(tx, tx.actor.id, consent(line))
  await insertLine(tx, tx.actor.id, line)
  return line
}

function recordOf(
  tx: Tx,
  language: Language,
  said: { act: 'given' | 'withdrawn'; consentId: string; purpose: Purpose },
  where: { installId?: string; appVersion?: string } = {},
): ConsentRecord {
  const notice = noticeIn(language)
  const item = notice.items.find(({ purpose }) => purpose === said.purpose)
  return {
    consentId: said.consentId,
    principalId: tx.actor.id,
    act: said.act,
    noticeId: notice.noticeId,
    noticeVersion: notice.version,
    noticeHash: noticeHash(notice, hashOf),
    language,
    purposeCode: said.purpose,
    dataItems: item?.data ?? [],
    recipients: item?.recipients ?? [],
    channel: 'app',
    at: tx.now,
    method: 'tap',
    ...(where.installId && { deviceId: where.installId }),
    ...(where.appVersion && { appVersion: where.appVersion }),
  }
}
