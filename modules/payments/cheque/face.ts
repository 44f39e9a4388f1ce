/**
 * Cheques, of today and of a day to come: taken from a borrower, deposited by slip, credited when
 * the bank says so and not before, or returned (SPEC §13.1, screen 8).
 */
import { command, entity, event, query, t } from '#kernel/contract'
import { STANDINGS } from './cheque.ts'

const chequeId = t.id('chq')
const customerId = t.id('cus')
const loanId = t.id('loan')
const slipId = t.id('dsl')
const receiptId = t.id('rcp')
const desk = ['ops', 'finance'] as const
const status = t.oneOf(...STANDINGS)
/** Of the band at a cheque's foot. */
const instrument = t.text({ pattern: '^[0-9]{6}$', description: 'Six digits: the cheque’s number' })
const micr = t.text({ pattern: '^[0-9]{9}$', description: 'Nine digits: city, bank and branch' })
const drawer = t.text({
  ...{
    pattern: '^[0-9]{6}$',
    description: 'Six digits after the MICR code: the account’s short id',
  },
})
const amount = t.money({ min: '1', max: '1000000' })
/** More than a day brings to one counter. */
const AT_ONCE_MAX = 200
const chequeIds = t.list(chequeId, AT_ONCE_MAX)

// What there is.

export const chequeEntity = entity('payments.cheque', {
  id: chequeId,
  title: 'instrument',
  fields: {
    ...{ customerId, loanId, instrument, micr, amount: t.money(), drawnOn: t.date, status },
    takenOn: t.date,
    takenBy: t.text({ max: 80 }),
    slipId: t.optional(slipId),
    depositedOn: t.optional(t.date),
    clearedOn: t.optional(t.date),
    receiptId: t.optional(receiptId),
    returnedOn: t.optional(t.date),
    returnCode: t.optional(t.text({ max: 8 })),
    replacedBy: t.optional(chequeId),
  },
  filters: ['status', 'drawnOn', 'customerId', 'loanId', 'slipId'],
  sort: ['drawnOn', 'takenOn'],
  allow: ['ops', 'finance', 'collections', 'support'],
})
/** Cheques handed to our bank together. */
export const slipEntity = entity('payments.deposit-slip', {
  id: slipId,
  title: 'depositedOn',
  fields: {
    ...{ depositedOn: t.date, cheques: t.int({ min: 1 }), amount: t.money() },
    depositedBy: t.text({ max: 80 }),
    depositedAt: t.instant,
  },
  filters: ['depositedOn'],
  sort: ['depositedAt'],
  allow: desk,
})

// What happened.

const told = { chequeId, loanId, amount: t.money() }
export const ChequeTaken = event('payments.cheque-taken', { ...told, drawnOn: t.date })
/** The day written on it has come: from now on it may be deposited. */
export const ChequeDue = event('payments.cheque-due', { chequeId, loanId, drawnOn: t.date })
export const ChequeDeposited = event('payments.cheque-deposited', {
  ...{ ...told, slipId, depositedOn: t.date },
})
/** Our bank credited it; where its loan had closed meanwhile, the money waits without a loan. */
export const ChequeCleared = event('payments.cheque-cleared', {
  ...{ ...told, clearedOn: t.date, receiptId: t.optional(receiptId) },
})
export const ChequeReturned = event('payments.cheque-returned', {
  ...{ ...told, returnCode: t.text({ max: 8 }), returnClass: t.text({ max: 12 }) },
  ...{ returnedOn: t.date, bounceCharge: t.flag },
})
export const ChequeWithdrawn = event('payments.cheque-withdrawn', {
  ...{ ...told, why: t.oneOf('lost', 'given-back', 'replaced') },
})
/** The last day for a written demand under section 138 of the Negotiable Instruments Act. */
export const DemandDue = event('payments.demand-due', { chequeId, loanId, returnedOn: t.date })
export const DemandRecorded = event('payments.demand-recorded', {
  ...{ chequeId, loanId, sentOn: t.date, receivedOn: t.optional(t.date) },
})

// What the desk may ask us to do.

/**
 * Takes a cheque for a loan, or a row of them dated a month apart with numbers that follow each
 * other. One dated ahead is held until its day. No money moves.
 */
