/** Runs one case: its actions one by one, and every checkpoint after its action. */
import {
  begin,
  endDay,
  learn,
  type History,
} from '../../../modules/lending/loan/replay/history.ts'
import type { LoanCase, Table } from './case.ts'
import { differenceAt } from './checkpoint.ts'
import { chargeOf, deedsOf } from './deeds.ts'
import { agreementOf, on } from './terms.ts'

export type Outcome = { readonly checkpoint: number; readonly why?: string }

export function outcomesOf(it: LoanCase): Outcome[] {
  let today = on(it.terms['businessDateAtStart'])
  const outcomes: Outcome[] = []
  let broken: string | undefined
  let history = begin(agreementOf(it.terms), today, showsActivity(it))
  const check = (afterAction: number): void => {
    for (const [k, checkpoint] of it.expected.entries()) {
      if (checkpoint.afterAction !== afterAction) continue
      const why = broken ?? attempt(() => differenceAt(history, checkpoint))
      outcomes.push({ checkpoint: k, ...(why !== undefined && { why }) })
    }
  }
  history = learnAgreed(history, it)
  check(-1)
  for (const [i, action] of it.actions.entries()) {
    if (action.type === 'setBusinessDate') today = on(action['date'])
    else if (broken === undefined) {
      broken = attempt(() => {
        history =
          action.type === 'closeOfBusiness'
            ? endDay(history, today)
            : advanced(history, action, i, today)
        return undefined
      })
    }
    check(i)
  }
  return outcomes
}

function advanced(
  history: History,
  action: LoanCase['actions'][number],
  i: number,
  today: History['processedOn'],
): History {
  const deeds = deedsOf(action, { id: String(i).padStart(4, '0'), today, history })
  return deeds.length > 0 ? learn(history, deeds, today) : history
}

/** Charges agreed with the loan. */
function learnAgreed(history: History, it: LoanCase): History {
  const charges = (it.terms['charges'] ?? []) as readonly { [field: string]: unknown }[]
  const start = on(it.terms['businessDateAtStart'])
  const deeds = charges.map((charge, i) => ({
    ...{ id: `agreed:${i}`, on: start, knownOn: start, kind: 'charged' as const },
    ...chargeOf(charge),
  }))
  return deeds.length > 0 ? learn(history, deeds, start) : history
}

/** The format has no term for it: a loan shows income per due date if the case has such a line. */
const showsActivity = (it: LoanCase): boolean =>
  it.expected.some(({ transactions }) => {
    const table = transactions as Table | undefined
    return table?.rows.some((row) => row.includes('Accrual Activity'))
  })

function attempt(work: () => string | undefined): string | undefined {
  try {
    return work()
  } catch (error) {
    return `broke: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ') ?? ''}`
  }
}
