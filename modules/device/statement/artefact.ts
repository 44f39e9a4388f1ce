/**
 * The signed consent of a statement (SPEC §8): what it lets us have, and how long. Whatever goes
 * beyond what we asked for, or falls short of it, is not our consent.
 */
import { addDays, addMonths, businessDateOf, later, atTime, type Instant } from '#kernel/dates'

/** The loan-underwriting template: purpose 103, deposits, one fetch. */
export const PURPOSE = '103'
export const LIFE_DAYS = 90

/** As the aggregator's consent detail has it. */
export type Detail = {
  readonly consentStart: string
  readonly consentExpiry: string
  readonly fetchType: string
  readonly fiTypes: readonly string[]
  readonly Purpose: { readonly code: string }
  readonly FIDataRange: { readonly from: string; readonly to: string }
  readonly DataLife: { readonly unit: string; readonly value: number }
}

/** Until when it may be kept; undefined when it is not what we asked for, or over. */
export function keepsUntilOf(
  detail: Detail,
  asked: { from: string; to: string },
  now: Instant,
): Instant | undefined {
  const { consentStart, consentExpiry, fiTypes, Purpose, FIDataRange, DataLife } = detail
  const stands = consentStart <= now && now < consentExpiry
  const ours = Purpose.code === PURPOSE && fiTypes.length === 1 && fiTypes[0] === 'DEPOSIT'
  const range = FIDataRange.from <= asked.from && FIDataRange.to >= asked.to
  if (!stands || !ours || !range) return undefined
  return lifeEnd(now, DataLife)
}

function lifeEnd(now: Instant, { unit, value }: Detail['DataLife']): Instant | undefined {
  const today = businessDateOf(now)
  if (!Number.isSafeInteger(value) || value < 0) return undefined
  switch (unit) {
    case 'HOUR':
      return later(now, value * 3_600_000)
    case 'DAY':
      return atTime(addDays(today, value), '23:59')
    case 'MONTH':
      return atTime(addMonths(today, value), '23:59')
    case 'YEAR':
      return atTime(addMonths(today, value * 12), '23:59')
    default:
      return undefined
  }
}
