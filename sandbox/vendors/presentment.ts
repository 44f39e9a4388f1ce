/**
 * NACH presentment: a debit under a mandate, accepted at once, decided by the borrower's bank later
 * on the due date, told by webhook (SPEC §5.2).
 */
import { atTime, businessDateOf, instantOf, msOf, type LocalDate } from '#kernel/dates'
import type { Item } from '../agenda.ts'
import { between, digits, token } from '../draw.ts'
import { BadRequest, DAY, KEY, optionalText, text, Unknown, whole } from '../form.ts'
import type { Entry } from '../ledger.ts'
import { debited } from './bank.ts'
import {
  chance,
  partyOf,
  unixOf,
  type Answer,
  type Ask,
  type Vendor,
  type World,
} from '../world.ts'

const HOUR_MS = 3_600_000
/** SPEC §5.2; a vendor's page that calls 01 "insufficient funds" is wrong. */
const REASONS: { readonly [code: string]: string } = {
  '01': 'Account closed',
  '02': 'No such account',
  '04': 'Balance insufficient',
  '06': 'Stopped by drawer',
  '17': 'Customer request',
  '21': 'Invalid UMRN',
  '26': 'Amount above the mandate',
  '59': 'Network failure',
  '61': 'Mandate cancelled',
  '70': 'Refer to branch',
}

export const presentments: Vendor = {
  name: 'psp',
  doors: {
    'POST /psp/v1/presentments': present,
    'GET /psp/v1/presentments/:id': (ask, world) => {
      const entry = world.ledger.byId(ask.params.id ?? '')
      if (entry?.kind !== 'presentment') throw new Unknown(`presentment ${ask.params.id}`)
      return { json: entry.body.entity }
    },
    'GET /psp/v1/presentments': (ask, world) => {
      const found = world.ledger.byReference('presentment', ask.query.get('reference_id') ?? '')
      const items = found.map((entry) => entry.body.entity)
      return { json: { entity: 'collection', count: items.length, items } }
    },
  },
  deeds: { 'presentment-result': result },
}

function present({ body, headers }: Ask, world: World): Answer {
  const key = headers['x-idempotency-key'] ?? text(body, 'key', KEY)
  const due = 'due_date' in body ? 'due_date' : 'dueDate'
  const asked = {
    umrn: text(body, 'umrn', /^[A-Z0-9]{20}$/),
    amount: whole(body, 'amount', 100),
    dueOn: text(body, due, DAY) as LocalDate,
    reference: optionalText(body, 'reference_id') ?? optionalText(body, 'reference') ?? '',
  }
  if (Number.isNaN(Date.parse(asked.dueOn))) throw new BadRequest(due, 'is no day')
  const { entry } = world.store.together(() => {
    const kept = world.ledger.once('presentment', key, asked, () => {
      const subject = world.ledger.byId(asked.umrn)?.subject ?? asked.umrn
      const id = token('pres', world.seed, key)
      const { amount, reference } = asked
      const entity = entityOf(world, id, asked)
      const mine = { kind: 'presentment', key, id, subject, reference, amount }
      return { ...mine, status: 'accepted', body: { asked, entity } }
    })
    if (kept.first) schedule(world, kept.entry, asked.dueOn)
    return kept
  })
  return { status: 201, json: entry.body.entity }
}

const entityOf = (
  world: World,
  id: string,
  asked: { umrn: string; amount: number; dueOn: string; reference: string },
): object => ({
  id,
  entity: 'presentment',
  status: 'accepted',
  umrn: asked.umrn,
  amount: asked.amount,
  currency: 'INR',
  due_date: asked.dueOn,
  reference_id: asked.reference,
  utr: null,
  return_code: null,
  return_reason: null,
  settled_on: null,
  created_at: unixOf(world.clock.now()),
})

/**
 * The clearing's result comes between 11 and 16 of the due date; a stranger is not kept waiting.
 */
function schedule(world: World, { id, subject }: Entry, dueOn: LocalDate): void {
  const nowMs = world.clock.now()
  const draw = chance(world, subject, 'clearing', dueOn)
  const clearingMs = msOf(atTime(dueOn, '11:00')) + Math.floor(draw * 5 * HOUR_MS)
  const lateMs = nowMs + between(30, 90, draw) * 60_000
  const usualMs = Math.max(clearingMs, lateMs)
  const stranger = !subject.startsWith('person-')
  const openMs = Math.max(nowMs + 10_000, msOf(atTime(dueOn, '06:00')))
  const line = { id: `presentment:${id}`, subject, kind: 'presentment-result', data: { id } }
  world.agenda.add({ ...line, atMs: stranger ? openMs : usualMs })
}

function result(item: Item, world: World): void {
  const { id } = item.data as { id: string }
  const entry = world.ledger.byId(id)
  if (!entry) throw new Error(`presentment ${id} is on the agenda but not in the ledger`)
  const on = businessDateOf(instantOf(item.atMs))
  const code = outcome(world, entry, on)
  const status = code === 'settled' ? 'settled' : 'returned'
  const utr = digits(12, world.seed, entry.subject, on, entry.amount ?? 0)
  const more =
    status === 'settled'
      ? { utr, settled_on: on }
      : { return_code: code, return_reason: REASONS[code] ?? 'Returned', returned_on: on }
  const entity = { ...entry.body.entity, status, ...more }
  world.ledger.change(id, status, { ...entry.body, entity })
  world.hooks.send({
    vendor: 'psp',
    path: '/hooks/payments/psp',
    event: `presentment.${status}`,
    subject: entry.subject,
    id,
    body: { entity: 'event', contains: ['presentment'], payload: { presentment: { entity } } },
    atMs: item.atMs,
  })
}

function outcome(world: World, entry: Entry, on: LocalDate): string {
  const { umrn, amount } = entry.body.asked as { umrn: string; amount: number }
  const mandate = world.ledger.byId(String(world.ledger.byId(umrn)?.body.mandate ?? ''))
  if (!mandate) return '21'
  const { account, amountMax } = mandate.body.asked
  const cancelled = mandate.status !== 'confirmed'
  const { subject } = partyOf(world, { account })
  const attempt = world.ledger.count('presentment', subject)
  return debited(world, { account, amount, amountMax, cancelled }, on, attempt)
}
