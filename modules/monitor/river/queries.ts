/** The river and the people in it. */
import { addDays, businessDateOf, instant, later } from '#kernel/dates'
import { answer, compose } from '#platform/http'
import type { Tx } from '#platform/sql'
import { peopleIn, river, stepOf } from '../contract.ts'
import { dueOf, lateStretches } from '../find/standing.ts'
import { standardsOf, timeOf } from '../queries.ts'
import { namesFor, record } from '../trail/queries.ts'
import { purposeOf } from '../trail/purpose.ts'
import { stepsOf } from './river.ts'
import { dwellsSince, flowsOn, peopleAt, peopleInStep, peopleNow } from './store.ts'
import { vendorHealth } from './vendor.ts'

const DAY_MS = 86_400_000
const DWELL_DAYS = 7
const PEOPLE_PAGE = 100
const FAULTS_TTL_MS = 1000

export const riverQueries = [
  answer(river, async ({ journey }, tx) => {
    const { tower, now, today } = tx
    const steps = tower.charts.find((one) => one.journey === journey)?.steps ?? []
    const dayAgo = later(now, -DAY_MS)
    const flows = await flowsOn(tx, journey, today)
    const counted = {
      flows,
      now: await peopleNow(tx, journey, lateStretches(await standardsOf(tx), now)),
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

  compose(peopleIn, async ({ seenFor, ...input }, composer) => {
    const why = purposeOf(composer.actor.roles, seenFor)
    const told = await composer.call(stepOf, input)
    await record(composer, { what: 'people-in', ...why }, told.people)
    return { ...told, seenFor: why.purpose }
  }),

  answer(stepOf, async ({ journey, step, cursor }, tx) => {
    const [since = '', id = ''] = (cursor ?? '0001-01-01T00:00:00.000Z~').split('~')
    const page = { after: { since: instant(since), id }, max: PEOPLE_PAGE }
    const rows = await peopleInStep(tx, { journey, step }, page)
    const names = await namesFor(tx, rows)
    const chart = tx.tower.charts.find((one) => one.journey === journey)
    const { acts = false, final: isFinal = false } =
      chart?.steps.find((one) => one.step === step) ?? {}
    const standards = await standardsOf(tx)
    const people = rows.map(({ customerId, id, since, review }) => {
      const name = names.get(customerId)?.name
      const dueAt = isFinal ? undefined : dueOf({ journey, state: step, since }, standards)
      return {
        ...{ customerId, id, since, held: acts && review },
        ...(dueAt && { dueAt, overdue: dueAt < tx.now }),
        ...(name && { name }),
      }
    })
    const last = rows.length === PEOPLE_PAGE ? rows.at(-1) : undefined
    return { people, ...(last && { cursor: `${last.since}~${last.id}` }) }
  }),
]

async function lagOf({ tower }: Tx) {
  const { outboxMs, groups } = await tower.log.lag()
  return {
    events: Math.max(0, ...groups.map((group) => group.facts)),
    oldestMs: Math.max(outboxMs, ...groups.map((group) => group.oldestMs)),
    outbox: Math.round(outboxMs),
  }
}

/** Many screens ask; the sandbox is asked once a second. */
async function faultsOf({ tower, kv }: Tx) {
  const key = 'monitor:faults'
  type Faults = readonly { vendor: string; kind: string }[]
  const known = await kv.get<Faults>(key)
  if (known || !tower.sandbox) return known ?? []
  const faults = await tower.sandbox.faults()
  await kv.set(key, faults, FAULTS_TTL_MS)
  return faults
}
