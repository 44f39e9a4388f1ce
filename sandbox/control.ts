/** The reins: business time, the agenda, faults, traits, and what the ledger remembers. */
import { instantOf, msOf, type Instant } from '#kernel/dates'
import { BadRequest, optionalText, text } from './form.ts'
import { fixTraits, traitsOf } from './traits.ts'
import type { Answer, Ask, Vendor, World } from './world.ts'

const PAGE_MAX = 1000

export const control: Vendor = {
  name: 'control',
  doors: {
    'POST /clock': (ask, world) => {
      const rate = ask.body.rate
      if (typeof rate !== 'number' || !(rate >= 0))
        throw new BadRequest('rate', 'must be 0 or more')
      world.clock.set(momentOf(ask, 'businessAt'), rate)
      world.agenda.wake()
      return { json: clockNow(world) }
    },
    'GET /clock': (_ask, world) => ({ json: clockNow(world) }),
    'GET /agenda': (_ask, world) => ({ json: agendaNow(world) }),
    'POST /advance': async (ask, world) => {
      const done = await world.agenda.advance(momentOf(ask, 'to'))
      return { json: { done, ...agendaNow(world) } }
    },
    'POST /faults': (ask, world) => ({ status: 201, json: world.faults.add(ask.body) }),
    'GET /faults': (_ask, world) => ({ json: { faults: world.faults.list() } }),
    'DELETE /faults': (ask, world) => {
      world.faults.clear(ask.query.get('vendor') ?? undefined)
      return { json: { faults: world.faults.list() } }
    },
    'POST /traits': (ask, world) => {
      const { subject: _subject, ...traits } = ask.body
      return { json: fixTraits(world.store, text(ask.body, 'subject'), traits) }
    },
    'GET /traits': (ask, world) => ({
      json: traitsOf(world.store, [ask.query.get('subject') ?? '']),
    }),
    'GET /ledger': ledgerPage,
    'GET /ledger/summary': (_ask, world) => ({ json: { rows: world.ledger.summary() } }),
  },
}

function ledgerPage(ask: Ask, world: World): Answer {
  const filter: { [name: string]: string } = {}
  for (const name of ['kind', 'key', 'reference', 'status']) {
    const value = ask.query.get(name)
    if (value) filter[name] = value
  }
  const after = Number(ask.query.get('after') ?? 0)
  const limit = Math.min(PAGE_MAX, Number(ask.query.get('limit') ?? PAGE_MAX))
  const rows = world.ledger.page(filter, after, limit)
  const next = rows.length === limit ? (rows.at(-1)?.seq ?? null) : null
  return { json: { rows, next } }
}

const agendaNow = (world: World): { next: Instant | null; pending: number } => {
  const next = world.agenda.next()
  return { next: next === undefined ? null : instantOf(next), pending: world.agenda.pending() }
}

const clockNow = (world: World): object => ({
  businessAt: world.clock.at(),
  rate: world.clock.rate(),
})

function momentOf(ask: Ask, field: string): number {
  const atMs = msOf((optionalText(ask.body, field) ?? '') as Instant)
  if (Number.isNaN(atMs))
    throw new BadRequest(field, 'must be an instant, 2026-01-05T03:30:00.000Z')
  return atMs
}
