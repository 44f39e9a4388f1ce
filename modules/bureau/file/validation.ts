/** What a bureau would send back, found before the file goes (SPEC §5.1, vector UCRF-VALIDATE). */
import { date, type LocalDate } from '#kernel/dates'
import type { BureauRecord, Column } from './record.ts'
import { stateOfPin } from '#kernel/indian-state'

export const FAULTS = [
  'DOB_FORMAT_DDMMYYYY',
  'DOB_IN_FUTURE',
  'DATE_FORMAT_DDMMYYYY',
  'NAME',
  'NO_ID_NO_PHONE',
  'PIN',
  'STATE_NOT_OF_PIN',
  'OVERDUE_WITHOUT_DPD',
  'DPD_WITHOUT_OVERDUE',
  'CLOSED_WITH_BALANCE',
  'WO_AMOUNT_BLANK',
  'LAST_PAYMENT_AFTER_REPORT',
  'TEXT_IS_FORMULA',
] as const
export type RecordFault = (typeof FAULTS)[number]

const OTHER_DATES = [
  'Date Opened/Disbursed',
  'Date of Last Payment',
  'Date Closed',
  'Date Reported',
] as const satisfies readonly Column[]

/** What a borrower wrote themselves; whoever opens the file may open it in a spreadsheet. */
const WRITTEN = ['Consumer Name', 'Email ID 1', 'Address 1'] as const satisfies readonly Column[]

const IDENTIFIERS = [
  'Income Tax ID Number',
  'Passport Number',
  'Voter ID Number',
  'Driving License Number',
  'CKYC Number (new, RBI para 12(10))',
] as const satisfies readonly Column[]

/** The faults of one record, in the order of `FAULTS`; none when it may go. */
export function faultsIn(record: BureauRecord): RecordFault[] {
  const found = new Set([...ofPerson(record), ...ofAccount(record)])
  return FAULTS.filter((fault) => found.has(fault))
}

function ofPerson(record: BureauRecord): RecordFault[] {
  const faults: RecordFault[] = []
  const born = dayOf(record['Date of Birth'])
  const reported = dayOf(record['Date Reported'])
  if (born === undefined) faults.push('DOB_FORMAT_DDMMYYYY')
  else if (reported !== undefined && born > reported) faults.push('DOB_IN_FUTURE')
  const name = record['Consumer Name'].trim()
  if (name === '' || /\d/.test(name)) faults.push('NAME')
  const known = IDENTIFIERS.some((column) => record[column] !== '')
  if (!known && record['Telephone No.Mobile'] === '') faults.push('NO_ID_NO_PHONE')
  const state = stateOfPin(record['PIN Code 1'])
  if (state === undefined) faults.push('PIN')
  else if (state !== record['State Code 1']) faults.push('STATE_NOT_OF_PIN')
  if (WRITTEN.some((column) => /^\s*[=+\-@]/.test(record[column]))) faults.push('TEXT_IS_FORMULA')
  return faults
}

function ofAccount(record: BureauRecord): RecordFault[] {
  const faults: RecordFault[] = []
  const isSomething = (column: Column) => Number(record[column]) > 0
  const [overdue, dpd] = [isSomething('Amt Overdue'), isSomething('No of Days Past Due')]
  if (overdue && !dpd) faults.push('OVERDUE_WITHOUT_DPD')
  if (dpd && !overdue) faults.push('DPD_WITHOUT_OVERDUE')
  if (record['Date Closed'] !== '' && isSomething('Current Balance')) {
    faults.push('CLOSED_WITH_BALANCE')
  }
  const isWrittenOff = /^0[2-6]$/.test(record['Written-off and Settled Status'])
  if (isWrittenOff && record['Written-off Amount (Total)'] === '') faults.push('WO_AMOUNT_BLANK')
  const wrong = OTHER_DATES.some((column) => record[column] !== '' && !dayOf(record[column]))
  if (wrong || record['Date Reported'] === '') faults.push('DATE_FORMAT_DDMMYYYY')
  const [paid, reported] = [dayOf(record['Date of Last Payment']), dayOf(record['Date Reported'])]
  if (paid && reported && paid > reported) faults.push('LAST_PAYMENT_AFTER_REPORT')
  return faults
}

/** `12031994` as a day, if there is such a day. */
function dayOf(text: string): LocalDate | undefined {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? []
  try {
    return date(`${year}-${month}-${day}`)
  } catch {
    return undefined
  }
}
