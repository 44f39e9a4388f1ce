/** Whether a charge for repaying before time may be levied at all (PRE25, SPEC §3.4). */
import type { LocalDate } from '#kernel/dates'
import { rupees, type Money } from '#kernel/money'

export type NbfcLayer = 'BL' | 'ML' | 'UL'

export type Prepaying = {
  readonly layer: NbfcLayer
  readonly individual: boolean
  /** A micro or small enterprise. */
  readonly mse?: boolean
  readonly businessPurpose: boolean
  /** A dual rate counts by what it is at that time. */
  readonly floating: boolean
  readonly sanctionedOn: LocalDate
  readonly sanctioned: Money
}

/** Loans sanctioned or renewed from this day on. */
const IN_FORCE_FROM = '2026-01-01'
/** In the middle layer business loans up to this are free. */
const FREE_UP_TO = rupees('5000000')

/**
 * Whether a charge may be levied; if so, only one that board policy, KFS and agreement disclose.
 * The house charges individuals nothing (SPEC §3.4, recommended default).
 */
export function mayChargePrepayment(loan: Prepaying): boolean {
  if (!loan.floating || loan.sanctionedOn < IN_FORCE_FROM) return true
  if (loan.individual && !loan.businessPurpose) return false
  if (!loan.individual && loan.mse !== true) return true
  if (loan.layer === 'UL') return false
  return loan.layer === 'BL' || loan.sanctioned > FREE_UP_TO
}
