/**
 * What a borrower may be charged later, in words that the KFS and the agreement share: the
 * agreement may say nothing the KFS doesn't (SPEC §2.1).
 */
import { shown } from '#kernel/money'
import { counted, percentShown } from './words.ts'
import type { OfferTerms } from './offer-terms.ts'

type Charges = Pick<
  OfferTerms,
  | 'penalPercent'
  | 'penalGraceDays'
  | 'foreclosurePercent'
  | 'foreclosureGstPercent'
  | 'bounceCharge'
  | 'bounceGstPercent'
  | 'coolingOffDays'
  | 'processingFee'
  | 'stampDuty'
>

/** SPEC §3.1: a charge, never interest; `Nil` where the product levies none. */
export function penalWords({ penalPercent, penalGraceDays }: Charges): string {
  if (Number(penalPercent) === 0) return 'Nil'
  const spared = penalGraceDays
    ? `; none if it is paid within ${counted(penalGraceDays, 'day')}`
    : ''
  return (
    `Penal charge of ${percentShown(penalPercent)} a year on the overdue instalment for the days ` +
    `it is late${spared}`
  )
}

/** SPEC §3.4: only what stands here may ever be charged for repaying before time. */
export function foreclosureWords(charges: Charges): string {
  const { foreclosurePercent = '0', foreclosureGstPercent = '0' } = charges
  if (Number(foreclosurePercent) === 0) {
    return 'Nil: you may repay early, in part or in full, without charge'
  }
  return (
    `${percentShown(foreclosurePercent)} of the principal not yet due, and ` +
    `${percentShown(foreclosureGstPercent)} GST on it`
  )
}

/** SPEC §5.2: for want of funds or by the borrower's wish; GST only where the product says so. */
export function bounceWords({ bounceCharge, bounceGstPercent }: Charges): string {
  const tax =
    Number(bounceGstPercent) === 0 ? '' : ` and ${percentShown(bounceGstPercent)} GST on it`
  return (
    `${shown(bounceCharge)}${tax} for an instalment your bank returns for want of funds or at ` +
    'your wish; a technical return costs nothing'
  )
}

/** DL-09: the fee may be kept only because the KFS says so, here. */
export function coolingOffWords({ coolingOffDays, processingFee, stampDuty }: Charges): string {
  const fees = [
    ...(processingFee > 0 ? ['the processing fee'] : []),
    ...(stampDuty > 0 ? ['the stamp duty'] : []),
  ].join(' and ')
  const kept = fees === '' ? '' : `; ${fees} stated above are not given back`
  return (
    `${counted(coolingOffDays, 'day')} from the money’s arrival: repay the amount with the ` +
    `interest of the days you had it, and no penalty${kept}`
  )
}
