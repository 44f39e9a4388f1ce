/**
 * NACH mandates at the payment provider, in the shape of Razorpay's tokens: created, authorised by
 * the person at their bank, then registered with a UMRN of 20 characters or rejected (SPEC §5.2).
 */
import type { Item } from '../agenda.ts'
import { between, digits, token } from '../draw.ts'
import { ACCOUNT, BadRequest, DAY, IFSC, KEY, Unknown } from '../form.ts'
import { formOf, optionalText, text, whole } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { mandatePage } from '../pages/mandate.ts'
import {
  chance,
  partyOf,
  unixOf,
  type Answer,
  type Ask,
  type Vendor,
  type World,
} from '../world.ts'

const WEEK_MS = 604_800_000
const REASONS: { readonly [code: string]: string } = {
  M032: 'Refused by the customer',
  M003: 'Signature differs',
  M026: 'Account frozen',
  M038: 'No such account',
  M057: 'Name differs',
}

export const mandates: Vendor = {
  name: 'psp',
  doors: {
    'POST /psp/v1/mandates': create,
    'GET /psp/v1/mandates/:id': (ask, world) => ({ json: mandateOf(ask, world).body.entity }),
    'GET /psp/v1/mandates': (ask, world) => {
      const found = world.ledger.byReference('mandate', ask.query.get('reference_id') ?? '')
      const items = found.map((entry) => entry.body.entity)
      return { json: { entity: 'collection', count: items.length, items } }
    },
    'POST /psp/v1/mandates/:id/cancel': cancel,
  },
  pages: {
    'GET /psp/authorise/:id': (ask, world) => mandatePage(mandateOf(ask, world), world),
    'POST /psp/authorise/:id': authorise,
  },
  deeds: {
    'mandate-register': register,
    'mandate-expire': (item, world) => {
      if (entryOf(world, item).status === 'created') change(world, entryOf(world, item), 'expired')
    },
  },
}

function create({ body, headers }: Ask, world: World): Answer {
  const key = headers['x-idempotency-key'] ?? text(body, 'key', KEY)
  const customer = formOf(body.customer)
  const holder = formOf(body.bank_account)
  const asked = {
    account: text(holder, 'account_number', ACCOUNT),
    ifsc: text(holder, 'ifsc', IFSC),
    name: optionalText(holder, 'beneficiary_name') ?? optionalText(customer, 'name') ?? '',
    phone: optionalText(customer, 'contact'),
    amountMax: whole(body, 'max_amount', 100, 1_00_00_000_00),
    endsOn: text(body, 'end_on', DAY),
    reference: optionalText(body, 'reference_id') ?? '',
  }
  const { entry } = world.store.together(() => {
    const kept = world.ledger.once('mandate', key, asked, () => {
      const { subject } = partyOf(world, { account: asked.account, phone: asked.phone })
      const id = token('token', world.seed, key)
      const stored = { asked, entity: entityOf(world, id, asked) }
      const { reference } = asked
      return { kind: 'mandate', key, id, subject, reference, status: 'created', body: stored }
    })
    if (!kept.first) return kept
    const { id, subject } = kept.entry
    const expiry = { id: `mandate:${id}:expire`, subject, kind: 'mandate-expire', data: { id } }
    world.agenda.add({ ...expiry, atMs: world.clock.now() + WEEK_MS })
    return kept
  })
  return { status: 201, json: entry.body.entity }
}

const entityOf = (
  world: World,
  id: string,
  asked: { reference: string; amountMax: number; endsOn: string },
): object => ({
  id,
  entity: 'token',
  method: 'emandate',
  status: 'created',
  reference_id: asked.reference,
  max_amount: asked.amountMax,
  end_on: asked.endsOn,
  recurring_details: { status: 'initiated', failure_reason: null, failure_code: null },
  nach: { umrn: null },
  authorise_url: `${world.mount}/psp/authorise/${id}`,
  created_at: unixOf(world.clock.now()),
})

function authorise(ask: Ask, world: World): Answer {
  const decision = text(ask.body, 'decision', /^(approve|reject)$/) as 'approve' | 'reject'
  const entry = mandateOf(ask, world)
  approveMandate(world, entry.id, decision, optionalText(ask.body, 'bank'))
  const now = mandateOf(ask, world)
  return ask.wantsPage ? mandatePage(now, world) : { json: { id: now.id, status: now.status } }
}