export const takeCheques = command('payments.take-cheques', {
  input: {
    ...{ loanId, instrument, micr, drawer, drawnOn: t.date, amount },
    count: t.optional(t.int({ min: 1, max: 60, description: 'So many, a month apart' })),
    /** A cheque that this one stands for from now on. */
    replaces: t.optional(chequeId),
  },
  output: { chequeIds },
  refusals: [
    ...(['unknown-loan', 'loan-over', 'cheque-known', 'cheque-stale'] as const),
    ...(['cheque-unknown', 'cheque-elsewhere', 'numbers-run-out'] as const),
  ],
  allow: ['ops', 'finance', 'collections'],
  serializable: true,
})
/** Hands cheques to our bank on one slip; `amount` is their sum as whoever asks saw it. */
export const depositCheques = command('payments.deposit-cheques', {
  input: { chequeIds, depositedOn: t.date, amount: t.money() },
  output: { slipId },
  refusals: [
    ...(['cheque-unknown', 'not-depositable', 'not-yet-dated', 'cheque-stale'] as const),
    ...(['loan-over', 'sum-differs', 'day-to-come'] as const),
  ],
  allow: desk,
  serializable: true,
})
/**
 * The bank credited them: each is a payment of its loan, value-dated to the day of credit. Two
 * people; `amount` is their sum.
 */
export const clearCheques = command('payments.clear-cheques', {
  input: { chequeIds, clearedOn: t.date, amount: t.money() },
  output: { cleared: t.int() },
  refusals: [
    ...(['cheque-unknown', 'not-in-clearing', 'sum-differs'] as const),
    ...(['day-to-come', 'days-reversed', 'reference-known'] as const),
  ],
  allow: { ops: { upTo: '500000' }, finance: true },
  fourEyes: true,
  serializable: true,
})
/**
 * The bank returned it unpaid: a payment it had become is unmade, which opens a loan it had closed,
 * and a return for want of funds or
 * by the drawer's will bears the loan's bounce charge (SPEC §5.2). Two people.
 */
export const returnCheque = command('payments.return-cheque', {
  input: {
    ...{ chequeId, returnedOn: t.date },
    code: t.text({ pattern: '^[0-9]{2}$', description: 'Two digits of the bank’s return memo' }),
  },
  output: { chequeId },
  refusals: [
    ...(['cheque-unknown', 'not-in-clearing', 'day-to-come'] as const),
    ...(['days-reversed', 'unknown-return-code'] as const),
  ],
  allow: desk,
  fourEyes: true,
  serializable: true,
})
/** It is with us no more: lost on the way, or given back to its drawer. */
export const setChequeAside = command('payments.set-cheque-aside', {
  input: { chequeId, why: t.oneOf('lost', 'given-back') },
  output: { chequeId },
  refusals: ['cheque-unknown', 'cheque-elsewhere'],
  allow: desk,
  serializable: true,
})
/**
 * Keeps when the written demand was sent, and when it was received: within 30 days of the bank's
 * word; the drawer then has 15 days, and a complaint a month more (SPEC §11.5, NI Act 138, 142).
 */
export const recordDemand = command('payments.record-demand', {
  input: { chequeId, sentOn: t.date, receivedOn: t.optional(t.date) },
  output: { payBy: t.optional(t.date), complainBy: t.optional(t.date) },
  refusals: ['cheque-unknown', 'no-dishonour', 'demand-late', 'day-to-come', 'days-reversed'],
  allow: ['ops', 'finance', 'collections'],
  serializable: true,
})

// What it may ask us to tell.

const DESK_ROWS_MAX = 500
/**
 * Cheques of the desk, those to act on first; of one loan, all of that loan's. `count` and `amount`
 * of each state are of all there are, whatever is listed.
 */
export const chequeDesk = query('payments.cheque-desk', {
  input: { status: t.optional(status), loanId: t.optional(loanId) },
  output: {
    today: t.date,
    states: t.list(t.shape({ status, count: t.int(), amount: t.money() }), 20),
    cheques: t.list(
      t.shape({
        ...{ chequeId, customerId, loanId, accountNumber: t.text(), instrument, micr },
        ...{ amount: t.money(), drawnOn: t.date, status, takenOn: t.date },
        /** The last day our bank takes it. */
        validThrough: t.date,
        presented: t.int(),
        slipId: t.optional(slipId),
        depositedOn: t.optional(t.date),
        clearedOn: t.optional(t.date),
        receiptId: t.optional(receiptId),
        returnedOn: t.optional(t.date),
        returnCode: t.optional(t.text()),
        meaning: t.optional(t.text()),
        /** The bank says it may be shown again. */
        again: t.flag,
        demandBy: t.optional(t.date),
        demandSentOn: t.optional(t.date),
        payBy: t.optional(t.date),
        complainBy: t.optional(t.date),
      }),
      DESK_ROWS_MAX,
    ),
  },
  allow: ['ops', 'finance', 'collections', 'support'],
})
