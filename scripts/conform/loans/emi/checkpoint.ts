/** What `loanAt` shows of an instalment loan, beside what a case asserts. */
import { addDays, date, daysBetween, type LocalDate } from '../../../../kernel/dates.ts'
import { minus, nothing, plus, sum, type Money } from '../../../../kernel/money.ts'
import { loanAt, type LoanRow, type LoanState } from '../../../../modules/lending/loan/loan.ts'
import { epiOfTerms } from '../../../../modules/lending/loan/terms.ts'
import { daysInterest, interestBetween } from '../../../../modules/lending/schedule/interest.ts'
import type { Checkpoint, Table } from '../case.ts'
import { differenceOf } from '../../vectors/difference.ts'
import type { Drawdown, Situation } from './run.ts'

const units = (amount: number): number => amount / 100
const whole = (amount: number): number => Math.round(amount / 100)

/** The first thing that differs; words beside the values are no assertion. */
export function differenceAt(now: Situation, checkpoint: Checkpoint): string | undefined {
  for (const [name, wanted] of Object.entries(checkpoint)) {
    if (name === 'afterAction' || name === 'asOf' || typeof wanted === 'string') continue
    const shown = shows[name]
    if (shown === undefined) return `${name} is not known`
    const why = differenceOf({ [name]: wanted }, { [name]: shown(now, wanted) })
    if (why !== undefined) return why
  }
  return undefined
}

const loanOf = ({ drawdowns }: Situation, number = 1): Drawdown => {
  const found = drawdowns.get(number)
  if (found === undefined) throw new RangeError(`there is no drawdown ${number}`)
  return found
}

const stateOf = (now: Situation, number = 1, on = now.asOf): LoanState => {
  const { terms, facts } = loanOf(now, number)
  return loanAt(terms, facts, on)
}

const rowOf = (now: Situation, n: number): LoanRow => {
  const row = stateOf(now).schedule.find((each) => each.n === n)
  if (row === undefined) throw new RangeError(`there is no row ${n}`)
  return row
}

/** What the last action added to something. */
const added = (now: Situation, of: (state: LoanState) => Money): number =>
  units(minus(of(stateOf(now)), now.before ? of(stateOf(now.before)) : nothing))

const total = (now: Situation, of: 'interest' | 'instalment'): Money =>
  sum(stateOf(now).schedule.map((row) => row[of]))

type Shows = (now: Situation, wanted: unknown) => unknown

const cells: { readonly [column: string]: (row: LoanRow) => number | string } = {
  n: ({ n }) => n,
  dueDate: ({ dueOn }) => dueOn,
  principal: ({ principal }) => principal,
  interest: ({ interest }) => interest,
  due: ({ instalment }) => instalment,
  balance: ({ opening, principal }) => minus(opening, principal),
}

/** Named rows where the table numbers them, else all. */
const tableOf =
  (money: (amount: number) => number): Shows =>
  (now, wanted) => {
    const { columns, rows } = wanted as Table
    const at = columns.indexOf('n')
    const numbers = at < 0 ? undefined : rows.map((row) => row[at])
    const chosen = stateOf(now).schedule.filter(({ n }) => numbers?.includes(n) ?? true)
    const shown = chosen.map((row) =>
      columns.map((column) => {
        const cell = cells[column]?.(row)
        return typeof cell === 'number' && column !== 'n' ? money(cell) : cell
      }),
    )
    return { columns, rows: shown }
  }

