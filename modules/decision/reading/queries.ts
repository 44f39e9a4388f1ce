/** What a decision asks of identity, bureau and device: as it is now, and as it was known. */
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { money, most, rupees, type Money } from '#kernel/money'
import { attributesOf } from '#modules/bureau'
import { featuresOf } from '#modules/device'
import { profileOf } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { inputsOf, type PolicyInputs } from '../inputs.ts'
import { AMOUNT_MIN, type Asked } from '../offer.ts'
import type { DecisionRow, LivingDecision } from '../store.ts'

type Asking = {
  readonly customerId: Id<'cus'>
  readonly applicationId: Id<'app'>
  readonly product: string
  readonly amountAsked: Money
  readonly tenorMonths: number
}
type Features = NonNullable<OutputOf<typeof featuresOf>['features']>
type ReadTo = NonNullable<OutputOf<typeof featuresOf>['readTo']>
type Reading = {
  readonly asked: Asking
  readonly profile: OutputOf<typeof profileOf>
  readonly attributes: OutputOf<typeof attributesOf>['attributes']
  readonly features: Features | undefined
  readonly readTo?: ReadTo
}

export async function readingOf(asked: Asking, tx: Tx, fresh: boolean): Promise<Reading> {
  const { customerId, applicationId } = asked
  const profile = await tx.call(profileOf, { customerId })
  const { attributes } = await tx.call(attributesOf, { applicationId })
  const { features, readTo } = await tx.call(featuresOf, { customerId, fresh })
  return { asked, profile, attributes, features, ...(readTo && { readTo }) }
}

export const inputsFrom = (of: Reading, today: LocalDate): PolicyInputs =>
  inputsOf(of.asked, of.profile, of.attributes, today, of.features)

/** What the income bears already, with the obligations these inputs tell of. */
export function burdenOf({ asked, profile, attributes }: Reading, inputs: PolicyInputs): Asked {
  const told = Math.round(Number(inputs['deviceObligations']) * 100)
  return {
    amount: asked.amountAsked,
    tenorMonths: asked.tenorMonths,
    monthlyIncome: profile.monthlyIncome,
    // A bureau lags by weeks, and an account pays lenders who report nowhere: the greater counts.
    obligations: most(attributes?.emiTotal ?? rupees('0'), money(told)),
    amountMin: AMOUNT_MIN,
  }
}

/**
 * The features as a decision had them: amounts as device knew them then, counts as the decision
 * kept them. What went with a consent since is gone here too.
 */
export async function featuresThen(
  { customerId, decidedAt, device }: LivingDecision,
  tx: Tx,
): Promise<Features | undefined> {
  if (!device) return undefined
  const { readTo, ...counts } = device
  const then = { knownAt: decidedAt, ...(readTo && { readTo }) }
  const { features } = await tx.call(featuresOf, { customerId, ...then })
  return features && { ...features, ...counts }
}

/** What may be told of it for as long as decisions are kept. */
export function deviceRead(of: Features, readTo?: ReadTo): NonNullable<DecisionRow['device']> {
  const { source, days, salaryRegular, lenders, bounces90, version } = of
  const { gamblingSharePercent, newLenders30, lendingApps } = of
  const { apps, newLendingApps7, newLendingApps30, gamblingApps } = of
  const ofApps = { apps, newLendingApps7, newLendingApps30, gamblingApps }
  const counts = { lenders, bounces90, gamblingSharePercent, newLenders30, lendingApps }
  return {
    ...{ source, days, salaryRegular, ...counts, ...ofApps, version },
    ...(readTo && { readTo }),
  }
}
