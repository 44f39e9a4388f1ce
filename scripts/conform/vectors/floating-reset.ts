/** Cases of a floating rate reset: by the loan's terms, or by its balance alone. */
import { date } from '#kernel/dates'
import { decimal, money, nothing, rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { resetOf } from '../../../modules/lending/loan/floating-reset.ts'
import { schedule } from '../../../modules/lending/schedule/schedule.ts'
import { has, type Check } from './vector.ts'

export const floatingReset: Check = ({ inputs, expected }) => {
  if (has(inputs, 'loan', 'emis_paid')) return { expected, found: ofLoan(inputs) }
  if (!has(inputs, 'balance', 'emi')) return undefined
  const balance = rupees(inputs.balance)
  const found = resetOf({
    balance,
    emi: rupees(inputs.emi),
    monthsLeft: 1,
    newRate: rate(inputs.new_rate),
  })
  return {
    expected,
    found: {
      monthly_interest: decimal(found.monthInterest),
      negative_amortisation_if_emi_kept: found.sameEmiMonths === undefined,
    },
  }
}

type Reset = {
  loan: [principal: number, rate: string, months: number]
  emis_paid: number
  old_emi: string
  new_rate: string
}

function ofLoan({ loan: [rupeesLent, percent, months], ...inputs }: Reset) {
  const [principal, emi] = [money(rupeesLent * 100), rupees(inputs.old_emi)]
  const terms = { principal, rate: rate(percent), instalments: months, epi: emi }
  const rows = schedule({ ...terms, startOn: date('2026-12-05') })
  const balance = rows[inputs.emis_paid]?.opening ?? nothing
  const monthsLeft = months - inputs.emis_paid
  const newRate = rate(inputs.new_rate)
  const found = resetOf({ balance, emi, monthsLeft, newRate, rounding: 'paise' })
  return {
    balance: decimal(balance),
    option_emi_same_tenure: decimal(found.emiSameTenor),
    emi_change: decimal(found.emiChange),
    option_tenure_same_emi_months_left: found.sameEmiMonths,
    old_months_left: monthsLeft,
    negative_amortisation_if_emi_kept: found.sameEmiMonths === undefined,
  }
}
