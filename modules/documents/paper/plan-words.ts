/**
 * How a loan's instalments run, in words that the KFS and the agreement share: what a product's
 * dated options agree (SPEC §2.2 rows 5 to 7). An option without words is a fault of ours: a KFS
 * that kept silent of it would not bind.
 */
import { shown, type Money } from '#kernel/money'
import type { Words } from '../words/words.ts'
import { dayShown, percentShown } from './figures.ts'
import type { OfferTerms } from './offer-terms.ts'

/** What a plan may agree beyond the house's way. */
type Plan = {
  readonly method?: 'declining' | 'flat'
  readonly dayCount?: { readonly year: number | 'actual'; readonly month: number | 'actual' }
  readonly broken?: 'first' | 'last' | 'all' | 'own' | 'upfront'
  readonly halves?: 'even'
  readonly grace?: { readonly principalRows: number; readonly interestRows: number }
  readonly inFirst?: Money
  readonly multiple?: Money
  readonly residue?: 'spread'
  readonly downPercent?: string
  readonly holidays?: { readonly moves: 'next' | 'previous' }
}
type Says = (plan: Required<Plan>, words: Words) => Line | undefined
type Line = readonly [name: string, words: string]

/** Of each option a line beside the instalments; those of the interest stand with the rate. */
const SAYS: { readonly [Option in keyof Plan]-?: Says } = {
  method: () => undefined,
  dayCount: () => undefined,
  halves: () => undefined, // Half a paisa: below what a statement shows.
  broken: ({ broken }, { plan }) => [plan.brokenName, plan.broken[broken]],
  grace: ({ grace }, words) => [words.plan.grace, graceWords(grace, words)],
  inFirst: ({ inFirst }, { plan }) => [plan.inFirstName, plan.inFirst(shown(inFirst))],
  multiple: ({ multiple }, { plan }) => [plan.rounded, plan.toMultiple(shown(multiple))],
  residue: (_, { plan }) => [plan.oddRest, plan.spread],
  downPercent: ({ downPercent }, { plan }) => [plan.downName, plan.down(percentShown(downPercent))],
  holidays: ({ holidays }, { plan }) => [plan.holidayName, plan.holiday[holidays.moves]],
}

function graceWords(
  { principalRows, interestRows }: Required<Plan>['grace'],
  { plan, counts }: Words,
): string {
  const rest = counts.instalments(String(principalRows))
  if (interestRows === 0) return plan.noPrincipal(rest)
  return plan.nothingAtAll(rest, counts.instalments(String(interestRows)))
}

/** Throws of an option it has no words for. */
export function planLines({ plan, rounding }: OfferTerms, words: Words): Line[] {
  const agreed = (plan ?? {}) as Required<Plan>
  const lines = Object.keys(agreed).map((option) => {
    const says = SAYS[option as keyof Plan]
    if (!says) throw new Error(`the KFS has no words for the plan's ${option}`)
    return says(agreed, words)
  })
  const { rounded, toPaisa, toRupee } = words.plan
  const paisa: Line = [rounded, toPaisa]
  const up: Line = [rounded, toRupee]
  const rounds = rounding === 'paise' ? [paisa] : rounding === 'rupee-up' ? [up] : []
  return [...rounds, ...lines.filter((line) => line !== undefined)]
}

/** The rate, whether it may change, and on what it runs. */
export function interestWords(terms: OfferTerms, words: Words): string {
  const { noInterest, rate } = words.plan
  if (Number(terms.rate) === 0) return noInterest
  const kind = terms.reset ? 'floating' : 'fixed'
  return rate[kind](percentShown(terms.rate), basisWords(terms, words))
}

export const rateKind = ({ reset }: OfferTerms, { plan }: Words): string =>
  reset ? plan.floating : plan.fixed

function basisWords({ plan }: OfferTerms, words: Words): string {
  const { method, dayCount } = (plan ?? {}) as Plan
  const basis = method === 'flat' ? words.plan.flat : words.plan.reducing
  return dayCount ? `${basis}, ${daysWords(dayCount, words)}` : basis
}

function daysWords({ year, month }: Required<Plan>['dayCount'], { plan, counts }: Words): string {
  const ofYear = year === 'actual' ? plan.ownDays : counts.days(String(year))
  return month === 'actual' ? plan.actualDays(ofYear) : plan.evenDays(String(month), ofYear)
}

/** SPEC §3.3: told at once, four ways out of it; and what 25 basis points more would do. */
export function resetWords(terms: OfferTerms, { plan, counts }: Words): string {
  const { reset, rate, instalment, tenorMonths } = terms
  if (!reset) return plan.rateFixed
  const longer =
    reset.instalments === undefined
      ? plan.neverRepaid
      : plan.longer(counts.instalments(String(reset.instalments)), String(tenorMonths))
  const dearer = plan.wereHigher(shown(reset.instalment), shown(instalment), longer)
  return `${plan.benchmark(percentShown(rate))} ${dearer} ${plan.reset}`
}

type Step = { readonly by: 'due' | 'part'; readonly parts: readonly string[] }
type Rule = { readonly money?: unknown; readonly assetClass?: unknown; readonly order: Step[] }

/** What a payment meets first; the house's way where the terms name no other. */
export function allocationWords({ allocation }: OfferTerms, words: Words): string {
  const { early, nonPerforming } = words.plan
  const rules = (allocation as { rules?: readonly Rule[] } | undefined)?.rules
  if (!rules) return orderWords([{ by: 'due', parts: ['interest', 'principal'] }], words)
  return rules
    .map(({ money, assetClass, order }) => {
      const meets = orderWords(order, words)
      return money ? early(meets) : assetClass ? nonPerforming(meets) : meets
    })
    .toReversed()
    .join('. ')
}

const isPart = (part: string): part is 'interest' | 'principal' =>
  part === 'interest' || part === 'principal'

function orderWords(order: readonly Step[], { plan }: Words): string {
  const steps = order.map(({ by, parts }) => {
    const named = parts.map((part) => plan.parts[isPart(part) ? part : 'charges'])
    const inTurn = [...new Set(named)].join(plan.thenPart)
    return by === 'due' ? plan.oldestFirst(inTurn) : plan.allOf(inTurn)
  })
  const whole = steps.join(plan.thenStep)
  const hasCharges = order.some(({ parts }) => !parts.every(isPart))
  return hasCharges ? whole : plan.thenAllCharges(whole)
}

/** Which limit it lowers and whether repaying restores it; what a purchase's merchant bears. */
export function kindWords({ limit, merchant }: OfferTerms, { plan }: Words): string {
  if (merchant) return plan.purchase
  return limit ? plan.draw : plan.personal
}

export function limitWords({ limit }: OfferTerms, words: Words): string | undefined {
  if (!limit) return undefined
  const { plan } = words
  const again = limit.restores ? plan.restores : plan.staysDrawn
  const until = dayShown(limit.validTill, words)
  return plan.limit(shown(limit.amount), until, shown(limit.left), again)
}

/** SPEC DL-06, DL-07: the borrower's own account, or the merchant's for what was bought. */
export const payeeWords = ({ merchant }: OfferTerms, { plan }: Words): string =>
  merchant ? plan.toMerchant(merchant.name, merchant.orderReference) : plan.toOwnAccount

export function merchantWords({ merchant }: OfferTerms, { plan }: Words): string | undefined {
  if (!merchant) return undefined
  const { name, bearsPercent } = merchant
  const gives = plan.merchantGives(name)
  if (Number(bearsPercent) === 0) return gives
  return `${plan.merchantBears(name, percentShown(bearsPercent))} ${gives}`
}
