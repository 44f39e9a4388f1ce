/**
 * One consumer record of the bureau file: a loan and its borrower in the columns of the tabular
 * format (SPEC §5.1). Column names come from a public extract; exact widths and codes are for
 * members only, so a bureau's own utility has the last word.
 */
import { parts, type LocalDate } from '#kernel/dates'
import { decimal, type Money } from '#kernel/money'
import type { Rate } from '#kernel/rates'
import { stateOfPin } from '#kernel/indian-state'

/** The loan as the bureau hears of it; no name in it. */
export type Tradeline = {
  readonly accountNumber: string
  readonly openedOn: LocalDate
  readonly lastPaidOn?: LocalDate
  readonly closedOn?: LocalDate
  readonly asOn: LocalDate
  readonly sanctioned: Money
  readonly balance: Money
  readonly overdue: Money
  readonly dpd: number
  readonly assetClass: 'standard' | 'SMA' | 'sub-standard' | 'doubtful' | 'loss'
  readonly rate: Rate
  readonly tenorMonths: number
  readonly instalment: Money
  readonly lastPaid: Money
  /** Of a write-off or charge-off: its claim, whole and principal alone. */
  readonly writtenOff?: { readonly total: Money; readonly principal: Money }
  readonly restructured?: boolean
}

export type Borrower = {
  readonly name: string
  readonly birthDate: string
  readonly gender: string
  readonly pan?: string
  readonly ckyc?: string
  readonly phone: string
  readonly email?: string
  readonly address: string
  readonly pinCode: string
  readonly occupation: string
  readonly monthlyIncome: Money
}

export type Member = { readonly code: string; readonly shortName: string }

export type Column = (typeof COLUMNS)[number]
export type BureauRecord = { readonly [column in Column]: string }

/** The columns in their order; those we never fill are empty. */
export const COLUMNS = [
  ...['Consumer Name', 'Date of Birth', 'Gender', 'Income Tax ID Number'],
  ...['Passport Number', 'Passport Issue Date', 'Passport Expiry Date', 'Voter ID Number'],
  ...['Driving License Number', 'Driving License Issue Date', 'Driving License Expiry Date'],
  ...['Ration Card Number', 'Universal ID Number', 'Additional ID 1', 'Additional ID 2'],
  ...['CKYC Number (new, RBI para 12(10))', 'Telephone No.Mobile', 'Telephone No.Residence'],
  ...['Telephone No.Office', 'Extension Office', 'Telephone No.Other', 'Extension Other'],
  ...['Email ID 1', 'Email ID 2', 'Address 1', 'State Code 1', 'PIN Code 1'],
  ...['Address Category 1', 'Residence Code 1', 'Address 2', 'State Code 2', 'PIN Code 2'],
  ...['Address Category 2', 'Residence Code 2', 'Current/New Member Code'],
  ...['Current/New Member Short Name', 'Curr/New Account No', 'Account Type'],
  ...['Ownership Indicator', 'Date Opened/Disbursed', 'Date of Last Payment', 'Date Closed'],
  ...['Date Reported', 'High Credit/Sanctioned Amt', 'Current Balance', 'Amt Overdue'],
  ...['No of Days Past Due', 'Old Mbr Code', 'Old Mbr Short Name', 'Old Acc No', 'Old Acc Type'],
  ...['Old Ownership Indicator', 'Suit Filed / Wilful Default', 'Written-off and Settled Status'],
  ...['Asset Classification', 'Value of Collateral', 'Type of Collateral', 'Credit Limit'],
  ...['Cash Limit', 'Rate of Interest', 'Repayment Tenure', 'EMI Amount'],
  ...['Written-off Amount (Total)', 'Written-off Principal Amount', 'Settlement Amt'],
  ...['Payment Frequency', 'Actual Payment Amt', 'Occupation Code', 'Income'],
  ...['Net/Gross Income Indicator', 'Monthly/Annual Income Indicator'],
] as const

const SHORT_TERM_MONTHS_MAX = 3
const classes = { standard: '01', 'sub-standard': '02', doubtful: '03', loss: '04', SMA: '05' }
const genders: { readonly [said: string]: string } = { female: '1', male: '2', other: '3' }
const occupations: { readonly [said: string]: string } = { salaried: '01', 'self-employed': '02' }

