/** Runs a case of plain instalment loans through `loanAt`, fact by fact. */
import type { LocalDate } from '../../../../kernel/dates.ts'
import { nothing, plus, rupees } from '../../../../kernel/money.ts'
import type { LoanFact } from '../../../../modules/lending/loan/fact.ts'
import { loanAt } from '../../../../modules/lending/loan/loan.ts'
import type { LoanTerms } from '../../../../modules/lending/loan/terms.ts'
import type { Action, LoanCase } from '../case.ts'
import type { Outcome } from '../run.ts'
import { cents, on } from '../terms.ts'
import { differenceAt } from './checkpoint.ts'
import { chargesInFirst, termsOf } from './terms.ts'

/** A drawdown is a loan of its own. */
export type Drawdown = { readonly terms: LoanTerms; readonly facts: readonly LoanFact[] }
export type Situation = {
  readonly given: LoanCase['terms']
  readonly asOf: LocalDate
  readonly drawdowns: ReadonlyMap<number, Drawdown>
  /** Income was booked to here. */
  readonly accruedOn?: LocalDate
  readonly before?: Situation
}

/** Such a case says no tier: whether its figures were computed anew is what it says. */
export const isInstalmentCase = (it: LoanCase): boolean => it.tier === undefined

export const instalmentTier = (it: LoanCase): string => (it.recomputed ? 'exact' : 'stated')

/** Checkpoints that assert nothing but words or another house's settings are no outcome. */
export function instalmentOutcomesOf(it: LoanCase): Outcome[] {
  const outcomes: Outcome[] = []
  let now: Situation | undefined
  for (const [i, action] of it.actions.entries()) {
    now = taken(now, it.terms, action, i)
    for (const [k, checkpoint] of it.expected.entries()) {
      if (checkpoint.afterAction !== i || !assertsValues(checkpoint)) continue
      const why = differenceAt(now, checkpoint)
      outcomes.push({ checkpoint: k, ...(why !== undefined && { why }) })
    }
  }
  return outcomes
}

const assertsValues = (checkpoint: object): boolean =>
  Object.entries(checkpoint).some(
    ([name, value]) => name !== 'afterAction' && typeof value !== 'string',
  )

const PURPOSES: { readonly [action: string]: 'part-prepayment' | 'instalments' } = {
  // Money beyond what is due lowers the principal; an instalment in advance waits for its day.
  repayment: 'part-prepayment',
  prepayment: 'part-prepayment',
  advanceInstalment: 'instalments',
  chargePayment: 'instalments',
}

function taken(
  before: Situation | undefined,
  given: LoanCase['terms'],
  action: Action,
  i: number,
): Situation {
  const asOf = action['date'] ? on(action['date']) : (before?.asOf ?? on(given['disbursedOn']))
  const drawdowns = new Map(before?.drawdowns)
  const number = Number(action['drawdown'] ?? 1)
  const known = drawdowns.get(number)
  const next = { given, asOf, drawdowns, ...(before && { before }) }
  const accruedOn = action.type === 'accrue' ? asOf : before?.accruedOn
  if (action.type === 'disburse') drawdowns.set(number, drawn(given, action, i))
  else if (known !== undefined) {
    const facts = factsOf(action, known, { id: `a${String(i).padStart(3, '0')}`, on: asOf })
    drawdowns.set(number, { ...known, facts: [...known.facts, ...facts] })
  }
  return { ...next, ...(accruedOn && { accruedOn }) }
}

function drawn(given: LoanCase['terms'], action: Action, i: number): Drawdown {
  const amount = cents(action['amount'])
  const first = action['firstDueOn'] ? on(action['firstDueOn']) : undefined
  const terms = termsOf(given, amount, first)
  const day = on(action['date'])
  const inFirst = chargesInFirst(given)
  const facts: LoanFact[] = [
    { id: `a${i}:sent`, kind: 'disbursed', on: day, amount },
    { id: `a${i}:credited`, kind: 'credited', on: day },
  ]
  if (inFirst > 0 && terms.firstDueOn) {
    const charge = { kind: 'charged', charge: 'other', amount: inFirst, gst: nothing } as const
    facts.push({ ...charge, id: `a${i}:charged`, on: terms.firstDueOn })
  }
  return { terms, facts }
}

function factsOf(
  action: Action,
  { terms, facts }: Drawdown,
  dated: { readonly id: string; readonly on: LocalDate },
): LoanFact[] {
  const purpose = PURPOSES[action.type]
  if (purpose !== undefined) {
    const ruled = /^all demands \+ (\d+)$/.exec(String(action['amountRule']))?.[1]
    const amount =
      ruled === undefined
        ? cents(action['amount'])
        : plus(loanAt(terms, facts, dated.on).dues.total, rupees(ruled))
    return [{ ...dated, kind: 'repaid', amount, purpose }]
  }
  if (action.type !== 'addCharge') return []
  return [
    { ...dated, kind: 'charged', charge: 'other', amount: cents(action['amount']), gst: nothing },
  ]
}
