/** A case's terms in the house's words. A translation: no rule of lending is decided here. */
import { date, type LocalDate } from '../../../kernel/dates.ts'
import { money, type Money } from '../../../kernel/money.ts'
import type {
  Agreement,
  Component,
  FutureRule,
  PaymentKind,
  SpreadOrder,
  Timing,
} from '../../../modules/lending/loan/replay/agreement.ts'
import type { Unit } from '../../../modules/lending/schedule/model/day.ts'
import type { InterestTerms } from '../../../modules/lending/schedule/model/interest-terms.ts'
import type { LoanCase, Meta } from './case.ts'

type Terms = LoanCase['terms']

export const cents = (units: unknown): Money => money(Math.round(Number(units ?? 0) * 100))
export const on = (text: unknown): LocalDate => {
  if (typeof text !== 'string') throw new RangeError('a date is missing')
  return date(text)
}
const whole = (value: unknown): number => Number(value ?? 0)

export const unitOf = (name: unknown): Unit => String(name).toLowerCase() as Unit

export function interestTermsOf(terms: Terms): InterestTerms {
  const monthly = terms['rateFrequency'] === 'MONTH'
  const yearly = Number(terms['ratePercent']) * (monthly ? 12 : 1)
  const multiple = whole(terms['installmentInMultiplesOf'])
  const recalculation = terms['interestRecalculation'] as { [name: string]: unknown } | undefined
  const period = terms['interestCalculationPeriod'] === 'SAME_AS_REPAYMENT_PERIOD'
  return {
    digits: whole(terms['mathPrecision']) || 19,
    rounding: terms['mathRounding'] === 'HALF_UP' ? 'half-up' : 'half-even',
    method: terms['interestMethod'] === 'FLAT' ? 'flat' : 'declining',
    ratePercent: String(Number(yearly.toFixed(6))),
    every: whole(terms['repaymentEvery']),
    unit: unitOf(terms['repaymentFrequency']),
    instalments: whole(terms['numberOfRepayments']),
    dayCount: dayCountOf(terms),
    accrueBy: period ? 'period' : 'day',
    partialPeriods: terms['allowPartialPeriodInterest'] === true,
    ...(multiple > 0 && { multiple: money(multiple * 100) }),
    grace: {
      principalRows: whole(terms['graceOnPrincipalPayment']),
      interestRows: whole(terms['graceOnInterestPayment']),
    },
    freshTermPerTranche: terms['allowFullTermForTranche'] === true,
    ...(recalculation?.['enabled'] === true && {
      recalculation: {
        rest: recalculation['restFrequency'] === 'SAME_AS_REPAYMENT' ? 'period' : 'daily',
        payOffTo:
          recalculation['preCloseInterest'] === 'TILL_REST_FREQUENCY_DATE' ? 'rest' : 'date',
        onPastDue: recalculation['interestOnPastDuePrincipal'] !== false,
      },
    }),
    processing: terms['scheduleProcessing'] === 'VERTICAL' ? 'vertical' : 'horizontal',
  }
}

function dayCountOf(terms: Terms): InterestTerms['dayCount'] {
  const year = String(terms['daysInYear'])
  return {
    year: year === 'ACTUAL' ? 'actual' : (Number(year.slice(4)) as 360 | 364 | 365),
    month: terms['daysInMonth'] === 'ACTUAL' ? 'actual' : 30,
    leapDayPeriodOnly: terms['daysInYearCustomStrategy'] === 'FEB_29_PERIOD_ONLY',
    yearTurns:
      terms['interestRecognitionOnDisbursementDate'] === true
        ? 'after-31-december'
        : 'before-31-december',
  }
}

const kinds: { readonly [name: string]: PaymentKind | 'default' } = {
  DEFAULT: 'default',
  REPAYMENT: 'repayment',
  DOWN_PAYMENT: 'down-payment',
  MERCHANT_ISSUED_REFUND: 'merchant-refund',
  PAYOUT_REFUND: 'payout-refund',
  GOODWILL_CREDIT: 'goodwill',
  INTEREST_PAYMENT_WAIVER: 'interest-waiver',
  CHARGE_ADJUSTMENT: 'charge-adjustment',
  INTEREST_REFUND: 'interest-refund',
}

