/** A case's actions as deeds. What an action leaves to be worked out, the engine is asked for. */
import type { LocalDate } from '../../../kernel/dates.ts'
import type { PaymentKind } from '../../../modules/lending/loan/replay/agreement.ts'
import type { ChargeTerms, Deed } from '../../../modules/lending/loan/replay/deed.ts'
import { waiverOf, type History } from '../../../modules/lending/loan/replay/history.ts'
import type { LineKind } from '../../../modules/lending/loan/replay/line.ts'
import { quoteOn } from '../../../modules/lending/loan/replay/quote.ts'
import type { Action } from './case.ts'
import { cents, on, unitOf } from './terms.ts'

/** Words of the format for kinds of lines. */
export const LINE_NAMES: { readonly [kind in LineKind]?: string } = {
  drawn: 'Disbursement',
  repayment: 'Repayment',
  'down-payment': 'Down Payment',
  'merchant-refund': 'Merchant Issued Refund',
  'payout-refund': 'Payout Refund',
  goodwill: 'Goodwill Credit',
  'interest-waiver': 'Interest Payment Waiver',
  'charge-adjustment': 'Charge Adjustment',
  'interest-refund': 'Interest Refund',
  'charges-at-drawdown': 'Repayment (at time of disbursement)',
  'charge-waived': 'Waive loan charges',
  'charged-back': 'Chargeback',
  'excess-returned': 'Credit Balance Refund',
  're-aged': 'Re-age',
  're-amortised': 'Re-amortize',
  'charged-off': 'Charge-off',
  terminated: 'Contract Termination',
  'written-off': 'Close (as written-off)',
  accrual: 'Accrual',
  'accrual-adjustment': 'Accrual Adjustment',
  'accrual-activity': 'Accrual Activity',
}

const payments: { readonly [action: string]: PaymentKind } = {
  repayment: 'repayment',
  merchantIssuedRefund: 'merchant-refund',
  payoutRefund: 'payout-refund',
  goodwillCredit: 'goodwill',
  interestPaymentWaiver: 'interest-waiver',
  chargeAdjustment: 'charge-adjustment',
}

const deferred: { readonly [action: string]: Deed['kind'] } = {
  chargeOff: 'charged-off',
  contractTermination: 'terminated',
  writeOff: 'written-off',
}

/** Undoing takes the last deed of a kind back. */
const undone: { readonly [action: string]: Deed['kind'] } = {
  undoChargeOff: 'charged-off',
  undoContractTermination: 'terminated',
  undoReAge: 're-aged',
  undoReAmortize: 're-amortised',
  undoWaiveCharge: 'charge-waived',
}

type Given = { readonly id: string; readonly today: LocalDate; readonly history: History }

/** The deeds an action stands for; none for one that moves only the clock or the paperwork. */
export function deedsOf(action: Action, given: Given): Deed[] {
  const { id, today, history } = given
  const dated = { id, on: action['date'] ? on(action['date']) : today, knownOn: today }
  const amount = cents(action['amount'])
  const kind = payments[action.type]
  if (kind !== undefined) return [{ ...dated, kind: 'paid', as: kind, amount }]
  const end = deferred[action.type]
  if (end !== undefined) return [{ ...dated, kind: end } as Deed]
  const back = undone[action.type]
  if (back !== undefined) return undo(history, back, dated)
  switch (action.type) {
    case 'disburse': {
      const withoutDownPayment = action['skipAutoDownPayment'] === true
      return [{ ...dated, kind: 'drawn', amount, withoutDownPayment }]
    }
    case 'payoff':
      return [{ ...dated, kind: 'paid', as: 'repayment', amount: quoteOn(history, dated.on) }]
    case 'addCharge':
      return [{ ...dated, kind: 'charged', ...chargeOf(action) }]
    case 'waiveCharge': {
      const of = history.deeds.findLast((deed) => deed.kind === 'charged')?.id ?? ''
      return [{ ...dated, ...waiverOf(history, of, today), kind: 'charge-waived', of }]
    }
    case 'chargeback':
      return [{ ...dated, kind: 'charged-back', of: target(history, action['of']), amount }]
    case 'creditBalanceRefund':
      return [{ ...dated, kind: 'excess-returned', amount }]
    case 'reverse':
      return [{ ...dated, on: today, kind: 'reversed', of: target(history, action['target']) }]
    case 'interestPause':
      return [{ ...dated, on: on(action['from']), kind: 'interest-paused', to: on(action['to']) }]
    case 'reschedule':
      return rescheduled(action, dated)
    case 'reAmortize': {
      const split = action['interestHandling'] === 'EQUAL_AMORTIZATION_INTEREST_SPLIT'
      return [{ ...dated, kind: 're-amortised', interest: split ? 'spread' : 'anew' }]
    }
    case 'reAge':
      return [reAgedBy(action, dated)]
    default:
      if (PAPERWORK.has(action.type)) return []
      throw new RangeError(`the action ${action.type} is not known`)
  }
}

