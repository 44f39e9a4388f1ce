/**
 * The payment provider's payouts, in Razorpay's shapes. queued → processing → processed, failed,
 * or processed and reversed the next day; some stay in processing for hours, and must not be
 * sent again (SPEC §5.4).
 */
import { addDays, atTime, msOf } from '#kernel/dates'
import type { Item } from '../agenda.ts'
import { between, digits, token } from '../draw.ts'
import {
  ACCOUNT,
  BadRequest,
  IFSC,
  KEY,
  formOf,
  optionalText,
  text,
  Unknown,
  whole,
} from '../form.ts'
import type { Entry } from '../ledger.ts'
import { chance, dayOf, partyOf, unixOf } from '../world.ts'
import type { Answer, Ask, Party, Vendor, World } from '../world.ts'

const FUND_ACCOUNT = /^fa_[0-9A-Za-z]{4,40}$/
const MINUTE_MS = 60_000
const IMPS_PAISE_MAX = 500_000_00
const RTGS_PAISE_MIN = 200_000_00
const UTR_DIGITS: { readonly [mode: string]: number } = { IMPS: 12, UPI: 12, NEFT: 12, RTGS: 18 }
const UTR_HEAD: { readonly [mode: string]: string } = { NEFT: 'SBXN', RTGS: 'SBXR' }

type Plan = 'processed' | 'failed' | 'reversed' | 'pending' | 'pending-failed'

export const payouts: Vendor = {
  name: 'psp',
  doors: {
    'POST /psp/v1/payouts': send,
    'GET /psp/v1/payouts/:id': (ask, world) => {
      const entry = world.ledger.byId(ask.params.id ?? '')
      if (entry?.kind !== 'payout') throw new Unknown(`payout ${ask.params.id}`)
      return { json: entry.body.entity }
    },
    'GET /psp/v1/payouts': (ask, world) => {
      const found = world.ledger.byReference('payout', ask.query.get('reference_id') ?? '')
      const items = found.map((entry) => entry.body.entity)
      return { json: { entity: 'collection', count: items.length, items } }
    },
  },
  deeds: {
    'payout-process': (item, world) => move(item, world, 'processing'),
    'payout-settle': settle,
    'payout-reverse': (item, world) => {
      const reason = { failure_reason: 'Returned by the beneficiary bank' }
      announce(item, world, move(item, world, 'reversed', reason))
    },
  },
}

function send({ body, headers }: Ask, world: World): Answer {
  const key = headers['x-payout-idempotency'] ?? optionalText(body, 'key') ?? ''
  if (!KEY.test(key)) throw new BadRequest('X-Payout-Idempotency', 'is needed')
  const asked = orderOf(body)
  const { entry } = world.store.together(() => {
    const kept = world.ledger.once('payout', key, asked, () => {
      const party = partyOf(world, { account: asked.account })
      const id = token('pout', world.seed, key)
      const { subject } = party
      const plan = planOf(world, party)
      const entity = entityOf(world, id, asked)
      const { amount, reference } = asked
      const stored = { asked, plan, stranger: !party.person, entity }
      return { kind: 'payout', key, id, subject, reference, amount, status: 'queued', body: stored }
    })
    if (kept.first) schedule(world, kept.entry)
    return kept
  })
  return { json: entry.body.entity }
}

type Order = ReturnType<typeof orderOf>

function orderOf(body: Ask['body']) {
  const holder = formOf(formOf(body.fund_account).bank_account)
  const from = 'account_number' in holder ? holder : { ...body, account_number: body.account }
  const amount = whole(body, 'amount', 100)
  const mode = optionalText(body, 'mode') ?? 'IMPS'
  if (!UTR_DIGITS[mode]) throw new BadRequest('mode', 'is none of IMPS, NEFT, RTGS, UPI')
  if (mode === 'IMPS' && amount > IMPS_PAISE_MAX)
    throw new BadRequest('amount', 'is above the limit of IMPS')
  if (mode === 'RTGS' && amount < RTGS_PAISE_MIN)
    throw new BadRequest('amount', 'is below the limit of RTGS')
  // A merchant's account is known to us by a name of ours, verified when it was opened.
  const fund = optionalText(body, 'fund_account_id')
  const to = fund
    ? { account: text(body, 'fund_account_id', FUND_ACCOUNT), ifsc: '' }
    : { account: text(from, 'account_number', ACCOUNT), ifsc: text(from, 'ifsc', IFSC) }
  return {
    ...to,
    name: optionalText(from, 'name') ?? '',
    amount,
    mode,
    reference: optionalText(body, 'reference_id') ?? '',
    narration: optionalText(body, 'narration') ?? '',
  }
}