const shows: { readonly [asserted: string]: Shows } = {
  emi: (now) => units(epiOfTerms(loanOf(now).terms)),
  emiByDrawdown: (now) =>
    Object.fromEntries([...now.drawdowns].map(([n, { terms }]) => [n, units(epiOfTerms(terms))])),
  periods: (now) => stateOf(now).schedule.length,
  rows: (now) => stateOf(now).schedule.length,
  totalInterestRounded0: (now) => whole(total(now, 'interest')),
  totalPayableRounded0: (now) => whole(total(now, 'instalment')),
  rowsRounded0: tableOf(whole),
  schedule: tableOf(units),
  dueDates: (now) => {
    const days = stateOf(now).schedule.map(({ dueOn }) => dueOn)
    return { first: days[0], second: days[1], last: days.at(-1) }
  },
  instalmentNo4Due: (now) => units(rowOf(now, 4).instalment),
  row1Interest: (now) => units(rowOf(now, 1).interest),
  row1Principal: (now) => units(rowOf(now, 1).principal),
  row2Interest: (now) => units(rowOf(now, 2).interest),
  row5: (now) => {
    const { principal, interest } = rowOf(now, 5)
    return { principal: units(principal), interest: units(interest) }
  },
  brokenPeriodInterest: (now) => units(brokenOf(now)),
  interestPaid: (now) => units(stateOf(now).paid.interest),
  principalPaid: (now) => units(stateOf(now).paid.principal),
  chargesPaid: (now) => units(stateOf(now).paid.charges),
  chargesPaidByThis: (now) => added(now, ({ paid }) => paid.charges),
  unbookedInterestPaid: (now) => added(now, ({ paid }) => paid.interest),
  interestPaidByPrepayment: (now) => added(now, ({ paid }) => paid.interest),
  unbookedInterestFallsBy: (now) => -added(now, ({ outstanding }) => outstanding.interestAccrued),
  penalDue: (now) => units(penalOf(stateOf(now))),
  workings: (now) => workingsOf(now),
  daysPastDueByDate: (now, wanted) =>
    (wanted as readonly [string, number][]).map(([day]) => [day, stateOf(now, 1, date(day)).dpd]),
  daysPastDueByDrawdown: (now, wanted) =>
    (wanted as readonly [string, number, number][]).map(([day, number]) => [
      ...[day, number, stateOf(now, number, date(day)).dpd],
    ]),
  dayInterest: (now, wanted) => {
    const [day] = wanted as readonly [string, number]
    return [day, units(stateOf(now, 1, date(day)).payoff.perDay)]
  },
  accrualEntries: (now) => byDrawdown(now, (days) => days.length),
  firstAccrualOn: (now) => byDrawdown(now, (days) => days[0]),
  interestNotYetAccrued: (now) => {
    const { outstanding } = stateOf(now)
    const { rate } = loanOf(now).terms
    return units(interestBetween(outstanding.principal, rate, now.accruedOn ?? now.asOf, now.asOf))
  },
  /** Days of a formula for what is left of a bullet: its row bears just those. */
  days: (now, wanted) => {
    const { outstanding, schedule } = stateOf(now)
    const days = Number(wanted)
    const borne = daysInterest(outstanding.principal, loanOf(now).terms.rate, days)
    return schedule.at(-1)?.interest === borne ? days : 'other days'
  },
  utilisedLimit: (now) => units(drawnOf(now)),
  availableLimit: (now) => Number(now.given['limit']) - units(drawnOf(now)),
}

/** Of days that stand before the first whole period; none unless the terms single them out. */
function brokenOf(now: Situation): Money {
  const { terms, facts } = loanOf(now)
  if (terms.plan?.broken === undefined) return nothing
  const { broken, ...others } = terms.plan
  void broken
  const without = loanAt({ ...terms, plan: others }, facts, now.asOf)
  const interest = sum(without.schedule.map((row) => row.interest))
  return minus(total(now, 'interest'), interest)
}

function penalOf({ charges, payoff }: LoanState): Money {
  const unpaid = (kind: boolean): Money =>
    sum(
      charges
        .filter(({ charge }) => (charge === 'penal') === kind)
        .map(({ net, gst, paid, waived }) => minus(plus(net, gst), plus(paid, waived))),
    )
  return minus(payoff.charges, unpaid(false))
}

function workingsOf(now: Situation): object {
  const overdue = stateOf(now).schedule.filter(
    ({ status, unpaid }) => status !== 'coming' && unpaid,
  )
  return {
    unpaidEmi: overdue.map(({ dueOn, unpaid }) => [dueOn, units(unpaid)]),
    days: overdue.map(({ dueOn }) => daysBetween(dueOn, now.asOf)),
  }
}

/** Days on which interest ran, by drawdown. */
const byDrawdown = (now: Situation, of: (days: readonly LocalDate[]) => unknown): object =>
  Object.fromEntries(
    [...now.drawdowns.keys()].map((number) => {
      const { startedOn } = stateOf(now, number)
      const days = startedOn ? daysFrom(startedOn, now.asOf) : []
      return [number, of(days.filter((day) => stateOf(now, number, day).payoff.perDay > 0))]
    }),
  )

/** Every day from one to another, both counted. */
function daysFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

const drawnOf = (now: Situation): Money =>
  sum([...now.drawdowns.keys()].map((number) => stateOf(now, number).outstanding.principal))
