/**
 * What facts would change if they came now: the loan and its books before and after, by the fold
 * that would carry them. Pure.
 */
import type { LocalDate } from '#kernel/dates'
import { nothing, type Money } from '#kernel/money'
import type { AccountCode } from '../ledger/account.ts'
import type { Entry, Line } from '../ledger/posting.ts'
import { carry } from '../loan/book.ts'
import type { LoanFact } from '../loan/fact.ts'
import { courseAt, stateOf, type LoanState } from '../loan/loan.ts'
import type { LoanTerms } from '../loan/terms.ts'

type Change<Value> = { readonly what: string; readonly before: Value; readonly after: Value }
export type Foreseen = {
  readonly amounts: readonly Change<Money>[]
  readonly words: readonly Change<string>[]
  readonly schedule: readonly {
    readonly number: number
    readonly dueOn: LocalDate
    readonly before?: Money
    readonly after?: Money
  }[]
  readonly lines: readonly Line[]
}
export type Kept = { readonly terms: LoanTerms; readonly facts: readonly LoanFact[] }

export function foreseen({ terms, facts }: Kept, fresh: LoanFact, on: LocalDate): Foreseen {
  const course = courseAt(terms, facts, on)
  const before = stateOf(course, terms, on)
  const { state: after, entries } = carry({ terms, facts, course }, [fresh], on)
  return {
    amounts: changes(amountsOf(before), amountsOf(after)),
    words: changes(wordsOf(before), wordsOf(after)),
    schedule: scheduleChanges(before, after),
    lines: linesOf(entries),
  }
}

const amountsOf = ({ outstanding, dues, paid, excess, payoff, nextDue, ...state }: LoanState) => ({
  outstanding: outstanding.total,
  'principal-outstanding': outstanding.principal,
  'interest-outstanding': outstanding.interest,
  'charges-outstanding': outstanding.charges,
  'due-now': dues.total,
  paid: paid.total,
  excess,
  'next-amount': nextDue?.amount ?? nothing,
  'closes-it': state.status === 'active' ? payoff.payable : nothing,
})

function wordsOf({ status, closure, assetClass, dpd, nextDue, schedule }: LoanState) {
  const coming = schedule.filter((row) => row.status === 'coming')
  return {
    status: closure?.how ?? status,
    'asset-class': assetClass,
    'days-past-due': String(dpd),
    'next-due-on': nextDue?.on ?? '',
    'instalments-left': String(coming.length),
    'last-due-on': coming.at(-1)?.dueOn ?? '',
  }
}

function changes<Value>(
  before: { readonly [what: string]: Value },
  after: { readonly [what: string]: Value },
): Change<Value>[] {
  return Object.entries(before).flatMap(([what, was]) => {
    const is = after[what] as Value
    return was === is ? [] : [{ what, before: was, after: is }]
  })
}

function scheduleChanges(before: LoanState, after: LoanState): Foreseen['schedule'] {
  const [was, is] = [before, after].map(
    ({ schedule }) => new Map(schedule.map((row) => [row.n, row])),
  ) as [Map<number, LoanState['schedule'][number]>, Map<number, LoanState['schedule'][number]>]
  const numbers = [...new Set([...was.keys(), ...is.keys()])].toSorted((a, b) => a - b)
  return numbers.flatMap((number) => {
    const [a, b] = [was.get(number), is.get(number)]
    const dueOn = (b ?? a)?.dueOn
    if (dueOn === undefined) return []
    if (a?.instalment === b?.instalment && a?.dueOn === b?.dueOn) return []
    return [
      {
        ...{ number, dueOn },
        ...(a && { before: a.instalment }),
        ...(b && { after: b.instalment }),
      },
    ]
  })
}

/** All entries as one, an account a line. */
function linesOf(entries: readonly Entry[]): Line[] {
  const moved = new Map<AccountCode, number>()
  for (const { account, debit, credit } of entries.flatMap(({ lines }) => lines)) {
    moved.set(account, (moved.get(account) ?? 0) + debit - credit)
  }
  return [...moved]
    .filter(([, paise]) => paise !== 0)
    .toSorted(([a], [b]) => a - b)
    .map(([account, paise]) => ({
      account,
      debit: Math.max(0, paise) as Money,
      credit: Math.max(0, -paise) as Money,
    }))
}
