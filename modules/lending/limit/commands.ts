/** What is done about limits; what is drawn and bought on them stands in `draw/`. */
import { addMonths, type LocalDate } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { customersKnown } from '#modules/identity'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { closeLimit, grantLimit, LimitClosed, LimitGranted } from '../contract.ts'
import type { Product, ProductKind } from '../product/product.ts'
import { productOn } from '../product/store.ts'
import { endLimit, insertLimit, lockLimit } from './store.ts'

export const commands = [
  run(grantLimit, async ({ customerId, product: code, amount, rate }, tx) => {
    if (!(await isKnown(tx, customerId))) return refuse('unknown-person')
    const product = await productOfKind(tx, code, 'drawdown', tx.today)
    if (!product) return refuse('unknown-product')
    if (amount > product.amountMax || amount < product.amountMin) return refuse('outside-product')
    const limitId = tx.newId('lim')
    const { limitRestores: restores, limitMonths } = product
    const limit = { product: code, amount, rate, restores }
    const validTill = addMonths(tx.today, limitMonths)
    const isNew = await insertLimit(tx, { ...limit, id: limitId, customerId, validTill })
    if (!isNew) return refuse('limit-open')
    await tx.emit(customerId, [LimitGranted({ ...limit, limitId, validTill })])
    return { limitId }
  }),

  run(closeLimit, async ({ limitId }, tx) => {
    const limit = await lockLimit(tx, limitId)
    if (!limit) return refuse('unknown-limit')
    if (limit.closedOn !== null) return refuse('limit-over')
    await endLimit(tx, limitId)
    await tx.emit(limit.customerId, [LimitClosed({ limitId, closedOn: tx.today })])
    return { limitId }
  }),
]

async function isKnown(tx: Tx, customerId: Id<'cus'>): Promise<boolean> {
  return (await tx.call(customersKnown, { customerIds: [customerId] })).customerIds.length > 0
}

async function productOfKind(
  tx: Tx,
  code: string,
  kind: ProductKind,
  on: LocalDate,
): Promise<Product | undefined> {
  const product = await productOn(tx, code, on)
  return product?.kind === kind ? product : undefined
}
