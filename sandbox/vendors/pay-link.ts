/** Pay links and UPI collect, in Razorpay's shapes: the borrower pays now, we tell by webhook. */
import type { Item } from '../agenda.ts'
import { digits, token } from '../draw.ts'
import { KEY, formOf, optionalText, text, Unknown, whole } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { payPage } from '../pages/pay.ts'
import { dayOf, partyOf, unixOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'

export const payLinks: Vendor = {
  name: 'psp',
  doors: {
    'POST /psp/v1/payment_links': create,
    'GET /psp/v1/payment_links/:id': (ask, world) => ({ json: linkOf(ask, world).body.entity }),
    'GET /psp/v1/payment_links': (ask, world) => {
      const found = world.ledger.byReference('link', ask.query.get('reference_id') ?? '')
      const items = found.map((entry) => entry.body.entity)
      return { json: { entity: 'collection', count: items.length, items } }
    },
  },
  pages: {
    'GET /psp/pay/:id': (ask, world) => payPage(linkOf(ask, world), world),
    'POST /psp/pay/:id': pay,
  },
  deeds: { 'link-result': result },
}

function create({ body, headers }: Ask, world: World): Answer {
  const key = headers['x-idempotency-key'] ?? text(body, 'key', KEY)
  const customer = formOf(body.customer)
  const asked = {
    amount: whole(body, 'amount', 100),
    reference: optionalText(body, 'reference_id') ?? '',
    description: optionalText(body, 'description') ?? '',
    phone: optionalText(customer, 'contact'),
  }
  const { entry } = world.ledger.once('link', key, asked, () => {
    const { subject } = partyOf(world, { phone: asked.phone })
    const id = token('plink', world.seed, key)
    const { amount, reference } = asked
    const entity = {
      id,
      entity: 'payment_link',
      amount,
      amount_paid: 0,
      currency: 'INR',
      status: 'created',
      reference_id: reference,
      description: asked.description,
      short_url: `${world.mount}/psp/pay/${id}`,
      notes: formOf(body.notes),
      payments: null,
      created_at: unixOf(world.clock.now()),
    }
    const stored = { asked, entity }
    return { kind: 'link', key, id, subject, reference, amount, status: 'created', body: stored }
  })
  return { status: 201, json: entry.body.entity }
}

function pay(ask: Ask, world: World): Answer {
  const decision = text(ask.body, 'decision', /^(pay|fail)$/) as 'pay' | 'fail'
  payLink(world, linkOf(ask, world).id, decision)
  const now = linkOf(ask, world)
  return ask.wantsPage ? payPage(now, world) : { json: { id: now.id, status: now.status } }
}

/** The person presses Pay (or lets it fail); a link is paid once. */
export function payLink(world: World, id: string, decision: 'pay' | 'fail'): void {
  const entry = world.ledger.byId(id)
  if (entry?.kind !== 'link' || entry.status !== 'created') return
  const line = { id: `link:${id}`, subject: entry.subject, kind: 'link-result', data: { id } }
  world.store.together(() => {
    world.ledger.change(id, 'paying', { ...entry.body, decision })
    world.agenda.add({ ...line, atMs: world.clock.now() + 1500 })
  })
}

function result(item: Item, world: World): void {
  const entry = world.ledger.byId((item.data as { id: string }).id)
  if (!entry) throw new Error(`link of ${item.id} is not in the ledger`)
  const { traits } = partyOf(world, { phone: entry.body.asked.phone })
  const paid =
    (traits.payLink ?? (entry.body.decision === 'fail' ? 'failed' : 'captured')) === 'captured'
  const [status, event] = paid ? ['paid', 'payment.captured'] : ['created', 'payment.failed']
  const tries = Number(entry.body.tries ?? 0) + 1
  const payment = paymentOf(item, world, entry, paid, tries)
  const amount_paid = paid ? entry.amount : 0
  const entity = { ...entry.body.entity, status, amount_paid, payments: paid ? [payment] : null }
  world.ledger.change(entry.id, status, { ...entry.body, tries, entity })
  world.ledger.once('payment', payment.id, payment.id, () => {
    const { subject, reference, amount } = entry
    const mine = { kind: 'payment', key: payment.id, id: payment.id, subject, reference, amount }
    return { ...mine, status: payment.status, body: payment }
  })
  const payload = { payment: { entity: payment }, payment_link: { entity } }
  world.hooks.send({
    vendor: 'psp',
    path: '/hooks/payments/psp',
    event,
    subject: entry.subject,
    id: payment.id,
    body: { entity: 'event', contains: ['payment', 'payment_link'], payload },
    atMs: item.atMs,
  })
}

function paymentOf(item: Item, world: World, entry: Entry, paid: boolean, tries: number) {
  const { id: link, subject, reference, amount } = entry
  const rrn = digits(12, world.seed, subject, dayOf(item.atMs), `rrn:${link}:${tries}`)
  return {
    id: token('pay', world.seed, link, tries),
    entity: 'payment',
    amount,
    currency: 'INR',
    status: paid ? 'captured' : 'failed',
    method: 'upi',
    payment_link_id: link,
    reference_id: reference,
    acquirer_data: { rrn },
    error_reason: paid ? null : 'payment_declined',
    notes: entry.body.entity.notes,
    captured_on: dayOf(item.atMs),
    created_at: unixOf(item.atMs),
  }
}

function linkOf(ask: Ask, world: World): Entry {
  const entry = world.ledger.byId(ask.params.id ?? '')
  if (entry?.kind !== 'link') throw new Unknown(`link ${ask.params.id}`)
  return entry
}
