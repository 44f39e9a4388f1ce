/** A shop's pages: what it sells, and an order on its way to be paid later. */
import type { Entry } from '../ledger.ts'
import type { Answer, World } from '../world.ts'
import { decision, escaped, page, rupeesOf } from './frame.ts'

const SHOWN_MAX = 20

export const WARES = [
  { code: 'mixer', name: 'Mixer grinder', price: 449_900 },
  { code: 'phone', name: 'Phone with two cameras', price: 1_299_900 },
  { code: 'cycle', name: 'City bicycle', price: 849_900 },
] as const

/** Nobody trades here yet: the lender's secret must be brought. */
export function newShopPage(shop: string, { mount }: World): Answer {
  const body = `<h1>A shop that is not open yet</h1>
<p>Dhara tells a merchant’s secret once, when it is registered. The shop signs its orders
with it.</p>
<form method="post" action="${mount}/merchant/${escaped(shop)}/secret">
<label>Secret <input name="secret" autocomplete="off" required></label>
<div class="row"><button class="main">Open the shop</button></div></form>`
  return decision(mount, 'A shop', body)
}

export function shopPage(shop: string, world: World): Answer {
  const orders = world.store.all(
    `select id from ledger where kind = 'order' and subject = ?
      order by seq desc limit ${SHOWN_MAX}`,
    shop,
  )
  const base = `${world.mount}/merchant/${escaped(shop)}`
  const wares = WARES.map(
    ({ code, name, price }) => `<section class="card"><h2>${name}</h2>
<p class="amount">${rupeesOf(price)}</p>
<form method="post" action="${base}/orders"><input type="hidden" name="ware" value="${code}">
<button class="main">Pay later with Dhara</button></form></section>`,
  ).join('')
  const rows = orders.map(({ id }) => row(world.ledger.byId(String(id)) as Entry, base)).join('')
  const body = `<header><h1>A shop</h1><a href="${world.mount}/inbox">Inbox</a></header>
<main>${wares}${rows}</main>`
  return page({ title: 'A shop · Sandbox', mount: world.mount, body })
}

function row({ id, amount, status, body }: Entry, base: string): string {
  const refund =
    status === 'placed'
      ? `<form method="post" action="${base}/refunds">
<input type="hidden" name="order" value="${escaped(id)}">
<button class="small">Give the money back</button>
<button class="small" name="share" value="half">Give half of it back</button></form>`
      : `<p>${rupeesOf(body.givenBack)} was given back.</p>`
  return `<section class="card"><h2>${escaped(id)}</h2>
<p>${escaped(body.ware)}, ${rupeesOf(amount ?? 0)}</p>${refund}</section>`
}

export function orderPage({ id, subject, amount, status, body }: Entry, world: World): Answer {
  const { mount } = world
  const shop = `<a class="button" href="${mount}/merchant/${escaped(subject)}">Back to the shop</a>`
  if (status !== 'placed') {
    const words = `${escaped(body.ware)}, ${rupeesOf(body.givenBack)}`
    return decision(mount, 'Given back', `<h1>Given back</h1><p>${words}</p>${shop}`)
  }
  const app = `/app/buy/${escaped(subject)}/${escaped(id)}`
  return decision(
    mount,
    'Pay later',
    `<h1>${escaped(body.ware)}</h1><p class="amount">${rupeesOf(amount ?? 0)}</p>
<p>Order ${escaped(id)}. Dhara pays the shop; you pay Dhara in parts.</p>
<div class="row"><a class="button main" href="${app}">Pay later with Dhara</a></div>${shop}`,
  )
}