const futures: { readonly [name: string]: FutureRule } = {
  NEXT_INSTALLMENT: 'next',
  LAST_INSTALLMENT: 'last',
  NEXT_LAST_INSTALLMENT: 'running-or-last',
  REAMORTIZATION: 'evenly',
}

const TIMINGS: readonly [string, Timing][] = [
  ['PAST_DUE_', 'past-due'],
  ['IN_ADVANCE_', 'in-advance'],
  ['DUE_', 'due'],
]

const componentOf = (name: string): Component => name.toLowerCase() as Component

function stepOf(name: string): SpreadOrder['steps'][number] {
  const [prefix, timing] = TIMINGS.find(([start]) => name.startsWith(start)) ?? ['', 'due']
  return { timing, component: componentOf(name.slice(prefix.length)) }
}

type Rule = { readonly order: readonly string[]; readonly futureInstallment: string }

function spreadOf(terms: Terms): Agreement['spread'] {
  const given = terms['paymentAllocation'] as { [name: string]: Rule } | undefined
  if (given === undefined) return { default: namedOrder(String(terms['allocationStrategy'])) }
  const orders = Object.entries(given).map(([name, rule]) => [
    kinds[name] ?? name,
    {
      steps: rule.order.map(stepOf),
      future: futures[rule.futureInstallment] ?? 'next',
    } satisfies SpreadOrder,
  ])
  return Object.fromEntries(orders) as Agreement['spread']
}

const words: { readonly [word: string]: Component } = {
  PENALTIES: 'penalty',
  PENALTY: 'penalty',
  FEES: 'fee',
  FEE: 'fee',
  INTEREST: 'interest',
  PRINCIPAL: 'principal',
}

/** `PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER` and the like: the name is the order. */
function namedOrder(name: string): SpreadOrder {
  const [due = '', ahead = ''] = name.replace(/^DUE_/, '').split('_IN_ADVANCE_')
  const inWords = (text: string): Component[] =>
    text.split('_').flatMap((word) => (words[word] ? [words[word]] : []))
  const first = inWords(due)
  const later = ahead === '' ? first : inWords(ahead)
  const steps = (['past-due', 'due', 'in-advance'] as const).flatMap((timing) =>
    (timing === 'in-advance' ? later : first).map((component) => ({ timing, component })),
  )
  return { steps, future: 'next' }
}

export function agreementOf(terms: Terms, meta: Meta = {}): Agreement {
  const down = terms['downPayment'] as { percent: number; auto: boolean } | null | undefined
  const fixed = whole(terms['fixedLength'])
  const credits = terms['creditAllocation'] as { [name: string]: string[] } | undefined
  const refunds = (terms['interestRefundTypes'] as string[] | undefined) ?? []
  const chargeOff = terms['chargeOffBehaviour']
  const settings = (terms['globalConfig'] ?? {}) as { readonly [name: string]: string }
  const cumulative = terms['scheduleEngine'] === 'CUMULATIVE'
  return {
    interest: interestTermsOf(terms),
    countsFrom:
      terms['repaymentStartDateType'] === 'SUBMITTED_ON_DATE' ? 'application' : 'drawdown',
    appliedOn: on(terms['submittedOn']),
    ...(fixed > 0 && { fixedLength: fixed }),
    ...(down && { downPayment: { percent: String(down.percent), auto: down.auto } }),
    drawdownFirst: cumulative,
    tranchesOver: cumulative ? 'all' : 'coming',
    earnsLateCharges: settings['enable-immediate-charge-accrual-post-maturity'] === 'enabled',
    spread: spreadOf(terms),
    ...(credits?.['CHARGEBACK'] && { chargebackOrder: credits['CHARGEBACK'].map(componentOf) }),
    refundsInterest: refunds.flatMap((name) => (kinds[name] ? [kinds[name] as PaymentKind] : [])),
    chargeOff:
      chargeOff === 'ZERO_INTEREST'
        ? 'no-interest'
        : chargeOff === 'ACCELERATE_MATURITY'
          ? 'accelerate'
          : 'keep',
    arrearsGraceDays: whole(terms['graceOnArrearsAgeing']),
    arrearsRanges: Object.entries(meta.delinquencyRangesDays ?? {}).map(([name, [from, to]]) => ({
      ...{ name, from },
      ...(to !== null && { to }),
    })),
  }
}
