/** What a loan opens with: its number, and its terms under the rules of the day. */
import { parts, type LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { homeStateOf } from '#modules/identity'
import { ruleAt } from '#modules/rules'
import type { Tx } from '#platform/sql'
import { feesOfTerms, type Terms } from '../../application/terms.ts'
import { accountNumber } from '../account-number.ts'
import { floorOf } from '../floor.ts'
import type { NbfcLayer } from '../prepayment.ts'
import { nextSequence } from '../store.ts'
import type { LoanTerms } from '../terms.ts'

/** One branch for now; a branch stands on the lead when there are more (DESIGN §3). */
const BRANCH = '01'

/** What the dated rules say of a loan that opens on a day (SPEC §0.3). */
type Law = Pick<LoanTerms, 'npaDays' | 'provisioning' | 'placeOfSupply'>

export async function numberFor(tx: Tx, on: LocalDate): Promise<string> {
  const { year } = parts(on)
  return accountNumber(BRANCH, year, await nextSequence(tx, BRANCH, year))
}

/**
 * The terms of the accepted KFS, to the day and the paisa, under the rules of the day: a new
 * product changes nothing.
 */
export function loanTermsOf(terms: Terms, law: Law): LoanTerms {
  const { penalPercent, penalGraceDays: graceDays = 0, foreclosurePercent } = terms
  return {
    principal: terms.principal,
    rate: terms.rate,
    instalments: terms.tenorMonths,
    epi: terms.instalment,
    firstDueOn: terms.firstAgreedOn ?? terms.firstDueOn,
    ...(terms.plan && { plan: terms.plan }),
    ...(terms.rounding && { rounding: terms.rounding }),
    ...(terms.allocation && { allocation: terms.allocation }),
    fees: feesOfTerms(terms),
    ...(Number(penalPercent) > 0 && { penal: { percentAYear: penalPercent, graceDays } }),
    ...(foreclosurePercent !== undefined && {
      foreclosure: {
        percent: foreclosurePercent,
        gstPercent: terms.foreclosureGstPercent ?? '0',
      },
    }),
    ...law,
  }
}

/** What the dated rules say of a loan to a customer; one not in force on the day adds nothing. */
export async function lawFor(tx: Tx, customerId: Id<'cus'>, on: LocalDate): Promise<Law> {
  const layer = await layerOn(tx, on)
  const [days, floor, secured, months] = await Promise.all(
    [
      'npa.overdue-days',
      'provision.floor',
      'provision.doubtful-secured',
      'npa.substandard-months',
    ].map(async (code) => (await tx.call(ruleAt, { code, on })).rule?.value),
  )
  const npaDays = Number(days?.[layer])
  return {
    placeOfSupply: await placeOfSupply(tx, customerId, on),
    ...(npaDays > 0 && { npaDays }),
    ...(floor && secured && months && { provisioning: floorOf(layer, { floor, secured, months }) }),
  }
}

/**
 * GST goes to the borrower's state: another than the lender's makes it IGST (SPEC §12). Of one
 * whose address we do not know the law takes the lender's own.
 */
async function placeOfSupply(
  tx: Tx,
  customerId: Id<'cus'>,
  on: LocalDate,
): Promise<LoanTerms['placeOfSupply']> {
  const [{ rule }, { state }] = await Promise.all([
    tx.call(ruleAt, { code: 'lender.gst-state', on }),
    tx.call(homeStateOf, { customerId }),
  ])
  const ours = rule?.value['state']
  return state !== undefined && ours !== undefined && state !== ours ? 'other-state' : 'same-state'
}

/** The layer this lender stands in; the base layer while nobody said otherwise. */
async function layerOn(tx: Tx, on: LocalDate): Promise<NbfcLayer> {
  const { rule } = await tx.call(ruleAt, { code: 'nbfc.lender-layer', on })
  const layer = rule?.value['layer']
  return layer === 'ML' || layer === 'UL' ? layer : 'BL'
}
