/**
 * Find and Trail. Doors that show a person are composed: one part reads, another keeps on record
 * who saw whom.
 */
import type { OutputOf } from '#kernel/contract'
import { instant, msOf } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { findPerson, namesOf } from '#modules/identity'
import { findLoan } from '#modules/lending'
import { answer, compose, type Composer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { journeysOf } from '../river/store.ts'
import { find, hitsOf, noteView, pathOf, trail } from '../contract.ts'
import { markOf } from '../engines/mark.ts'
import { shown } from './path.ts'
import { standingAt, type Standing } from './standing.ts'
import { purposeOf, type Why } from './purpose.ts'
import { wantedOf } from './search.ts'
import { handlesByMark, keysOf, lastOf, linesOf, warmSince, type PathRow } from './store.ts'

const PATH_PAGE = 300
const HITS_MAX = 50
/** Before and after every fact, as cursors. */
const [FIRST, LAST] = ['0001-01-01T00:00:00.000Z~0', '9999-12-31T00:00:00.000Z~0']

export const trailQueries = [
  compose(find, async ({ seenFor, ...input }, composer) => {
    const why = purposeOf(composer.actor, seenFor)
    const told = await composer.call(hitsOf, input)
    await record(composer, { what: 'find', ...why }, told.hits)
    return { ...told, seenFor: why.purpose }
  }),

  answer(hitsOf, async ({ text }, tx) => {
    const found = await foundBy(tx, text)
    const people = await peopleOf(tx, found)
    return { hits: found.flatMap((one) => people(one) ?? []).slice(0, HITS_MAX) }
  }),

  compose(trail, async ({ seenFor, ...input }, composer) => {
    const why = purposeOf(composer.actor, seenFor)
    const told = await composer.call(pathOf, input)
    if (told.entries.length > 0) await record(composer, { what: 'trail', ...why }, [input])
    return { ...told, seenFor: why.purpose }
  }),

  answer(pathOf, async ({ customerId, knownAt, about, newest = false, cursor }, tx) => {
    const known = knownAt ?? tx.now
    const keys = await keysOf(tx, customerId, known)
    const [at = '', seq = '0'] = (cursor ?? (newest ? LAST : FIRST)).split('~')
    const page = { after: { at: instant(at), seq: Number(seq) }, newest, max: PATH_PAGE }
    const rows = await linesOf(tx, { ...keys, knownAt: known, about }, page)
    const since = await warmSince(tx)
    const last = rows.length === PATH_PAGE ? rows.at(-1) : undefined
    const { name, phone } = (await namesFor(tx, [{ customerId }])).get(customerId) ?? {}
    return {
      entries: rows.map(entryOf),
      journeys: [...(await journeysOf(tx, keys.customers, known))],
      ...(last && { cursor: `${last.at}~${last.seq}` }),
      ...(name && { name }),
      ...(phone && { phone }),
      ...(since && { warmSince: since }),
    }
  }),
]

function entryOf(row: PathRow): OutputOf<typeof pathOf>['entries'][number] {
  const { id, type, at, rx, date: businessDate, actor, cause, policy, causedAt } = row
  return {
    ...{ id, type, at, rx, businessDate, actor, data: shown(row.data) },
    ...(cause !== null && { cause }),
    ...(policy !== null && { policyVersion: policy }),
    ...(causedAt !== null && { tookMs: Math.max(0, msOf(at) - msOf(causedAt)) }),
  }
}

type Found = { customerId: Id<'cus'>; what: string; id?: string; state?: string; path?: string }

/** Whose it is, and what it is: loans and applications open on their own page, people on theirs. */
async function foundBy(tx: Tx, typed: string): Promise<Found[]> {
  const wanted = wantedOf(typed)
  if (wanted.by === 'nothing') return []
  if (wanted.by === 'phone' || wanted.by === 'pan' || wanted.by === 'name') {
    const { by, ...key } = wanted
    const { customerIds } = await tx.call(findPerson, key)
    const what = { phone: 'Phone', pan: 'PAN', name: 'Name' }[by]
    return customerIds.map((customerId) => ({ customerId, what }))
  }
  const text = wanted.by === 'customer' ? wanted.customerId : wanted.handle
  const { hits } = text.length <= 60 ? await tx.call(findLoan, { text }) : { hits: [] }
  const things = hits.map(({ customerId, id, what, state, path }) => ({
    ...{ customerId, id, what, state, path },
  }))
  if (wanted.by === 'customer') {
    return [{ customerId: wanted.customerId as Id<'cus'>, what: 'Customer' }, ...things]
  }
  const marked = await handlesByMark(tx, markOf(wanted.handle), HITS_MAX)
  const holders = marked.map(({ customerId, what }) => ({ customerId, what: inWords(what) }))
  return [...holders, ...things]
}

/** `UTR` and `UMRN` as they are written, `Loan` of `loanId`, `Account number`. */
function inWords(field: string): string {
  if (/^(utr|umrn)$/.test(field)) return field.toUpperCase()
  const words = field.replace(/Id$/, '').replaceAll(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
  return words.replace(/^./, (c) => c.toUpperCase())
}

/** Who they are and where they stand; nobody whom no fact is about. */
async function peopleOf(tx: Tx, found: readonly Found[]) {
  const ids = [...new Set(found.map(({ customerId }) => customerId))].slice(0, HITS_MAX)
  const names = await namesFor(tx, found)
  const lasts = new Map((await lastOf(tx, ids)).map((last) => [last.customerId, last]))
  const journeys = new Map<string, readonly Standing[]>()
  for (const id of ids) journeys.set(id, await journeysOf(tx, [id], tx.now))
  return ({ customerId, what, id, state, path }: Found) => {
    const last = lasts.get(customerId)
    if (!last) return undefined
    const all = journeys.get(customerId) ?? []
    const journey = state === undefined ? all[0] : all.find((one) => one.id === id)
    const standing = journey && standingAt(journey, tx)
    const { name, phone } = names.get(customerId) ?? {}
    return {
      ...{ customerId, what, state: state ?? journey?.state ?? '' },
      ...{ path: path ?? `/trail/${customerId}`, lastEvent: last.type, lastAt: last.at },
      ...(standing && { standing }),
      ...(name && { name }),
      ...(phone && { phone }),
    }
  }
}

type Named = { name?: string | undefined; phone?: string | undefined }

/** Names as identity opens them; the door masks them by role. */
export async function namesFor(
  tx: Tx,
  of: readonly { customerId: Id<'cus'> }[],
): Promise<ReadonlyMap<string, Named>> {
  const customerIds = [...new Set(of.map(({ customerId }) => customerId))]
  if (customerIds.length === 0) return new Map()
  const { people } = await tx.call(namesOf, { customerIds })
  return new Map(people.map((person) => [person.customerId, person]))
}

/** Keeps on record that the staff saw these people, and why. */
export async function record(
  { actor, call }: Composer,
  view: Why & { readonly what: 'trail' | 'find' | 'people-in' },
  seen: readonly { customerId: Id<'cus'> }[],
): Promise<void> {
  const customerIds = [...new Set(seen.map(({ customerId }) => customerId))]
  if (customerIds.length > 0) await call(noteView, { by: actor.id, ...view, customerIds })
}
