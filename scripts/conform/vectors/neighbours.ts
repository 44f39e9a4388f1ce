/** Cases that other modules own: identifiers, names, notices, bank returns, texts. */
import { addDays, date } from '#kernel/dates'
import { money } from '#kernel/money'
import { matches } from '../../../modules/comms/template.ts'
import { segmentsOf } from '../../../modules/comms/segment.ts'
import { mayGoOut } from '../../../modules/comms/window.ts'
import { noticeFaults } from '../../../modules/identity/consent/notice.ts'
import {
  isIdentifier,
  maskAadhaar,
  normaliseMobile,
  type IdentifierKind,
} from '../../../modules/kyc/identifiers.ts'
import { nameMatch } from '../../../modules/kyc/name-match.ts'
import { mayChargePrepayment } from '../../../modules/lending/loan/prepayment.ts'
import { claimOf, demandBy } from '../../../modules/payments/cheque/cheque.ts'
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
  // Section 25 of that Act gives the days section 138 gives for a cheque.
  if (has(inputs, 'bank_information_received', 'notice_received_by_borrower')) {
    const { payBy, complainBy } = claimOf(date(inputs.notice_received_by_borrower))
    const found = {
      notice_must_be_given_by: demandBy(date(inputs.bank_information_received)),
      borrower_may_pay_until: payBy,
      cause_of_action: addDays(payBy, 1),
      complaint_within_one_month_by: complainBy,
    }
    return { expected, found }
  }
  return undefined
}

/** A notice as the law wants it; what an account aggregator checks of its own is not ours. */
export const consent: Check = ({ inputs, expected }) =>
  has(inputs, 'notice_id', 'data_items')
    ? { expected, found: { errors: noticeFaults(inputs) } }
    : undefined

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
