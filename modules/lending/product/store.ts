/** All SQL of products. */
import type { LocalDate } from '#kernel/dates'
import type { Tx } from '#platform/sql'
import type { Product, ProductKind, Version } from './product.ts'

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
           stamp_duty as "stampDuty", kind, limit_restores as "limitRestores",
           limit_months as "limitMonths", subvention_percent as "subventionPercent",
           purchase_rate as "purchaseRate",
           interest_method as "interestMethod", day_count as "dayCount",
           broken_period as "brokenPeriod", due_day as "dueDay",
           instalment_rounding as "instalmentRounding",
           instalment_multiple as "instalmentMultiple", residue, holiday_shift as "holidayShift",
           allocation, allocation_npa as "allocationNpa",
           allocation_prepaid as "allocationPrepaid"
      from lending.product
     where code = ${code} and effective_from <= ${on}
     order by effective_from desc
     limit 1`
  return row
}

type Latest = { readonly kind: ProductKind; readonly effectiveFrom: LocalDate }

export async function latestOf(tx: Tx, code: string): Promise<Latest | undefined> {
  const [row] = await tx.sql<Latest[]>`
    select kind, effective_from as "effectiveFrom" from lending.product
     where code = ${code} order by effective_from desc limit 1`
  return row
}

export async function insertVersion(
  tx: Tx,
  version: Version & { readonly id: string; readonly by: string },
): Promise<void> {
  const v = version
  await tx.sql`
    insert into lending.product
      (id, code, name, effective_from, kind, amount_min, amount_max, tenor_months_min,
       tenor_months_max, cooling_off_days, bounce_charge, bounce_gst_percent, penal_percent,
       penal_grace_days, processing_fee_percent, gst_percent, stamp_duty, foreclosure_percent,
       floating, limit_restores, limit_months, signed_off_by, subvention_percent, published_by,
       published_at, interest_method, day_count, broken_period, instalment_rounding,
       instalment_multiple, residue, holiday_shift, allocation, allocation_npa,
       allocation_prepaid, purchase_rate, due_day)
    values (${v.id}, ${v.code}, ${v.name}, ${v.effectiveFrom}, ${v.kind}, ${v.amountMin},
            ${v.amountMax}, ${v.tenorMonthsMin}, ${v.tenorMonthsMax}, ${v.coolingOffDays},
            ${v.bounceCharge}, ${v.bounceGstPercent}, ${v.penalPercent}, ${v.penalGraceDays},
            ${v.processingFeePercent}, ${v.gstPercent}, ${v.stampDuty}, ${v.foreclosurePercent},
            ${v.floating}, ${v.limitRestores}, ${v.limitMonths}, ${v.signedOffBy ?? null},
            ${v.subventionPercent}, ${v.by}, ${tx.now}, ${v.interestMethod}, ${v.dayCount},
            ${v.brokenPeriod}, ${v.instalmentRounding}, ${v.instalmentMultiple}, ${v.residue},
            ${v.holidayShift}, ${v.allocation}, ${v.allocationNpa}, ${v.allocationPrepaid},
            ${v.purchaseRate}, ${v.dueDay})`
}
