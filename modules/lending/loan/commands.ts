/**
 * Loans held open in one transaction: read together, carried in memory, written together. Every way
 * money or time touches a loan comes through here.
 *
 *     hold (two reads) ─ book, book, … (in memory) ─ write (one statement a table)
 *
 * Of many facts, one share's loans are read while the share before is still being written: the
 * database and we work at once, over one connection and in one transaction.
 */
import type { Event } from '#kernel/contract'
import { addDays } from '#kernel/dates'
import { isRefused } from '#kernel/decider'
import { presentInstalment } from '#modules/payments'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { AssetClassChanged, JournalPosted } from '../contract.ts'
import { entryWords } from '../ledger/entry-words.ts'
import type { Entry } from '../ledger/posting.ts'
import { amountOf, post, type Posted } from '../ledger/store.ts'
import { carryAgain, carryOn, type Carried } from './book.ts'
import { classOfDays, dpdRegulatory, type AssetClass } from './classification.ts'
import { begin, oldestUnpaidRow, unpaidOf, type Course } from './course.ts'
import type { LoanFact } from './fact.ts'
import type { LoanState } from './loan.ts'
import { fellSince, nearTold, nextLook, toldSince } from './outlook.ts'
import { courseOf, snapshotOf } from './snapshot.ts'
import {
  factsKnown,
  factsOf,
  insertFacts,
  insertLoan,
  lockLoans,
  saveStates,
  type Kept,
  type LoanRecord,
} from './store.ts'

/** A loan with its course, which moves on with each booking. */
export type LoanHeld = LoanRecord & { readonly course: Course }

/** A loan under our hand: as it stands with all that was booked, and what is yet to be written. */
export type Folio = {
  /** Its course, status and class move with each booking. */
  loan: LoanHeld
  /** The rows whose plan the database holds; undefined for a loan kept as loans were before. */
  readonly planned: Course['rows'] | undefined
  /** Ids of facts the books know, of those that were asked about. */
  readonly known: Set<string>
  readonly fresh: LoanFact[]
  readonly posted: Posted[]
  /** What its row is to say; undefined while nothing happened. */
  kept?: Omit<Kept, 'snapshot'> & { readonly course: Course }
}

export type Booked = Carried & {
  /** The loan before this booking. */
  readonly loan: LoanHeld
  /** Whether anything happened: a fact was new, or the days brought something. */
  readonly moved: boolean
}

/** Loans by id, each held until the transaction ends; those that are not ours are absent. */
export async function hold(
  tx: Tx,
  loanIds: readonly string[],
  factIds: readonly string[] = [],
): Promise<Map<string, Folio>> {
  const [loans, ids] = await Promise.all([
    lockLoans(tx, [...new Set(loanIds)]),
    factsKnown(tx, factIds),
  ])
  return new Map(
    loans.map(({ snapshot, ...loan }): [string, Folio] => {
      const folio = folioOf({ ...loan, course: courseOf(snapshot) }, ids)
      return [loan.id, snapshot.plan === null ? { ...folio, planned: undefined } : folio]
    }),
  )
}

/** The folio of a loan we hold; `known` are ids of facts the books have. */
export const folioOf = (loan: LoanHeld, known: Iterable<string> = []): Folio => ({
  ...{ loan, planned: loan.course.rows, known: new Set(known), fresh: [], posted: [] },
})

/** A loan of which nothing happened yet: the facts that begin it are booked next. */
export async function addLoan(
  tx: Tx,
  loan: Omit<LoanRecord, 'status' | 'noticed' | 'nocDocumentId'>,
): Promise<void> {
  await insertLoan(tx, { ...loan, snapshot: snapshotOf(begin()) })
}

/** Books facts on one loan, and writes them. Undefined for a loan that is not ours. */
export async function book(
  tx: Tx,
  loanId: string,
  facts: readonly LoanFact[],
): Promise<Booked | undefined> {
  const ids = facts.map(({ id }) => id)
  const folio = (await hold(tx, [loanId], ids)).get(loanId)
  if (!folio) return undefined
  const booked = await bookOn(tx, folio, facts)
  await write(tx, [folio])
  return booked
}

