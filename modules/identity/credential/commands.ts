/** Credentials of partners' servers, and what such a server shows of a customer's consent. */
import { later } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { give } from '../consent/commands.ts'
import type { ConsentRecord } from '../consent/consent.ts'
import {
  lastWithdrawal,
  liveConsents,
  lockChain,
  standingConsents,
  withdraw,
} from '../consent/store.ts'
import {
  ConsentExpired,
  issueService,
  presentConsent,
  revokeService,
  rotateService,
  ServiceIssued,
  ServiceRevoked,
  ServiceRotated,
} from '../contract.ts'
import { hashOf } from '../engines/seal.ts'
import { faultOf, type ConsentProof } from './proof.ts'
import { insertProof, insertService, keptProof, revoke, rotate, serviceOf } from './store.ts'

/** Facts about partners are about no customer. */
const HOUSE = 'sys_identity'
const SECRET_BYTES = 32
/** Servers change over one after the other; a week is enough for all. */
const OVERLAP_MS = 7 * 24 * 3_600_000

export const credentialCommands = [
  run(issueService, async ({ partner, door, purpose }, tx) => {
    if (door !== purpose) return refuse('door-of-another-purpose')
    const serviceId = tx.newId('svc')
    const { token, secretHash } = secretFor(tx, serviceId)
    await insertService(tx, { id: serviceId, partner, door, purpose, secretHash })
    await tx.emit(HOUSE, [ServiceIssued({ serviceId, partner, door, purpose })])
    return { serviceId, token }
  }),

  run(rotateService, async ({ serviceId }, tx) => {
    const service = await serviceOf(tx, serviceId)
    if (!service) return refuse('unknown-service')
    if (service.revokedAt !== null) return refuse('service-revoked')
    const { token, secretHash } = secretFor(tx, serviceId)
    const until = later(tx.now, OVERLAP_MS)
    await rotate(tx, serviceId, { secretHash, until })
    await tx.emit(HOUSE, [ServiceRotated({ serviceId, until })])
    return { serviceId, token, until }
  }),

  run(revokeService, async ({ serviceId }, tx) => {
    if (!(await serviceOf(tx, serviceId))) return refuse('unknown-service')
    await revoke(tx, serviceId)
    await tx.emit(HOUSE, [ServiceRevoked({ serviceId })])
    return { serviceId }
  }),

  run(presentConsent, async ({ customerId, serviceId, purpose, proof }, tx) => {
    const fault = faultOf(proof, { customerId, purpose, now: tx.now }, hashOf)
    if (fault) return refuse(fault)
    // A server brings the same proof with every batch: most often there is nothing to write.
    const known = await keptProof(tx, customerId, proof.evidenceHash)
    if (!known && !(await lockChain(tx, customerId))) return refuse('unknown-person')

    const withdrawnAt = await lastWithdrawal(tx, customerId, purpose)
    if (withdrawnAt !== undefined && withdrawnAt >= proof.givenAt)
      return refuse('consent-withdrawn')
    const live = (await liveConsents(tx, customerId)).find((one) => one.purpose === purpose)
    if (known) return live ? { consentId: live.id } : refuse('consent-withdrawn')
    const consentId = live?.id ?? (await stand(tx, customerId, proof))
    await insertProof(tx, { customerId, serviceId, consentId, proof })
    return { consentId }
  }),
]

/** `svc_….<secret>`: the id to find it by, and 32 bytes of chance; only their hash is kept. */
function secretFor(tx: Tx, serviceId: string): { token: string; secretHash: string } {
  const secret = Buffer.from(tx.random(SECRET_BYTES)).toString('base64url')
  return { token: `${serviceId}.${secret}`, secretHash: hashOf(secret) }
}

/** The consent the proof speaks of now stands here too, for as long as it was given. */
async function stand(tx: Tx, customerId: string, proof: ConsentProof): Promise<Id<'con'>> {
  const consentId = tx.newId('con')
  const standing = await standingConsents(tx, customerId)
  const lapsed = standing.find((one) => one.purpose === proof.purposeCode)
  if (lapsed) await withdraw(tx, lapsed.id, consentId)
  await give(tx, recordOf(customerId, consentId, proof))
  const { expiresAt, purposeCode: purpose } = proof
  if (expiresAt !== undefined) {
    const over = ConsentExpired({ consentId, purpose })
    await tx.at(customerId, `consent:${consentId}`, expiresAt, over)
  }
  return consentId
}

const recordOf = (
  principalId: string,
  consentId: string,
  { noticeId, noticeVersion, noticeHash, language, ...proof }: ConsentProof,
): ConsentRecord => ({
  consentId,
  principalId,
  act: 'given',
  ...{ noticeId, noticeVersion, noticeHash, language },
  purposeCode: proof.purposeCode,
  dataItems: proof.dataItems,
  recipients: proof.recipients,
  channel: 'partner',
  at: proof.givenAt,
  method: proof.method,
  ...(proof.deviceId && { deviceId: proof.deviceId }),
  ...(proof.appVersion && { appVersion: proof.appVersion }),
  ...(proof.expiresAt && { expiresAt: proof.expiresAt }),
  proofHash: proof.evidenceHash,
})
