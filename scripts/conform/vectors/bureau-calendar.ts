/** Cases of what the bureaus hear, and when; and of what a lender's lateness costs. */
import { date } from '#kernel/dates'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { reportingsOf } from '../../../modules/bureau/file/calendar.ts'
import { compensation, daysLate } from '../../../modules/bureau/file/compensation.ts'
import { dpdString } from '../../../modules/bureau/file/history.ts'
import { recordOf, type BureauRecord } from '../../../modules/bureau/file/record.ts'
import { faultsIn } from '../../../modules/bureau/file/validation.ts'
import { loanAt } from '../../../modules/lending/loan/loan.ts'
import { inForce } from '../../../modules/rules/rule.ts'
import { vectorLoan } from './accounting-loan.ts'
import { seededRules } from './seeded-rules.ts'
import { has, type Around, type Check } from './vector.ts'

export const bureauCalendar: Check = (vector, around) => {
  const { inputs, expected } = vector
  if (Array.isArray(expected) && has(expected[0], 'as_on')) {
    return { expected, found: monthOf(inputs?.month ?? expected[0].as_on.slice(0, 7)) }
  }
  if (has(inputs, 'complaint')) {
    const { daysMax, perDay } = latenessOf('bureau.dispute')
    const paid = compensation(date(inputs.complaint), date(inputs.resolved), { daysMax, perDay })
    return { expected, found: { compensation_inr: paid / 100 } }
  }
  if (has(inputs, 'full_repayment')) return { expected, found: released(inputs) }
  if (Array.isArray(inputs)) return { expected, found: dpdString(inputs) }
  if (has(inputs, 'change')) return { expected, found: { errors: faults(inputs.change, around) } }
  if (Array.isArray(expected))
    return { expected, found: Object.entries(afterFirst(expected, around)) }
  return undefined
}

function monthOf(yearMonth: string) {
  const [year = 0, month = 0] = yearMonth.split('-').map(Number)
  return reportingsOf(year, month).map(({ asOn, submitBy, kind }) => {
    return { as_on: asOn, submit_by: submitBy, file: kind.toUpperCase() }
  })
}

function latenessOf(code: string) {
  const value = inForce(seededRules(code), date('2026-11-22'))?.value ?? {}
  return { daysMax: Number(value['daysMax']), perDay: rupees(String(value['perDay'])) }
}

function released({ full_repayment, released: on }: { full_repayment: string; released: string }) {
  const [from, to, lateness] = [date(full_repayment), date(on), latenessOf('documents.release')]
  const owed = compensation(from, to, lateness) / 100
  return { delay_days: daysLate(from, to, lateness), compensation_inr: owed }
}

/** The record the file itself shows, with a change in it. */
function faults(change: Partial<BureauRecord>, { file }: Around) {
  const shown = file.vectors.find(({ expected }) => Array.isArray(expected?.[0]))?.expected ?? []
  return faultsIn({ ...Object.fromEntries(shown), ...change } as BureauRecord)
}

type Pair = [column: string, value: string]

/** The loan of the accounting cases after its first instalment; who borrows, the case tells. */
function afterFirst(expected: Pair[], { other }: Around): BureauRecord {
  const said = Object.fromEntries(expected) as BureauRecord
  const { terms, facts } = vectorLoan(other('accounting'))
  const { startedOn, schedule: rows } = loanAt(terms, facts, dayIn(said['Date Opened/Disbursed']))
  const first = rows[0]
  if (first === undefined || startedOn === undefined) throw new Error('the loan has no instalment')
  const paid = { id: 'paid', kind: 'repaid', on: first.dueOn, amount: first.instalment } as const
  const asOn = dayIn(said['Date Reported'])
  const lent = facts.filter(({ on }) => on === startedOn)
  const { outstanding, dues, dpd } = loanAt(terms, [...lent, paid], asOn)
  const born = said['Date of Birth']
  return recordOf(
    {
      accountNumber: said['Curr/New Account No'],
      openedOn: startedOn,
      lastPaidOn: first.dueOn,
      asOn,
      sanctioned: terms.principal,
      balance: outstanding.principal,
      overdue: dues.total,
      dpd,
      assetClass: 'standard',
      rate: rate(terms.rate),
      tenorMonths: terms.instalments,
      instalment: first.instalment,
      lastPaid: first.instalment,
    },
    {
      name: said['Consumer Name'],
      birthDate: dayIn(born),
      gender: ['', 'female', 'male', 'other'][Number(said.Gender)] ?? '',
      pan: said['Income Tax ID Number'],
      ckyc: said['CKYC Number (new, RBI para 12(10))'],
      phone: said['Telephone No.Mobile'],
      email: said['Email ID 1'],
      address: said['Address 1'],
      pinCode: said['PIN Code 1'],
      occupation: 'salaried',
      monthlyIncome: rupees(said.Income),
    },
    {
      code: said['Current/New Member Code'],
      shortName: said['Current/New Member Short Name'],
    },
  )
}

const dayIn = (text: string) => date(`${text.slice(4)}-${text.slice(2, 4)}-${text.slice(0, 2)}`)
