/** What the desk keeps of what happened, and what it undoes. */
import type { EventOf } from '#kernel/contract'
import { percentOf } from '#kernel/rates'
import type { ChequeReturned, ReceiptReversed } from '#modules/payments'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import {
  ChargeLevied,
  type ArrearsCleared,
  type AssetClassChanged,
  type ChangeReversed,
  type LoanTakenOver,
} from '../contract.ts'
import { book, bookOn, hold, write, type Folio } from '../loan/commands.ts'
import { standing, type LoanFact } from '../loan/fact.ts'
import { loanAt } from '../loan/loan.ts'
import { factsOf } from '../loan/store.ts'
import { raised, sinking, withoutBorrower } from './borrower-class.ts'
import { insertClassChange, raisesSince, unfinishedLoansWith } from './store.ts'

/** From the day it was reversed on the payment never happened: all after it follows. */
export async function unmakePayment(
  { id, data }: Fact<EventOf<typeof ReceiptReversed>>,
  tx: Tx,
): Promise<void> {
  const { loanId, receiptId: of, reversedOn: on } = data
  await book(tx, loanId, [{ id, kind: 'reversed', on, of }])
}

/**
 * A cheque came back by the drawer's doing: a running loan bears its bounce charge (SPEC §5.2). A
 * payment it had become is unmade by itself.
 */
export async function chargeCheque(
  { data }: Fact<EventOf<typeof ChequeReturned>>,
  tx: Tx,
): Promise<void> {
  const { loanId, bounceCharge, returnedOn: on } = data
  if (!bounceCharge) return
  const looked = await book(tx, loanId, [])
  if (looked?.state.status !== 'active' || looked.loan.bounceCharge === 0) return
  const { bounceCharge: amount, bounceGstPercent, customerId } = looked.loan
  const gst = percentOf(amount, bounceGstPercent)
  const [chargeId, kind] = [tx.newId('chg'), 'bounce'] as const
  await book(tx, loanId, [{ id: chargeId, kind: 'charged', on, charge: kind, amount, gst }])
  const levied = { loanId, chargeId, kind, amount, gst, on, of: 'cheque' } as const
  await tx.emit(customerId, [ChargeLevied(levied)])
}

/** The loan keeps only its class; how it came to it stands here. */
export async function keepClass(
  { id, data }: Fact<EventOf<typeof AssetClassChanged>>,
  tx: Tx,
): Promise<void> {
  const { loanId, ...change } = data
  await insertClassChange(tx, id, loanId, change)
}

type News = EventOf<
  typeof ArrearsCleared | typeof AssetClassChanged | typeof LoanTakenOver | typeof ChangeReversed
>

/**
 * A loan sank, was taken over, cleared its arrears, or has what sank it taken back: its borrower's
 * others go along.
 */
export async function levelClasses({ id, type, data }: Fact<News>, tx: Tx): Promise<void> {
  if (type === 'lending.asset-class-changed' && data.to !== 'NPA') return
  const ids = await unfinishedLoansWith(tx, data.loanId)
  const isCleared = type === 'lending.arrears-cleared'
  if (ids.length < 2 && !isCleared) return // The common case: there is nobody to take along.
  const folios = [...(await hold(tx, ids)).values()]
  if (type === 'lending.change-reversed') return write(tx, await freeAll(tx, folios))
  /** One of this news: what cleared may be undone, and clear again on the same day. */
  const named = (folio: Folio) => `${id.replace('evt_', '')}:${folios.indexOf(folio)}`
  const moved = isCleared
    ? await raiseAll(tx, raised(folios, data.on), named)
    : await sinkAll(tx, sinking(folios), named)
  await write(tx, moved)
}

type Named = (folio: Folio) => string

async function raiseAll(
  tx: Tx,
  found: ReturnType<typeof raised<Folio>>,
  named: Named,
): Promise<readonly Folio[]> {
  if (!found) return []
  const { on, bound } = found
  const kind = 'borrower-performing'
  for (const folio of bound) await bookOn(tx, folio, [{ id: `${kind}:${named(folio)}`, kind, on }])
  return bound
}

/**
 * Where they had risen meanwhile, that was wrong: a payment it followed was none. It never happened
 * then, so that they are NPAs since the first day, and rise again with all arrears.
 */
async function sinkAll(
  tx: Tx,
  found: ReturnType<typeof sinking<Folio>>,
  named: Named,
): Promise<readonly Folio[]> {
  if (!found) return []
  const { since, free } = found
  for (const folio of free) {
    for (const [n, of] of (await raisesSince(tx, folio.loan.id, since)).entries()) {
      const undone = { id: `unraised:${named(folio)}:${n}`, kind: 'reversed', on: tx.today, of }
      await bookOn(tx, folio, [undone as LoanFact])
    }
    if (folio.loan.course.borrowerNpa) continue
    const kind = 'borrower-npa'
    await bookOn(tx, folio, [{ id: `${kind}:${named(folio)}`, kind, on: since }])
  }
  return free
}

/**
 * Where none is an NPA by itself any more, none ever was by another: what bound them followed a
 * change that never happened.
 */
async function freeAll(tx: Tx, folios: readonly Folio[]): Promise<readonly Folio[]> {
  const bound: { folio: Folio; of: string }[] = []
  for (const folio of folios) {
    const { id, terms } = folio.loan
    const facts = await factsOf(tx, id)
    const own = loanAt(terms, withoutBorrower(facts), tx.today)
    if (own.npaOn !== undefined || own.status === 'written-off') return []
    const sunk = standing(facts, tx.today).filter(({ kind }) => kind === 'borrower-npa')
    bound.push(...sunk.map(({ id: of }) => ({ folio, of })))
  }
  for (const { folio, of } of bound) {
    await bookOn(tx, folio, [{ id: `freed:${of}`, kind: 'reversed', on: tx.today, of }])
  }
  return folios
}
