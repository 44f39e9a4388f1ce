/** What the staff may do to the house, and the borrower to the clock of a sandbox. */
import type { Instant } from '#kernel/dates'
import { isRefused, refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  breakVendor,
  moveClock,
  noteSeen,
  noteView,
  PeopleSeen,
  PersonViewed,
  runTimersNow,
  sendCrowd,
} from './contract.ts'
import { passage, PASSAGE_KEY, type Passing } from './passage.ts'
import { purposeOf } from './trail/purpose.ts'

/** What was seen in a list is about many: it is told by the house. */
const HOUSE = 'sys_monitor'
/** Someone who looks again within this wall time is on record already. */
const VIEW_MS = 15 * 60_000
const PROBLEM_MS = 60_000
const PROBLEM_MAX = 300

export const commands = [
  run(runTimersNow, async ({ module, kind }, tx) => ({
    fired: await tx.tower.timers.runNow({ module, name: kind }),
  })),

  run(moveClock, async (wish, tx) => {
    const { sandbox } = tx.tower
    const customer = tx.actor.kind === 'customer'
    const moved = passage(wish, { now: tx.now, customer, sandbox: sandbox !== undefined })
    if (isRefused(moved) || !sandbox) return isRefused(moved) ? moved : refuse('no-sandbox')
    if (moved.speed !== undefined) sandbox.setSpeed(moved.speed)
    if (moved.to !== undefined) await setOut(tx, moved.to)
    return { businessNow: moved.to ?? tx.now }
  }),

  run(breakVendor, async (fault, tx) => {
    if (!tx.tower.sandbox) return refuse('no-sandbox')
    await tx.tower.sandbox.breakVendor(fault)
    return { vendor: fault.vendor }
  }),

  run(sendCrowd, async ({ people }, tx) => {
    if (!tx.tower.sandbox) return refuse('no-sandbox')
    return { people: await tx.tower.sandbox.crowd(people) }
  }),

  run(noteView, async ({ customerIds, ...view }, tx) => {
    const fresh = await newlySeen(tx, view, customerIds)
    for (const customerId of fresh) {
      await tx.emit(customerId, [PersonViewed({ customerId, ...view })])
    }
    return { noted: fresh.length }
  }),

  run(noteSeen, async ({ customerIds, by, roles, what, seenFor }, tx) => {
    const view = { by, what, ...purposeOf(roles, seenFor) }
    const fresh = await newlySeen(tx, view, customerIds)
    if (fresh.length > 0) await tx.emit(HOUSE, [PeopleSeen({ ...view, customerIds: fresh })])
    return { noted: fresh.length }
  }),
]

type View = { readonly by: string; readonly what: string; readonly purpose: string }

/** Whom this one of the staff has not been seen looking at there, for that, just now. */
async function newlySeen(
  tx: Tx,
  { by, what, purpose }: View,
  customerIds: readonly Id<'cus'>[],
): Promise<Id<'cus'>[]> {
  const fresh: Id<'cus'>[] = []
  for (const customerId of new Set(customerIds)) {
    const key = `monitor:viewed:${what}:${purpose}:${by}:${customerId}`
    if (await tx.kv.setIfAbsent(key, 1, VIEW_MS)) fresh.push(customerId)
  }
  return fresh
}

/**
 * The clock waits until every open request is answered, this one too: so we set out and answer, and
 * whoever looks is told where it is going and, if so, why it did not arrive.
 */
async function setOut(tx: Tx, to: Instant): Promise<void> {
  const { kv, tower } = tx
  const note = (passing: Passing) => kv.set(PASSAGE_KEY, passing, PROBLEM_MS)
  await kv.set(PASSAGE_KEY, { to } satisfies Passing)
  void tower.sandbox
    ?.moveTo(to)
    .then(() => kv.delete(PASSAGE_KEY))
    .catch((problem: unknown) => note({ to, problem: String(problem).slice(0, PROBLEM_MAX) }))
}
