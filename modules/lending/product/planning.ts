/** How a product's instalments run and what money meets first: its words, as the engine's data. */
import { addMonths, dateOf, parts, type LocalDate } from '#kernel/dates'
import { rupees, type Money } from '#kernel/money'
import type { AllocationOrder, AllocationPolicy } from '../loan/allocation.ts'
import type { Rounding } from '../schedule/annuity.ts'
import type { Holidays } from '../schedule/due-date.ts'
import type { PlanOptions } from '../schedule/plan-options.ts'

export const DAY_COUNTS = [
  ...(['whole-months', 'actual-365', 'actual-360', 'actual-364'] as const),
  ...(['actual-actual', 'thirty-360'] as const),
] as const
export const BROKEN_PERIODS = [
  ...(['first-instalment', 'last-instalment', 'all-instalments', 'own-instalment'] as const),
  'at-disbursal',
] as const
export const ALLOCATIONS = [
  ...(['by-instalment', 'interest-first', 'principal-first', 'charges-first'] as const),
] as const

type Allocation = (typeof ALLOCATIONS)[number]

/** As a product's row has it; the house's way is the first choice of each. */
export type PlanningRow = {
  readonly interestMethod: 'declining-balance' | 'flat'
  readonly dayCount: (typeof DAY_COUNTS)[number]
  readonly brokenPeriod: (typeof BROKEN_PERIODS)[number]
  /** Of the month, up to 28; 0: each loan falls due on the day it was paid out. */
  readonly dueDay: number
  readonly instalmentRounding: 'nearest-rupee' | 'next-rupee' | 'paisa'
  readonly instalmentMultiple: Money
  readonly residue: 'last-instalment' | 'spread'
  readonly holidayShift: 'none' | 'next-working-day' | 'previous-working-day'
  readonly allocation: Allocation
  readonly allocationNpa: Allocation
  readonly allocationPrepaid: Allocation
  /** The days banks do not work while its loans run; absent where due dates never move. */
  readonly daysOff?: Omit<Holidays, 'moves'>
}

export const HOUSE_PLANNING: Omit<PlanningRow, 'daysOff'> = {
  ...{ interestMethod: 'declining-balance', dayCount: 'whole-months' },
  ...{ brokenPeriod: 'first-instalment', dueDay: 0, instalmentRounding: 'nearest-rupee' },
  ...{ instalmentMultiple: rupees('0'), residue: 'last-instalment', holidayShift: 'none' },
  ...{ allocation: 'by-instalment', allocationNpa: 'by-instalment' },
  allocationPrepaid: 'by-instalment',
}

/** What a loan is told of it: only what differs from the house's way. */
export type Planning = {
  readonly plan?: PlanOptions
  readonly rounding?: Rounding
  readonly allocation?: AllocationPolicy
}

export function planningOf(row: PlanningRow): Planning {
  const plan = planOf(row)
  const rounding = { 'nearest-rupee': undefined, 'next-rupee': 'rupee-up', paisa: 'paise' } as const
  const rounds = rounding[row.instalmentRounding]
  const allocation = allocationOf(row)
  return {
    ...(Object.keys(plan).length > 0 && { plan }),
    ...(rounds && { rounding: rounds }),
    ...(allocation && { allocation }),
  }
}

const COUNTS = {
  'whole-months': undefined,
  'actual-365': { year: 365, month: 'actual', yearTurns: 'after-31-december' },
  'actual-360': { year: 360, month: 'actual', yearTurns: 'after-31-december' },
  'actual-364': { year: 364, month: 'actual', yearTurns: 'after-31-december' },
  'actual-actual': { year: 'actual', month: 'actual', yearTurns: 'after-31-december' },
  'thirty-360': { year: 360, month: 30, yearTurns: 'after-31-december' },
} as const
const BROKEN = {
  'first-instalment': undefined,
  'last-instalment': 'last',
  'all-instalments': 'all',
  'own-instalment': 'own',
  'at-disbursal': 'upfront',
} as const

/** The first due day that leaves a whole month; undefined: a month after the start. */
export function firstDueOf({ dueDay }: PlanningRow, startOn: LocalDate): LocalDate | undefined {
  if (dueDay === 0) return undefined
  const { year, month, day } = parts(addMonths(startOn, 1))
  const on = dateOf(year, month, dueDay)
  return day <= dueDay ? on : addMonths(on, 1)
}

function planOf(row: PlanningRow): PlanOptions {
  const [dayCount, broken] = [COUNTS[row.dayCount], BROKEN[row.brokenPeriod]]
  const moves = row.holidayShift === 'next-working-day' ? 'next' : 'previous'
  return {
    ...(row.interestMethod === 'flat' && { method: 'flat' }),
    ...(dayCount && { dayCount }),
    ...(broken && { broken }),
    ...(row.instalmentMultiple > 0 && { multiple: row.instalmentMultiple }),
    ...(row.residue === 'spread' && { residue: 'spread' }),
    ...(row.daysOff && row.holidayShift !== 'none' && { holidays: { ...row.daysOff, moves } }),
  }
}

const CHARGES = ['bounce', 'penal', 'foreclosure', 'other'] as const
const byInstalment = { by: 'due', parts: ['interest', 'principal'] } as const
const charges = { by: 'part', parts: CHARGES } as const
const ORDERS: { readonly [name in Allocation]: AllocationOrder } = {
  'by-instalment': [byInstalment, charges],
  'interest-first': [{ by: 'part', parts: ['interest', 'principal', ...CHARGES] }],
  'principal-first': [{ by: 'part', parts: ['principal', 'interest', ...CHARGES] }],
  'charges-first': [charges, byInstalment],
}

/** Money paid ahead first, then by the class of the loan; absent where all is the house's way. */
function allocationOf(row: PlanningRow): AllocationPolicy | undefined {
  const { allocation, allocationNpa, allocationPrepaid } = row
  const house = HOUSE_PLANNING.allocation
  if ([allocation, allocationNpa, allocationPrepaid].every((name) => name === house)) {
    return undefined
  }
  return {
    rules: [
      { money: ['part-prepayment', 'foreclosure'], order: ORDERS[allocationPrepaid] },
      { assetClass: ['NPA'], order: ORDERS[allocationNpa] },
      { order: ORDERS[allocation] },
    ],
  }
}
