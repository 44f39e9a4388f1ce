/** What was agreed: everything `loanAt` needs besides the facts. Plain JSON, kept with the loan. */
import type { LocalDate } from '#kernel/dates'
import { minus, money, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import type { Tax } from '../ledger/position.ts'
import type { Fee } from '../schedule/kfs.ts'
import type { Rounding } from '../schedule/annuity.ts'
import { instalmentOf, type PlanOptions } from '../schedule/plan.ts'
import type { AllocationPolicy } from './allocation.ts'
import type { ProvisionFloor } from './provision.ts'

export type LoanTerms = {
  readonly principal: Money
  /** Yearly, in percent. */
  readonly rate: Rate
  readonly instalments: number
  /** The instalment promised in the KFS; absent: calculated with `rounding`. */
  readonly epi?: Money
  readonly rounding?: Rounding
  /** How the instalments run; absent: declining, monthly, a whole month a twelfth of the rate. */
  readonly plan?: PlanOptions
  /** Absent: a period after the credit. Moved on by periods if the credit came on or after it. */
  readonly firstDueOn?: LocalDate
  /** Taken out of the disbursal. */
  readonly fees: readonly Fee[]
  /** Of the customer against the lender: decides CGST + SGST or IGST. */
  readonly placeOfSupply: 'same-state' | 'other-state'
  /** Absent: nothing is charged (SPEC §3.4, our default for individuals). */
  readonly foreclosure?: { readonly percent: string; readonly gstPercent: string }
  /**
   * A penal charge on overdue instalments (SPEC §3.1); absent: none. Paid within the grace nothing
   * is charged; later it counts from the due date.
   */
  readonly penal?: {
    readonly percentAYear: string
    readonly graceDays: number
    /** Each day's is rounded by itself; absent: that of the whole stretch. */
    readonly rounding?: 'day'
  }
  /**
   * Interest inside a period: each day's rounded by itself; absent: that of all its days. And what
   * a prepayment may pay of it: any part, or (absent) all of it or nothing.
   */
  readonly accrual?: { readonly rounding?: 'day'; readonly payableInPart?: true }
  /**
   * A charge with each instalment, on the day it falls due: a sum, a share of a part of it, or
   * both. Absent: none.
   */
  readonly instalmentFee?: {
    readonly amount?: Money
    readonly percent?: string
    readonly of?: 'principal' | 'interest' | 'instalment'
    readonly gstPercent: string
  }
  /** Absent: oldest instalment first, charges last. */
  readonly allocation?: AllocationPolicy
  /** Overdue for more days than this is NPA; absent: 90 (SPEC §4.1). */
  readonly npaDays?: number
  /** The provision to be held at month ends and from the day of an NPA; absent: none by itself. */
  readonly provisioning?: ProvisionFloor
}

/** The instalment that is billed. */
export const epiOfTerms = (terms: LoanTerms): Money =>
  terms.epi ?? instalmentOf({ ...terms, options: terms.plan })

/** The halves of an intra-state GST, the odd paisa with CGST; or the whole as IGST. */
export function taxOf(gst: Money, place: LoanTerms['placeOfSupply']): Tax {
  if (place === 'other-state') return { cgst: money(0), sgst: money(0), igst: gst }
  const cgst = money(Math.sign(gst) * Math.ceil(Math.abs(gst) / 2))
  return { cgst, sgst: minus(gst, cgst), igst: money(0) }
}
