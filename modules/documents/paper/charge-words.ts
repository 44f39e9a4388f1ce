/**
 * What a borrower may be charged later, in words that the KFS and the agreement share: the
 * agreement may say nothing the KFS doesn't (SPEC §2.1).
 */
import { shown } from '#kernel/money'
import { counted, percentShown } from './words.ts'
import type { OfferTerms } from './offer-terms.ts'

type Charges = Pick<
  OfferTerms,
  'penalPercent' | 'bounceCharge' | 'bounceGstPercent' | 'coolingOffDays'
>

/** SPEC §3.1: a charge, never interest; `Nil` where the product levies none. */
export const penalWords = ({ penalPercent }: Charges): string =>
  Number(penalPercent) === 0
    ? 'Nil'
    : `Penal charge of ${percentShown(penalPercent)} a year on the overdue amount`

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
export const coolingOffWords = ({ coolingOffDays }: Charges): string =>
  `${counted(coolingOffDays, 'day')} from the money’s arrival: repay the amount with the ` +
  'interest of the days you had it, and no penalty; the processing fee and stamp duty stated ' +
  'above are kept'
