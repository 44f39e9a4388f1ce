/**
 * What moved a decision: of the fields that phone and bank filled otherwise than before, those that
 * alone, put back as they were, would give another answer; all of them where only together they do.
 */
import { inputFields, type PolicyInputs } from './inputs.ts'
import type { Decision } from './offer.ts'

/** Whether two decisions offer the same, for the same reasons. */
export const saysSame = (a: Decision, b: Decision): boolean =>
  a.outcome === b.outcome &&
  a.amountMax === b.amountMax &&
  a.tenorMonthsMax === b.tenorMonthsMax &&
  a.rate === b.rate &&
  a.processingFeePercent === b.processingFeePercent &&
  a.grade === b.grade &&
  a.reasons.join() === b.reasons.join()

export async function movedBy(
  decisionOf: (inputs: PolicyInputs) => Promise<Decision>,
  before: PolicyInputs,
  now: PolicyInputs,
): Promise<string[]> {
  const told = inputFields.filter((field) => field.startsWith('device'))
  const differing = told.filter((field) => before[field] !== now[field])
  const made = await decisionOf(now)
  const moving: string[] = []
  for (const field of differing) {
    const without = await decisionOf({ ...now, [field]: before[field] ?? null })
    if (!saysSame(without, made)) moving.push(field)
  }
  return moving.length > 0 ? moving : [...differing]
}
