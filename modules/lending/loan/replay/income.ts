/** Income as lines: day by day, at the end of the loan, and once a due date for its holder. */
import { minus, money, nothing, sum, type Money } from '#kernel/money'
import type { Day } from '../../schedule/model/day.ts'
import type { Account, AccountCharge } from './account.ts'
import { earnedTo, type Income } from './accruals.ts'
import { addSplits, noSplit, totalOf, type Split } from './due-row.ts'
import type { History } from './history.ts'
import { incomeLine, isIncome, type Line } from './line.ts'

export const maturity = (account: Account): Day => account.rows.at(-1)?.due ?? account.seedOn

/** Books what is earned beyond what was booked; less is taken back by an adjustment. */
export function accrue(
  history: History,
  till: Day,
  today: Day,
  closing: boolean,
  account = history.account,
): History {
  const end = maturity(account)
  const on = closing ? Math.min(end, today) : till
  let lines = history.lines.filter((line) => !isIncome(line.kind) || line.on <= end)
  if (history.accruedTo !== undefined && till <= history.accruedTo) {
    if (closing) lines = lines.filter((line) => !isIncome(line.kind) || line.on <= on)
    else if (lines.some((line) => isIncome(line.kind) && line.on > on)) return history
  }
  const earned = earnedTo(account, till, closing, history.account)
  const booked = bookedIn(lines)
  const more = splitOf(earned, booked)
  const less = splitOf(booked, earned)
  let { orders } = history
  const added: Line[] = []
  if (totalOf(more) > 0) added.push(incomeLine('accrual', on, more, orders++))
  if (totalOf(less) > 0) added.push(incomeLine('accrual-adjustment', on, less, orders++))
  const accruedTo = added.length > 0 ? on : history.accruedTo
  return {
    ...{ ...history, lines: [...lines, ...added], orders },
    ...(accruedTo !== undefined && { accruedTo }),
  }
}

/** One charge by itself, as income of the day. */
export function earnCharge(history: History, charge: AccountCharge, on: Day): History {
  const split = { ...noSplit(), [charge.penalty ? 'penalty' : 'fee']: charge.charged }
  const line = incomeLine('accrual', on, split, history.orders)
  return { ...history, lines: [...history.lines, line], orders: history.orders + 1 }
}

/** A loan that ended before it was paid books interest to that day, and none after. */
export function bookEnd(history: History): History {
  const { earnedAtEnd: end, state } = history.account
  if (end === undefined || state === 'running') return history
  const lines = history.lines.filter((line) => !isBooked(line) || line.on <= end.on)
  const more = minus(end.interest, bookedIn(lines).interest)
  if (more === 0) return { ...history, lines }
  const interest = money(Math.abs(more))
  const kind = more > 0 ? 'accrual' : 'accrual-adjustment'
  const line = incomeLine(kind, end.on, { ...noSplit(), interest }, history.orders)
  return { ...history, lines: [...lines, line], orders: history.orders + 1 }
}

const isBooked = ({ kind }: Line): boolean => kind === 'accrual' || kind === 'accrual-adjustment'

function bookedIn(lines: readonly Line[]): Income {
  const takesBack = (line: Line): boolean =>
    line.kind === 'accrual-adjustment' || (line.kind === 'charge-waived' && !line.reversed)
  const of = (component: keyof Income): Money =>
    sum(
      lines.map((line) =>
        line.kind === 'accrual'
          ? line.split[component]
          : takesBack(line)
            ? minus(nothing, line.split[component])
            : nothing,
      ),
    )
  return { interest: of('interest'), fee: of('fee'), penalty: of('penalty') }
}

function splitOf(more: Income, than: Income): Split {
  const over = (component: keyof Income): Money =>
    more[component] > than[component] ? minus(more[component], than[component]) : nothing
  return { ...noSplit(), interest: over('interest'), fee: over('fee'), penalty: over('penalty') }
}

/** One line a due date with the income of its row; at the close one with the rest. */
export function withActivity(history: History): History {
  const { account, dayEndedOn = -Infinity, activityTo = -Infinity, closedOn } = history
  const lines = history.lines.filter(({ kind }) => kind !== 'accrual-activity')
  const before = history.lines.filter(({ kind }) => kind === 'accrual-activity')
  let { orders } = history
  let booked = noSplit()
  const add = (on: Day, split: Split): void => {
    booked = addSplits(booked, split)
    if (totalOf(split) <= 0) return
    const known = before.find((line) => line.on === on)
    const same = known !== undefined && known.amount === totalOf(split)
    const line = incomeLine('accrual-activity', on, split, orders++)
    lines.push(same ? known : { ...line, replayed: known !== undefined })
  }
  const till = closedOn === undefined ? Math.max(dayEndedOn, activityTo) : closedOn - 1
  for (const row of account.rows) {
    // What came after the plan is told with the close, while there is one.
    const told = row.kind === 'instalment' || (row.kind === 'additional' && closedOn === undefined)
    if (told && row.due <= till) {
      add(row.due, { ...row.owed, principal: nothing })
    }
  }
  if (closedOn !== undefined) {
    const all = account.rows.reduce((sum, row) => addSplits(sum, row.owed), noSplit())
    add(closedOn, lessSplit({ ...all, principal: nothing }, booked))
  }
  const shown = closedOn === undefined ? movedFrom(before, lines) : lines
  return { ...history, lines: shown, orders }
}

/** Open again, the line of the day it had closed on stands on the next new day. */
function movedFrom(before: readonly Line[], lines: readonly Line[]): Line[] {
  const shown = lines.filter(({ kind }) => kind === 'accrual-activity')
  const gone = before.filter(({ on }) => !shown.some((line) => line.on === on))
  const added = shown.filter(({ on }) => !before.some((line) => line.on === on))
  const moved = new Set(added.slice(0, gone.length))
  return lines.map((line) => (moved.has(line) ? { ...line, replayed: true } : line))
}

const lessSplit = (a: Split, b: Split): Split => ({
  principal: minus(a.principal, b.principal),
  interest: minus(a.interest, b.interest),
  fee: minus(a.fee, b.fee),
  penalty: minus(a.penalty, b.penalty),
})
