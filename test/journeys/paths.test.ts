/**
 * Path tests (DESIGN §6): every transition of every chart, and every adjacent pair of them, is
 * walked on the real house over HTTP with the sandbox; what nobody can walk is in unreachable.json
 * with the reason. A draw is walked on a lender of its own, of the others the facts they tell.
 * Then seeded walks at random: no way that the chart allows may strand anyone.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { AnyStateMachine } from 'xstate'
import { businessDateOf } from '#kernel/dates'
import { applicationMachine } from '../../modules/lending/application/application.machine.ts'
import { payoutMachine } from '../../modules/payments/payout.machine.ts'
import { fraction } from '../../sandbox/draw.ts'
import { openInvariants, type Invariants } from '../simulation/invariants.ts'
import { coverageOf, inWords, kept, type Coverage } from './coverage.ts'
import { walk } from './crowd.ts'
import { drawCoverage } from './draw-walk.ts'
import { edgesOf } from './edges.ts'
import { walkPayouts } from './payout-walk.ts'
import { reachOf } from './reach.ts'
import { endsPatience, patientRoutes, randomRoute, routesOver } from './route.ts'
import { openTown, type Town } from './town.ts'
import { walkerOf, type Walker } from './walker.ts'

const SEED = process.env['DHARA_SEED'] ?? '1'
const RANDOM_WALKS = Number(process.env['DHARA_WALKS'] ?? 8)
const RANDOM_EDGES_MAX = 40
const FIRST_PAYOUT = 1000
const FIRST_RANDOM = 2000
const FIRST_MISSED = 3000
const AGAIN = 5000
const ROUNDS_MAX = 3
const A_CROWD = 100

const application = reachOf('lending.application', edgesOf(applicationMachine as AnyStateMachine))
const payout = reachOf('payments.payout', edgesOf(payoutMachine as AnyStateMachine))
const quiet = (): void => {}

let town: Town
let invariants: Invariants
before(async () => {
  town = await openTown(SEED)
  invariants = openInvariants(town.house)
})
after(async () => {
  invariants?.close()
  await town?.close()
})

/** Vendors' silence and time are everybody's: whom another's led astray goes again, alone. */
async function walkAll(walkers: Walker[]): Promise<void> {
  await walk(town, application.edges, walkers, quiet)
  for (const [index, { n, route, lost }] of walkers.entries()) {
    if (!lost) continue
    console.log(`${n} goes again, alone: ${lost}`)
    const again = walkerOf(n + AGAIN, route)
    await walk(town, application.edges, [again], quiet)
    walkers[index] = again
  }
}

/** What a race led elsewhere is walked once more, by people of their own. */
async function walkMissing(): Promise<void> {
  const { missing } = coverageOf(town, 'lending.application', application)
  const pairs = application.pairs.filter((pair) => missing.includes(pair.id))
  if (pairs.length === 0) return
  console.log(`again: ${missing.join('; ')}`)
  const routes = routesOver(application, new Set(pairs.map(({ id }) => id)))
  await walkAll(routes.map((route, i) => walkerOf(FIRST_MISSED + i, route)))
}

const straying = (walkers: readonly Walker[]): string[] =>
  walkers
    .filter(({ lost }) => lost)
    .map(({ n, lost, route }) => `${n} ${lost} on ${inEdges(route)}`)
const inEdges = (route: Walker['route']): string => route.map(({ id }) => id).join(' / ')

function complete(coverage: Coverage): void {
  console.log(inWords(coverage))
  assert.deepEqual(coverage.missing, [], 'reachable, and walked by nobody')
}

describe('Every pair of transitions is walked', () => {
  const coverage: Coverage[] = []

  it('of the application, from the first tap to the money', async () => {
    const walked = application.pairs.filter((pair) => !endsPatience(pair))
    const left = new Set(walked.map(({ id }) => id))
    const routes = [...routesOver(application, left), ...patientRoutes(application)]
    const walkers = routes.map((route, n) => walkerOf(n, route))
    assert.deepEqual([...left], [], 'no way leads there: is it unreachable?')
    await walkAll(walkers)
    assert.deepEqual(straying(walkers), [])
    await walkMissing()
    coverage.push(coverageOf(town, 'lending.application', application))
    complete(coverage[0] as Coverage)
  })

  it('of the payout, with the provider in every kind of trouble', async () => {
    // A webhook and our enquiry race: which is first decides the pair, so the crowd may come again.
    for (let round = 0; round < ROUNDS_MAX; round++) {
      await walkPayouts(town, application, FIRST_PAYOUT + round * A_CROWD, quiet)
      if (coverageOf(town, 'payments.payout', payout).missing.length === 0) break
    }
    coverage.push(coverageOf(town, 'payments.payout', payout))
    complete(coverage.at(-1) as Coverage)
  })

  it('of the draw, on a lender of its own', async () => {
    coverage.push(await drawCoverage())
    complete(coverage.at(-1) as Coverage)
  })

  it('as coverage.json tells the console', () => {
    const { stands, should } = kept(coverage)
    assert.equal(stands, should, 'write it anew: UPDATE=1 npm test -- journeys/paths')
  })
})

describe('Walks at random', () => {
  it(`strand nobody (seed ${SEED})`, async () => {
    const walkers = Array.from({ length: RANDOM_WALKS }, (_, i) => {
      let nth = 0
      const draw = (): number => fraction(SEED, 'walk', i, nth++)
      return walkerOf(FIRST_RANDOM + i, randomRoute(application, draw, RANDOM_EDGES_MAX))
    })
    await walkAll(walkers)
    const steps = walkers.reduce((sum, { done }) => sum + done, 0)
    console.log(`${RANDOM_WALKS} walks at random, ${steps} steps, seed ${SEED}`)
    assert.deepEqual(straying(walkers), [])
  })

  it('leave the books, and all that must hold, sound', async () => {
    const today = businessDateOf(town.house.clock.now())
    assert.deepEqual(await invariants.atTheEnd(today), [])
  })
})