/** The person presses Approve or Reject at their bank; pressing twice changes nothing. */
export function approveMandate(
  world: World,
  id: string,
  decision: 'approve' | 'reject',
  bank?: string,
): void {
  const entry = world.ledger.byId(id)
  if (entry?.kind !== 'mandate' || entry.status !== 'created') return
  const { person } = partyOf(world, { account: entry.body.asked.account })
  const quick = chance(world, entry.subject, 'mandate-time')
  const waitMs = person && decision === 'approve' ? between(2000, 40_000, quick) : 800
  const line = { id: `mandate:${id}:register`, subject: entry.subject, kind: 'mandate-register' }
  world.store.together(() => {
    change(world, entry, 'authorising', { decision, bank })
    world.agenda.add({ ...line, atMs: world.clock.now() + waitMs, data: { id } })
    world.agenda.drop(`mandate:${id}:expire`)
  })
}

function register(item: Item, world: World): void {
  const entry = entryOf(world, item)
  const code = rejection(world, entry)
  if (code !== undefined) {
    const reason = { failure_code: code, failure_reason: REASONS[code] ?? 'Rejected by the bank' }
    const details = { recurring_details: { status: 'rejected', ...reason } }
    return announce(item, world, change(world, entry, 'rejected', {}, details))
  }
  const umrn = `SBXN${digits(16, world.seed, entry.body.asked.account, entry.key)}`
  const details = { recurring_details: { status: 'confirmed' }, nach: { umrn } }
  const confirmed = change(world, entry, 'confirmed', {}, details)
  world.ledger.once('umrn', umrn, umrn, () => {
    const { subject, id: mandate } = entry
    const mine = { kind: 'umrn', key: umrn, id: umrn, subject, reference: umrn }
    return { ...mine, status: 'confirmed', body: { mandate } }
  })
  announce(item, world, confirmed)
}

function rejection(world: World, entry: Entry): string | undefined {
  if (entry.body.decision === 'reject') return 'M032'
  const { person, traits } = partyOf(world, { account: entry.body.asked.account })
  if (traits.mandate) return traits.mandate === 'rejected' ? 'M057' : undefined
  if (!person) return undefined
  const nth = world.ledger.count('mandate', entry.subject)
  const draw = chance(world, entry.subject, `mandate:${nth}`)
  if (draw < 0.01) return 'M026'
  if (draw < 0.025) return 'M057'
  return draw < 0.03 ? 'M003' : undefined
}

function cancel(ask: Ask, world: World): Answer {
  const entry = mandateOf(ask, world)
  if (entry.status === 'rejected' || entry.status === 'expired')
    throw new BadRequest('id', `is ${entry.status} already`)
  if (entry.status !== 'cancelled') {
    world.store.together(() => {
      const details = { recurring_details: { status: 'cancelled' } }
      const item = { id: entry.id, atMs: world.clock.now(), subject: entry.subject }
      world.agenda.drop(`mandate:${entry.id}:register`)
      const cancelled = change(world, entry, 'cancelled', {}, details)
      announce({ ...item, kind: 'mandate', data: {} }, world, cancelled)
    })
  }
  return { json: mandateOf(ask, world).body.entity }
}

function mandateOf(ask: Ask, world: World): Entry {
  const entry = world.ledger.byId(ask.params.id ?? '')
  if (entry?.kind !== 'mandate') throw new Unknown(`mandate ${ask.params.id}`)
  return entry
}

function entryOf(world: World, item: Item): Entry {
  const entry = world.ledger.byId((item.data as { id: string }).id)
  if (!entry) throw new Error(`mandate of ${item.id} is not in the ledger`)
  return entry
}

function change(world: World, entry: Entry, status: string, more = {}, inEntity = {}): Entry {
  const body = { ...entry.body, ...more, entity: { ...entry.body.entity, status, ...inEntity } }
  world.ledger.change(entry.id, status, body)
  return { ...entry, status, body }
}

function announce(item: Item, world: World, { id, subject, status, body }: Entry): void {
  world.hooks.send({
    vendor: 'psp',
    path: '/hooks/payments/psp',
    event: `token.${status}`,
    subject,
    id,
    body: { entity: 'event', contains: ['token'], payload: { token: { entity: body.entity } } },
    atMs: item.atMs,
  })
}
