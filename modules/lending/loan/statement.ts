/**
 * A loan's account: what was added to it, what was paid, and what was owed
 * after each (SPEC §13.1, screen 5). Written from the same steps as the books.
 */
import { addDays, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { shareOf, type PaidParts } from './paid-parts.ts'
import type { Course } from './course.ts'
import type { LoanFact } from './fact.ts'
import { loanAt, stateOf, stepsOf, type LoanState } from './loan.ts'
import type { Step } from './passage.ts'
import type { LoanTerms } from './terms.ts'

export type StatementLine = {
  /** Value date: the lines follow each other by it, and so do the balances. */
  readonly on: LocalDate
  /** The day we entered it, where that is another than its value date. */
  readonly bookedOn?: LocalDate
  readonly what: Happening
  /** A payment of this much was undone as if it had never been made. */
  readonly undone?: Money
  readonly reference?: string
  /** Owed more, or owed less: one of the two, or neither where a debit came back unpaid. */
  readonly debit: Money
  readonly credit: Money
  /** Owed after it; below nothing when the borrower's money waits with us. */
  readonly balance: Money
}

export type Statement = {
  readonly from: LocalDate
  readonly through: LocalDate
  readonly opening: Money
  readonly lines: readonly StatementLine[]
  readonly closing: Money
  readonly paid: PaidParts
  readonly overdue: Money
}

type Days = { readonly from: LocalDate; readonly through: LocalDate }
/** The day a fact was entered, by its id; without one it counts as entered on its value date. */
export type BookingDays = ReadonlyMap<string, LocalDate>

/** Every line of the days, both counted. */
export function statementOf(
  terms: LoanTerms,
  facts: readonly LoanFact[],
  { from, through }: Days,
  bookedOn: BookingDays = new Map(),
): Statement {
  const before = loanAt(terms, facts, addDays(from, -1))
  let opening = nothing
  let balance = nothing
  let credited = nothing
  let charges = 0
  const lines: StatementLine[] = []
  for (const step of stepsOf(terms, facts, through)) {
    const { on } = step.cause
    const state = stateOf(step.after, terms, on)
    const owed = owedIn(state)
    const credits = plus(state.position.received, givenIn(step.after))
    const came = minus(credits, credited)
    credited = credits
    const levied = step.after.charges.slice(charges)
    charges = step.after.charges.length
    if (on < from) opening = owed
    else {
      // What the bank took back is owed anew: no credit below nothing.
      const owing = { before: balance, after: owed, came: came > 0 ? came : nothing }
      const told = linesOf(step.cause, { ...owing, levied })
      lines.push(...told.map((line) => ({ ...line, ...entered(step.cause, bookedOn) })))
    }
    balance = owed
  }
  const end = loanAt(terms, facts, through)
  const paid = shareOf(before.paid, end.paid)
  const all = withUndone(lines, facts, { from, through, opening })
  return { from, through, opening, lines: all, closing: balance, paid, overdue: end.dues.total }
}

function entered({ id, on }: Step['cause'], bookedOn: BookingDays) {
  const day = bookedOn.get(id)
  return day !== undefined && day !== on && { bookedOn: day }
}

/** What we forgave or gave so far: it lowers what is owed as a payment does. */
const givenIn = ({ rows, charges, books: { goodwill = nothing } }: Course): Money =>
  sum([
    goodwill,
    ...rows.map(({ waivedPrincipal, waivedInterest }) => plus(waivedPrincipal, waivedInterest)),
    ...charges.map(({ waived }) => waived),
  ])

/**
 * A fact that was reversed has left the account as if it had never been. That a payment an earlier
 * statement showed is gone is told on the day it went.
 */
function withUndone(
  lines: readonly StatementLine[],
  facts: readonly LoanFact[],
  { from, through, opening }: Days & Pick<Statement, 'opening'>,
): StatementLine[] {
  const all = [...lines]
  const isTold = ({ on }: LoanFact) => on >= from && on <= through
  for (const undoing of facts.filter(({ kind }) => kind === 'reversed').filter(isTold)) {
    const undone = facts.find(({ id }) => 'of' in undoing && id === undoing.of)
    if (undone?.kind !== 'repaid') continue
    const { on } = undoing
    const { reference, amount } = undone
    const after = all.findLastIndex((line) => line.on <= on)
    const balance = all[after]?.balance ?? opening
    const told = { on, what: 'adjusted', undone: amount, debit: nothing, credit: nothing } as const
    all.splice(after + 1, 0, { ...told, balance, ...(reference !== undefined && { reference }) })
  }
  return all
}

/** All that is owed, less the borrower's money with us; interest is owed once it is billed. */
const owedIn = ({ outstanding, excess }: LoanState): Money =>
  minus(minus(outstanding.total, outstanding.interestAccrued), excess)

type Owing = {
  readonly before: Money
  readonly after: Money
  readonly came: Money
  readonly levied: Course['charges']
}

/** What came in, and what was added with it: a closing payment brings its interest along. */
function linesOf(cause: Step['cause'], { before, after: owed, came, levied }: Owing) {
  const found: StatementLine[] = []
  const { on } = cause
  const added = plus(minus(owed, before), came)
  let balance = before
  const additions =
    came > 0 ? addedWith(added, levied) : [{ what: happeningOf(cause), debit: added }]
  for (const { what, debit } of additions.filter((addition) => addition.debit > 0)) {
    balance = plus(balance, debit)
    found.push({ on, what, debit, credit: nothing, balance })
  }
  const less = added < 0 ? minus(came, added) : came
  const reference = 'reference' in cause ? cause.reference : undefined
  const what = happeningOf(cause)
  if (less > 0) {
    const paid = { on, what, debit: nothing, credit: less, balance: owed }
    found.push({ ...paid, ...(reference !== undefined && { reference }) })
  }
  if (cause.kind === 'bounced') {
    found.push({ on, what, debit: nothing, credit: nothing, balance: owed })
  }
  return found
}

/** What a payment itself adds: charges levied with it, a line a kind, and interest to its day. */
function addedWith(added: Money, levied: Course['charges']): Addition[] {
  const found = (['bounce', 'penal', 'foreclosure', 'other'] as const).map((kind) => {
    const its = levied.filter(({ charge }) => charge === kind)
    return {
      what: `${kind}-charge` as const,
      debit: sum(its.map(({ net, gst }) => plus(net, gst))),
    }
  })
  const rest = minus(added, sum(found.map(({ debit }) => debit)))
  // Where what came also undid some of it, one line tells the sum.
  if (rest < 0) return [{ what: 'interest-and-charges', debit: added }]
  return [...found, { what: 'interest-to-day', debit: rest }]
}

type Addition = { readonly what: Happening; readonly debit: Money }

/** What a line tells, by the fact that caused it; documents has its words in each language. */
const TOLD = [
  ...(['disbursed', 'disbursal-returned', 'drawn', 'instalment-due', 'repaid', 'bounced'] as const),
  ...(['waived', 'goodwill', 'merchant-refunded', 'charged-back', 'refunded'] as const),
  ...(['cooled-off', 'written-off'] as const),
] as const
type Happening =
  | (typeof TOLD)[number]
  | `${'bounce' | 'penal' | 'foreclosure' | 'other'}-charge`
  | 'interest-to-day'
  | 'interest-and-charges'
  | 'adjusted'

function happeningOf(cause: Step['cause']): Happening {
  if (cause.kind === 'charged') return `${cause.charge}-charge`
  if (cause.kind === 'penal-levied') return 'penal-charge'
  return TOLD.find((kind) => kind === cause.kind) ?? 'adjusted'
}

/** The balances and totals hang together: opening, plus debits, less credits, is closing. */
export const isSound = ({ opening, lines, closing }: Statement): boolean => {
  const debits = sum(lines.map(({ debit }) => debit))
  const credits = sum(lines.map(({ credit }) => credit))
  return minus(plus(opening, debits), credits) === closing
}
