/**
 * The upstream doors: what phones, and lenders' servers for them, send of apps and messages. Sealed
 * here, before anything of it is durable; nothing of a batch is written but by the log.
 */
import { t, type Static } from '#kernel/contract'
import { isRefused, refuse, type Refused } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { consentProof, presentConsent, sealingPass, serviceOf } from '#modules/identity'
import { intake, type Delivery, type Desk, type Intake } from '#platform/http'
import { AppRecorded, BatchTaken, SmsBackfilled, SmsRecorded } from '../contract.ts'
import { NONCE_BYTES, recordIdsOf, sealerOf, type Key } from '../engines/envelope.ts'
import { answer, batchOf, sifted, type Batch, type Fit, type Kind } from './batch.ts'

/** A phone's first full sync is some twenty batches; then one a day is much. */
const PHONE_BATCHES_A_MINUTE = 120
const SERVICE_BATCHES_A_MINUTE = 6000
/** What a record may come to once sealed: `sealed` of the face. */
const SEALED_MAX = 12_000

const purposes = { apps: 'device-apps', sms: 'device-sms' } as const

/** The customer's consent of this moment, and the key to seal under. */
type Pass = { readonly consentId: string; readonly key: Key }

const phone = (kind: Kind): Intake =>
  intake<Pass, Batch>(`/v1/device/${kind}`, {
    ...{ allow: ['customer'], answer, perMinute: PHONE_BATCHES_A_MINUTE },
    ...batchOf(kind),
    admit: (desk) => passOf(desk, desk.actor.id, kind),
    take: async (batch, desk, pass) => deliveryOf(desk, kind, pass, batch),
  })

const about = { customerId: t.id('cus'), proof: consentProof }
type ServiceBatch = Batch & Static<typeof about>

const service = (kind: Kind): Intake =>
  intake<true, ServiceBatch>(`/v1/device/service/${kind}`, {
    ...{ allow: ['partner'], answer, perMinute: SERVICE_BATCHES_A_MINUTE },
    ...batchOf(kind, about),
    credential: async (token, desk) => {
      const purpose = purposes[kind]
      const { service: known } = await desk.call(serviceOf, { token, door: purpose, purpose })
      return known && { kind: 'partner', id: known.serviceId }
    },
    // Whose consent it is stands in the batch: `take` asks.
    admit: async () => true,
    take: async ({ customerId, proof, ...batch }, desk) => {
      const serviceId = desk.actor.id as Id<'svc'>
      const shown = { customerId, serviceId, purpose: purposes[kind], proof }
      const stands = await desk.call(presentConsent, shown)
      if (isRefused(stands)) return stands
      const pass = await passOf(desk, customerId, kind)
      return isRefused(pass) ? pass : deliveryOf(desk, kind, pass, batch)
    },
  })

export const intakes = [phone('apps'), phone('sms'), service('apps'), service('sms')]

async function passOf(
  desk: Desk,
  customerId: string,
  kind: Kind,
): Promise<Pass | Refused<'no-consent'>> {
  const wanted = { customerId: customerId as Id<'cus'>, purpose: purposes[kind] }
  const { pass } = await desk.call(sealingPass, wanted)
  if (!pass) return refuse('no-consent')
  const { consentId, class: of, generation, dataKey } = pass
  return { consentId, key: { customerId, class: of, generation, dataKey } }
}

function deliveryOf(
  desk: Desk,
  kind: Kind,
  { consentId, key }: Pass,
  { batchId, lane = 'main', records }: Batch,
): Delivery {
  const { fit, refused, otpsDropped } = sifted(kind, records, desk)
  const source = desk.actor.kind === 'partner' ? 'service' : 'phone'
  // Two partners, or a partner and the phone, may use the same id for different batches.
  const sender = source === 'phone' ? key.customerId : `${key.customerId}/${desk.actor.id}`
  const { sealed, tooLong } = sealedOf(desk, key, `${sender}/${kind}`, batchId, fit)
  const wrong = [...refused, ...tooLong].toSorted((a, b) => a.index - b.index)
  const counts = { taken: sealed.length, refused: wrong.length, otpsDropped }
  const taken = { batchId, class: purposes[kind], lane, source, ...counts } as const
  return {
    ...{ sender, batchId, key: key.customerId, consentId },
    facts: [
      { kind: kindOf(kind, lane), all: sealed },
      { kind: BatchTaken, all: [taken] },
    ],
    answer: { batchId, taken: sealed.length, refused: wrong, otpsDropped },
  }
}

/** Apps are a few hundred at most, and have one lane. */
const kindOf = (kind: Kind, lane: 'main' | 'historical') => {
  if (kind === 'apps') return AppRecorded
  return lane === 'historical' ? SmsBackfilled : SmsRecorded
}

function sealedOf(desk: Desk, key: Key, sender: string, batchId: string, fit: readonly Fit[]) {
  const seal = sealerOf(key)
  const recordId = recordIdsOf(sender, batchId)
  const nonces = desk.random(NONCE_BYTES * fit.length)
  const of = { batchId, class: key.class as 'device-apps', generation: key.generation }
  const tooLong: { index: number; reason: string }[] = []
  const sealed = fit.flatMap(({ index, plain, seenAt }, i) => {
    const id = recordId(index) as Id<'rec'>
    const nonce = nonces.subarray(i * NONCE_BYTES, (i + 1) * NONCE_BYTES)
    const text = seal(id, plain, nonce)
    if (text.length <= SEALED_MAX) return [{ recordId: id, ...of, sealed: text, seenAt }]
    tooLong.push({ index, reason: 'the record is too long' })
    return []
  })
  return { sealed, tooLong }
}
