/**
 * Find: people by what they are known by, applications by where they stand. What is personal goes
 * to identity, which knows keyed hashes; the rest is narrowed by lending, whose things they are.
 */
import type { InputOf, OutputOf } from '#kernel/contract'
import { later } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { findPerson, peopleAtPin } from '#modules/identity'
import { applicationsLike, findLoan } from '#modules/lending'
import { answer, compose } from '#platform/http'
import type { Tx } from '#platform/sql'
import { find, hitsOf } from '../contract.ts'
import { markOf } from '../engines/mark.ts'
import { standardsOf } from '../queries.ts'
import { journeysOf } from '../river/store.ts'
import { purposeOf } from '../trail/purpose.ts'
import { namesFor, record } from '../trail/queries.ts'
import { handlesByMark, lastOf } from '../trail/store.ts'
import { wantedOf } from './search.ts'
import { lateStretches, standingAt, type Standards, type Standing } from './standing.ts'

const HITS_MAX = 50
const DAY_MS = 86_400_000

export const findQueries = [
  compose(find, async ({ seenFor, ...input }, composer) => {
    const why = purposeOf(composer.actor.roles, seenFor)
    const told = await composer.call(hitsOf, input)
    await record(composer, { what: 'find', ...why }, told.hits)
    return { ...told, seenFor: why.purpose }
  }),

  answer(hitsOf, async ({ text, ...narrow }, tx) => {
    const standards = await standardsOf(tx)
    const isNarrowed = Object.keys(narrow).length > 0
    const found = text === undefined ? undefined : await foundBy(tx, text)
    if (found && !isNarrowed) {
      const people = await peopleOf(tx, found, standards)
      const hits = found.flatMap((one) => people(one) ?? [])
      return { hits: hits.slice(0, HITS_MAX), more: hits.length > HITS_MAX }
    }
    const whose = found?.map(({ customerId }) => customerId)
    const { things, more } = await narrowed(tx, narrow, { whose, standards })
    const people = await peopleOf(tx, things, standards)
    return { hits: things.flatMap((one) => people(one) ?? []), more }
  }),
]

type Found = { customerId: Id<'cus'>; what: string; id?: string; state?: string; path?: string }
type Narrow = Omit<InputOf<typeof hitsOf>, 'text'>
type Application = OutputOf<typeof applicationsLike>['applications'][number]

/** Applications by where they stand, of these people or of anybody. */
async function narrowed(
  tx: Tx,
  { pinCode, stoodDays, overdue, ...rest }: Narrow,
  { whose, standards }: { whose: readonly Id<'cus'>[] | undefined; standards: Standards },
): Promise<{ things: Found[]; more: boolean }> {
  const there = pinCode === undefined ? undefined : await tx.call(peopleAtPin, { pinCode })
  const at = there?.customerIds
  const people = whose && at ? whose.filter((id) => at.includes(id)) : (whose ?? at)
  const { applications, more } = await tx.call(applicationsLike, {
    ...rest,
    ...(people && { customerIds: [...new Set(people)].slice(0, PEOPLE_MAX) }),
    ...(stoodDays !== undefined && { stoodSince: later(tx.now, -stoodDays * DAY_MS) }),
    ...(overdue === true && { stood: lateStretches(standards, tx.now) }),
    // What has ended is looked for by its stage, or by whose it is; nobody works through it.
    ...(rest.states === undefined && whose === undefined && { isOpen: true }),
    max: HITS_MAX,
  })
  return { things: applications.map(foundAs), more: more || (there?.more ?? false) }
}
const PEOPLE_MAX = 1000

const foundAs = ({ customerId, id, journey, state, path }: Application): Found => ({
  ...{ customerId, id, state, path },
  what: journey === 'lending.draw' ? 'Draw' : 'Application',
})

/** Whose it is, and what it is: loans and applications open on their own page, people on theirs. */
async function foundBy(tx: Tx, typed: string): Promise<Found[]> {
  const wanted = wantedOf(typed)
  if (wanted.by === 'nothing') return []
  if (wanted.by !== 'customer' && wanted.by !== 'handle') {
    const { by, ...key } = wanted
    const { customerIds } = await tx.call(findPerson, key)
    const what = { phone: 'Phone', pan: 'PAN', name: 'Name', email: 'E-mail' }[by]
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
  return [...holders, ...things, ...(await sentAs(tx, text))]
}

/** By the number a partner or a merchant has for it. */
async function sentAs(tx: Tx, reference: string): Promise<Found[]> {
  if (reference.length > 60) return []
  const { applications } = await tx.call(applicationsLike, { reference, max: HITS_MAX })
  return applications.map((one) => ({ ...foundAs(one), what: 'Partner’s number' }))
}

/** `UTR` and `UMRN` as they are written, `Loan` of `loanId`, `Account number`. */
function inWords(field: string): string {
  if (/^(utr|umrn)$/.test(field)) return field.toUpperCase()
  if (field === 'installId') return 'Device'
  const words = field.replace(/Id$/, '').replaceAll(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
  return words.replace(/^./, (c) => c.toUpperCase())
}

/** Who they are and where they stand; nobody whom no fact is about. */
async function peopleOf(tx: Tx, found: readonly Found[], standards: Standards) {
  const ids = [...new Set(found.map(({ customerId }) => customerId))].slice(0, HITS_MAX)
  const names = await namesFor(tx, found)
  const lasts = new Map((await lastOf(tx, ids)).map((last) => [last.customerId, last]))
  const journeys = new Map<string, readonly Standing[]>()
  for (const id of ids) journeys.set(id, await journeysOf(tx, [id], tx.now))
  const asked = await applicationsOf(tx, ids)
  return ({ customerId, what, id, state, path }: Found) => {
    const last = lasts.get(customerId)
    if (!last) return undefined
    const all = journeys.get(customerId) ?? []
    const journey = state === undefined ? all[0] : all.find((one) => one.id === id)
    const standing = journey && standingAt(journey, { now: tx.now, tower: tx.tower, standards })
    const { name, phone } = names.get(customerId) ?? {}
    const application = asked(customerId, id ?? journey?.id)
    return {
      ...{ customerId, what, state: state ?? journey?.state ?? '' },
      ...{ path: path ?? `/trail/${customerId}`, lastEvent: last.type, lastAt: last.at },
      ...(standing && { standing }),
      ...(application && { application }),
      ...(name && { name }),
      ...(phone && { phone }),
    }
  }
}

const APPLICATIONS_MAX = 200

/** The one a hit is about, or else the one its person entered a stage of last. */
async function applicationsOf(tx: Tx, customerIds: readonly Id<'cus'>[]) {
  if (customerIds.length === 0) return () => undefined
  const asked = { customerIds: [...customerIds], max: APPLICATIONS_MAX }
  const { applications } = await tx.call(applicationsLike, asked)
  return (customerId: string, about: string | undefined) => {
    const theirs = applications.filter((one) => one.customerId === customerId)
    const one = theirs.find(({ id }) => id === about) ?? theirs.at(-1)
    if (!one) return undefined
    const { id, product, partner, reference, owner } = one
    return {
      ...{ id, product },
      ...(partner !== undefined && { partner }),
      ...(reference !== undefined && { reference }),
      ...(owner !== undefined && { owner }),
    }
  }
}
