/**
 * Books facts on a loan: lock, carry, keep, post, tell, and set the next look — one transaction.
 * Every way money or time touches a loan comes through here.
 */
import type { Event } from '#kernel/contract'
import { addDays, atTime, type LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import {
  AssetClassChanged,
  InstalmentFellDue,
  InstalmentNoticeDue,
  JournalPosted,
  LoanClosed,
  LoanReviewDue,
} from '../contract.ts'
import { entryWords } from '../ledger/entry-words.ts'
import type { Entry } from '../ledger/posting.ts'
import { post } from '../ledger/store.ts'
import { carry, nextReviewOn, type Carried } from './book.ts'
import { classOfDays, dpdRegulatory, type AssetClass } from './classification.ts'
import { oldestUnpaidRow } from './course.ts'
import type { LoanFact } from './fact.ts'
import { factsOf, insertFact, lockLoan, saveState, type LoanRecord } from './store.ts'

const REVIEW_AT = '00:05'
const NOTICE_AT = '10:00'
const NOTICE_DAYS = 3

export type Booked = Carried & { readonly loan: LoanRecord; readonly was: LoanRecord['status'] }

/** Books the facts; ones known already change nothing. Undefined for a loan that is not ours. */
export async function book(
  tx: Tx,
  loanId: string,
  facts: readonly LoanFact[],
): Promise<Booked | undefined> {
  const loan = await lockLoan(tx, loanId)
  if (!loan) return undefined
  const known = await factsOf(tx, loanId)
  const fresh: LoanFact[] = []
  for (const fact of facts) if (await insertFact(tx, loanId, fact)) fresh.push(fact)
  const { terms, course } = loan
  const carried = carry({ terms, facts: known, course }, fresh, tx.today)
  const assetClass = await classify(tx, loan, carried)
  await saveState(tx, loanId, { ...carried, assetClass })
  await postAll(tx, loan, carried.entries, [...known, ...fresh])
  await tellDues(tx, loan, carried)
  await tellClosure(tx, loan, carried)
  await lookAgain(tx, loan, carried, assetClass)
  return { ...carried, loan, was: loan.status }
}

/** SPEC §4.2: the class is a day-end's; a morning only sees what the evening before left. */
async function classify(tx: Tx, loan: LoanRecord, { course, state }: Carried): Promise<AssetClass> {
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

async function postAll(
  tx: Tx,
  loan: LoanRecord,
  entries: readonly Entry[],
  facts: readonly LoanFact[],
): Promise<void> {
  for (const entry of entries) {
    const fact = facts.find(({ id }) => id === entry.factId)
    const says = entryWords(fact?.kind ?? entry.factId)
    const journalId = await post(tx, loan.id, entry, says)
    const amount = entry.lines.reduce((total, line) => total + line.debit, 0)
    const posted = { journalId, loanId: loan.id, fact: fact?.kind ?? entry.factId }
    const told = { ...posted, amount: amount as never, valueOn: entry.on }
    await tx.emit(loan.customerId, [JournalPosted(told)])
  }
}

/** An instalment that fell due since the last look is told once: its row was not billed before. */
async function tellDues(tx: Tx, loan: LoanRecord, { course, state }: Carried): Promise<void> {
  const fell = state.schedule.slice(loan.course.billed, course.billed)
  const told: Event[] = fell
    .filter((row) => row.unpaid > 0)
    .map((row) =>
      InstalmentFellDue({ loanId: loan.id, number: row.n, amount: row.unpaid, dueOn: row.dueOn }),
    )
  if (told.length > 0) await tx.emit(loan.customerId, told)
  const next = state.nextDue
  if (!next || state.status !== 'active') return
  const noticeOn = addDays(next.on, -NOTICE_DAYS)
  if (noticeOn <= tx.today) return
  const name = `instalment-near:${loan.id}:${next.n}`
  const notice = InstalmentNoticeDue({ loanId: loan.id, number: next.n })
  await tx.at(loan.customerId, name, atTime(noticeOn, NOTICE_AT), notice)
}

async function tellClosure(tx: Tx, loan: LoanRecord, { state }: Carried): Promise<void> {
  const { closure } = state
  if (!closure || loan.course.closure) return
  const closed = { loanId: loan.id, how: closure.how, closedOn: closure.on }
  await tx.emit(loan.customerId, [LoanClosed(closed)])
}

/** The loan's one timer stands at its next interesting morning, or nowhere (no nightly sweep). */
async function lookAgain(
  tx: Tx,
  loan: LoanRecord,
  carried: Carried,
  assetClass: AssetClass,
): Promise<void> {
  const name = `loan-review:${loan.id}`
  const on = nextReviewOn(carried, loan.terms, tx.today, assetClass)
  if (!on) return tx.cancel(name)
  await tx.at(loan.customerId, name, morning(on), LoanReviewDue({ loanId: loan.id, on }))
}

const morning = (on: LocalDate) => atTime(on, REVIEW_AT)