/** The record of a loan, every column named. */
export function recordOf(loan: Tradeline, person: Borrower, member: Member): BureauRecord {
  const filled = { ...personal(person), ...account(loan), ...memberOf(member) }
  const empty = Object.fromEntries(COLUMNS.map((column) => [column, '']))
  return { ...empty, ...filled } as BureauRecord
}

const memberOf = ({ code, shortName }: Member): Partial<BureauRecord> => ({
  'Current/New Member Code': code,
  'Current/New Member Short Name': shortName,
})

function personal(person: Borrower): Partial<BureauRecord> {
  return {
    'Consumer Name': person.name.toUpperCase(),
    'Date of Birth': dayFrom(person.birthDate),
    Gender: genders[person.gender.toLowerCase()] ?? '',
    'Income Tax ID Number': person.pan ?? '',
    'CKYC Number (new, RBI para 12(10))': person.ckyc ?? '',
    'Telephone No.Mobile': person.phone.replace(/^(\+91|0)/, ''),
    'Email ID 1': person.email ?? '',
    'Address 1': person.address.toUpperCase(),
    'State Code 1': stateOfPin(person.pinCode) ?? '',
    'PIN Code 1': person.pinCode,
    'Address Category 1': '02',
    'Residence Code 1': '02',
    'Occupation Code': occupations[person.occupation] ?? '06',
    Income: wholeRupees(person.monthlyIncome),
    'Net/Gross Income Indicator': 'N',
    'Monthly/Annual Income Indicator': 'M',
  }
}

function account(loan: Tradeline): Partial<BureauRecord> {
  const { writtenOff, lastPaidOn, closedOn } = loan
  return {
    'Curr/New Account No': loan.accountNumber,
    // A personal loan, or a short-term one (code 69: three public sources agree, one does not).
    'Account Type': loan.tenorMonths <= SHORT_TERM_MONTHS_MAX ? '69' : '05',
    'Ownership Indicator': '1',
    'Date Opened/Disbursed': dayIn(loan.openedOn),
    'Date of Last Payment': lastPaidOn ? dayIn(lastPaidOn) : '',
    'Date Closed': closedOn ? dayIn(closedOn) : '',
    'Date Reported': dayIn(loan.asOn),
    'High Credit/Sanctioned Amt': wholeRupees(loan.sanctioned),
    'Current Balance': wholeRupees(loan.balance),
    'Amt Overdue': wholeRupees(loan.overdue),
    'No of Days Past Due': String(loan.dpd),
    'Suit Filed / Wilful Default': '00',
    'Written-off and Settled Status': settledStatus(loan),
    'Asset Classification': classes[loan.assetClass],
    'Type of Collateral': '00',
    'Rate of Interest': Number(loan.rate).toFixed(2),
    'Repayment Tenure': String(loan.tenorMonths),
    'EMI Amount': wholeRupees(loan.instalment),
    'Written-off Amount (Total)': writtenOff ? wholeRupees(writtenOff.total) : '',
    'Written-off Principal Amount': writtenOff ? wholeRupees(writtenOff.principal) : '',
    'Payment Frequency': '03',
    'Actual Payment Amt': wholeRupees(loan.lastPaid),
  }
}

/** SPEC §5.1: 02 written off, 13 closed after that, 00 restructured, 14 closed after that. */
function settledStatus({ writtenOff, restructured, closedOn }: Tradeline): string {
  if (writtenOff) return closedOn ? '13' : '02'
  if (restructured) return closedOn ? '14' : '00'
  return ''
}

/** The file counts rupees; what is owed is never rounded to nothing. */
const wholeRupees = (amount: Money): string => String(Math.ceil(Number(decimal(amount))))

/** `05122026`. */
function dayIn(on: LocalDate): string {
  const { year, month, day } = parts(on)
  return `${String(day).padStart(2, '0')}${String(month).padStart(2, '0')}${year}`
}

/** A birth date that is none is passed on as it is: the validation names it. */
const dayFrom = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayIn(text as LocalDate) : text
