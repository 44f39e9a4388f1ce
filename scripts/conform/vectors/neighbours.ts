/** Cases that other modules own: identifiers, names, bank returns, texts, affordability. */
import { date } from '#kernel/dates'
import { decimal, money, rupees } from '#kernel/money'
import { matches } from '../../../modules/comms/template.ts'
import { segmentsOf } from '../../../modules/comms/segment.ts'
import { mayGoOut } from '../../../modules/comms/window.ts'
import { emiAffordable, principalFor } from '../../../modules/decision/offer.ts'
import {
  isIdentifier,
  maskAadhaar,
  normaliseMobile,
  type IdentifierKind,
} from '../../../modules/kyc/identifiers.ts'
import { nameMatch } from '../../../modules/kyc/name-match.ts'
import { mayChargePrepayment } from '../../../modules/lending/loan/prepayment.ts'
import { returnCode } from '../../../modules/payments/return-code.ts'
import { has, type Check } from './vector.ts'

export const identifiers: Check = ({ kind, value, valid, masked, expected }) => {
  if (kind === 'mobile_normalise') return { expected, found: normaliseMobile(value) }
  const found = {
    valid: isIdentifier(kind as IdentifierKind, value),
    ...(masked !== undefined && { masked: maskAadhaar(value) }),
  }
  return { expected: { valid, ...(masked !== undefined && { masked }) }, found }
}

export const names: Check = ({ inputs, expected }) => {
  const [said, known] = inputs as [string, string]
  return { expected, found: nameMatch(said, known) }
}

const kinds = { PROMO: 'promotional', RECOVERY: 'recovery', SERVICE: 'service' } as const

export const commsAndRails: Check = ({ inputs, expected }) => {
  if (has(expected, 'encoding')) return { expected, found: segmentsOf(inputs) }
  if (has(inputs, 'template', 'message')) {
    return { expected, found: { match: matches(inputs.template, inputs.message) } }
  }
  if (has(inputs, 'kind', 'ist')) {
    const asked = {
      kind: kinds[inputs.kind as keyof typeof kinds],
      at: inputs.ist,
      blocked: inputs.dnd_block,
      consented: inputs.explicit_consent,
      hoursAsked: inputs.borrower_asked_hours ?? undefined,
    }
    return { expected, found: { allowed: mayGoOut(asked) } }
  }
  if (has(inputs, 'code') && has(expected, 's25_pssa')) {
    const { bounceCharge, s25Pssa, ...said } = returnCode(inputs.code)
    return { expected, found: { ...said, bounce_charge: bounceCharge, s25_pssa: s25Pssa } }
  }
  return undefined
}

export const affordability: Check = ({ inputs, expected }) => {
  if (!has(inputs, 'net_income', 'obligations', 'proposed_emi')) return undefined
  const [income, owes, emi] = [inputs.net_income, inputs.obligations, inputs.proposed_emi]
  const [monthly, obligations] = [rupees(income), rupees(owes)]
  const bears = emiAffordable(monthly, obligations, 50)
  const principal = principalFor(bears, '18', 24)
  const share = (amount: number) => ((amount / monthly) * 100).toFixed(2)
  const whole = principal.dividedBy(100_000).floor().times(1000)
  const found = {
    foir_before_pct: share(obligations),
    foir_after_pct: share(obligations + rupees(emi)),
    max_emi_at_50pct: decimal(bears),
    max_principal_18pct_24m: whole.toFixed(0),
    max_principal_exact: decimal(money(principal.toDecimalPlaces(0).toNumber())),
  }
  return { expected, found }
}

export const collections: Check = ({ inputs, expected }) => {
  if (!has(inputs, 'layer', 'floating', 'sanction')) return undefined
  const found = mayChargePrepayment({
    layer: inputs.layer,
    individual: inputs.individual,
    mse: inputs.mse ?? false,
    businessPurpose: inputs.business_purpose,
    floating: inputs.floating,
    sanctionedOn: date(inputs.sanction),
    sanctioned: money(inputs.amount * 100),
  })
  return { expected, found: { charge_may_be_levied: found } }
}
