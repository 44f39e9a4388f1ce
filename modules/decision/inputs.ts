/**
 * What a policy may read, and nothing else. zen counts a missing or mistyped field as "no match" —
 * it fails open — so completeness is decided here and handed to the policy as a field of its own.
 */
import { parts, type LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'

export type Profile = { birthDate: string; occupation: string; monthlyIncome: Money }
export type Bureau = {
  score?: number
  newToCredit: boolean
  dpdMax12Months: number
  dpdMax24Months: number
  dpdMax36Months: number
  enquiries3Months: number
  unsecuredOpened30Days: number
  writtenOff36Months: number
  overdue: Money
  emiTotal: Money
}

/** SPEC §8.1: what a person let us see of their bank account and phone, if they did. */
export type Device = {
  source: 'none' | 'sms' | 'statement' | 'both'
  days: number
  salaryRegular: boolean
  salaryMonthly?: Money
  averageBalance?: Money
  minimumBalance?: Money
  obligations: Money
  lenders: number
  bounces90: number
  gamblingSharePercent: number
  cashSharePercent: number
  disbursals90: number
  newLenders30: number
  promos30: number
  apps: 'full' | 'declared' | 'none'
  lendingApps: number
  newLendingApps30: number
}

/** Amounts in rupees: policies are written by people. */
export type PolicyInputs = { readonly [field: string]: string | number | boolean | null }

/** The names a policy's tables may use; publishing refuses any other. */
export const inputFields = [
  'complete',
  'product',
  'age',
  'occupation',
  'monthlyIncome',
  'amountAsked',
  'tenorMonths',
  'score',
  'newToCredit',
  'dpdMax12Months',
  'dpdMax24Months',
  'dpdMax36Months',
  'enquiries3Months',
  'unsecuredOpened30Days',
  'writtenOff36Months',
  'overdue',
  'emiTotal',
  'deviceSource',
  'deviceDays',
  'deviceSalaryRegular',
  'deviceSalaryMonthly',
  'deviceAverageBalance',
  'deviceMinimumBalance',
  'deviceObligations',
  'deviceLenders',
  'deviceBounces90',
  'deviceGamblingPercent',
  'deviceCashPercent',
  'deviceDisbursals90',
  'deviceNewLenders30',
  'devicePromos30',
  'deviceApps',
  'deviceLendingApps',
  'deviceNewLendingApps30',
] as const

/**
 * SPEC §1.2 DL-02: age, occupation and income must be known; a report must say one or the other.
 */
export function inputsOf(
  asked: { product: string; amountAsked: Money; tenorMonths: number },
  profile: Profile,
  bureau: Bureau | undefined,
  today: LocalDate,
  device?: Device,
): PolicyInputs {
  const age = ageOn(profile.birthDate as LocalDate, today)
  const known = bureau !== undefined && (bureau.newToCredit || bureau.score !== undefined)
  const { occupation, monthlyIncome } = profile
  const earns = Number.isSafeInteger(monthlyIncome) && monthlyIncome > 0
  return {
    complete: known && Number.isInteger(age) && occupation !== '' && earns,
    product: asked.product,
    age,
    occupation,
    monthlyIncome: monthlyIncome / 100,
    amountAsked: asked.amountAsked / 100,
    tenorMonths: asked.tenorMonths,
    score: bureau?.score ?? null,
    newToCredit: bureau?.newToCredit ?? false,
    dpdMax12Months: bureau?.dpdMax12Months ?? 0,
    dpdMax24Months: bureau?.dpdMax24Months ?? 0,
    dpdMax36Months: bureau?.dpdMax36Months ?? 0,
    enquiries3Months: bureau?.enquiries3Months ?? 0,
    unsecuredOpened30Days: bureau?.unsecuredOpened30Days ?? 0,
    writtenOff36Months: bureau?.writtenOff36Months ?? 0,
    overdue: (bureau?.overdue ?? 0) / 100,
    emiTotal: (bureau?.emiTotal ?? 0) / 100,
    ...deviceInputs(device),
  }
}

/**
 * Without consent every count is zero and every amount unknown: no row may then match that asks for
 * more, so that who says no is treated as if there were no phones (DL-12).
 */
function deviceInputs(device: Device | undefined): PolicyInputs {
  return {
    deviceSource: device?.source ?? 'none',
    deviceDays: device?.days ?? 0,
    deviceSalaryRegular: device?.salaryRegular ?? false,
    deviceSalaryMonthly: inRupees(device?.salaryMonthly),
    deviceAverageBalance: inRupees(device?.averageBalance),
    deviceMinimumBalance: inRupees(device?.minimumBalance),
    deviceObligations: (device?.obligations ?? 0) / 100,
    deviceLenders: device?.lenders ?? 0,
    deviceBounces90: device?.bounces90 ?? 0,
    deviceGamblingPercent: device?.gamblingSharePercent ?? 0,
    deviceCashPercent: device?.cashSharePercent ?? 0,
    deviceDisbursals90: device?.disbursals90 ?? 0,
    deviceNewLenders30: device?.newLenders30 ?? 0,
    devicePromos30: device?.promos30 ?? 0,
    deviceApps: device?.apps ?? 'none',
    deviceLendingApps: device?.lendingApps ?? 0,
    deviceNewLendingApps30: device?.newLendingApps30 ?? 0,
  }
}

const inRupees = (amount: Money | undefined): number | null =>
  amount === undefined ? null : amount / 100

/** Whole years, on the birthday and not before. */
export function ageOn(birthDate: LocalDate, today: LocalDate): number {
  const [born, now] = [parts(birthDate), parts(today)]
  const before = now.month < born.month || (now.month === born.month && now.day < born.day)
  return now.year - born.year - (before ? 1 : 0)
}
