/**
 * The payout's chart, walked by what the provider does: each group of borrowers stands before its
 * payout, waiting for a person to look at their account; then the provider has one kind of trouble.
 */
import { isDone } from '../../sandbox/people/phone.ts'
import { walk } from './crowd.ts'
import type { Reach } from './reach.ts'
import { routeTo } from './route.ts'
import type { Town } from './town.ts'
import { letPass, raise, settleAccount, walkerOf, type Walker } from './walker.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const FOR_EVER_S = 300_000_000
const SEND_ATTEMPTS = 30
const AT_REVIEW = 'verifyingAccount ─account-doubtful▸ accountReview'

type Group = {
  readonly name: string
  /** What the bank does with each payout of the group. */
  readonly payouts: readonly string[]
  run(town: Town, walkers: readonly Walker[]): Promise<void>
}

const groups: readonly Group[] = [
  {
    name: 'the provider is well',
    payouts: ['processed', 'failed', 'reversed', 'pending', 'pending-failed'],
    run: async (town, walkers) => {
      await pay(town, walkers)
      await town.pass(5 * HOUR_MS)
      await town.leap(36 * HOUR_MS)
    },
  },
  {
    name: 'its webhooks are late: our enquiry is first',
    payouts: ['processed', 'failed', 'reversed'],
    run: async (town, walkers) => {
      await under(town, 'late', async () => {
        await pay(town, walkers)
        await town.pass(7 * HOUR_MS)
      })
      await town.leap(36 * HOUR_MS)
    },
  },
  {
    name: 'it hangs up on what it does: its webhook is first',
    // More than one: now and then our enquiry is first after all.
    payouts: ['processed', 'processed', 'processed', 'failed', 'reversed'],
    run: async (town, walkers) => {
      await under(town, 'lost', async () => {
        await pay(town, walkers)
        await town.pass(5 * MINUTE_MS)
      })
      await town.leap(36 * HOUR_MS)
    },
  },
  {
    name: 'it is down while we enquire: the webhook ends the wait',
    payouts: ['pending', 'pending-failed'],
    run: async (town, walkers) => {
      await pay(town, walkers)
      await under(town, 'down', () => town.pass(8 * HOUR_MS))
    },
  },
  {
    name: 'it is down for hours: it never hears of the payout',
    payouts: ['processed'],
    run: async (town, walkers) => {
      await under(town, 'down', async () => {
        await pay(town, walkers)
        await town.leap(210 * MINUTE_MS)
        await town.pass(45 * MINUTE_MS)
      })
      await town.pass(20 * HOUR_MS)
    },
  },
  {
    name: 'it hears of the payout at our last attempt, and hangs up',
    payouts: ['processed', 'failed'],
    run: async (town, walkers) => {
      await under(town, 'down', async () => {
        await pay(town, walkers)
        await town.leap(170 * MINUTE_MS)
        while ((await attempts(town)) < SEND_ATTEMPTS - 1) await town.pass(2 * MINUTE_MS)
      })
      await under(town, 'lost', async () => {
        while ((await attempts(town)) > 0) await town.pass(MINUTE_MS)
      })
      await town.pass(HOUR_MS)
    },
  },
  { name: 'risk stops it at the door', payouts: ['processed'], run: stopAtTheDoor },
]

export async function walkPayouts(
  town: Town,
  reach: Reach,
  firstN: number,
  say: (line: string) => void,
): Promise<Walker[]> {
  const route = routeTo(reach, AT_REVIEW)
  const crowd = groups.map(({ payouts }, g) =>
    payouts.map((payout, i) => ({ ...walkerOf(firstN + g * 10 + i, route), payout })),
  )
  await walk(town, reach.edges, crowd.flat(), say)
  for (const [index, group] of groups.entries()) {
    say(`payouts: ${group.name}`)
    await group.run(town, crowd[index] ?? [])
  }
  await town.read()
  return crowd.flat()
}

/** A person finds the account good; the screen, and then the payout, follow of themselves. */
async function pay(town: Town, walkers: readonly Walker[]): Promise<void> {
  for (const walker of walkers) {
    const reply = await settleAccount(walker, town, 'passed')
    if (!isDone(reply)) throw new Error(`the account: ${JSON.stringify(reply)}`)
  }
  await town.house.mover.settle()
}

async function under(town: Town, kind: string, work: () => Promise<void>): Promise<void> {
  const fault = { vendor: 'psp', kind, seconds: FOR_EVER_S, clock: 'business' }
  await town.sandbox.send('POST', '/faults', fault)
  await work()
  await town.sandbox.send('DELETE', '/faults')
}

/** How often the payouts under way have been tried; 0 when none is. */
async function attempts({ house }: Town): Promise<number> {
  const [row] = await house.db.owner<{ most: number }[]>`
    select coalesce(max(attempt), 0)::int as most from platform.effect
     where name = 'payments.send-payout' and state = 'queued'`
  return row?.most ?? 0
}

/** Held at each step by the signal, let pass at each, and stopped at the payout's own first. */
async function stopAtTheDoor(town: Town, [walker]: readonly Walker[]): Promise<void> {
  if (!walker) return
  await raise(walker, town, 'review')
  await pay(town, [walker])
  walker.held = 'application'
  for (let step = 0; step < 2; step++) {
    await letPass(walker, town)
    await town.house.mover.settle()
  }
  const [payout] = await town.house.db.owner<{ id: string }[]>`
    select id from payments.journey where key = ${walker.customerId ?? ''} and status = 'held'`
  walker.held = payout?.id
  await letPass(walker, town, 'stop')
  await town.house.mover.settle()
}
