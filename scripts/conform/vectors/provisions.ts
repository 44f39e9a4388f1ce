/** Cases of provisions, expected losses, loss guarantees and roll rates. */
import { date } from '#kernel/dates'
import { decimal, money, rupees, sum } from '#kernel/money'
import { expectedLoss, impairmentReserve } from '../../../modules/lending/loan/expected-loss.ts'
import { coverLeft, coverMax, invokeBy } from '../../../modules/lending/loan/loss-guarantee.ts'
import { floorOf } from '../../../modules/lending/loan/floor.ts'
import type { NbfcLayer } from '../../../modules/lending/loan/prepayment.ts'
import { provisionFor, type ProvisionClass } from '../../../modules/lending/loan/provision.ts'
import { endCounts, rollRates } from '../../../modules/lending/loan/roll-rate.ts'
import { dpdRegulatory } from '../../../modules/lending/loan/classification.ts'
import { inForce } from '../../../modules/rules/rule.ts'
import { seededRules } from './seeded-rules.ts'
import { has, type Check } from './vector.ts'

/** The day the cases were written (SPEC): the rules of that day are meant. */
const TODAY = date('2026-11-22')

const ruleOf = (code: string) => inForce(seededRules(code), TODAY)?.value ?? {}
const floorIn = (layer: NbfcLayer) =>
  floorOf(layer, {
    floor: ruleOf('provision.floor'),
    secured: ruleOf('provision.doubtful-secured'),
    months: ruleOf('npa.substandard-months'),
  })

export const provisions: Check = ({ inputs, expected }) => {
  if (has(inputs, 'layer', 'class')) return { expected, found: provided(inputs) }
  if (has(inputs, 'book')) return { expected, found: losses(inputs) }
  if (has(inputs, 'portfolio_disbursed')) {
    const percent = String(ruleOf('digital-lending.dlg')['coverPercentMax'])
    const of = (text: string) => decimal(coverMax(rupees(text), percent))
    const wrong = of(inputs.outstanding)
    const found = { max_cover: of(inputs.portfolio_disbursed), wrong_if_on_outstanding: wrong }
    return { expected, found }
  }
  if (has(inputs, 'cover', 'invoked')) return { expected, found: guarantee(inputs) }
  if (has(inputs, 'start', 'flow')) return { expected, found: rolled(inputs) }
  return undefined
}

type Exposure = {
  layer: NbfcLayer
  class: string
  outstanding: string
  security_value?: string
  years_doubtful?: string
}
const classes: { readonly [name: string]: ProvisionClass } = {
  STANDARD: 'standard',
  SUBSTANDARD: 'sub-standard',
  DOUBTFUL: 'doubtful',
  LOSS: 'loss',
}

function provided(exposure: Exposure) {
  const { layer, outstanding, security_value: security, years_doubtful: years } = exposure
  const asked = {
    class: classes[exposure.class] ?? 'loss',
    outstanding: rupees(outstanding),
    ...(security !== undefined && { security: rupees(security) }),
    ...(years !== undefined && { yearsDoubtful: years }),
  }
  return { provision: decimal(provisionFor(asked, floorIn(layer))) }
}

type Book = { book: [stage: string, exposure: number, pd: string, lgd: string][] }

/** The floor by stage: the first two are standard, the third sub-standard. */
function losses({ book }: Book) {
  const ecl = book.map(([, rupeesOut, pd, lgd]) =>
    expectedLoss({ exposure: money(rupeesOut * 100), pd, lgd }),
  )
  const floor = floorIn('ML')
  const floors = book.map(([stage, rupeesOut]) => {
    const outstanding = money(rupeesOut * 100)
    return provisionFor({ class: stage === 'S3' ? 'sub-standard' : 'standard', outstanding }, floor)
  })
  return {
    ecl: ecl.map(decimal),
    ecl_total: decimal(sum(ecl)),
    iracp_total: decimal(sum(floors)),
    impairment_reserve_needed: decimal(impairmentReserve(ecl, sum(floors))),
  }
}

function guarantee(inputs: { cover: string; invoked: string[]; oldest_due: string }) {
  const daysMax = Number(ruleOf('digital-lending.dlg')['invokeDaysMax'])
  const by = invokeBy(date(inputs.oldest_due), daysMax)
  return {
    cover_left: decimal(coverLeft(rupees(inputs.cover), inputs.invoked.map(rupees))),
    invoke_not_later_than_dpd: dpdRegulatory(date(inputs.oldest_due), by),
    invoke_by_day_end: by,
  }
}

function rolled({ start, flow }: { start: number[]; flow: number[][] }) {
  const rates = rollRates(start, flow)
  return {
    rates_pct: rates,
    forward_roll_1_30_to_31_60_pct: rates[1]?.[2],
    cure_1_30_pct: rates[1]?.[0],
    end_counts: endCounts(flow),
  }
}
