/**
 * What is in a person's account on a day: salary comes on payday, rent and old EMIs go soon after,
 * the rest is spent evenly; bad months come. Pure, so the bank needs no memory of it.
 */
import { addMonths, daysBetween, daysInMonth, parts, dateOf, type LocalDate } from '#kernel/dates'
import { fraction } from '../draw.ts'
import type { Person } from './person.ts'

/** Paise in the account at the clearing's hour. */
export function balanceOf(seed: string, who: Person, on: LocalDate): number {
  const paidOn = lastPayday(who, on)
  const month = paidOn.slice(0, 7)
  const income = incomeOf(seed, who, paidOn)
  const cushion = who.salary * who.hidden.ability ** 2 * 0.7
  const fixed = 0.25 + 0.25 * fraction(seed, 'purse', who.n, 'fixed')
  const free = income * (1 - fixed)
  const ease = 1.06 - 0.34 * who.hidden.ability
  const days = daysBetween(paidOn, on)
  const spent = free * ease * Math.min(1, days / 24)
  const jolt = 0.85 + 0.3 * fraction(seed, 'purse', who.n, on, 'jolt')
  const shock = fraction(seed, 'purse', who.n, month, 'shock') < 0.035 ? 0.08 : 1
  return Math.max(0, Math.floor((cushion + free - spent) * jolt * shock))
}

/** A job can be lost for some months; then nothing comes. */
export function incomeOf(seed: string, who: Person, paidOn: LocalDate): number {
  const risk = 0.004 + 0.02 * (1 - who.hidden.ability)
  for (let back = 0; back < 3; back += 1) {
    const month = addMonths(paidOn, -back).slice(0, 7)
    if (fraction(seed, 'purse', who.n, month, 'job') < risk) return 0
  }
  const swing = who.occupation === 'salaried' ? 0 : 0.35
  const luck = fraction(seed, 'purse', who.n, paidOn, 'luck') * 2 - 1
  return who.salary * (1 + swing * luck)
}

export function lastPayday(who: Person, on: LocalDate): LocalDate {
  const { year, month, day } = parts(on)
  const payday = Math.min(who.payday, daysInMonth(year, month))
  const thisMonth = dateOf(year, month, payday)
  return day >= payday ? thisMonth : addMonths(thisMonth, -1)
}
