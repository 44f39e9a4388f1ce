/**
 * The account as its holder sees it grow: deeds are learned one after another, and entries whose
 * split a later deed changes are taken back and made anew.
 */
import { nothing, type Money } from '#kernel/money'
import type { LocalDate } from '#kernel/dates'
import { dateOfDay, dayOf, type Day } from '../../schedule/model/day.ts'
import type { Account } from './account.ts'
import type { Agreement } from './agreement.ts'
import { arrearsOn, type Arrears, type ArrearsPause } from './arrears.ts'
import { unpaidOf } from './charge.ts'
import { reversedBy, type Deed } from './deed.ts'
import { unmetOf } from './due-row.ts'
import { impossible } from './impossible.ts'
import { accrue, bookEnd, earnCharge, maturity, withActivity } from './income.ts'
import { isIncome, merge, type Line } from './line.ts'
import { owedOf, replay } from './replay.ts'

export type History = {
  readonly agreement: Agreement
  readonly deeds: readonly Deed[]
  readonly lines: readonly Line[]
  readonly account: Account
  readonly processedOn: LocalDate
  /** Income was booked to this day. */
  readonly accruedTo?: Day
  readonly dayEndedOn?: Day
  /** The day of the deed with which nothing was left to pay. */
  readonly closedOn?: Day
  readonly orders: number
  /** Drawdowns that are expected and have not come. */
  readonly planned: readonly Planned[]
  /** The whole amount agreed for one drawdown; absent where tranches were agreed. */
  readonly agreed?: Planned
  /** Up to here each due date has its line of income. */
  readonly activityTo?: Day
  /** What the schedule will be, until the first drawdown. */
  readonly plan?: Account
  /** Delinquency as last classified. */
  readonly arrears?: Arrears
  readonly arrearsPauses: readonly ArrearsPause[]
}

export type Planned = { readonly on: LocalDate; readonly amount: Money }

/** An account with nothing done yet. Throws a RangeError that says why when terms cannot be. */
export function begin(agreement: Agreement, on: LocalDate): History {
  const why = impossible(agreement)
  if (why !== undefined) throw new RangeError(why)
  const account = replay(agreement, [], on)
  return {
    ...{ agreement, deeds: [], lines: [], processedOn: on, orders: 0 },
    ...{ account, planned: [], arrearsPauses: [] },
  }
}

/** The drawdowns that are expected: the schedule to be, before any money moves. */
export function expectDrawdowns(
  history: History,
  planned: readonly Planned[],
  inTranches: boolean,
): History {
  const [agreed] = planned
  const expected: History = { ...history, planned, ...(!inTranches && agreed && { agreed }) }
  if (isDrawn(history)) return expected
  return { ...expected, plan: planOf(expected) }
}

function planOf({ agreement, deeds, planned, processedOn }: History): Account {
  const drawn = planned.map(({ on, amount }, i): Deed => ({
    ...{ id: `planned:${i}`, on, knownOn: processedOn, kind: 'drawn', amount },
  }))
  const plan = replay(agreement, [...drawn, ...deeds], planned[0]?.on ?? processedOn)
  for (const charge of plan.charges) if (charge.when === 'drawdown') charge.paid = nothing
  for (const row of plan.rows) delete row.metOn
  return plan
}

/** What the schedule shows: the loan, or before the first drawdown what it will be. */
export const shownAccount = (history: History): Account =>
  isDrawn(history) ? history.account : (history.plan ?? history.account)

export const isOverpaid = ({ account }: History): boolean => account.overpaid > 0
export const isDrawn = ({ deeds, account }: History): boolean =>
  deeds.length > 0 && account.entries.some(({ kind }) => kind === 'drawn')

/** Nothing is owed any more. */
export const isSettled = (history: History): boolean =>
  isDrawn(history) && owedOf(history.account) === 0

/** Deeds become known on a day. */
export function learn(history: History, deeds: readonly Deed[], today: LocalDate): History {
  let now = history
  for (const deed of deeds) now = learnOne(now, deed, today)
  return classified(now, today)
}

function learnOne(history: History, deed: Deed, today: LocalDate): History {
  const own = consequenceOf(history, deed)
  const known = [...history.deeds, deed, ...(own === undefined ? [] : [own])]
  const learned = counted({ ...history, deeds: known, ...drawnPlan(history, deed) }, today)
  const { account } = learned
  if (deed.kind === 'charged') return settled(earned(learned, deed.id, today), today, deed.on)
  if (deed.kind !== 'drawn' || !history.agreement.downPayment?.auto || deed.withoutDownPayment) {
    return settled(learned, today, deed.on)
  }
  // What an earlier overpayment left of the down payment is taken at once.
  // Told late, by what was owed that day: a later deed may have moved it since.
  const on = dayOf(deed.on)
  const till = known.filter((each) => each.on <= deed.on)
  const then = deed.on < today ? replay(history.agreement, till, deed.on) : account
  const row = then.rows.find((each) => each.kind === 'down-payment' && each.due === on && !each.met)
  const amount = row ? unmetOf(row) : nothing
  const { id, knownOn } = deed
  const taken = { id: `${id}:down`, on: deed.on, knownOn, kind: 'paid', for: id, amount } as const
  const paid = amount > 0 ? [...known, { ...taken, as: 'down-payment' as const }] : known
  return settled(counted({ ...learned, deeds: paid }, today), today, deed.on)
}

