/** Runs one case: its actions one by one, and every checkpoint after its action. */
import { endDay } from '../../../modules/lending/loan/replay/day-end.ts'
import {
  begin,
  expectDrawdowns,
  learn,
  pauseArrears,
  resumeArrears,
  undoDrawdowns,
  type History,
  type Planned,
} from '../../../modules/lending/loan/replay/history.ts'
import type { LoanCase, Meta } from './case.ts'
import { differenceAt } from './checkpoint.ts'
import { chargeOf, deedsOf } from './deeds.ts'
import { agreementOf, cents, on } from './terms.ts'

export type Outcome = { readonly checkpoint: number; readonly why?: string }

export function outcomesOf(it: LoanCase, meta: Meta): Outcome[] {
  let today = on(it.terms['businessDateAtStart'])
  const outcomes: Outcome[] = []
  let broken: string | undefined
  let approved = true
  let history = begin(agreementOf(it.terms, meta), today)
  const check = (afterAction: number): void => {
    for (const [k, checkpoint] of it.expected.entries()) {
      if (checkpoint.afterAction !== afterAction) continue
      const why = broken ?? attempt(() => differenceAt(history, checkpoint, approved))
      outcomes.push({ checkpoint: k, ...(why !== undefined && { why }) })
    }
  }
  history = expectDrawdowns(
    learnAgreed(history, it),
    plannedAtFirst(it),
    it.terms['expectedTranches'] !== undefined,
  )
  check(-1)
  for (const [i, action] of it.actions.entries()) {
    if (action.type === 'undoApproval' || action.type === 'approve') {
      approved = action.type === 'approve'
    }
    if (action.type === 'setBusinessDate') today = on(action['date'])
    else if (broken === undefined) {
      broken = attempt(() => {
        history =
          action.type === 'closeOfBusiness'
            ? endDay(history, today)
            : advanced(it, history, action, i, today)
        return undefined
      })
    }
    check(i)
  }
  return outcomes
}

function advanced(
  it: LoanCase,
  history: History,
  action: LoanCase['actions'][number],
  i: number,
  today: History['processedOn'],
): History {
  switch (action.type) {
    case 'undoDisbursal':
    case 'undoLastDisbursal':
      return undoDrawdowns(history, action.type === 'undoDisbursal', today)
    case 'delinquencyPause':
      return pauseArrears(history, on(action['from']), on(action['to']))
    case 'delinquencyResume':
      return resumeArrears(history, on(action['from']))
    case 'approve':
      return it.terms['expectedTranches']
        ? history
        : expectDrawdowns(
            history,
            [{ on: on(action['expectedDisbursementOn']), amount: cents(action['amount']) }],
            false,
          )
    case 'addExpectedTranche':
      return expectDrawdowns(history, [...history.planned, plannedBy(action)], true)
    default:
  }
  const deeds = deedsOf(action, { id: String(i).padStart(4, '0'), today, history })
  return deeds.length > 0 ? learn(history, deeds, today) : history
}

/** A tranche that an action adds was not expected before it. */
const plannedAtFirst = ({ terms, actions }: LoanCase): Planned[] => {
  const tranches = terms['expectedTranches'] as readonly { [field: string]: unknown }[] | undefined
  const whole = { date: terms['expectedDisbursementOn'], amount: terms['principal'] }
  const added = actions.filter(({ type }) => type === 'addExpectedTranche').map(plannedBy)
  const later = ({ on: day, amount }: Planned): boolean =>
    added.some((each) => each.on === day && each.amount === amount)
  return (tranches ?? [whole]).map(plannedBy).filter((planned) => !later(planned))
}

const plannedBy = (action: { readonly [field: string]: unknown }): Planned => ({
  on: on(action['date']),
  amount: cents(action['amount']),
})

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

function attempt(work: () => string | undefined): string | undefined {
  try {
    return work()
  } catch (error) {
    return `it could not be run: ${(error as Error).message}`
  }
}
