/**
 * From what a policy says to what we offer (SPEC §10.6): the least of what was asked, what the grid
 * allows and what the income bears, floored to ₹1,000. Pure; the policy's numbers come in.
 */
import { least, money, rupees, type Money } from '#kernel/money'
import { exact, type Exact, type Rate } from '#kernel/rates'

/** The least we lend. */
export const AMOUNT_MIN = rupees('1000')

/** What the policy's tables answered; `grade` is absent where no row of the grid matched. */
export type PolicySays = {
  readonly referral?: { readonly reason: string } | null
  readonly knockouts: readonly { readonly reason: string }[]
  readonly grade?: {
    readonly grade: string
    readonly rate: string
    readonly foirPercent: number
    readonly amountMax: number
    readonly tenorMonthsMax: number
    readonly processingFeePercent: string
  } | null
}

/** What is asked, and what the income has to bear already. */
export type Asked = {
  readonly amount: Money
  readonly tenorMonths: number
  readonly monthlyIncome: Money
  readonly obligations: Money
  readonly amountMin: Money
}

export type Decision = {
  readonly outcome: 'approve' | 'refer' | 'decline'
  /** SPEC §10.5. */
  readonly reasons: string[]
  readonly grade?: string
  readonly amountMax: Money
  readonly tenorMonthsMax: number
  readonly rate?: Rate
  readonly processingFeePercent?: string
}

/** What a grade costs. */
export type Price = {
  readonly grade: string
  readonly rate: Rate
  readonly processingFeePercent: string
  readonly tenorMonthsMax: number
}

const nothing = { amountMax: money(0), tenorMonthsMax: 0 }
const THOUSAND = 100_000

/** Knock-outs first, then what a person must see, then the offer; an unmatched grid is declined. */
export function offerOf(says: PolicySays, asked: Asked): Decision {
  const reasons = [...new Set(says.knockouts.map((row) => row.reason))].toSorted()
  if (says.referral?.reason === 'R13') return { outcome: 'refer', reasons: ['R13'], ...nothing }
  if (reasons.length > 0) return { outcome: 'decline', reasons, ...nothing }
  if (says.referral) return { outcome: 'refer', reasons: [says.referral.reason], ...nothing }
  if (!says.grade) return { outcome: 'decline', reasons: ['R15'], ...nothing }

  const { grade, rate, foirPercent, tenorMonthsMax, processingFeePercent } = says.grade
  const price = { grade, rate: rate as Rate, processingFeePercent }
  const months = Math.min(asked.tenorMonths, tenorMonthsMax)
  const emiMax = emiAffordable(asked.monthlyIncome, asked.obligations, foirPercent)
  const bears = floored(principalFor(emiMax, rate, months))
  const amountMax = least(least(asked.amount, money(says.grade.amountMax * 100)), bears)
  if (amountMax < asked.amountMin) return { outcome: 'decline', reasons: ['R04'], ...nothing }
  return { outcome: 'approve', reasons: [], ...price, amountMax, tenorMonthsMax }
}

/** What is left of the income's share for instalments after the present ones (FOIR, SPEC §8.1). */
export function emiAffordable(income: Money, obligations: Money, foirPercent: number): Money {
  const share = exact(income).times(foirPercent).dividedBy(100).floor().toNumber()
  return money(Math.max(0, share - obligations))
}

/** The principal an instalment repays in so many months: the annuity's present value. */
export function principalFor(emi: Money, rate: string, months: number): Exact {
  const periodic = exact(rate).dividedBy(1200)
  if (periodic.isZero()) return exact(emi).times(months)
  const discount = exact(1).minus(periodic.plus(1).pow(-months))
  return exact(emi).times(discount).dividedBy(periodic)
}

const floored = (paise: Exact): Money =>
  money(paise.dividedBy(THOUSAND).floor().times(THOUSAND).toNumber())
