/**
 * What a borrower may be charged later, in words that the KFS and the agreement share: the
 * agreement may say nothing the KFS doesn't (SPEC §2.1).
 */
import { shown } from '#kernel/money'
import type { Words } from '../words/words.ts'
import { percentShown } from './figures.ts'
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
export function penalWords({ penalPercent, penalGraceDays }: Charges, words: Words): string {
  if (Number(penalPercent) === 0) return words.kfs.nil
  const penal = words.charges.penal(percentShown(penalPercent))
  if (!penalGraceDays) return penal
  return words.charges.spared(penal, words.counts.days(String(penalGraceDays)))
}

/** SPEC §3.4: only what stands here may ever be charged for repaying before time. */
export function foreclosureWords(charges: Charges, words: Words): string {
  const { foreclosurePercent = '0', foreclosureGstPercent = '0' } = charges
  if (Number(foreclosurePercent) === 0) return words.charges.noForeclosure
  const [percent, gst] = [foreclosurePercent, foreclosureGstPercent].map(percentShown)
  return words.charges.foreclosure(percent!, gst!)
}

/** SPEC §5.2: for want of funds or by the borrower's wish; GST only where the product says so. */
export function bounceWords({ bounceCharge, bounceGstPercent }: Charges, words: Words): string {
  const { bounce, withGst } = words.charges
  const amount = shown(bounceCharge)
  const taxed = Number(bounceGstPercent) > 0
  return bounce(taxed ? withGst(amount, percentShown(bounceGstPercent)) : amount)
}

/** DL-09: the fee may be kept only because the KFS says so, here. */
export function coolingOffWords(
  { coolingOffDays, processingFee, stampDuty }: Charges,
  { charges: { coolingOff, kept }, counts }: Words,
): string {
  const leave = coolingOff(counts.days(String(coolingOffDays)))
  if (processingFee > 0) return `${leave}; ${stampDuty > 0 ? kept.both : kept.fee}`
  return stampDuty > 0 ? `${leave}; ${kept.duty}` : leave
}
