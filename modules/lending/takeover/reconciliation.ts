/** Our sums beside the former system's, and the loans on which the two are not one. */
import type { LocalDate } from '#kernel/dates'
import { minus, nothing, plus, shown, type Money } from '#kernel/money'
import { loanAt } from '../loan/loan.ts'
import type { Account } from './account.ts'

const FIELDS = ['principal', 'outstanding', 'overdue'] as const
type Field = (typeof FIELDS)[number]
type Sums = { readonly [field in Field]: Money }

export type Difference = {
  readonly loan: string
  readonly field: Field
  readonly ours: Money
  readonly control: Money
}

export type Reconciliation = {
  readonly on: LocalDate
  readonly loans: number
  /** Loans of which the former system says something. */
  readonly controlled: number
  /** Of how many it says each amount. */
  readonly compared: { readonly [field in Field]: number }
  /** Over all loans, in paise. */
  readonly ours: Sums
  /** Over what the former system says, and ours over the same. */
  readonly control: Sums
  readonly oursControlled: Sums
  readonly differences: readonly Difference[]
}

/**
 * Principal outstanding, all that is owed and what is overdue at the end of the cut-over's day. A
 * field the former system is silent about is not compared.
 */
export function reconcile(accounts: readonly Account[], on: LocalDate): Reconciliation {
  const none: Sums = { principal: nothing, outstanding: nothing, overdue: nothing }
  const sums = { ours: { ...none }, control: { ...none }, oursControlled: { ...none } }
  const compared = { principal: 0, outstanding: 0, overdue: 0 }
  const differences: Difference[] = []
  for (const { loan, terms, facts, control = {} } of accounts) {
    const state = loanAt(terms, facts, on)
    const open = state.status === 'active' || state.status === 'disbursed'
    const own: Sums = {
      principal: open ? state.outstanding.principal : nothing,
      outstanding: open ? state.outstanding.total : nothing,
      overdue: open ? state.dues.total : nothing,
    }
    for (const field of FIELDS) {
      const told = control[field]
      sums.ours[field] = plus(sums.ours[field], own[field])
      if (told === undefined) continue
      compared[field] += 1
      sums.control[field] = plus(sums.control[field], told)
      sums.oursControlled[field] = plus(sums.oursControlled[field], own[field])
      if (told !== own[field]) differences.push({ loan, field, ours: own[field], control: told })
    }
  }
  const controlled = accounts.filter(({ control }) => control !== undefined).length
  return { on, loans: accounts.length, controlled, compared, ...sums, differences }
}

/** The reconciliation in words: its sums, and a line a difference. */
export function reconciliationLines(of: Reconciliation, differencesMax: number): string[] {
  const { on, loans, controlled, compared, ours, control, oursControlled, differences } = of
  const sums = FIELDS.map((field) => {
    const all = `  ${field.padEnd(12)} ${shown(ours[field])}`
    if (compared[field] === 0) return `${all}, not compared`
    const off = minus(oursControlled[field], control[field])
    const beside = `${shown(oursControlled[field])} ours, ${shown(control[field])} theirs`
    return `${all}; of ${compared[field]} compared ${beside}, off by ${shown(off)}`
  })
  const told = differences
    .slice(0, differencesMax)
    .map((one) => `  ${one.loan}: ${one.field} is ${shown(one.ours)}, theirs ${shown(one.control)}`)
  const rest = differences.length - told.length
  return [
    `${loans} loans on ${on}, ${controlled} with a control total.`,
    ...sums,
    `${differences.length} differences.`,
    ...told,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ]
}
