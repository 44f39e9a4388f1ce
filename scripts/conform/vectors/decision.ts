/** What an applicant can bear, what their statement says, and what the policy makes of it. */
import { readFileSync } from 'node:fs'
import { date } from '#kernel/dates'
import { decimal, money, rupees, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { consult, hashOf } from '../../../modules/decision/engines/zen.ts'
import { inputsOf, type Bureau } from '../../../modules/decision/inputs.ts'
import { emiAffordable, offerOf, principalFor } from '../../../modules/decision/offer.ts'
import { featuresOf } from '../../../modules/device/feature/features.ts'
import { entriesOf } from '../../../modules/device/statement/deposit.ts'
import { instalmentOf } from '../../../modules/lending/schedule/plan.ts'
import { has, type Check, type Compared, type Vector } from './vector.ts'

export const affordability: Check = ({ inputs, expected }) => {
  if (has(inputs, 'net_income', 'obligations', 'proposed_emi')) return share(inputs, expected)
  if (has(inputs, 'transactions', 'from', 'to')) return statement(inputs, expected)
  if (has(inputs, 'score', 'income', 'requested', 'months')) return price(inputs, expected)
  return undefined
}

type Given = NonNullable<Vector['inputs']>

function share(inputs: Given, expected: Given): Compared {
  const [income, owes, emi] = [inputs.net_income, inputs.obligations, inputs.proposed_emi]
  const [monthly, obligations] = [rupees(income), rupees(owes)]
  const bears = emiAffordable(monthly, obligations, 50)
  const principal = principalFor(bears, '18', 24)
  const percent = (amount: number) => ((amount / monthly) * 100).toFixed(2)
  const whole = principal.dividedBy(100_000).floor().times(1000)
  const found = {
    foir_before_pct: percent(obligations),
    foir_after_pct: percent(obligations + rupees(emi)),
    max_emi_at_50pct: decimal(bears),
    max_principal_18pct_24m: whole.toFixed(0),
    max_principal_exact: decimal(money(principal.toDecimalPlaces(0).toNumber())),
  }
  return { expected, found }
}

function statement({ transactions, from, to }: Given, expected: Given): Compared {
  const entries = entriesOf({ ref: 'account', tail: '1234', transactions })
  const read = featuresOf(entries, to, { statementFrom: from })
  const { balances, salary, obligations, bounces, flows, foirPercent } = read
  const told = (sum: Money | undefined) => sum !== undefined && decimal(sum)
  const by = (sums: { readonly [name: string]: Money }) =>
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, decimal(sum)]))
  const found = {
    avg_daily_balance: told(balances.average),
    monthly_avg_balance: by(balances.monthly),
    abb_5_10_15_20_25: told(balances.onFixedDays),
    min_eod: told(balances.minimum),
    salary_credits: salary.pays.map(({ on, amount }) => [on, decimal(amount)]),
    salary_months: salary.months,
    median_salary: told(salary.monthly),
    salary_day_spread: salary.daySpread,
    emi_obligation_monthly_detected: by(obligations.byLender),
    one_off_ach: by(obligations.oneOff),
    inward_ach_returns: bounces.in90,
    return_charge_total: decimal(bounces.charges),
    cash_withdrawal_total: decimal(flows.cash),
    foir_pct_bank_based: String(foirPercent),
  }
  return { expected, found }
}

const shipped = new URL(
  '../../../modules/decision/migrations/0004-policy-personal-2026.sql',
  import.meta.url,
)
const TODAY = date('2026-11-22')

/** By the policy the product ships, of somebody of whom nothing speaks against. */
async function price(inputs: Given, expected: Given): Promise<Compared> {
  const [, text = '{}'] = readFileSync(shipped, 'utf8').split('$policy$')
  const graph: unknown = JSON.parse(text)
  const [monthlyIncome, amount] = [rupees(inputs.income), rupees(inputs.requested)]
  const { score, months: tenorMonths } = inputs
  const profile = { birthDate: '1990-01-01', occupation: 'salaried', monthlyIncome }
  const asked = { product: 'personal', amountAsked: amount, tenorMonths }
  const says = await consult(
    { graph, hash: hashOf(graph) },
    inputsOf(asked, profile, { score, newToCredit: false } as Bureau, TODAY),
  )
  const bears = { monthlyIncome, obligations: rupees(inputs.obligations) }
  const offer = offerOf(says, { amount, tenorMonths, ...bears, amountMin: rupees('1000') })
  // Our reasons are the codes; the cases' have a word behind.
  const reasons = expected.reasons?.map((reason: string) => reason.slice(0, 3))
  if (offer.outcome !== 'approve' || offer.rate === undefined) {
    const found = { decision: offer.outcome.toUpperCase(), reasons: offer.reasons }
    return { expected: { ...expected, reasons }, found }
  }
  const principal = offer.amountMax
  const terms = { principal, rate: rate(offer.rate), instalments: tenorMonths }
  const found = {
    decision: principal < amount ? 'COUNTER_OFFER' : 'APPROVE',
    band: offer.grade,
    rate: Number(offer.rate).toFixed(1),
    amount: String(principal / 100),
    emi: decimal(instalmentOf({ ...terms, rounding: 'paise' })),
  }
  return { expected, found }
}
