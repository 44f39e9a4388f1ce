/** Where a person's KYC stands on a day (SPEC §6): done once, renewed by their risk. Pure. */
import { addMonths, type LocalDate } from '#kernel/dates'
import type { OutputOf } from '#kernel/contract'
import type { statusOf } from './contract.ts'

export type Known = {
  /** The day on which the PAN was last verified. */
  readonly verifiedOn?: LocalDate | undefined
  readonly risk?: 'low' | 'medium' | 'high' | undefined
  /** The rule `kyc.renewal`, of the day it is asked for. */
  readonly years?: { readonly [field: string]: unknown } | undefined
}
type Told = Pick<OutputOf<typeof statusOf>, 'state' | 'verifiedOn' | 'renewBy' | 'risk'>

const FIELDS = { low: 'lowYears', medium: 'mediumYears', high: 'highYears' } as const

/** Whom nobody has rated is renewed as soon as the riskiest. */
export function statusAt({ verifiedOn, risk, years = {} }: Known, today: LocalDate): Told {
  const rated = { risk: risk ?? ('unrated' as const) }
  if (verifiedOn === undefined) return { state: 'unverified', ...rated }
  const given = years[FIELDS[risk ?? 'high']]
  if (typeof given !== 'number') return { state: 'verified', verifiedOn, ...rated }
  const renewBy = addMonths(verifiedOn, given * 12)
  return { state: renewBy < today ? 'expired' : 'verified', verifiedOn, renewBy, ...rated }
}
