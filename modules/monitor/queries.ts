/** What monitor tells. Doors that show a person are composed: they read, and record who saw whom. */
import type { OutputOf } from '#kernel/contract'
import { addDays, businessDateOf, instant, later, type Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { findPerson, namesOf } from '#modules/identity'
import { findLoan } from '#modules/lending'
import { answer, compose, type Composer } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  clocks,
  find,
  hitsOf,
  noteView,
  parkedFacts,
  pathOf,
  peopleIn,
  river,
  stepOf,
  trail,
} from './contract.ts'
import { markOf } from './engines/mark.ts'
import { shown } from './path.ts'
import { stepsOf } from './river.ts'
import { wantedOf } from './search.ts'
import {
  dwellsSince,
  flowsOn,
  handlesByMark,
  journeysOf,
  keysOf,
  lastOf,
  linesOf,
  peopleAt,
  peopleInStep,
  peopleNow,
} from './store.ts'
import { vendorHealth } from './vendor.ts'

const DAY_MS = 86_400_000
const DWELL_DAYS = 7
const PATH_PAGE = 300
const PEOPLE_PAGE = 100
const HITS_MAX = 50
const FAULTS_TTL_MS = 1000
const PARKED_MAX = 200
const ERROR_MAX = 500
const BEGINNING = instant('0001-01-01T00:00:00.000Z')

export const queries = [
  answer(river, async ({ journey }, tx) => {
    const { tower, now, today } = tx
    const steps = tower.charts.find((one) => one.journey === journey)?.steps ?? []
    const dayAgo = later(now, -DAY_MS)
    const flows = await flowsOn(tx, journey, today)
    const counted = {
      flows,
      now: await peopleNow(tx, journey),
      yesterday: await peopleAt(tx, journey, dayAgo, businessDateOf(dayAgo)),
      dwells: await dwellsSince(tx, journey, addDays(today, 1 - DWELL_DAYS)),
    }
    const queued = await tower.queue.inspect()
    return {
      at: now,
      journeys: tower.charts.map(({ journey, title }) => ({ journey, title })),
      steps: stepsOf(steps, counted),
      flows: flows.map(({ from, to, trigger, count }) => ({ from, to, trigger, count })),
      vendors: vendorHealth(tower.queue.health(), queued, await faultsOf(tx)),
      lag: { ...(await lagOf(tx)), effects: queued.reduce((sum, one) => sum + one.queued, 0) },
      ...(await timeOf(tx)),
    }
  }),

  compose(peopleIn, async (input, composer) => {
    const told = await composer.call(stepOf, input)
    await note(composer, 'people-in', told.people)
    return told
  }),
  answer(stepOf, async ({ journey, step, cursor }, tx) => {
    const [since = BEGINNING, id = ''] = (cursor?.split('~') ?? []) as [Instant?, string?]
    const after = { since: instantIn(since), id }
    const rows = await peopleInStep(tx, { journey, step }, { after, max: PEOPLE_PAGE })
    const names = await namesFor(tx, rows)
    const people = rows.map(({ customerId, id, since, review }) => {
      const name = names.get(customerId)?.name
      return { customerId, id, since, held: review, ...(name && { name }) }
    })
    const last = rows.at(-1)
    const more = rows.length === PEOPLE_PAGE && last
    return { people, ...(more && { cursor: `${last.since}~${last.id}` }) }
  }),

  compose(find, async (input, composer) => {
    const told = await composer.call(hitsOf, input)
    await note(composer, 'find', told.hits)
    return told
  }),
  answer(hitsOf, async ({ text }, tx) => hitsFor(tx, text)),

  compose(trail, async (input, composer) => {
    await note(composer, 'trail', [input])
    return composer.call(pathOf, input)
  }),
  answer(pathOf, async ({ customerId, knownAt = tx_now, cursor }, tx) => {
    const known = knownAt === tx_now ? tx.now : knownAt
    return pathFor(tx, customerId, known, cursor)
  }),

  answer(clocks, async (_, tx) => {
    const rows = await tx.tower.timers.inspect()
    const kinds = rows.map(({ count: waiting, event: _event, ...row }) => ({ ...row, waiting }))
    return { kinds, ...(await timeOf(tx)) }
  }),

  answer(parkedFacts, async (_, tx) => {
    const rows = await tx.tower.log.parked.list()
    const parked = rows.slice(0, PARKED_MAX).map((row) => ({
      ...{ id: String(row.id), group: row.group, type: row.type, key: row.key },
      ...{ error: (row.problem.split('\n', 1)[0] ?? '').slice(0, ERROR_MAX) },
      ...{ at: instant(row.parkedAt), attempts: row.attempts },
    }))
    return { parked }
  }),
]
