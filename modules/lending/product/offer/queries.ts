/** A product as it is offered on a day: with the days banks do not work while its loans run. */
import { addMonths, type LocalDate } from '#kernel/dates'
import { bankDaysOff } from '#modules/rules'
import type { Tx } from '#platform/sql'
import type { Product } from '../product.ts'
import { productOn } from '../store.ts'

/** A first instalment may come later than a month after the start. */
const SPARE_MONTHS = 3

/** Undefined when there is none of that code yet. */
export async function offeredOn(tx: Tx, code: string, on: LocalDate): Promise<Product | undefined> {
  const product = await productOn(tx, code, on)
  if (product === undefined || product.holidayShift === 'none') return product
  const to = addMonths(on, product.tenorMonthsMax + SPARE_MONTHS)
  const { weekly, holidays: days } = await tx.call(bankDaysOff, { from: on, to })
  return { ...product, daysOff: { weekly, days } }
}
