/**
 * A batch as a phone or a partner sends it, and what of it is fit to be kept. Pure: the checker and
 * the instant come in.
 */
import { t, type Shape, type Static } from '#kernel/contract'
import { later, type Instant } from '#kernel/dates'
import { shapeOf } from '#kernel/fields'
import { isOtp } from '../sms/otp.ts'

const RECORDS_MAX = 1000
/** A phone's clock may be wrong; a fact of next year would stand in every window. */
const AHEAD_MS_MAX = 24 * 3_600_000

const packageName = t.text({ min: 1, max: 255, pattern: '^[A-Za-z0-9_.-]+$' })
const words = t.text({ max: 200 })

/** An app as the phone lists it; of a Play-distributed app only those it has declared. */
const appRecord = {
  what: t.oneOf('listed', 'installed', 'updated', 'removed'),
  package: packageName,
  label: t.optional(words),
  version: t.optional(t.text({ max: 100 })),
  installer: t.optional(words),
  firstInstalledAt: t.optional(t.instant),
  updatedAt: t.optional(t.instant),
  system: t.optional(t.flag),
  declared: t.optional(t.flag),
  /** When it was seen so; the moment of the upload when left out. */
  at: t.optional(t.instant),
}
/** A message as it lies in the phone's inbox. */
const smsRecord = {
  sender: t.text({ min: 1, max: 40 }),
  body: t.text({ min: 1, max: 3000 }),
  at: t.instant,
  simSlot: t.optional(t.int({ min: 0, max: 7 })),
}

const head = {
  /** Of the sender's making, one for each batch: sent again under it, nothing is doubled. */
  batchId: t.text({ min: 8, max: 80, pattern: '^[A-Za-z0-9_.:-]+$' }),
  /** `historical`: a first full sync of messages, which delays no live decision. */
  lane: t.optional(t.oneOf('main', 'historical')),
}

export type Kind = 'apps' | 'sms'
type SmsRecord = Static<typeof smsRecord>
export type Batch = Static<typeof head> & { readonly records: readonly unknown[] }

const recordOf = { apps: t.shape(appRecord), sms: t.shape(smsRecord) }

/**
 * A batch of the kind, as the door reads it and as the documents show it. `about` is what comes
 * beside the records: nothing from a phone, for whose it is the session says.
 */
export const batchOf = (kind: Kind, about: Shape = {}) => ({
  head: shapeOf({ ...about, ...head }),
  recordsMax: RECORDS_MAX,
  batch: shapeOf({ ...about, ...head, records: t.list<unknown>(recordOf[kind], RECORDS_MAX) }),
})
/** What it is answered, at the first time and at every repeat. */
export const answer = shapeOf({
  batchId: head.batchId,
  taken: t.int({ min: 0, max: RECORDS_MAX }),
  refused: t.list(
    t.shape({ index: t.int({ min: 0, max: RECORDS_MAX - 1 }), reason: t.text({ max: 300 }) }),
    RECORDS_MAX,
  ),
  otpsDropped: t.int({ min: 0, max: RECORDS_MAX }),
})

type Refusal = { readonly index: number; readonly reason: string }
/** A record to be kept: its place in the batch, its words as they will be sealed, its own time. */
export type Fit = { readonly index: number; readonly plain: string; readonly seenAt: Instant }
type Sifted = {
  readonly fit: readonly Fit[]
  readonly refused: readonly Refusal[]
  readonly otpsDropped: number
}

type Fault = { readonly path: string; readonly message: string }
type FaultsIn = (schema: (typeof recordOf)[Kind], record: unknown, text: string) => readonly Fault[]

/** Each record by itself: one that is malformed is refused, a one-time password thrown away. */
export function sifted(
  kind: Kind,
  records: readonly unknown[],
  { faultsIn, now }: { faultsIn: FaultsIn; now: Instant },
): Sifted {
  const latest = later(now, AHEAD_MS_MAX)
  const fit: Fit[] = []
  const refused: Refusal[] = []
  let otpsDropped = 0
  for (const [index, record] of records.entries()) {
    const plain = JSON.stringify(record)
    const [fault] = faultsIn(recordOf[kind], record, plain)
    if (fault) {
      refused.push({ index, reason: reasonOf(fault) })
      continue
    }
    if (kind === 'sms' && isOtp((record as SmsRecord).sender, (record as SmsRecord).body)) {
      otpsDropped += 1
      continue
    }
    const seenAt = (record as { at?: Instant }).at ?? now
    if (seenAt > latest) refused.push({ index, reason: 'at lies in the future' })
    else fit.push({ index, plain, seenAt })
  }
  return { fit, refused, otpsDropped }
}

/** `body is missing`; a record that is no object has no path. */
const reasonOf = ({ path, message }: Fault): string =>
  `${path === '' ? 'the record' : path} ${message}`.slice(0, 300)
