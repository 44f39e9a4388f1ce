/**
 * All the gates of a draw's payout, in one pure place: those of any payout (SPEC §1.4), and that
 * there is room under the limit. The limit was agreed once; the cost of each draw is its own KFS's.
 */
import type { Instant, LocalDate } from '#kernel/dates'
import { sum, type Money } from '#kernel/money'
import type { Draw } from './draw.ts'

export type Gate =
  | 'room-left'
  | 'consent-live'
  | 'fraud-not-stopped'
  | 'kfs-accepted-in-time'
  | 'mandate-fits'
  | 'own-account-verified'
  | 'sanctions-today'

/** A mandate the bank stands by. */
export type Standing = {
  readonly mandateId: string
  readonly accountId: string
  readonly amountMax: Money
  readonly endsOn: LocalDate
}

/** What a mandate must bear: an instalment with a bounce charge, to the last one and after. */
export type Burden = { readonly most: Money; readonly until: LocalDate }

/** What documents says of the KFS the draw leans on. */
export type KfsKept = {
  readonly customerId: string
  readonly applicationId: string
  readonly hash: string
  readonly termsHash: string
  readonly validTill?: Instant
}

/** What the gates look at: the draw's own memory, and what others say at this moment. */
export type Evidence = {
  readonly draw: Draw
  /** Under the limit, or at the merchant's: nothing forbids the amount. */
  readonly roomLeft: boolean
  readonly consentLive: boolean
  readonly fraudStopped: boolean
  readonly kfs: KfsKept | undefined
  readonly mandates: readonly Standing[]
  readonly burden: Burden
  /** The day the money leaves. */
  readonly today: LocalDate
}

/** The gates that are closed; none means the payout may be asked for. */
export function closedGates(evidence: Evidence): Gate[] {
  const { draw, mandates, burden } = evidence
  const mandate = mandates.find(({ mandateId }) => mandateId === draw.mandateId)
  const open: Record<Gate, boolean> = {
    'room-left': evidence.roomLeft,
    'consent-live': evidence.consentLive,
    'fraud-not-stopped': !evidence.fraudStopped,
    'kfs-accepted-in-time': acceptedInTime(evidence),
    'mandate-fits':
      mandate !== undefined && mandate.accountId === draw.accountId && bears(mandate, burden),
    // DL-06: to the borrower's own account, whose holder's name was verified for this very draw.
    'own-account-verified': draw.accountId !== undefined && draw.accountVerified === draw.accountId,
    'sanctions-today': draw.screenedOn === evidence.today,
  }
  return (Object.keys(open) as Gate[]).filter((gate) => !open[gate])
}

/** The first mandate that bears it: then nobody is sent to their bank again. */
export const mandateFor = (mandates: readonly Standing[], burden: Burden): Standing | undefined =>
  mandates.find((mandate) => bears(mandate, burden))

export const bears = ({ amountMax, endsOn }: Standing, { most, until }: Burden): boolean =>
  amountMax >= most && endsOn >= until

export const burdenOf = (
  instalment: Money,
  bounce: { readonly charge: Money; readonly gst: Money },
  until: LocalDate,
): Burden => ({ most: sum([instalment, bounce.charge, bounce.gst]), until })

/** SPEC §2.1: this customer's KFS of these very terms, accepted within the validity it states. */
function acceptedInTime({ draw, kfs }: Evidence): boolean {
  const { kfsAcceptedAt: acceptedAt, termsHash } = draw
  if (!kfs || !draw.kfs || acceptedAt === undefined) return false
  const isTheirs = kfs.customerId === draw.key && kfs.applicationId === draw.id
  const isThis = kfs.hash === draw.kfs.hash && kfs.termsHash === termsHash
  return isTheirs && isThis && acceptedAt <= draw.kfs.validTill
}
