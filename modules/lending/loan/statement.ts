/**
 * A loan's account in the borrower's words: what was added to it, what was paid, and what was owed
 * after each (SPEC §13.1, screen 5). Written from the same steps as the books.
 */
import { addDays, type LocalDate } from '#kernel/dates'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { shareOf, type PaidParts } from './paid-parts.ts'
import type { LoanFact } from './fact.ts'
import { loanAt, stateOf, stepsOf, type LoanState } from './loan.ts'
import type { Step } from './passage.ts'
import type { LoanTerms } from './terms.ts'

export type StatementLine = {
  readonly on: LocalDate
  readonly says: string
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

/** Every line of the days, both counted. */
export function statementOf(
  terms: LoanTerms,
  facts: readonly LoanFact[],
  { from, through }: { readonly from: LocalDate; readonly through: LocalDate },
): Statement {
  const before = loanAt(terms, facts, addDays(from, -1))
  let opening = nothing
  let balance = nothing
  let received = nothing
  const lines: StatementLine[] = []
  for (const step of stepsOf(terms, facts, through)) {
    const { on } = step.cause
    const state = stateOf(step.after, terms, on)
    const owed = owedIn(state)
    const came = minus(state.position.received, received)
    received = state.position.received
    if (on < from) opening = owed
    else lines.push(...linesOf(step, { before: balance, after: owed, came }))
    balance = owed
  }
  const end = loanAt(terms, facts, through)
  const paid = shareOf(before.paid, end.paid)
  return { from, through, opening, lines, closing: balance, paid, overdue: end.dues.total }
}

/** All that is owed, less the borrower's money with us; interest is owed once it is billed. */
const owedIn = ({ outstanding, excess }: LoanState): Money =>
  minus(minus(outstanding.total, outstanding.interestAccrued), excess)

type Owing = { readonly before: Money; readonly after: Money; readonly came: Money }

/** What came in, and what was added with it: a closing payment brings its interest along. */
function linesOf({ cause, after }: Step, { before, after: owed, came }: Owing): StatementLine[] {
  const added = plus(minus(owed, before), came)
  const about = { on: cause.on, says: wordsOf(cause) }
  const of = (line: Pick<StatementLine, 'says' | 'debit' | 'credit' | 'balance'>) => {
    const reference = 'reference' in cause ? cause.reference : undefined
    return { ...about, ...(line.credit > 0 && reference !== undefined && { reference }), ...line }
  }
  const found: StatementLine[] = []
  const additions = came > 0 && added > 0 ? addedWith(cause, after) : about.says
  if (added > 0) {
    const balance = plus(before, added)
    found.push(of({ says: additions, debit: added, credit: nothing, balance }))
  }
  const less = added < 0 ? minus(came, added) : came
  if (less > 0) found.push(of({ says: about.says, debit: nothing, credit: less, balance: owed }))
  if (cause.kind === 'bounced') {
    found.push(of({ says: about.says, debit: nothing, credit: nothing, balance: owed }))
  }
  return found
}

/** What a payment itself adds: interest to its day, and charges levied with it. */
function addedWith(cause: Step['cause'], { charges }: Step['after']): string {
  const levied = charges.some(({ on }) => on === cause.on)
  return levied ? 'Interest to the day, and charges' : 'Interest to the day'
}

const words: { readonly [kind: string]: string } = {
  disbursed: 'Loan paid out, with the fees taken from it',
  'disbursal-returned': 'Payout came back: the loan is undone',
  'instalment-due': 'Interest of the instalment that fell due',
  'penal-levied': 'Penal charge for late instalments',
  repaid: 'Payment received',
  waived: 'Forgiven',
  drawn: 'More paid out under this loan',
  goodwill: 'A gift of ours',
  'merchant-refunded': 'The merchant gave your money back',
  'charged-back': 'Your bank took a payment back',
  refunded: 'Excess paid back to you',
  'cooled-off': 'Payment on leaving the loan within its cooling-off period',
  bounced: 'Debit returned unpaid by your bank',
  'written-off': 'Written off in our books; the amount stays due',
}
const charged = {
  bounce: 'Charge for a returned debit',
  penal: 'Penal charge for late instalments',
  foreclosure: 'Charge for repaying before time',
  other: 'Charge',
}

function wordsOf(cause: Step['cause']): string {
  if (cause.kind === 'charged') return charged[cause.charge]
  return words[cause.kind] ?? 'Adjustment'
}

/** The balances and totals hang together: opening, plus debits, less credits, is closing. */
export const isSound = ({ opening, lines, closing }: Statement): boolean => {
  const debits = sum(lines.map(({ debit }) => debit))
  const credits = sum(lines.map(({ credit }) => credit))
  return minus(plus(opening, debits), credits) === closing
}