const entityOf = (world: World, id: string, order: Order): object => ({
  id,
  entity: 'payout',
  fund_account_id: token('fa', order.account),
  amount: order.amount,
  currency: 'INR',
  mode: order.mode,
  purpose: 'payout',
  status: 'queued',
  utr: null,
  reference_id: order.reference,
  narration: order.narration,
  fees: 0,
  tax: 0,
  failure_reason: null,
  status_details: null,
  created_at: unixOf(world.clock.now()),
})

/** A second payout to one subject on a day draws anew, or a failure would repeat for ever. */
function planOf(world: World, { subject, person, traits }: Party): Plan {
  if (traits.payout) return traits.payout
  if (!person) return 'processed'
  const draw = chance(world, subject, `payout:${world.ledger.count('payout', subject)}`)
  if (draw < 0.012) return 'failed'
  if (draw < 0.016) return 'reversed'
  if (draw < 0.046) return 'pending'
  return draw < 0.056 ? 'pending-failed' : 'processed'
}

function schedule(world: World, { id, subject, body }: Entry): void {
  const startMs = world.clock.now()
  const draw = chance(world, subject, 'payout-time')
  const pendingMs = between(20, 240, draw) * MINUTE_MS
  const quickMs = body.stranger ? 3000 : between(4000, 45_000, draw)
  const waits = String(body.plan).startsWith('pending') ? pendingMs : quickMs
  const at = { subject, data: { id } }
  world.agenda.add({ ...at, id: `payout:${id}:1`, atMs: startMs + 1000, kind: 'payout-process' })
  world.agenda.add({ ...at, id: `payout:${id}:2`, atMs: startMs + waits, kind: 'payout-settle' })
}

function settle(item: Item, world: World): void {
  const entry = entryOf(item, world)
  if (String(entry.body.plan).endsWith('failed')) {
    const reason = 'Beneficiary bank is offline or refused the credit'
    return announce(item, world, move(item, world, 'failed', { failure_reason: reason }))
  }
  const { mode, account } = entry.body.asked as Order
  const tail = digits(
    UTR_DIGITS[mode] ?? 12,
    world.seed,
    account,
    dayOf(item.atMs),
    entry.amount ?? 0,
  )
  const utr = `${UTR_HEAD[mode] ?? ''}${tail}`
  announce(item, world, move(item, world, 'processed', { utr, processed_at: unixOf(item.atMs) }))
  if (entry.body.plan !== 'reversed') return
  const backMs = msOf(atTime(addDays(dayOf(item.atMs), 1), '11:30'))
  world.agenda.add({ ...item, id: `payout:${entry.id}:3`, atMs: backMs, kind: 'payout-reverse' })
}

function entryOf(item: Item, world: World): Entry {
  const { id } = item.data as { id: string }
  const entry = world.ledger.byId(id)
  if (!entry) throw new Error(`payout ${id} is on the agenda but not in the ledger`)
  return entry
}

function move(item: Item, world: World, status: string, more: object = {}): Entry {
  const { id, body } = entryOf(item, world)
  const said =
    'failure_reason' in more ? { description: more.failure_reason, source: 'bank' } : null
  const entity = { ...body.entity, status, ...more, status_details: said }
  world.ledger.change(id, status, { ...body, entity })
  return entryOf(item, world)
}

function announce(item: Item, world: World, { id, subject, status, body }: Entry): void {
  world.hooks.send({
    vendor: 'psp',
    path: '/hooks/payments/psp',
    event: `payout.${status}`,
    subject,
    id,
    body: { entity: 'event', contains: ['payout'], payload: { payout: { entity: body.entity } } },
    atMs: item.atMs,
  })
}
