/**
 * Who compares lenders before choosing: some days away from our offer, in which other lenders' apps
 * are installed and loans taken. Their phone tells of it, and the offer is weighed anew. Pure.
 */
import { addDays, atTime, daysBetween, msOf, type LocalDate } from '#kernel/dates'
import type { App } from '#web/uplink/apps.ts'
import { between, fraction } from '../draw.ts'
import type { Person } from './person.ts'

type Lender = { readonly package: string; readonly label: string; readonly header: string }

const LENDERS: readonly Lender[] = [
  { package: 'co.tslc.cashe.android', label: 'CASHe', header: 'AD-CASHEE-S' },
  { package: 'com.citrus.citruspay', label: 'LazyPay', header: 'VM-LZYPAY-S' },
  { package: 'com.kreditbee.android', label: 'KreditBee', header: 'AD-KRDBEE-S' },
  { package: 'com.earlysalary.android', label: 'Fibe', header: 'VM-FIBEIN-S' },
  { package: 'com.mpokket.app', label: 'mPokket', header: 'JM-MPOKET-S' },
]
/** Whoever has a payslip to show is courted by more lenders. */
const SHARES = { salaried: 0.4, 'self-employed': 0.1, business: 0.1 } as const
const LENDERS_MIN = 3
/** One lender a day at most. */
export const SHOPPING_DAYS = LENDERS.length
const MINUTE_MS = 60_000

export const comparesLenders = (seed: string, who: Person): boolean =>
  fraction(seed, 'shopping', who.n) < SHARES[who.occupation]

/** Taken by a day, the first on the day the shopping began. */
function lendersBy(seed: string, who: Person, since: LocalDate, on: LocalDate): Lender[] {
  const days = daysBetween(since, on)
  if (days < 0) return []
  const draw = (purpose: string | number): number => fraction(seed, 'shopping', who.n, purpose)
  const count = between(LENDERS_MIN, LENDERS.length, draw('count'))
  const order = LENDERS.toSorted((a, b) => draw(a.package) - draw(b.package))
  return order.slice(0, Math.min(count, days + 1))
}

export const borrowedApps = (seed: string, who: Person, since: LocalDate, on: LocalDate): App[] =>
  lendersBy(seed, who, since, on).map((lender) => ({
    package: lender.package,
    label: lender.label,
    version: '1.0',
  }))

/** What each lender writes on the evening of its day, of the first instalment. */
export function borrowedMessages(seed: string, who: Person, since: LocalDate) {
  return lendersBy(seed, who, since, addDays(since, SHOPPING_DAYS)).map(({ label, header }, i) => {
    const on = addDays(since, i)
    const dueOn = addDays(on, 30)
    const due = `${dueOn.slice(8)}-${dueOn.slice(5, 7)}-${dueOn.slice(2, 4)}`
    const amount = between(9, 42, fraction(seed, 'shopping', who.n, 'emi', i))
    const body =
      `Hi, your ${label} loan EMI of Rs.${amount}00.00 is due on ${due}. Keep sufficient balance ` +
      'in your account for auto-debit.'
    return { on, atMs: msOf(atTime(on, '19:45')) + i * MINUTE_MS, sender: header, body }
  })
}
