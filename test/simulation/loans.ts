/**
 * Replay = state: every loan folded cold from its facts stands where its row stands, its accounts
 * hold what the ledger's postings sum to, and its schedule repays what is still owed.
 */
import type { LocalDate } from '#kernel/dates'
import { positionOf, type Course } from '../../modules/lending/loan/course.ts'
import type { LoanFact } from '../../modules/lending/loan/fact.ts'
import { courseAt, stateOf } from '../../modules/lending/loan/loan.ts'
import type { LoanTerms } from '../../modules/lending/loan/terms.ts'
import { ledgerOf } from '../../modules/lending/ledger/posting.ts'
import type { House } from '../../platform/runtime/house.ts'

type Row = {
  id: string
  terms: LoanTerms
  course: Course
  status: string
  principal: string
  facts: LoanFact[]
  /** Paise by account, debit positive. */
  books: { [account: string]: string } | null
}

const TOLD_MAX = 3

/** Of a book too large to fold whole, so many loans drawn evenly by their ids. */
export async function brokenLoans(
  { db }: House,
  day: LocalDate,
  drawn?: number,
): Promise<string[]> {
  const rows = await db.owner<Row[]>`
    select l.id, l.terms, lending.course_of(l.course, l.plan) as course, l.status,
           l.principal::text as principal,
           (select coalesce(json_agg(f.body order by f.value_on, f.id), '[]')
              from lending.loan_fact f where f.loan_id = l.id) as facts,
           (select json_object_agg(account, off) from (
              select p.account, sum(p.debit - p.credit)::text as off
                from lending.journal j join lending.posting p on p.journal_id = j.id
               where j.loan_id = l.id group by p.account
              having sum(p.debit - p.credit) <> 0) sums) as books
      from lending.loan l
     where ${drawn === undefined} or l.id in (
       select id from lending.loan order by hashtext(id) limit ${drawn ?? 0})
     order by l.id`
  return rows.flatMap((row) => brokenLoan(row, day)).slice(0, TOLD_MAX)
}

function brokenLoan({ id, terms, course, status, principal, facts, books }: Row, day: LocalDate) {
  const cold = courseAt(terms, facts, day)
  const state = stateOf(cold, terms, day)
  const told = (what: string, is: unknown, be: unknown) =>
    same(is, be)
      ? []
      : [`${id}: ${what} is ${JSON.stringify(is)}, its facts say ${JSON.stringify(be)}`]
  const known = status === 'sanctioned' ? 'awaited' : status
  const balances = Object.fromEntries(
    Object.entries(ledgerOf(positionOf(cold))).map(([code, paise]) => [code, String(paise)]),
  )
  // What was repaid before time, or a merchant gave back, stands in no row.
  const toRepay = state.schedule.reduce(
    (sum, row) => sum + row.principal - row.paid.principal - row.waived.principal,
    0,
  )
  const whole = state.schedule.every((row) => row.principal + row.interest === row.instalment)
  return [
    ...(known === 'awaited' ? [] : told('the status', status, state.status)),
    ...told('the kept position', positionOf(course), positionOf(cold)),
    ...told('the ledger by account', books ?? {}, balances),
    ...told('what was lent', Number(principal), state.lent),
    ...(state.status === 'active'
      ? told('what its schedule repays', toRepay, state.outstanding.principal)
      : []),
    ...(whole ? [] : [`${id}: an instalment is not its principal and interest`]),
  ]
}

const same = (a: unknown, b: unknown): boolean => ordered(a) === ordered(b)

const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
