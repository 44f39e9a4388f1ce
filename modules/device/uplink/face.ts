/** What the upstream door writes into the log: records as they came, sealed. */
import { event, t } from '#kernel/contract'

/**
 * One record of a batch. What the phone said stands in `sealed`: AES-256-GCM under the customer's
 * key of that class and generation, bound to the record's id. Nothing else here is personal.
 */
const record = {
  recordId: t.id('rec'),
  batchId: t.text({ min: 1, max: 80 }),
  class: t.oneOf('device-apps', 'device-sms'),
  generation: t.int({ min: 1 }),
  sealed: t.text({ min: 1, max: 12_000 }),
  /** When the phone says it happened: the message's own time, the instant apps were listed. */
  seenAt: t.instant,
}

/** An app found installed, newly installed, updated or removed. */
export const AppRecorded = event('device.app-recorded', record, { topic: 'device.apps' })
/** A message that came in since the last upload. */
export const SmsRecorded = event('device.sms-recorded', record, { topic: 'device.sms' })
/** A message of a first full sync: a lane of its own, so that bulk never delays live decisions. */
export const SmsBackfilled = event('device.sms-backfilled', record, {
  topic: 'device.sms.historical',
})

/** A batch was taken in, durably: one line for the person's trail, however many records it had. */
export const BatchTaken = event('device.batch-taken', {
  batchId: t.text({ min: 1, max: 80 }),
  class: t.oneOf('device-apps', 'device-sms'),
  lane: t.oneOf('main', 'historical'),
  source: t.oneOf('phone', 'service'),
  taken: t.int({ min: 0 }),
  /** Malformed records, refused by themselves. */
  refused: t.int({ min: 0 }),
  /** One-time passwords, thrown away unread. */
  otpsDropped: t.int({ min: 0 }),
})
