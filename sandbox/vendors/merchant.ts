/**
 * A shop with a checkout: an order is told to Dhara by a signed webhook, the buyer goes to Dhara's
 * app with it, and later the shop may give the money back. Any merchant's id opens a shop.
 */
import { token } from '../draw.ts'
import { BadRequest, text, Unknown } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { orderPage, shopPage, WARES } from '../pages/shop.ts'
import type { Ask, Vendor, World } from '../world.ts'

const MERCHANT = /^mer_[0-9a-z-]{1,60}$/

export const merchant: Vendor = {
  name: 'merchant',
  pages: {
    'GET /merchant/:id': (ask, world) => shopPage(merchantOf(ask), world),
    'POST /merchant/:id/orders': (ask, world) => {
      const order = placeOrder(world, merchantOf(ask), text(ask.body, 'ware'))
      return ask.wantsPage ? orderPage(order, world) : { status: 201, json: order.body }
    },
    'POST /merchant/:id/refunds': (ask, world) => {
      const order = giveBack(world, merchantOf(ask), text(ask.body, 'order'))
      return ask.wantsPage ? orderPage(order, world) : { json: order.body }
    },
  },
}

function merchantOf({ params }: Ask): string {
  const { id = '' } = params
  if (!MERCHANT.test(id)) throw new Unknown(`merchant ${id}`)
  return id
}

/** The shop's order, told to the lender whose checkout the buyer chose. */
export function placeOrder(world: World, shop: string, ware: string): Entry {
  const chosen = WARES.find(({ code }) => code === ware)
  if (!chosen) throw new BadRequest('ware', 'is none we sell')
  const nth = world.ledger.count('order', shop) + 1
  const key = `${shop}-${nth}`
  const { entry } = world.ledger.once('order', key, chosen, () => {
    const id = `ORD-${token('o', world.seed, key).slice(2, 10).toUpperCase()}`
    const { price: amount } = chosen
    const body = { order: id, merchant: shop, ware: chosen.name, amount }
    return { kind: 'order', key, id, subject: shop, reference: id, amount, status: 'placed', body }
  })
  tell(world, entry, 'order.placed')
  return entry
}

function giveBack(world: World, shop: string, id: string): Entry {
  const order = world.ledger.byId(id)
  if (order?.kind !== 'order' || order.subject !== shop) throw new Unknown(`order ${id}`)
  if (order.status === 'placed') {
    world.ledger.change(id, 'refunded', order.body)
    tell(world, order, 'order.refunded')
  }
  return world.ledger.byId(id) as Entry
}

const tell = (world: World, { id, subject, amount }: Entry, event: string): void =>
  world.hooks.send({
    ...{ vendor: 'merchant', path: '/hooks/lending/merchant', event, subject, id },
    body: { merchant_id: subject, order_id: id, amount },
    atMs: world.clock.now(),
  })
