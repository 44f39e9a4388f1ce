/** How products come to be and change: as versions, each from a day to come. */
import { run } from '#platform/http'
import { ProductPublished, publishProduct } from '../contract.ts'
import { HOUSE_PLANNING } from './planning.ts'
import { mayPublish } from './product.ts'
import { insertVersion, latestOf } from './store.ts'

/** Facts about no customer are keyed by their module (DESIGN §3). */
const HOUSE = 'sys_lending'

export const commands = [
  run(publishProduct, async (asked, tx) => {
    const version = { ...HOUSE_PLANNING, purchaseRate: '0', ...asked }
    const refused = mayPublish(version, await latestOf(tx, version.code), tx.today)
    if (refused) return refused
    const productId = tx.newId('prd')
    const by = tx.actor.id
    await insertVersion(tx, { id: productId, by, ...version })
    const { code, kind, effectiveFrom } = version
    await tx.emit(HOUSE, [ProductPublished({ productId, code, kind, effectiveFrom, by })])
    return { productId }
  }),
]
