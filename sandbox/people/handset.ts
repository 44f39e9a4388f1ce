/**
 * What a person's phone holds on a day: the messages in its inbox and the apps installed on it.
 * Both follow from the hidden traits and are the same whenever they are asked for. Pure.
 */
import { addDays, atTime, date, daysBetween, msOf, type LocalDate } from '#kernel/dates'
import type { App } from '#web/uplink/apps.ts'
import { between, digits, fraction, pick } from '../draw.ts'
import { bets, movementsOf, type Movement } from './passbook.ts'
import type { Person } from './person.ts'
import { balanceOf } from './purse.ts'
import { borrowedApps, borrowedMessages } from './shopping.ts'
import { worded } from './wording.ts'

export type Message = {
  readonly atMs: number
  readonly sender: string
  readonly body: string
}

const MINUTE_MS = 60_000
const LOAN_APPS = ['KreditBee', 'moneyview', 'mPokket', 'Navi', 'Fibe'] as const

/**
 * The messages of these days, both included, oldest first; no two at one instant. `shopsSince` is
 * the day from which the person borrows of others.
 */
export function messagesOf(
  seed: string,
  who: Person,
  from: LocalDate,
  to: LocalDate,
  shopsSince?: LocalDate,
): Message[] {
  const moved = Map.groupBy(movementsOf(seed, who, from, to), ({ on }) => on)
  const lent = Map.groupBy(
    shopsSince ? borrowedMessages(seed, who, shopsSince) : [],
    (one) => one.on,
  )
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i)).flatMap(
    (on) => [
      ...dayOf(seed, who, on, moved.get(on) ?? []),
      ...(lent.get(on) ?? []).map(({ atMs, sender, body }) => ({ atMs, sender, body })),
    ],
  )
}

function dayOf(
  seed: string,
  who: Person,
  on: LocalDate,
  movements: readonly Movement[],
): Message[] {
  const draw = (purpose: string): number => fraction(seed, 'handset', who.n, on, purpose)
  const startMs = msOf(atTime(on, '09:00')) + Math.floor(draw('minute') * 9 * 60) * MINUTE_MS
  const parts = (amount: number, left: number, i: number) => ({
    amount: rupeesOf(amount),
    left: rupeesOf(left),
    tail: who.account.slice(-4),
    on: `${on.slice(8)}-${on.slice(5, 7)}-${on.slice(2, 4)}`,
    ref: digits(12, seed, who.n, on, i),
    with: '',
  })
  const said = movements.map(({ kind, amount, balance, with: other }, i) =>
    worded(who.ifsc, kind, { ...parts(amount, balance, i), with: other }),
  )
  const need = 1 - who.hidden.ability
  if (draw('promo') < 0.02 + 0.14 * need) said.push(promoOf(draw('lender'), draw('sum')))
  if (draw('otp') < 0.07) said.push(otpOf(digits(6, seed, who.n, on, 'otp')))
  if (draw('balance') < 0.04) {
    said.push(worded(who.ifsc, 'balance', parts(0, balanceOf(seed, who, on), 0)))
  }
  return said.map((one, i) => ({ atMs: startMs + i * 7 * MINUTE_MS, ...one }))
}

const promoOf = (lender: number, sum: number) => ({
  sender: 'AD-LOANZZ',
  body:
    `${pick(LOAN_APPS, lender)}: you are pre-approved for a personal loan up to ` +
    `Rs.${between(2, 30, sum)}0,000! Money in 5 minutes. Apply now. T&C apply.`,
})
const otpOf = (code: string) => ({
  sender: 'VM-SHOPIN',
  body: `${code} is your OTP to log in. Do not share it with anyone.`,
})

const figures = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2 })
const rupeesOf = (paise: number): string => figures.format(paise / 100)

// Apps.

type Offering = App & {
  /** Money's own apps are what a phone that may declare but a few declares. */
  readonly isMoney?: true
  readonly chance: (who: Person, isBettor: boolean) => number
}

