/**
 * How a loan's instalments run, in words that the KFS and the agreement share: what a product's
 * dated options agree (SPEC §2.2 rows 5 to 7). An option without words is a fault of ours: a KFS
 * that kept silent of it would not bind.
 */
import { shown, type Money } from '#kernel/money'
import type { OfferTerms } from './offer-terms.ts'
import { counted, dayShown, percentShown } from './words.ts'

/** What a plan may agree beyond the house's way. */
type Plan = {
  readonly method?: 'declining' | 'flat'
  readonly dayCount?: { readonly year: number | 'actual'; readonly month: number | 'actual' }
  readonly broken?: 'first' | 'last' | 'all' | 'own'
  readonly halves?: 'even'
  readonly grace?: { readonly principalRows: number; readonly interestRows: number }
  readonly inFirst?: Money
  readonly multiple?: Money
  readonly residue?: 'spread'
  readonly downPercent?: string
  readonly holidays?: { readonly moves: 'next' | 'previous' }
}
type Words = { readonly [Option in keyof Plan]-?: (plan: Required<Plan>) => Line | undefined }
type Line = readonly [name: string, words: string]

const BROKEN = {
  first: 'on top of the first instalment',
  last: 'on top of the last instalment',
  all: 'shared evenly by all instalments',
  own: 'an instalment of its own when they end',
} as const

/** Of each option a line beside the instalments; those of the interest stand with the rate. */
const WORDS: Words = {
  method: () => undefined,
  dayCount: () => undefined,
  halves: () => undefined, // Half a paisa: below what a statement shows.
  broken: ({ broken }) => ['Interest before the first whole month', BROKEN[broken]],
  grace: ({ grace }) => ['Moratorium', graceWords(grace)],
  inFirst: ({ inFirst }) => ['Collected in the first', `${shown(inFirst)}, which stays the same`],
  multiple: ({ multiple }) => ['Rounded', `up or down to a multiple of ${shown(multiple)}`],
  residue: () => ['Odd rest', 'spread near evenly over all instalments'],
  downPercent: ({ downPercent }) => [
    'Paid at once',
    `${percentShown(downPercent)} of the amount, on the day it is paid out`,
  ],
  holidays: ({ holidays: { moves } }) => [
    'On a bank holiday',
    `due on the ${moves === 'next' ? 'next' : 'previous'} working day, at the same amount`,
  ],
}

function graceWords({ principalRows, interestRows }: Required<Plan>['grace']): string {
  const rests = `no principal in the first ${counted(principalRows, 'instalment')}`
  if (interestRows === 0) return `${rests}; their interest is paid as it falls due`
  const later = 'its interest runs on and is collected later'
  return `${rests}; nothing at all in the first ${counted(interestRows, 'instalment')}: ${later}`
}

/** Throws of an option it has no words for. */
export function planLines({ plan, rounding }: OfferTerms): Line[] {
  const agreed = (plan ?? {}) as Required<Plan>
  const lines = Object.keys(agreed).map((option) => {
    const says = WORDS[option as keyof Plan]
    if (!says) throw new Error(`the KFS has no words for the plan's ${option}`)
    return says(agreed)
  })
  const paisa: Line = ['Rounded', 'to the paisa']
  const up: Line = ['Rounded', 'up to the next rupee']
  const rounds = rounding === 'paise' ? [paisa] : rounding === 'rupee-up' ? [up] : []
  return [...rounds, ...lines.filter((line) => line !== undefined)]
}

/** The rate, whether it may change, and on what it runs. */
export function interestWords(terms: OfferTerms): string {
  if (Number(terms.rate) === 0) return 'None: 0 % a year, fixed'
  const kind = terms.reset ? 'floating' : 'fixed'
  return `${percentShown(terms.rate)} a year, ${kind}, ${basisWords(terms)}`
}

export const rateKind = ({ reset }: OfferTerms): string => (reset ? 'Floating' : 'Fixed')

function basisWords({ plan }: OfferTerms): string {
  const { method, dayCount } = (plan ?? {}) as Plan
  const basis =
    method === 'flat'
      ? 'flat: on the whole amount lent, for the whole term'
      : 'on the reducing balance'
  return dayCount ? `${basis}, ${daysWords(dayCount)}` : basis
}

