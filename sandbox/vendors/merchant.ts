/**
 * Shops with a checkout: an order is told to Dhara by a webhook signed with the shop's own secret,
 * the buyer goes to Dhara's app with it, and later the shop may give money back. A shop opens when
 * its merchant's secret is brought to it, as Dhara told it once.
 */
import type { Item } from '../agenda.ts'
import { token } from '../draw.ts'
import { BadRequest, optionalText, text, Unknown } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { newShopPage, orderPage, shopPage, WARES } from '../pages/shop.ts'
import type { Answer, Ask, Vendor, World } from '../world.ts'

const MERCHANT = /^mer_[0-9a-z-]{1,60}$/
const SHOPS_MAX = 20

export const merchant: Vendor = {
  name: 'merchant',
  pages: {
    'GET /merchant/:id': (ask, world) => {
      const id = merchantOf(ask)
      return shopOf(world, id) ? shopPage(id, world) : newShopPage(id, world)
    },
    'POST /merchant/:id/secret': (ask, world) => openShop(world, merchantOf(ask), ask),
    'POST /merchant/:id/orders': (ask, world) => {
      const shop = merchantOf(ask)
      const nth = world.ledger.count('order', shop) + 1
      const order = placeOrder(world, shop, text(ask.body, 'ware'), `${shop}-${nth}`)
      return ask.wantsPage ? orderPage(order, world) : { status: 201, json: order.body }
    },
    'POST /merchant/:id/refunds': (ask, world) => {
      const percent = optionalText(ask.body, 'share') === 'half' ? 50 : 100
      const order = giveBack(world, merchantOf(ask), text(ask.body, 'order'), percent)
      return ask.wantsPage ? orderPage(order, world) : { json: order.body }
    },
  },
  deeds: { 'give-back': givenBack },
}

function merchantOf({ params }: Ask): string {
  const { id = '' } = params
  if (!MERCHANT.test(id)) throw new Unknown(`merchant ${id}`)
  return id
}

/** The secret its checkout signs with from now on; a second one takes the place of the first. */
function openShop(world: World, id: string, { body, wantsPage }: Ask): Answer {
  const secret = text(body, 'secret')
  const { entry } = world.ledger.once('shop', id, id, () => {
    return { kind: 'shop', key: id, id, subject: id, status: 'open', body: { secret } }
  })
  world.ledger.change(entry.id, 'open', { secret })
  return wantsPage ? shopPage(id, world) : { status: 201, json: { shop: id } }
}

const shopOf = (world: World, id: string): Entry | undefined => {
  const entry = world.ledger.byId(id)
  return entry?.kind === 'shop' ? entry : undefined
}

/** The shops there are, the oldest first. */
export const shopsOf = (world: World): string[] =>
  world.ledger.page({ kind: 'shop' }, 0, SHOPS_MAX).map(({ id }) => id)

/** The shop's order, once a key, told to the lender whose checkout the buyer chose. */
export function placeOrder(world: World, shop: string, ware: string, key: string): Entry {
  const chosen = WARES.find(({ code }) => code === ware)
  if (!chosen) throw new BadRequest('ware', 'is none we sell')
  if (!shopOf(world, shop)) throw new Unknown(`shop ${shop}`)
  const { entry, first } = world.ledger.once('order', key, chosen, () => {
    const id = `ORD-${token('o', world.seed, key).slice(2, 10).toUpperCase()}`
    const { price: amount } = chosen
    const body = { order: id, merchant: shop, ware: chosen.name, amount, givenBack: 0 }
    return { kind: 'order', key, id, subject: shop, reference: id, amount, status: 'placed', body }
  })
  if (first) tell(world, entry, 'order.placed', Number(entry.amount))
  return entry
}

/** What the buyer brings back, some days from now: all of it, or some. */
export const plansReturn = (
  world: World,
  { id, subject }: Entry,
  { percent, atMs }: { percent: number; atMs: number },
): void =>
  world.agenda.add({
    ...{ id: `give-back:${id}`, atMs, subject, kind: 'give-back' },
    data: { order: id, percent },
  })

function givenBack({ subject, data }: Item, world: World): void {
  const { order, percent } = data as { order: string; percent: number }
  giveBack(world, subject, order, percent)
}

/** A share of the price, once: what was given back stays so. */
function giveBack(world: World, shop: string, id: string, percent: number): Entry {
  const order = world.ledger.byId(id)
  if (order?.kind !== 'order' || order.subject !== shop) throw new Unknown(`order ${id}`)
  if (order.status === 'placed') {
    const amount = Math.round((Number(order.amount) * percent) / 100)
    world.ledger.change(id, 'refunded', { ...order.body, givenBack: amount })
    tell(world, order, 'order.refunded', amount)
  }
  return world.ledger.byId(id) as Entry
}

function tell(world: World, { id, subject }: Entry, event: string, amount: number): void {
  const secret = String(shopOf(world, subject)?.body.secret ?? '')
  world.hooks.send({
    ...{ vendor: 'merchant', path: '/hooks/lending/merchant', event, subject, id },
    signer: { merchant: subject, secret },
    body: { merchant_id: subject, order_id: id, amount },
    atMs: world.clock.now(),
  })
}