const app = (
  name: string,
  label: string,
  chance: number | Offering['chance'],
  isMoney?: true,
): Offering => ({
  ...{ package: name, label },
  ...(isMoney && { isMoney }),
  chance: typeof chance === 'number' ? () => chance : chance,
})
const byNeed = (most: number) => (who: Person) => most * (1 - who.hidden.ability)

const OFFERED: readonly Offering[] = [
  app('com.whatsapp', 'WhatsApp', 0.98),
  app('com.google.android.youtube', 'YouTube', 0.97),
  app('com.instagram.android', 'Instagram', 0.7),
  app('com.facebook.katana', 'Facebook', 0.6),
  app('in.swiggy.android', 'Swiggy', 0.35),
  app('com.flipkart.android', 'Flipkart', 0.6),
  app('com.jio.myjio', 'MyJio', 0.5),
  app('com.phonepe.app', 'PhonePe', 0.75, true),
  app('net.one97.paytm', 'Paytm', 0.55, true),
  app('com.google.android.apps.nbu.paisa.user', 'Google Pay', 0.6, true),
  app(
    'com.sbi.lotusintouch',
    'YONO SBI',
    (who) => (who.ifsc.startsWith('SBIN') ? 0.7 : 0.03),
    true,
  ),
  app('com.snapwork.hdfc', 'HDFC Bank', (who) => (who.ifsc.startsWith('HDFC') ? 0.8 : 0.02), true),
  app('com.nextbillion.groww', 'Groww', (who) => 0.35 * who.hidden.ability, true),
  app('com.zerodha.kite3', 'Kite', (who) => 0.2 * who.hidden.ability, true),
  app('com.kreditbee.android', 'KreditBee', byNeed(0.7), true),
  app('com.whizdm.moneyview.loans', 'moneyview', byNeed(0.6), true),
  app('com.mpokket.app', 'mPokket', byNeed(0.45), true),
  app('com.naviapp', 'Navi', byNeed(0.5), true),
  app('com.earlysalary.android', 'Fibe', byNeed(0.35), true),
  app('com.dream11.fantasy.cricket.football.kabaddi', 'Dream11', (_, bettor) =>
    bettor ? 0.9 : 0.1,
  ),
  app('com.games24x7.rummycircle.rummy', 'RummyCircle', (_, bettor) => (bettor ? 0.7 : 0.02)),
]

const FIRST_DAY = date('2025-06-01')

/** What is installed on that day; a third of phones may declare but the apps of money. */
export function appsOn(
  seed: string,
  who: Person,
  on: LocalDate,
  shopsSince?: LocalDate,
): (App & { declared?: true })[] {
  const declares = fraction(seed, 'handset', who.n, 'declares') < 0.33
  const isBettor = bets(seed, who)
  const own = OFFERED.flatMap(({ chance, isMoney, ...one }) => {
    const draw = (purpose: string): number =>
      fraction(seed, 'handset', who.n, 'app', one.package, purpose)
    if (declares && !isMoney) return []
    if (draw('has') >= chance(who, isBettor)) return []
    // Half were always there; the others come, and some go again, over two years.
    const cameOn = draw('old') < 0.5 ? FIRST_DAY : addDays(FIRST_DAY, between(0, 700, draw('came')))
    const goesOn = addDays(cameOn, between(60, 1500, draw('goes')))
    if (on < cameOn || on >= goesOn) return []
    const version = `${1 + Math.floor(daysBetween(FIRST_DAY, on) / 90)}.0`
    return [{ ...one, version, ...(declares && { declared: true as const }) }]
  })
  if (!shopsSince) return own
  const known = new Set(own.map((one) => one.package))
  const others = borrowedApps(seed, who, shopsSince, on).filter((one) => !known.has(one.package))
  return [
    ...own,
    ...others.map((one) => ({ ...one, ...(declares && { declared: true as const }) })),
  ]
}