/**
 * Why a loan is booked on. `looked`: its timer woke us and is spent, so it is set even when nothing
 * happened. `taken-over`: what happened elsewhere enters the books and is not told again.
 */
export type Occasion = 'told' | 'looked' | 'taken-over'

/** Books facts, on today's date; ones known already change nothing. */
export async function bookOn(
  tx: Tx,
  folio: Folio,
  facts: readonly LoanFact[],
  occasion: Occasion = 'told',
): Promise<Booked> {
  const { loan: before, known } = folio
  const fresh = facts.filter(({ id }) => !known.has(id))
  const carried = await carriedBy(tx, folio, fresh)
  for (const fact of fresh) known.add(fact.id)
  folio.fresh.push(...fresh)
  const { course, state, entries } = carried
  const assetClass = await classify(tx, before, carried)
  folio.loan = { ...before, course, status: state.status, assetClass }
  const passed = course.through?.id !== before.course.through?.id
  const moved = fresh.length > 0 || entries.length > 0 || passed || assetClass !== before.assetClass
  if (moved) {
    keep(folio, state)
    const posted = postAll(tx, folio, entries, fresh)
    const told = [...posted, ...toldSince(before, carried, occasion === 'looked')]
    if (occasion !== 'taken-over' && told.length > 0) await tx.emit(before.customerId, told)
  }
  if (moved || occasion === 'looked') await lookAgain(tx, folio.loan, carried)
  return { ...carried, loan: before, moved }
}

/**
 * A look of the loan at itself: a month's end, its class, dues, which are presented at once, and
 * that an instalment is near.
 */
export async function review(tx: Tx, folio: Folio): Promise<void> {
  const looked = await bookOn(tx, folio, [], 'looked')
  for (const { n } of fellSince(looked.loan, looked)) await presentUnpaid(tx, looked, n, 1)
  const near = nearTold(folio.loan, looked.state, tx.now)
  if (!near) return
  await tx.emit(folio.loan.customerId, [near])
  folio.loan = { ...folio.loan, noticed: near.data.number }
  keep(folio, looked.state)
}

/** SPEC §5.2: only what is unpaid is presented, and only on a loan that runs under a mandate. */
export async function presentUnpaid(
  tx: Tx,
  { loan, course }: Pick<Booked, 'loan' | 'course'>,
  number: number,
  attempt: number,
): Promise<void> {
  const row = course.rows.find(({ n }) => n === number)
  if (!row || course.status !== 'active') return
  const { customerId, mandateId, id: loanId } = loan
  const amount = unpaidOf(row)
  if (!mandateId || amount === 0) return
  const due = { loanId, mandateId, number, attempt, amount, dueOn: row.dueOn }
  await tx.ask(presentInstalment, { customerId, ...due })
}

/**
 * Writes what was booked: each table in one statement, all of them sent at once; the loans last, so
 * that what refers to them finds the row we hold, not a new one it must hold first.
 */
export async function write(tx: Tx, folios: Iterable<Folio>): Promise<void> {
  const all = [...folios]
  const facts = all.flatMap(({ loan, fresh }) => fresh.map((fact) => ({ loanId: loan.id, fact })))
  const posted = all.flatMap((folio) => folio.posted)
  const kept = all.flatMap(({ kept: one, planned }) =>
    one ? [{ ...one, snapshot: snapshotOf(one.course, planned) }] : [],
  )
  await Promise.all([insertFacts(tx, facts), post(tx, posted), saveStates(tx, kept)])
}

/** In order from the snapshot; a late fact has all facts read and folded from the start. */
async function carriedBy(tx: Tx, folio: Folio, fresh: readonly LoanFact[]): Promise<Carried> {
  const { id, terms, course } = folio.loan
  const carried = carryOn({ terms, course }, fresh, tx.today)
  if (!isRefused(carried)) return carried
  const facts = [...(await factsOf(tx, id)), ...folio.fresh]
  return carryAgain({ terms, course, facts }, fresh, tx.today)
}

