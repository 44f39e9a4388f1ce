/** All SQL of products. */
import type { LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Product } from './product.ts'

/** The product as it stands on a day; undefined when there is none of that code yet. */
export async function productOn(tx: Tx, code: string, on: LocalDate): Promise<Product | undefined> {
  const [row] = await tx.sql<Product[]>`
    select code, name, amount_min as "amountMin", amount_max as "amountMax",
           tenor_months_min as "tenorMonthsMin", tenor_months_max as "tenorMonthsMax",
           cooling_off_days as "coolingOffDays", bounce_charge as "bounceCharge",
           bounce_gst_percent as "bounceGstPercent", penal_percent as "penalPercent",
           penal_grace_days as "penalGraceDays", foreclosure_percent as "foreclosurePercent",
           floating,
           processing_fee_percent as "processingFeePercent", gst_percent as "gstPercent",
           stamp_duty as "stampDuty"
      from lending.product
     where code = ${code} and effective_from <= ${on}
     order by effective_from desc
     limit 1`
  return row
}