/** What moves only the clock, the approval or a setting of the source. */
const PAPERWORK = new Set(['approve', 'undoApproval', 'globalConfig'])

type DatedDeed = { readonly id: string; readonly on: LocalDate; readonly knownOn: LocalDate }

function undo(history: History, kind: Deed['kind'], dated: DatedDeed): Deed[] {
  const gone = new Set(history.deeds.flatMap((deed) => (deed.kind === 'reversed' ? deed.of : [])))
  const last = history.deeds.findLast((deed) => deed.kind === kind && !gone.has(deed.id))
  return last ? [{ ...dated, kind: 'reversed', of: last.id }] : []
}

function rescheduled(action: Action, dated: DatedDeed): Deed[] {
  const from = on(action['from'])
  const own = { ...dated, on: from }
  const deeds: Deed[] = []
  if (action['newRatePercent'] !== undefined && action['newRatePercent'] !== null) {
    const ratePercent = String(action['newRatePercent'])
    deeds.push({ ...own, id: `${dated.id}:rate`, kind: 'rate-changed', ratePercent })
  }
  if (action['adjustedDueDate']) {
    const to = on(action['adjustedDueDate'])
    deeds.push({ ...own, id: `${dated.id}:due`, kind: 'due-date-moved', to })
  }
  if (action['extraTerms']) {
    const instalments = Number(action['extraTerms'])
    deeds.push({ ...own, id: `${dated.id}:terms`, kind: 'extended', instalments })
  }
  return deeds
}

const handling: { readonly [name: string]: 'anew' | 'all-spread' | 'accrued-spread' } = {
  EQUAL_AMORTIZATION_FULL_INTEREST: 'all-spread',
  EQUAL_AMORTIZATION_PAYABLE_INTEREST: 'accrued-spread',
}

const reAgedBy = (action: Action, dated: DatedDeed): Deed => ({
  ...dated,
  // Without a date of its own it counts from its start, when that is past.
  on: on(action['startDate']) < dated.on ? on(action['startDate']) : dated.on,
  kind: 're-aged',
  startOn: on(action['startDate']),
  every: Number(action['frequencyNumber']),
  unit: unitOf(action['frequencyType']),
  instalments: Number(action['numberOfInstallments']),
  interest: handling[String(action['reAgeInterestHandling'])] ?? 'anew',
})

const bases: { readonly [name: string]: ChargeTerms['basis'] } = {
  FLAT: 'flat',
  PERCENTAGE_AMOUNT: 'principal',
  PERCENTAGE_INTEREST: 'interest',
  PERCENTAGE_LOAN_AMOUNT_PLUS_INTEREST: 'principal-and-interest',
}

const times: { readonly [name: string]: ChargeTerms['when'] } = {
  SPECIFIED_DUE_DATE: 'dated',
  INSTALLMENT_FEE: 'instalment',
  DISBURSEMENT: 'drawdown',
  TRANCHE_DISBURSEMENT: 'drawdown',
}

/** A charge of the format, agreed at the start or added later. */
export function chargeOf(given: { readonly [field: string]: unknown }): ChargeTerms {
  const basis = bases[String(given['calculation'])] ?? 'flat'
  return {
    penalty: given['penalty'] === true,
    when: times[String(given['time'])] ?? 'dated',
    eachDrawdown: given['time'] === 'TRANCHE_DISBURSEMENT',
    basis,
    ...(basis === 'flat'
      ? { amount: cents(given['amount']) }
      : { percent: String(given['amount']) }),
    ...(given['dueDate'] ? { dueOn: on(given['dueDate']) } : {}),
  }
}

/** The deed a reversal or chargeback names by counting lines as they were made. */
function target(history: History, named: unknown): string {
  const by = named as { readonly [way: string]: unknown }
  const any = by['nthOnDate'] !== undefined && by['transactionType'] === undefined
  const type = String(by['transactionType'] ?? 'Repayment')
  const lines = history.lines
    .filter((line) => (any ? line.deed !== '' : LINE_NAMES[line.kind] === type))
    .filter((line) => !by['onDate'] || line.on === dayNumberOf(by['onDate']))
    .toSorted((a, b) => a.order - b.order)
  if (by['lastRepayment'] === true) return lines.at(-1)?.deed ?? ''
  const nth = Number(by['nthRepayment'] ?? by['nthOfType'] ?? by['nthOnDate'] ?? 1)
  return lines[nth - 1]?.deed ?? ''
}

const dayNumberOf = (text: unknown): number => Date.parse(`${String(text)}T00:00Z`) / 86_400_000