function daysWords({ year, month }: Required<Plan>['dayCount']): string {
  const ofYear = year === 'actual' ? 'the year’s own days' : `${year} days`
  return month === 'actual'
    ? `for its actual days in a year of ${ofYear}`
    : `in months of ${month} days and a year of ${ofYear}`
}

/** SPEC §3.3: told at once, four ways out of it; and what 25 basis points more would do. */
export function resetWords({ reset, rate, instalment, tenorMonths }: OfferTerms): string {
  if (!reset) return 'Not applicable: the rate is fixed'
  const longer =
    reset.instalments === undefined
      ? 'the instalment of now would no longer repay the loan'
      : `${counted(reset.instalments, 'instalment')} instead of ${tenorMonths}`
  return (
    `Benchmark: the lender’s own published rate, B ${percentShown(rate)}, spread S 0.00\u00a0%, ` +
    `R = B + S = ${percentShown(rate)}. Were R 25 basis points higher: instalments of ` +
    `${shown(reset.instalment)} instead of ${shown(instalment)}, or ${longer}. A reset is told ` +
    'at once and only counts from then on; you choose a higher instalment, a longer term, both, ' +
    'or to repay in part or in full without charge'
  )
}

type Step = { readonly by: 'due' | 'part'; readonly parts: readonly string[] }
type Rule = { readonly money?: unknown; readonly assetClass?: unknown; readonly order: Step[] }

/** What a payment meets first; the house's way where the terms name no other. */
export function allocationWords({ allocation }: OfferTerms): string {
  const rules = (allocation as { rules?: readonly Rule[] } | undefined)?.rules
  if (!rules) return orderWords([{ by: 'due', parts: ['interest', 'principal'] }])
  return rules
    .map(({ money, assetClass, order }) => {
      const when = money ? 'Paid before time: ' : assetClass ? 'Of a non-performing loan: ' : ''
      return `${when}${orderWords(order)}`
    })
    .toReversed()
    .join('. ')
}

const CHARGES = new Set(['bounce', 'penal', 'foreclosure', 'other'])

function orderWords(order: readonly Step[]): string {
  const steps = order.map(({ by, parts }) => {
    const words = [...new Set(parts.map((part) => (CHARGES.has(part) ? 'charges' : part)))]
    const inTurn = words.join(', then ')
    return by === 'due' ? `the oldest instalment first, of each its ${inTurn}` : `all ${inTurn}`
  })
  const whole = steps.join('; then ')
  return whole.includes('charges') ? whole : `${whole}; then all charges`
}

/** Which limit it lowers and whether repaying restores it; what a purchase's merchant bears. */
export function kindWords({ limit, merchant }: OfferTerms): string {
  if (merchant) return 'term loan for a purchase, drawn on a credit limit'
  return limit ? 'term loan drawn on a credit limit' : 'personal loan, a term loan'
}

export function limitWords({ limit }: OfferTerms): string | undefined {
  if (!limit) return undefined
  const again = limit.restores
    ? 'what you repay can be drawn again'
    : 'it does not revolve: what you repay cannot be drawn again'
  return (
    `Of ${shown(limit.amount)} granted until ${dayShown(limit.validTill)}; ${shown(limit.left)} ` +
    `is left after this; ${again}. It never rises but at your own request`
  )
}

/** SPEC DL-06, DL-07: the borrower's own account, or the merchant's for what was bought. */
export function payeeWords({ merchant }: OfferTerms): string {
  if (!merchant) return '100 % upfront, to your own bank account'
  const { name, orderReference } = merchant
  return `100 % upfront, to the account of ${name} for your order ${orderReference}`
}

export function merchantWords({ merchant }: OfferTerms): string | undefined {
  if (!merchant) return undefined
  const { name, bearsPercent } = merchant
  const share = `${name} bears ${percentShown(bearsPercent)} of the price, which the lender keeps`
  const ofIts = Number(bearsPercent) > 0 ? `${share} of what it pays; no cost of yours. ` : ''
  return `${ofIts}What ${name} gives back repays this loan, without interest from that day`
}
