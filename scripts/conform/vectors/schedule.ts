/** Cases of the schedule: `principal, rate, n, mode` and the rows. */
import { date } from '#kernel/dates'
import { decimal, nothing, rupees, sum } from '#kernel/money'
import { exact, rate } from '#kernel/rates'
import { epiExact, epiOf, type Rounding } from '../../../modules/lending/schedule/annuity.ts'
import type { Instalment } from '../../../modules/lending/schedule/plan.ts'
import { schedule as scheduleOf } from '../../../modules/lending/schedule/schedule.ts'
import type { Check } from './vector.ts'

export type Plain = { principal: string; rate: string; n: number; mode: string }

const roundings: { readonly [mode: string]: Rounding } = {
  paise: 'paise',
  rupee_half_up: 'rupee',
  rupee_ceil: 'rupee-up',
}

export const roundingOf = (mode: string): Rounding | undefined => roundings[mode]

export const schedule: Check = ({ inputs, expected, expected_rows: expectedRows }) => {
  const { principal, rate: percent, n, mode } = inputs as Plain
  if (/unrounded/.test(mode)) {
    return { expected: expectedRows, found: unroundedRows(principal, percent, n) }
  }
  const rounding = roundingOf(mode)
  if (rounding === undefined) return undefined
  const terms = { principal: rupees(principal), rate: rate(percent), instalments: n, rounding }
  const rows = scheduleOf({ ...terms, startOn: date('2026-12-05') })
  const found = {
    emi: decimal(epiOf(terms.principal, terms.rate, n, rounding)),
    last_instalment: decimal(rows.at(-1)?.instalment ?? nothing),
    total_interest: decimal(sum(rows.map((row) => row.interest))),
    total_paid: decimal(sum(rows.map((row) => row.instalment))),
  }
  return {
    expected: { ...expected, rows: expectedRows },
    found: { ...found, rows: rows.map(shown) },
  }
}

const shown = ({ n, opening, principal, interest, instalment }: Instalment) => ({
  n,
  opening: decimal(opening),
  principal: decimal(principal),
  interest: decimal(interest),
  instalment: decimal(instalment),
})

/** RBI's own display: nothing rounded until it is printed in rupees. */
function unroundedRows(principal: string, percent: string, n: number) {
  const epi = epiExact(rupees(principal), rate(percent), n)
  let opening = exact(rupees(principal))
  return Array.from({ length: n }, (_, i) => {
    const interest = opening.times(percent).dividedBy(1200)
    const repaid = epi.minus(interest)
    const [o, p, t, e] = [opening, repaid, interest, epi].map((paise) =>
      paise.dividedBy(100).toFixed(0),
    )
    opening = opening.minus(repaid)
    return { n: i + 1, opening_principal: o, principal: p, interest: t, instalment: e }
  })
}
