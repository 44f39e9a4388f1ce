/** What the desk does with cheques. Several are moved together or not at all. */
import { atTime, type LocalDate } from '#kernel/dates'
import { isRefused, refuse, type Refused } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { sum, type Money } from '#kernel/money'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  ChequeCleared,
  ChequeDeposited,
  ChequeDue,
  ChequeReturned,
  ChequeWithdrawn,
  ChequeTaken,
  clearCheques,
  DemandDue,
  DemandRecorded,
  depositCheques,
  recordDemand,
  returnCheque,
  setChequeAside,
  takeCheques,
} from '../contract.ts'
import { receive, takeBack, wait } from '../receipt/commands.ts'
import { isReferenceKnown } from '../receipt/store.ts'
import { loanWithEnd } from '../store.ts'
import { claimOf, demandBy, depositable, mayLeave, rowOf, validThrough } from './cheque.ts'
import { chequeReturn } from './dishonour.ts'
import {
  insertCheque,
  insertSlip,
  isPaperKnown,
  lockCheque,
  lockCheques,
  noteCleared,
  noteDemand,
  noteReturned,
  noteSetAside,
  type Cheque,
} from './store.ts'

export const commands = [
  run(takeCheques, async ({ loanId, count = 1, replaces, ...first }, tx) => {
    const loan = await loanWithEnd(tx, loanId)
    if (!loan) return refuse('unknown-loan')
    if (loan.closedOn !== null) return refuse('loan-over')
    if (validThrough(first.drawnOn) < tx.today) return refuse('cheque-stale')
    const row = rowOf(first, count)
    if (!row) return refuse('numbers-run-out')
    const old = replaces && (await lockCheque(tx, replaces))
    if (replaces && old?.loanId !== loanId) return refuse('cheque-unknown')
    if (old && !mayLeave(old.status, 'replaced')) return refuse('cheque-elsewhere')
    const { customerId } = loan
    const numbers = row.map(({ instrument }) => instrument)
    if (await isPaperKnown(tx, first, numbers)) return refuse('cheque-known')
    const taken: Id<'chq'>[] = []
    for (const one of row) {
      const cheque = { ...first, ...one, id: tx.newId('chq'), customerId, loanId }
      await take(cheque, tx)
      taken.push(cheque.id)
    }
    if (old) await leave(old, 'replaced', tx, taken[0])
    return { chequeIds: taken }
  }),

  run(depositCheques, async ({ chequeIds, depositedOn: on, amount }, tx) => {
    if (on > tx.today) return refuse('day-to-come')
    const cheques = await allOf(chequeIds, amount, tx)
    if (isRefused(cheques)) return cheques
    for (const cheque of cheques) {
      if (cheque.closedOn !== null) return refuse('loan-over')
      const may = depositable(cheque, on)
      if (may !== true) return may
    }
    const slipId = tx.newId('dsl')
    await insertSlip(tx, slipId, { cheques, amount, on })
    for (const cheque of cheques) {
      await tx.cancel(timerOf(cheque.id))
      await tx.emit(cheque.customerId, [
        ChequeDeposited({ ...wordsOf(cheque), slipId, depositedOn: on }),
      ])
    }
    return { slipId }
  }),

  run(clearCheques, async ({ chequeIds, clearedOn: on, amount }, tx) => {
    if (on > tx.today) return refuse('day-to-come')
    const cheques = await allOf(chequeIds, amount, tx)
    if (isRefused(cheques)) return cheques
    for (const cheque of cheques) {
      if (cheque.status !== 'deposited') return refuse('not-in-clearing')
      if (on < cheque.depositedOn!) return refuse('days-reversed')
      if (await isReferenceKnown(tx, referenceOf(cheque))) return refuse('reference-known')
    }
    for (const cheque of cheques) await credit(cheque, on, tx)
    return { cleared: cheques.length }
  }),

  run(returnCheque, async ({ chequeId, code, returnedOn: on }, tx) => {
    if (on > tx.today) return refuse('day-to-come')
    const cheque = await lockCheque(tx, chequeId)
    if (!cheque) return refuse('cheque-unknown')
    const { status, depositedOn, receiptId } = cheque
    const recalled = status === 'cleared' && receiptId !== null
    if (status !== 'deposited' && !recalled) return refuse('not-in-clearing')
    if (on < depositedOn!) return refuse('days-reversed')
    const why = chequeReturn(code)
    if (!why) return refuse('unknown-return-code')
    if (recalled) await takeBack(tx, receiptId, 'cheque-returned')
    await noteReturned(tx, chequeId, { on, code })
    await tellReturn(cheque, { code, on, ...why }, tx)
    return { chequeId }
  }),

  run(setChequeAside, async ({ chequeId, why }, tx) => {
    const cheque = await lockCheque(tx, chequeId)
    if (!cheque) return refuse('cheque-unknown')
    if (!mayLeave(cheque.status, why)) return refuse('cheque-elsewhere')
    await leave(cheque, why, tx)
    return { chequeId }
  }),

  run(recordDemand, async ({ chequeId, sentOn, receivedOn }, tx) => {
    const cheque = await lockCheque(tx, chequeId)
    if (!cheque) return refuse('cheque-unknown')
    const { status, returnedOn, returnCode, customerId, loanId } = cheque
    const isDishonour = status === 'returned' && chequeReturn(returnCode ?? '')?.s138 === true
    if (!isDishonour || returnedOn === null) return refuse('no-dishonour')
    if (sentOn > tx.today || (receivedOn ?? sentOn) > tx.today) return refuse('day-to-come')
    if (sentOn < returnedOn || (receivedOn ?? sentOn) < sentOn) return refuse('days-reversed')
    if (sentOn > demandBy(returnedOn)) return refuse('demand-late')
    await noteDemand(tx, chequeId, { sentOn, receivedOn })
    await tx.cancel(demandTimerOf(chequeId))
    const recorded = { chequeId, loanId, sentOn, ...(receivedOn && { receivedOn }) }
    await tx.emit(customerId, [DemandRecorded(recorded)])
    return receivedOn ? claimOf(receivedOn) : {}
  }),
]