/** Where so agreed, a charge that no instalment waits for. */
function earned(history: History, id: string, today: LocalDate): History {
  const { account, agreement } = history
  const charge = account.charges.find((each) => each.id === id)
  const planned = account.rows.findLast(({ kind }) => kind === 'instalment')
  const late = charge?.due !== undefined && planned !== undefined && charge.due > planned.due
  return agreement.earnsLateCharges && late ? earnCharge(history, charge, dayOf(today)) : history
}

/** The account with all that is known, as of the day. */
export function counted(history: History, today: LocalDate): History {
  const account = replay(history.agreement, history.deeds, today)
  const merged = merge(history, account, history.deeds)
  const now: History = { ...history, ...merged, account, processedOn: today }
  return isDrawn(now) || now.planned.length === 0 ? now : { ...now, plan: planOf(now) }
}

/** A loan with nothing left to pay books all its income. */
function settled(before: History, today: LocalDate, by?: LocalDate): History {
  const history = closedBy(before, by)
  const closed = isSettled(history) && history.account.state === 'running'
  const now = closed
    ? accrue(history, maturity(history.account), dayOf(today), true)
    : bookEnd(history)
  return withActivity(now)
}

function closedBy(history: History, by: LocalDate | undefined): History {
  const { closedOn, ...open } = history
  if (!isSettled(history) && !isOverpaid(history)) {
    // Opened again: what fell due in the meantime gets its lines now.
    return closedOn === undefined ? open : { ...open, activityTo: dayOf(history.processedOn) - 1 }
  }
  return closedOn === undefined && by !== undefined ? { ...open, closedOn: dayOf(by) } : history
}

/** A drawdown takes the place of the next planned one. */
function drawnPlan(history: History, deed: Deed): Partial<History> {
  return deed.kind === 'drawn' ? { planned: history.planned.slice(1) } : {}
}

/** A drawdown that is undone leaves no trace; when it was the only one, nothing does. */
export function undoDrawdowns(history: History, all: boolean, today: LocalDate): History {
  const last = history.deeds.findLast(({ kind }) => kind === 'drawn')
  const since = history.deeds.indexOf(last as Deed)
  // What was paid upon it goes with it.
  const isSince = (deed: Deed): boolean =>
    deed.kind === 'paid' && history.deeds.indexOf(deed) > since && deed.on >= (last?.on ?? deed.on)
  const reversed = reversedBy(history.deeds)
  const gone = (deed: Deed): boolean => !reversed.has(deed.id) && isGone(deed)
  const isGone = (deed: Deed): boolean =>
    all ? deed.kind !== 'charged' : deed.id === last?.id || isFor(deed, last?.id) || isSince(deed)
  const deeds = history.deeds.filter((deed) => !gone(deed))
  const ids = new Set(history.deeds.filter(gone).map(({ id }) => id))
  const lines = history.lines.filter(({ deed, kind }) => !ids.has(deed) && !(all && isIncome(kind)))
  const { accruedTo, ...rest } = history
  const known = all || accruedTo === undefined ? rest : { ...rest, accruedTo }
  const drawn = history.deeds.filter((deed) => deed.kind === 'drawn')
  const planned = history.agreed
    ? [history.agreed]
    : drawn.map(({ on, amount }) => ({ on, amount }))
  const kept = all ? { ...known, planned } : known
  return settled(counted({ ...kept, deeds, lines }, today), today)
}

const isFor = (deed: Deed, id: string | undefined): boolean =>
  deed.kind === 'paid' && deed.for !== undefined && deed.for === id

/** Forgives what is unpaid of a charge: dated by its due date once that is past. */
export function waiverOf(history: History, id: string, today: LocalDate) {
  const charge = history.account.charges.find((each) => each.id === id)
  const due = charge?.due === undefined ? dayOf(today) : Math.min(charge.due, dayOf(today))
  const booked = history.accruedTo !== undefined && due <= history.accruedTo
  return {
    on: dateOfDay(due),
    amount: charge ? unpaidOf(charge) : nothing,
    booked: booked && charge?.when === 'dated',
  }
}

/** Interest goes back with a refund. */
function consequenceOf({ agreement }: History, deed: Deed): Deed | undefined {
  if (deed.kind !== 'paid' || !agreement.refundsInterest.includes(deed.as)) return undefined
  const { id, on, knownOn } = deed
  const own = { id: `${id}:interest`, on, knownOn, for: id } as const
  return { ...own, kind: 'paid', as: 'interest-refund', amount: nothing }
}

/** Delinquency as of a day. */
export const classified = (history: History, today: LocalDate): History => {
  if (!isDrawn(history)) return history
  const { account, arrears, arrearsPauses } = history
  return { ...history, arrears: arrearsOn(account, today, arrearsPauses, arrears) }
}

/** Paused and resumed: days that do not count towards delinquency. */
export function pauseArrears(history: History, from: LocalDate, to: LocalDate): History {
  return { ...history, arrearsPauses: [...history.arrearsPauses, { from, to }] }
}

export function resumeArrears(history: History, on: LocalDate): History {
  const arrearsPauses = history.arrearsPauses.map((pause) =>
    pause.from <= on && on < pause.to ? { ...pause, to: on } : pause,
  )
  return { ...history, arrearsPauses }
}
