/**
 * The numbers of the Key Facts Statement (SPEC §2.2): Annex A row 8, Annex B rows 1–11 and the rows
 * of Annex C. Pure: the texts, the languages and the file are others' work.
 */
import { daysBetween, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { toPaise, type Exact, type Rate } from '#kernel/rates'
import { apr, type Apr, type Flow } from './apr.ts'
import { dueDates, isRegular } from './due-date.ts'
import { epiExact, type Rounding } from './annuity.ts'
import { instalmentOf, interestAhead, type Instalment, type PlanOptions } from './plan.ts'
import { schedule } from './schedule.ts'

export type FeeKind =
  'processing' | 'insurance' | 'valuation' | 'stamp-duty' | 'subvention' | 'other'

/** A one-time fee taken out of the disbursal. */
export type Fee = {
  readonly kind: FeeKind
  /** Without tax. */
  readonly amount: Money
  readonly gst: Money
  /** Annex A row 8: payable to us (A), or to a third party through us (B). */
  readonly payee: 'lender' | 'third-party'
  /** On a cooling-off exit: kept, when the KFS says so (DL-09), or given back. */
  readonly onExit: 'kept' | 'refunded'
  /** Where it is supplied, if not to the borrower: a merchant's share, to the merchant. */
  readonly place?: 'same-state' | 'other-state'
}

export type KfsOffer = {
  readonly principal: Money
  readonly rate: Rate
  readonly instalments: number
  /** The day the money is expected to reach the borrower. */
  readonly startOn: LocalDate
  readonly firstDueOn?: LocalDate
  readonly rounding?: Rounding
  /** How the instalments run; absent: the house's way. */
  readonly options?: PlanOptions
  readonly fees: readonly Fee[]
  /** Charged at the end of every so many periods while more periods follow (KFS-6). */
  readonly recurring?: { readonly amount: Money; readonly everyPeriods: number }
  /** Whether fees are shown, and weigh on the APR, with their GST (KFS-2) or net of it (KFS-2b). */
  readonly gstInFees?: boolean
  /**
   * The instalments the APR discounts: `billed` are those of the schedule, with its residue, and
   * what a borrower really pays; `unrounded` reproduces RBI's illustration (trap 1).
   */
  readonly epiForApr?: 'billed' | 'unrounded'
}

export type KfsFigures = {
  readonly sanctioned: Money
  /** Rows of the schedule; what the disbursal pays by itself is none. */
  readonly instalments: number
  readonly epi: Money
  readonly firstDueOn: LocalDate
  /**
   * The first whole period's due date as agreed, where another falls due: for a holiday, or of the
   * days before it. Later ones are counted from it.
   */
  readonly firstAgreedOn?: LocalDate
  readonly lastDueOn: LocalDate
  readonly rate: Rate
  /** (A) and (B), each as the GST switch says. */
  readonly feesToLender: Money
  readonly feesToThirdParty: Money
  readonly feesTotal: Money
  /** The GST on the fees, shown or not. */
  readonly gst: Money
  /** Of the days before the first whole period, where the disbursal pays it; no fee, no GST. */
  readonly interestAhead: Money
  /** Annex B row 7, the amount the APR is on: after fees and that interest. */
  readonly netDisbursed: Money
  /** What reaches the account: always after fees, GST and that interest. */
  readonly payout: Money
  readonly totalInterest: Money
  /** Annex B row 8: principal + interest. */
  readonly totalRepaid: Money
  readonly apr: Apr
  /** How many times a period's return the APR is. */
  readonly periodsAYear: number
  readonly schedule: readonly Instalment[]
}

/** All numbers of the statement for an offer. Throws a RangeError where fees eat up the loan. */
export function kfsFigures(offer: KfsOffer): KfsFigures {
  const epi = instalmentOf(offer)
  const rows = schedule({ ...offer, epi })
  const fees = feesOf(offer.fees, offer.gstInFees ?? true)
  const ahead = interestAhead(rows)
  const netDisbursed = minus(minus(offer.principal, fees.feesTotal), ahead)
  const toCome = rows.filter(({ aheadTill }) => aheadTill === undefined)
  const [first, last] = [toCome[0], rows.at(-1)]
  const [agreedOn] = dueDates(offer, offer.options)
  if (first === undefined || last === undefined) throw new RangeError('kfs: there is no instalment')
  const flows = flowsOf(offer, toCome)
  const unrounded = offer.epiForApr === 'unrounded'
  const totalInterest = unrounded ? exactInterest(offer) : sum(rows.map((row) => row.interest))
  return {
    sanctioned: offer.principal,
    instalments: toCome.length,
    epi,
    firstDueOn: first.dueOn,
    ...(agreedOn && agreedOn !== first.dueOn && { firstAgreedOn: agreedOn }),
    lastDueOn: last.dueOn,
    rate: offer.rate,
    ...fees,
    interestAhead: ahead,
    netDisbursed,
    payout: minus(payoutOf(offer.principal, offer.fees), ahead),
    totalInterest,
    totalRepaid: plus(offer.principal, totalInterest),
    apr: apr({ net: netDisbursed, ...flows }),
    periodsAYear: flows.periodsPerYear,
    schedule: rows,
  }
}

/** What is left of the principal after every fee and its GST. */
export const payoutOf = (principal: Money, fees: readonly Fee[]): Money =>
  minus(principal, sum(fees.map((fee) => plus(fee.amount, fee.gst))))

function feesOf(
  fees: readonly Fee[],
  withGst: boolean,
): Pick<KfsFigures, 'feesToLender' | 'feesToThirdParty' | 'feesTotal' | 'gst'> {
  const to = (payee: Fee['payee']): Money =>
    sum(
      fees
        .filter((fee) => fee.payee === payee)
        .map((fee) => plus(fee.amount, withGst ? fee.gst : nothing)),
    )
  const [feesToLender, feesToThirdParty] = [to('lender'), to('third-party')]
  const gst = sum(fees.map((fee) => fee.gst))
  return { feesToLender, feesToThirdParty, feesTotal: plus(feesToLender, feesToThirdParty), gst }
}

/** Monthly periods where the first is a month; else days, at daily IRR × 365 (trap 5). */
export function flowsOf(
  offer: KfsOffer,
  rows: readonly Instalment[],
): { flows: Flow[]; periodsPerYear: number } {
  const first = rows[0]
  const monthly = first === undefined || isRegular(offer.startOn, first.dueOn)
  const periodOf = (row: Instalment): number =>
    monthly ? row.n : daysBetween(offer.startOn, row.dueOn)
  // An irregular first instalment carries broken days, which no unrounded instalment can show.
  const unrounded = offer.epiForApr === 'unrounded' && monthly
  const epi: Exact | undefined = unrounded
    ? epiExact(offer.principal, offer.rate, offer.instalments)
    : undefined
  const flows: Flow[] = rows.map((row) => ({
    period: periodOf(row),
    paise: epi ?? row.instalment,
  }))
  const { recurring } = offer
  if (recurring !== undefined) {
    for (const row of rows) {
      if (row.n % recurring.everyPeriods !== 0 || row.n === rows.length) continue
      flows.push({ period: periodOf(row), paise: recurring.amount })
    }
  }
  return { flows, periodsPerYear: monthly ? 12 : 365 }
}

function exactInterest(offer: KfsOffer): Money {
  const epi = epiExact(offer.principal, offer.rate, offer.instalments)
  return toPaise(epi.times(offer.instalments).minus(offer.principal))
}
