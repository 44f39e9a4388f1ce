/** A product as it stands on a day: its bounds, fees and clocks. Data, never code (DESIGN §3). */
import type { LocalDate } from '#kernel/dates'
import { refuse, type Refused } from '#kernel/decider'
import type { Money } from '#kernel/money'
import { percentOf } from '#kernel/rates'
import type { Fee } from '../schedule/kfs.ts'
import type { PlanningRow } from './planning.ts'

export type ProductKind = 'personal-loan' | 'drawdown' | 'pay-later'

export type Product = PlanningRow & {
  readonly code: string
  readonly name: string
  readonly amountMin: Money
  readonly amountMax: Money
  readonly tenorMonthsMin: number
  readonly tenorMonthsMax: number
  readonly coolingOffDays: number
  readonly bounceCharge: Money
  readonly bounceGstPercent: string
  readonly penalPercent: string
  readonly penalGraceDays: number
  /** For repaying before time, where the law allows one (`loan/prepayment.ts`). */
  readonly foreclosurePercent: string
  readonly floating: boolean
  readonly processingFeePercent: string
  readonly gstPercent: string
  readonly stampDuty: Money
  readonly kind: ProductKind
  /** Whether repaying a draw makes room under its limit again, and how long a limit stands. */
  readonly limitRestores: boolean
  readonly limitMonths: number
  /** What a buyer pays a year for a purchase in parts; a draw's rate is its limit's. */
  readonly purchaseRate: string
  /** What the merchant bears of a purchase. */
  readonly subventionPercent: string
}

export type Version = Product & {
  readonly effectiveFrom: LocalDate
  readonly signedOffBy?: string | undefined
}
type Unfit =
  | 'not-ahead'
  | 'not-after-the-last'
  | 'bounds-crossed'
  | 'kind-fixed'
  | 'kind-unfit'
  | 'flat-spreads-nothing'
  | 'paisa-has-no-multiple'

/**
 * Whether a version may be published today: changes are prospective only (SPEC §3.5), a code stays
 * of one kind, and only a kind's own fields are filled. Undefined when it may.
 */
export function mayPublish(
  version: Version,
  latest: { readonly kind: ProductKind; readonly effectiveFrom: LocalDate } | undefined,
  today: LocalDate,
): Refused<Unfit> | undefined {
  const { kind, amountMin, amountMax, tenorMonthsMin, tenorMonthsMax, effectiveFrom } = version
  if (effectiveFrom <= today) return refuse('not-ahead')
  if (latest && effectiveFrom <= latest.effectiveFrom) return refuse('not-after-the-last')
  if (latest && latest.kind !== kind) return refuse('kind-fixed')
  if (amountMin > amountMax || tenorMonthsMin > tenorMonthsMax) return refuse('bounds-crossed')
  if (!fitsKind(version)) return refuse('kind-unfit')
  return unfitPlanning(version)
}

function fitsKind({ kind, limitRestores, limitMonths, signedOffBy, ...version }: Version): boolean {
  const isLimit = kind === 'drawdown'
  if (isLimit !== limitMonths > 0 || (limitRestores && !isLimit)) return false
  if (limitRestores !== (signedOffBy !== undefined)) return false
  if (kind !== 'pay-later')
    return Number(version.subventionPercent) === 0 && Number(version.purchaseRate) === 0
  // The merchant gets the money: nothing of it can be kept for the borrower's fees or interest.
  const takesInterest = version.brokenPeriod === 'at-disbursal'
  return Number(version.processingFeePercent) === 0 && version.stampDuty === 0 && !takesInterest
}

function unfitPlanning(row: PlanningRow): Refused<Unfit> | undefined {
  const { interestMethod, residue, instalmentRounding, instalmentMultiple } = row
  if (interestMethod === 'flat' && residue === 'spread') return refuse('flat-spreads-nothing')
  const toPaisa = instalmentRounding === 'paisa'
  return toPaisa && instalmentMultiple > 0 ? refuse('paisa-has-no-multiple') : undefined
}

/** Whether an amount and a tenor lie inside the product's bounds. */
export function fits(product: Product, amount: Money, tenorMonths: number): boolean {
  const { amountMin, amountMax, tenorMonthsMin, tenorMonthsMax } = product
  const amountFits = amount >= amountMin && amount <= amountMax
  return amountFits && tenorMonths >= tenorMonthsMin && tenorMonths <= tenorMonthsMax
}

/**
 * The fees taken out of a disbursal: processing (ours, kept on a cooling-off exit as DL-09 allows
 * when the KFS says so) and stamp duty at cost (a third party's, through us).
 */
export function feesOf(product: Product, principal: Money, processingFeePercent: string): Fee[] {
  const processing = percentOf(principal, processingFeePercent)
  const gst = percentOf(processing, product.gstPercent)
  const none = 0 as Money
  return [
    { kind: 'processing', amount: processing, gst, payee: 'lender', onExit: 'kept' },
    {
      kind: 'stamp-duty',
      amount: product.stampDuty,
      gst: none,
      payee: 'third-party',
      onExit: 'kept',
    },
  ]
}