/** SPEC §4.2: the class is a day-end's; a morning only sees what the evening before left. */
async function classify(tx: Tx, loan: LoanHeld, { course, state }: Carried): Promise<AssetClass> {
  const oldest = course.status === 'active' ? oldestUnpaidRow(course) : undefined
  const on = addDays(tx.today, -1)
  const dpd = oldest && oldest.dueOn <= on ? dpdRegulatory(oldest.dueOn, on) : 0
  const is: AssetClass =
    state.assetClass === 'NPA' && state.npaOn && state.npaOn <= on
      ? 'NPA'
      : classOfDays(dpd, loan.terms.npaDays)
  if (is === loan.assetClass) return is
  const changed = { loanId: loan.id, from: loan.assetClass, to: is, dpd, on }
  await tx.emit(loan.customerId, [AssetClassChanged(changed)])
  return is
}

function keep(folio: Folio, state: LoanState): void {
  const { id, course, assetClass, noticed } = folio.loan
  folio.kept = { id, course, state, assetClass, noticed }
}

/** Puts the entries among those to be written, and gives what is told of them. */
function postAll(
  tx: Tx,
  { loan, posted }: Folio,
  entries: readonly Entry[],
  fresh: readonly LoanFact[],
): Event[] {
  return entries.map((entry) => {
    const cause = fresh.find(({ id }) => id === entry.factId)?.kind ?? entry.factId
    const id = tx.newId('jrn')
    posted.push({ id, loanId: loan.id, entry, says: entryWords(cause) })
    const { on: valueOn } = entry
    const amount = amountOf(entry)
    return JournalPosted({ journalId: id, loanId: loan.id, fact: cause, amount, valueOn })
  })
}

/** The loan's one timer stands at its next interesting instant, or nowhere. */
async function lookAgain(tx: Tx, loan: LoanHeld, carried: Carried): Promise<void> {
  const name = `loan-review:${loan.id}`
  const look = nextLook(loan, carried, tx.now)
  if (!look) return tx.cancel(name)
  await tx.at(loan.customerId, name, look.at, look.due)
}

/** Facts of loans, as reactions get them. */
type OfLoan = Fact<Event<string, { readonly loanId: string }>>

/** Facts worked on between two writes. */
const SHARE = 100

/**
 * Works on each fact with its loan's folio, a loan's facts in their order; facts about loans that
 * are not ours are passed over. `factIds` says which facts a fact would book.
 */
export async function eachFolio<F extends OfLoan>(
  tx: Tx,
  facts: readonly F[],
  factIds: (fact: F) => readonly string[],
  work: (tx: Tx, folio: Folio, fact: F) => Promise<void>,
): Promise<void> {
  if (facts.length === 0) return
  const shares = sharesOf(facts)
  const holdAll = (share: readonly F[] = []) =>
    heard(
      hold(
        tx,
        share.map(({ data }) => data.loanId),
        share.flatMap(factIds),
      ),
    )
  const written: Promise<void>[] = []
  let coming = holdAll(shares[0])
  for (const [i, share] of shares.entries()) {
    const folios = await coming
    if (i + 1 < shares.length) coming = holdAll(shares[i + 1])
    for (const fact of share) {
      const folio = folios.get(fact.data.loanId)
      if (folio) await work(tx.because(fact), folio, fact)
    }
    written.push(heard(write(tx, folios.values())))
  }
  await Promise.all(written)
}

/** A loan's facts stay together: no loan is held twice at once. */
function sharesOf<F extends OfLoan>(facts: readonly F[]): F[][] {
  const shares: F[][] = [[]]
  for (const own of Map.groupBy(facts, ({ data }) => data.loanId).values()) {
    if ((shares.at(-1) as F[]).length >= SHARE) shares.push([])
    ;(shares.at(-1) as F[]).push(...own)
  }
  return shares
}

/** If we fail before it is awaited, the transaction is over and its failure is known. */
function heard<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}
