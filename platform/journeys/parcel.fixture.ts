/**
 * A journey of a tiny module, `post`, on a database of its own: a parcel is weighed, sorted,
 * carried and handed over. What the runner's specification moves.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assign, createMachine, type EventObject } from 'xstate'
import { command, event, t, type Fact } from '#kernel/contract'
import { journeyDue, journeyMoved, journeyRetried, type Verdict } from '#kernel/journey'
import { loneModule } from '#test/lone-module'
import type * as port from './index.ts'
import type { Instance, Journey, Review } from './index.ts'

export type Port = Pick<typeof port, 'answers' | 'journey' | 'move' | 'release' | 'retry' | 'start'>

const HOUR_MS = 3_600_000
const ended = { type: 'final' } as const
const delays = { delays: { patience: HOUR_MS } }

/** Today's chart. */
export const parcelChart = createMachine(
  {
    id: 'parcel',
    version: '2',
    context: ({ input }) => ({ ...(input as object), grams: 0 }),
    initial: 'weighing',
    on: { 'fraud-stopped': '.stopped', withdrawn: '.returned' },
    states: {
      weighing: {
        meta: { screen: 'scales', title: 'On the scales' },
        on: {
          weighed: { target: 'sorting', actions: assign({ grams: ({ event: e }) => e['grams'] }) },
          lost: 'nowhere',
        },
      },
      sorting: { entry: 'askSorter', on: { sorted: 'carrying' }, after: { patience: 'missing' } },
      carrying: {
        entry: ['askCarrier', 'tellReceiver'],
        on: { arrived: 'handedOver', jammed: 'stuck' },
        after: { patience: 'missing' },
      },
      stuck: {
        meta: { aside: true },
        entry: assign({ grams: ({ context }) => context.grams - 100 }),
        after: {
          patience: [
            { guard: ({ context }) => context.grams <= 0, target: 'missing' },
            { target: 'carrying' },
          ],
        },
      },
      nowhere: { entry: 'misspelt' },
      handedOver: ended,
      missing: ended,
      returned: ended,
      stopped: ended,
    },
  },
  delays,
)

/** The chart of parcels posted before there were carriers. */
export const firstChart = createMachine(
  {
    id: 'parcel',
    version: '1',
    context: ({ input }) => ({ ...(input as object), grams: 0 }),
    initial: 'weighing',
    states: {
      weighing: { on: { weighed: 'sorting' } },
      sorting: { entry: 'askSorter', on: { sorted: 'handedOver' }, after: { patience: 'missing' } },
      handedOver: ended,
      missing: ended,
    },
  },
  delays,
)

const parcelId = t.id('parcel')
const asked = (name: string) =>
  command(name, { input: { parcelId }, output: {}, refusals: [], allow: ['module:post'] })
const sort = asked('depot.sort')
const carry = asked('van.carry')
const tell = asked('bell.ring')
const ParcelMoved = journeyMoved('post.parcel')
const ParcelDue = journeyDue('post.parcel')
export const ParcelRetried = journeyRetried('post.parcel')
export const ParcelSorted = event('depot.parcel-sorted', { parcelId })
export const ReviewSettled = event('guard.review-settled', {
  journey: t.text(),
  id: t.anyId,
  outcome: t.oneOf('pass', 'stop'),
})

export const CUSTOMER = 'cus_1'
export type MovedData = Parameters<typeof ParcelMoved>[0]
type Moved = Fact & { readonly data: MovedData }
type Asked = Fact & { readonly data: { command: string; input: { parcelId: string } } }
export type Scene = Awaited<ReturnType<typeof openScene>>

/** The module alive, and its journey, whose gate says what the scene was told to say. */
export async function openScene({ answers, journey, move, release, retry, start }: Port) {
  const verdicts = new Map<string, Verdict>()
  const bound = (machine: Journey['machine'], earlier: readonly Journey['machine'][] = []) =>
    journey(machine, {
      ...{ moved: ParcelMoved, due: ParcelDue, retried: ParcelRetried, earlier },
      repeats: ['askSorter', 'askCarrier'],
      reviews: ReviewSettled as never as NonNullable<Journey['reviews']>,
      gate: async ({ state }) => verdicts.get(state) ?? { outcome: 'pass', reasons: [] },
      effects: {
        askSorter: ({ id }, tx) => tx.ask(sort, { parcelId: id as never }),
        askCarrier: ({ id }, tx) => tx.ask(carry, { parcelId: id as never }),
        tellReceiver: ({ id }, tx) => tx.ask(tell, { parcelId: id as never }),
      },
      answers: [answers(ParcelSorted, (d) => ({ id: d.parcelId, event: { type: 'sorted' } }))],
    })
  const parcel = bound(parcelChart, [firstChart])
  const lone = await loneModule({ name: 'post', contract, journeys: [parcel], ...madeTable() })
  const moving = (id: string, told: EventObject & { grams?: number }) =>
    lone.inside((tx) => move(tx, parcel, id, told))
  return {
    ...{ lone, parcel, verdicts, move: moving },
    /** Posted under a chart: today's, or the first. */
    posted: async (machine = parcelChart): Promise<string> => {
      const [made, id] = [bound(machine), `parcel_${lone.told.length + 1}`]
      await lone.inside((tx) => start(tx, made, { id, key: CUSTOMER }))
      return id
    },
    release: (id: string, outcome: Review['outcome']) =>
      lone.inside((tx) => release(tx, parcel, id, outcome)),
    retry: (id: string) => lone.inside((tx) => retry(tx, parcel, id, 'the depot lost it')),
    row: async (id: string): Promise<Instance | undefined> => {
      const [row] = await lone.inside(
        (tx) => tx.sql<Instance[]>`
        select id, key, version, state, context, status, since, held from journey where id = ${id}`,
      )
      return row
    },
    /** Names of the timers that run. */
    timers: async (): Promise<string[]> => {
      const rows = await lone.db.owner<{ name: string }[]>`
        select name from platform.timer order by name`
      return rows.map(({ name }) => name)
    },
    /** What was told so far, in the outbox's order: `▸ sorting` entered, `depot.sort` asked. */
    story: async (): Promise<string[]> => {
      await lone.settle()
      return lone.told.flatMap((fact) => {
        if (fact.type === ParcelMoved.type) return [`▸ ${(fact as Moved).data.to}`]
        return fact.type.endsWith('.asked') ? [(fact as Asked).data.command] : []
      })
    },
    moves: async (): Promise<MovedData[]> => {
      await lone.settle()
      return lone.told.filter((f) => f.type === ParcelMoved.type).map((f) => (f as Moved).data)
    },
    [Symbol.asyncDispose]: () => lone.drop(),
  }
}

const contract = { ParcelMoved, ParcelDue, ParcelRetried }

/** The table as the port gives it to every module, in a migration of the module's own. */
function madeTable(): { migrations: URL } {
  folder ??= mkdtempSync(join(tmpdir(), 'dhara-post-'))
  copyFileSync(new URL('./journey-table.sql', import.meta.url), join(folder, '0001-journey.sql'))
  return { migrations: pathToFileURL(`${folder}/`) }
}
let folder: string | undefined
process.on('exit', () => folder && rmSync(folder, { recursive: true, force: true }))
