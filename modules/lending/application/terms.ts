/**
 * What an offer costs: the numbers of the KFS and the agreement, from the product and the choice.
 */
import type { LocalDate } from '#kernel/dates'
import { nothing, sum, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { mayChargePrepayment } from '../loan/prepayment.ts'
import { feesOf, type Product } from '../product/product.ts'
import { firstDueOf, planningOf, type Planning } from '../product/planning.ts'
import { kfsFigures, type Fee } from '../schedule/kfs.ts'
import { resetStep, steppedUp, type Disclosure } from './disclosure.ts'
import type { Instalment } from '../schedule/plan.ts'

/** The terms as documents sets them in type; their hash is what binds KFS and agreement. */
export type Terms = Planning &
  Disclosure & {
    readonly product: string
    readonly principal: Money
    readonly rate: Rate
    readonly tenorMonths: number
    readonly instalment: Money
    readonly firstDueOn: LocalDate
    /** The first due date agreed, where that is a holiday: later ones are counted from it. */
    readonly firstAgreedOn?: LocalDate
    readonly processingFee: Money
    readonly gst: Money
    readonly stampDuty: Money
    /** Of the days before the first whole month, where the disbursal pays it. */
    readonly interestAhead?: Money
    readonly netDisbursed: Money
    readonly totalInterest: Money
    readonly totalRepaid: Money
    readonly aprPercent: string
    /** Absent: it is twelve times a month's return. */
    readonly aprPeriodsAYear?: number
    readonly coolingOffDays: number
    readonly bounceCharge: Money
    readonly bounceGstPercent: string
    readonly penalPercent: string
    /** Paid within so many days of its due date, an instalment bears no penal charge. */
    readonly penalGraceDays?: number
    /** For repaying before time; absent where none is charged. GST comes on top. */
    readonly foreclosurePercent?: string
    readonly foreclosureGstPercent?: string
    readonly schedule: {
      number: number
      dueOn: LocalDate
      opening: Money
      principal: Money
      interest: Money
      instalment: Money
    }[]
  }

export type Choice = {
  readonly principal: Money
  readonly tenorMonths: number
  readonly rate: Rate
  readonly processingFeePercent: string
}

/**
 * Terms of a choice if the money arrives on `startOn`. GST weighs on the APR (SPEC §2.3 trap 4).
 */
export function termsOf(product: Product, choice: Choice, startOn: LocalDate): Terms {
  const fees = feesOf(product, choice.principal, choice.processingFeePercent)
  const planning = planningOf(product)
  const { plan: options, rounding } = planning
  const { principal, rate } = choice
  const firstDueOn = firstDueOf(product, startOn)
  const offer = {
    ...{ principal, instalments: choice.tenorMonths, startOn, fees, gstInFees: true },
    ...(firstDueOn && { firstDueOn }),
    ...(options && { options }),
    ...(rounding && { rounding }),
  }
  const figures = kfsFigures({ ...offer, rate })
  const stepped = product.floating && kfsFigures({ ...offer, rate: steppedUp(rate) })
  const feeOf = (kind: string): Money =>
    sum(fees.filter((fee) => fee.kind === kind).map((fee) => fee.amount))
  return {
    product: product.code,
    principal: choice.principal,
    rate: choice.rate,
    tenorMonths: choice.tenorMonths,
    instalment: figures.epi,
    firstDueOn: figures.firstDueOn,
    ...(figures.firstAgreedOn && { firstAgreedOn: figures.firstAgreedOn }),
    processingFee: feeOf('processing'),
    gst: fees.reduce((total, fee) => sum([total, fee.gst]), nothing),
    stampDuty: feeOf('stamp-duty'),
    ...(figures.interestAhead > 0 && { interestAhead: figures.interestAhead }),
    netDisbursed: figures.payout,
    totalInterest: figures.totalInterest,
    totalRepaid: figures.totalRepaid,
    // A loan that costs nothing has an APR of nothing, not of a rounded hair below it.
    aprPercent: figures.apr.shown.replace(/^-(?=0*\.?0*$)/, ''),
    ...(figures.periodsAYear !== 12 && { aprPeriodsAYear: figures.periodsAYear }),
    coolingOffDays: product.coolingOffDays,
    bounceCharge: product.bounceCharge,
    bounceGstPercent: product.bounceGstPercent,
    penalPercent: product.penalPercent,
    ...(product.penalGraceDays > 0 && { penalGraceDays: product.penalGraceDays }),
    ...foreclosureOf(product, choice.principal, startOn),
    ...planning,
    ...(stepped && { reset: resetStep({ principal, rate, epi: figures.epi }, stepped) }),
    schedule: figures.schedule.map(rowOf),
  }
}

const rowOf = ({ n: number, dueOn, opening, principal, interest, instalment }: Instalment) => ({
  ...{ number, dueOn, opening, principal, interest, instalment },
})

/** What terms cost, in the few figures a person is shown before they read it all. */
export function costOf(terms: Terms) {
  const { instalment, netDisbursed, totalInterest, totalRepaid, aprPercent, firstDueOn } = terms
  const { processingFee: fee, gst, stampDuty } = terms
  const { bounceCharge, penalPercent, coolingOffDays } = terms
  const costs = { fee, gst, stampDuty, totalInterest, totalRepaid, aprPercent }
  const ifLate = { bounceCharge, penalPercent, coolingOffDays }
  return { instalment, netDisbursed, ...costs, ...ifLate, firstDueOn }
}

/** What the KFS discloses of repaying before time; nothing where nothing is charged. */
function foreclosureOf(
  { foreclosurePercent, gstPercent, floating }: Product,
  sanctioned: Money,
  sanctionedOn: LocalDate,
): Pick<Terms, 'foreclosurePercent' | 'foreclosureGstPercent'> {
  // We lend to individuals, not for business: there the lender's layer makes no difference.
  const loan = { layer: 'BL', individual: true, businessPurpose: false, floating } as const
  const mayCharge = mayChargePrepayment({ ...loan, sanctionedOn, sanctioned })
  if (Number(foreclosurePercent) === 0 || !mayCharge) return {}
  return { foreclosurePercent, foreclosureGstPercent: gstPercent }
}

/** The fees the accepted terms state, as the books take them out of the disbursal. */
export function feesOfTerms({ processingFee, gst, stampDuty }: Terms): Fee[] {
  const kept = { onExit: 'kept' } as const // As the KFS says (DL-09).
  return [
    { kind: 'processing', amount: processingFee, gst, payee: 'lender', ...kept },
    { kind: 'stamp-duty', amount: stampDuty, gst: nothing, payee: 'third-party', ...kept },
  ]
}