const AT = '06:00'
export const timerOf = (chequeId: string): string => `cheque:${chequeId}`
const demandTimerOf = (chequeId: string): string => `demand:${chequeId}`
/** Of its money, once credited; told apart by all its paper says. */
const referenceOf = ({ instrument, micr, drawer }: Cheque): string =>
  `CHQ ${instrument} ${micr} ${drawer}`
const wordsOf = ({ id: chequeId, loanId, amount }: Pick<Cheque, 'id' | 'loanId' | 'amount'>) => ({
  ...{ chequeId, loanId, amount },
})

type Paper = Parameters<typeof insertCheque>[1]

async function take(paper: Omit<Paper, 'status'>, tx: Tx): Promise<void> {
  const { customerId, drawnOn } = paper
  const status = drawnOn > tx.today ? 'held' : 'due'
  await insertCheque(tx, { ...paper, status })
  await tx.emit(customerId, [ChequeTaken({ ...wordsOf(paper), drawnOn })])
  if (status === 'held') await awaitDay(paper, tx)
}

type Dated = Pick<Cheque, 'id' | 'customerId' | 'loanId' | 'drawnOn'>

/** The day written on it makes it due. */
export async function awaitDay({ id, customerId, loanId, drawnOn }: Dated, tx: Tx): Promise<void> {
  const due = ChequeDue({ chequeId: id, loanId, drawnOn })
  await tx.at(customerId, timerOf(id), atTime(drawnOn, AT), due)
}

/** All that were named, each once, of the sum that was seen. */
async function allOf(
  ids: readonly Id<'chq'>[],
  amount: Money,
  tx: Tx,
): Promise<Cheque[] | Refused<'cheque-unknown' | 'sum-differs'>> {
  const wanted = [...new Set(ids)]
  const cheques = await lockCheques(tx, wanted)
  if (cheques.length < wanted.length || cheques.length === 0) return refuse('cheque-unknown')
  const differs = sum(cheques.map((cheque) => cheque.amount)) !== amount
  return differs ? refuse('sum-differs') : cheques
}

/** Value-dated to the bank's credit; of a loan that has closed, the money waits for another. */
async function credit(cheque: Cheque, on: LocalDate, tx: Tx): Promise<void> {
  const { customerId, loanId, amount } = cheque
  const money = { amount, rail: 'cheque', reference: referenceOf(cheque), receivedOn: on } as const
  const receiptId = cheque.closedOn === null ? tx.newId('rcp') : undefined
  if (receiptId) await receive({ id: receiptId, customerId, loanId, ...money }, {}, tx)
  else await wait(tx, money)
  await noteCleared(tx, cheque.id, { on, receiptId })
  const cleared = { ...wordsOf(cheque), clearedOn: on, ...(receiptId && { receiptId }) }
  await tx.emit(customerId, [ChequeCleared(cleared)])
}

type Why = NonNullable<ReturnType<typeof chequeReturn>> & {
  readonly code: string
  readonly on: LocalDate
}

async function tellReturn(cheque: Cheque, why: Why, tx: Tx): Promise<void> {
  const { id: chequeId, customerId, loanId } = cheque
  const { code: returnCode, class: returnClass, bounceCharge, on: returnedOn, s138 } = why
  const returned = { ...wordsOf(cheque), returnCode, returnClass, returnedOn, bounceCharge }
  await tx.emit(customerId, [ChequeReturned(returned)])
  if (!s138) return
  const due = DemandDue({ chequeId, loanId, returnedOn })
  await tx.at(customerId, demandTimerOf(chequeId), atTime(demandBy(returnedOn), AT), due)
}

async function leave(
  cheque: Cheque,
  why: 'lost' | 'given-back' | 'replaced',
  tx: Tx,
  replacedBy?: Id<'chq'>,
): Promise<void> {
  await noteSetAside(tx, cheque.id, why, replacedBy)
  await tx.cancel(timerOf(cheque.id))
  await tx.cancel(demandTimerOf(cheque.id))
  await tx.emit(cheque.customerId, [ChequeWithdrawn({ ...wordsOf(cheque), why })])
}
