/** Cases of the Key Facts Statement: the APR of an offer, or of bare flows in days. */
import { date } from '#kernel/dates'
import { decimal, minus, money, nothing, rupees, sum } from '#kernel/money'
import { rate, toPaise } from '#kernel/rates'
import { apr } from '../../../modules/lending/schedule/apr.ts'
import { flowsOf, kfsFigures, type Fee } from '../../../modules/lending/schedule/kfs.ts'
import { epiExact } from '../../../modules/lending/schedule/annuity.ts'
import { has, type Check } from './vector.ts'

type Offer = {
  sanctioned_amount: string
  annual_rate_pct: string
  periods: number
  periods_per_year: number
  fees_payable_to_re: string
  fees_third_party_via_re: string
  epi_used: string
  recurring_charge_each_year_after_first: string
}
type Flows = { net_disbursed: string; repayments: [days: number, amount: string][] }

export const kfsApr: Check = ({ inputs, expected }) => {
  if (has(inputs, 'net_disbursed', 'repayments')) {
    return { expected, found: ofFlows(inputs as Flows) }
  }
  if (has(inputs, 'sanctioned_amount')) return { expected, found: ofOffer(inputs as Offer) }
  return undefined
}

function ofFlows({ net_disbursed: net, repayments }: Flows) {
  const flows = repayments.map(([period, amount]) => ({ period, paise: rupees(amount) }))
  const found = apr({ net: rupees(net), flows, periodsPerYear: 365 })
  return {
    daily_irr_pct: found.periodicPercent,
    apr_nominal_daily_x365_pct: found.percent,
    effective_annual_pct: found.effectivePercent,
  }
}

function ofOffer(inputs: Offer) {
  const { net, epi, flows, interest, total } = worked(inputs)
  const found = apr({ net, flows, periodsPerYear: inputs.periods_per_year })
  return {
    epi_unrounded: epi.dividedBy(100).toFixed(4),
    net_disbursed: decimal(net),
    total_interest: decimal(interest),
    total_interest_rupee: String(Math.round(interest / 100)),
    total_repaid: decimal(total),
    periodic_irr_pct: found.periodicPercent,
    apr_pct: found.percent,
    apr_pct_2dp: found.shown,
    effective_annual_pct_NOT_the_kfs_figure: found.effectivePercent,
  }
}

/** The statement's own figures, where the offer is one it can state: monthly and unrounded. */
function worked(inputs: Offer) {
  const principal = rupees(inputs.sanctioned_amount)
  const yearly = rate(inputs.annual_rate_pct)
  const fees = [
    fee(inputs.fees_payable_to_re, 'lender'),
    fee(inputs.fees_third_party_via_re, 'third-party'),
  ]
  const offer = {
    principal,
    rate: yearly,
    instalments: inputs.periods,
    startOn: date('2026-12-05'),
    fees,
    recurring: {
      amount: rupees(inputs.recurring_charge_each_year_after_first),
      everyPeriods: inputs.periods_per_year,
    },
    epiForApr: 'unrounded',
  } as const
  const exactly = epiExact(principal, yearly, inputs.periods, inputs.periods_per_year)
  if (inputs.epi_used === 'unrounded' && inputs.periods_per_year === 12) {
    const { netDisbursed: net, totalInterest, totalRepaid, schedule } = kfsFigures(offer)
    const { flows } = flowsOf(offer, schedule)
    return { net, epi: exactly, flows, interest: totalInterest, total: totalRepaid }
  }
  const epi =
    inputs.epi_used === 'unrounded' ? exactly : exactly.times(0).plus(rupees(inputs.epi_used))
  const flows = Array.from({ length: inputs.periods }, (_, i) => ({ period: i + 1, paise: epi }))
  const total = toPaise(epi.times(inputs.periods))
  const net = minus(principal, sum(fees.map(({ amount }) => amount)))
  return { net, epi, flows, interest: money(total - principal), total }
}

const fee = (amount: string, payee: Fee['payee']): Fee => ({
  kind: payee === 'lender' ? 'processing' : 'other',
  amount: rupees(amount),
  gst: nothing,
  payee,
  onExit: 'kept',
})
