/**
 * The passbook of a loan: each fact and due date in order, with what it met. A fact taken back by
 * a reversal stays in sight, having moved nothing. Pure.
 */
import type { LocalDate } from '#kernel/dates'
import { minus, nothing, plus, type Money } from '#kernel/money'
import { entryWords } from '../ledger/entry-words.ts'
import { byPlace, placeOf, type LoanFact } from '../loan/fact.ts'
import { stateOf, stepsOf, type LoanState } from '../loan/loan.ts'
import type { LoanTerms } from '../loan/terms.ts'

export type Transaction = {
  readonly factId: string
  readonly kind: string
  readonly says: string
  readonly on: LocalDate
  readonly amount?: Money
  /** Met by it; a reversal's own effect shows in what it took back. */
  readonly principal: Money
  readonly interest: Money
  readonly charges: Money
  /** What it added to the borrower's excess, or used of it. */
  readonly excess: Money
  readonly owed: Money
  readonly reversed: boolean
}

/** Month ends, fee recognition and provisions are the books' business, not the borrower's. */
const UNSAID = new Set(['month-closed', 'fee-recognised', 'provided'])

/** Oldest first, through the end of a day. */
export function transactionsOf(
  terms: LoanTerms,
  facts: readonly LoanFact[],
  on: LocalDate,
): Transaction[] {
  const moved = new Map<string, Transaction>()
  let before: LoanState | undefined
  for (const { cause, after } of stepsOf(terms, facts, on)) {
    const state = stateOf(after, terms, cause.on)
    if (!UNSAID.has(cause.kind)) moved.set(cause.id, movedBy(cause, before, state))
    before = state
  }
  const known = facts.filter((fact) => fact.on <= on)
  const kinds = new Map(known.map(({ id, kind }) => [id, kind]))
  const unmoved = known.filter(({ id }) => !moved.has(id)).map((fact) => unmovedBy(fact, kinds))
  const places = new Map(known.map((fact) => [fact.id, placeOf(fact)]))
  const placeFor = ({ factId: id, on: day }: Transaction) =>
    places.get(id) ?? { on: day, rank: DUE_RANK, id }
  return [...moved.values(), ...unmoved].toSorted((a, b) => byPlace(placeFor(a), placeFor(b)))
}

/** Among a day's facts, where occurrences stand: after the payout, before what is paid. */
const DUE_RANK = 10

type Cause = { readonly id: string; readonly kind: string; readonly on: LocalDate }

function movedBy(cause: Cause, before: LoanState | undefined, after: LoanState): Transaction {
  const met = (part: 'principal' | 'interest' | 'charges') =>
    minus(after.paid[part], before?.paid[part] ?? nothing)
  const amount = amountOf(cause, after)
  return {
    ...namedBy(cause),
    ...(amount !== undefined && { amount }),
    principal: met('principal'),
    interest: met('interest'),
    charges: met('charges'),
    excess: minus(after.excess, before?.excess ?? nothing),
    owed: minus(after.outstanding.total, after.outstanding.interestAccrued),
    reversed: false,
  }
}

/** A reversal says what it takes back. */
function unmovedBy(fact: LoanFact, kinds: ReadonlyMap<string, string>): Transaction {
  const amount = 'amount' in fact ? { amount: fact.amount } : {}
  const none = { principal: nothing, interest: nothing, charges: nothing, excess: nothing }
  const unmoved = { ...namedBy(fact), ...amount, ...none, owed: nothing }
  if (fact.kind !== 'reversed') return { ...unmoved, reversed: true }
  const of = kinds.get(fact.of)
  return { ...unmoved, ...(of && { says: `Taken back: ${entryWords(of)}` }), reversed: false }
}

const namedBy = ({ id, kind, on }: Cause) => ({ factId: id, kind, says: wordsFor(id, kind), on })

/** What the dates alone bring is known to the books by its id: `due:3`. */
function wordsFor(id: string, kind: string): string {
  const says = entryWords(kind)
  return says === kind ? entryWords(id.split(':', 1)[0] ?? kind) : says
}

function amountOf(cause: Cause, after: LoanState): Money | undefined {
  if (cause.kind === 'instalment-due') {
    return after.schedule.find(({ dueOn }) => dueOn === cause.on)?.instalment
  }
  const fact = cause as LoanFact
  if (fact.kind === 'charged') return plus(fact.amount, fact.gst)
  return 'amount' in fact ? fact.amount : undefined
}
