/**
 * The trail. Doors that show a person are composed: one part reads, another keeps on record
 * who saw whom.
 */
import type { OutputOf } from '#kernel/contract'
import { instant, msOf, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { namesOf } from '#modules/identity'
import { answer, compose, type Composer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { standingAt } from '../find/standing.ts'
import { standardsOf } from '../queries.ts'
import { journeysOf } from '../river/store.ts'
import { noteView, pathOf, trail, viewsOf } from '../contract.ts'
import { shown } from './path.ts'
import { purposeOf, type Why } from './purpose.ts'
import { keysOf, linesOf, viewsAt, warmSince, type PathRow } from './store.ts'

const PATH_PAGE = 300
const VIEWS_MAX = 200
/** Before and after every fact, as cursors. */
const [FIRST, LAST] = ['0001-01-01T00:00:00.000Z~0', '9999-12-31T00:00:00.000Z~0']

export const trailQueries = [
  compose(trail, async ({ seenFor, ...input }, composer) => {
    const why = purposeOf(composer.actor.roles, seenFor)
    const told = await composer.call(pathOf, input)
    if (told.entries.length > 0) await record(composer, { what: 'trail', ...why }, [input])
    return { ...told, seenFor: why.purpose }
  }),

  answer(viewsOf, async ({ customerId }, tx) => {
    const { customers } = await keysOf(tx, customerId, tx.now)
    const views = await viewsAt(tx, customers, VIEWS_MAX)
    return {
      views: views.map(({ purpose, stated, ...view }) => ({
        ...view,
        ...(purpose !== null && { purpose }),
        ...(stated !== null && { stated }),
      })),
    }
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
      journeys: await standingsOf(tx, keys.customers, knownAt),
      ...(last && { cursor: `${last.at}~${last.seq}` }),
      ...(name && { name }),
      ...(phone && { phone }),
      ...(since && { warmSince: since }),
    }
  }),
]

/** Where their journeys stood at a moment; and of where they stand now, what is to come of it. */
async function standingsOf(tx: Tx, customers: readonly string[], knownAt: Instant | undefined) {
  const journeys = await journeysOf(tx, customers, knownAt ?? tx.now)
  if (knownAt !== undefined) return [...journeys]
  const at = { now: tx.now, tower: tx.tower, standards: await standardsOf(tx) }
  return journeys.map((one) => {
    const standing = standingAt(one, at)
    const chart = tx.tower.charts.find(({ journey }) => journey === one.journey)
    const retries = chart?.steps.find(({ step }) => step === one.state)?.retries
    return { ...one, ...(standing && { standing }), ...(retries && { retries }) }
  })
}

function entryOf(row: PathRow): OutputOf<typeof pathOf>['entries'][number] {
  const { id, type, at, rx, date: businessDate, actor, cause, policy, causedAt } = row
  return {
    ...{ id, type, at, rx, businessDate, actor, data: shown(row.data) },
    ...(cause !== null && { cause }),
    ...(policy !== null && { policyVersion: policy }),
    ...(causedAt !== null && { tookMs: Math.max(0, msOf(at) - msOf(causedAt)) }),
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
