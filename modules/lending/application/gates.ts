/**
 * All the gates of a payout, in one pure place (SPEC §1.4, DESIGN §16): no rupee leaves while one
 * is closed. They are tried in the transaction that asks for the payout.
 */
import type { LocalDate } from '#kernel/dates'
import type { Application } from './application.ts'

export type Gate =
  | 'consent-live'
  | 'fraud-not-stopped'
  | 'kfs-accepted-in-time'
  | 'agreement-of-kfs-terms'
  | 'mandate-registered'
  | 'own-account-verified'
  | 'sanctions-today'

/** What the gates look at: the application's own memory, and what others say at this moment. */
export type Evidence = {
  readonly application: Application
  readonly consentLive: boolean
  readonly fraudStopped: boolean
  readonly mandate: { readonly status?: string; readonly accountId?: string }
  readonly today: LocalDate
}

/** The gates that are closed; none means the payout may be asked for. */
export function closedGates(evidence: Evidence): Gate[] {
  const open: Record<Gate, boolean> = {
    'consent-live': evidence.consentLive,
    'fraud-not-stopped': !evidence.fraudStopped,
    'kfs-accepted-in-time': acceptedInTime(evidence.application),
    'agreement-of-kfs-terms': sameTerms(evidence.application),
    'mandate-registered': mandateStands(evidence),
    'own-account-verified': ownAccount(evidence.application),
    'sanctions-today': evidence.application.screenedOn === evidence.today,
  }
  return (Object.keys(open) as Gate[]).filter((gate) => !open[gate])
}

/** SPEC §2.1: accepted within the validity the KFS itself states. */
const acceptedInTime = ({ kfs, kfsAcceptedAt }: Application): boolean =>
  kfs !== undefined && kfsAcceptedAt !== undefined && kfsAcceptedAt <= kfs.validTill

/**
 * SPEC §1.4: the agreement is of the terms the accepted KFS states, and those are the chosen ones.
 */
const sameTerms = ({ kfs, agreement, termsHash }: Application): boolean =>
  termsHash !== undefined && kfs?.termsHash === termsHash && agreement?.termsHash === termsHash

const mandateStands = ({ application, mandate }: Evidence): boolean =>
  mandate.status === 'registered' &&
  application.accountId !== undefined &&
  mandate.accountId === application.accountId

/** DL-06: to the borrower's own account, whose holder's name was verified. */
const ownAccount = ({ accountId, accountVerified }: Application): boolean =>
  accountId !== undefined && accountVerified === accountId
