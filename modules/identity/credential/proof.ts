/** What a partner's proof of consent must be to stand. Pure: the hash and the instant come in. */
import type { Static } from '#kernel/contract'
import { later, type Instant } from '#kernel/dates'
import { canonical } from '../consent/consent.ts'
import type { consentProof } from '../contract.ts'

export type ConsentProof = Static<{ of: typeof consentProof }>['of']

/** Two clocks never agree to the second. */
const AHEAD_MS_MAX = 5 * 60_000

/** The hash a proof must bear: of its own words, after those of the record before it. */
function evidenceOfProof(proof: ConsentProof, hash: (text: string) => string): string {
  const { prevHash = '' } = proof
  // Undefined fields are no part of the canonical text.
  const record = { ...proof, evidenceHash: undefined, prevHash: undefined }
  return hash(`${prevHash}\n${canonical(record)}`)
}

type Wanted = { readonly customerId: string; readonly purpose: string; readonly now: Instant }
type Fault =
  | 'proof-altered'
  | 'proof-of-another-person'
  | 'proof-of-another-purpose'
  | 'consent-not-begun'
  | 'consent-expired'
  | 'consent-withdrawn'

/** Why the proof does not stand, whatever else is known of the person; undefined when it does. */
export function faultOf(
  proof: ConsentProof,
  { customerId, purpose, now }: Wanted,
  hash: (text: string) => string,
): Fault | undefined {
  if (evidenceOfProof(proof, hash) !== proof.evidenceHash) return 'proof-altered'
  if (proof.principalId !== customerId) return 'proof-of-another-person'
  if (proof.purposeCode !== purpose) return 'proof-of-another-purpose'
  if (proof.withdrawnAt !== undefined) return 'consent-withdrawn'
  if (proof.givenAt > later(now, AHEAD_MS_MAX)) return 'consent-not-begun'
  if (proof.expiresAt !== undefined && proof.expiresAt <= now) return 'consent-expired'
  return undefined
}
