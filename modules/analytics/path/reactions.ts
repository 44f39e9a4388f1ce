/** How paths come by their steps. A step is kept by its fact: told again, it changes nothing. */
import type { Fact } from '#kernel/contract'
import { addDays } from '#kernel/dates'
import { AppTrace } from '#modules/gateway'
import { InstallLinked } from '#modules/identity'
import { ApplicationMoved } from '#modules/lending'
import { PayoutMoved } from '#modules/payments'
import { onBatch } from '#platform/log'
import type { Tx } from '#platform/sql'
import { movedBy, nothingCarried, seenBy, type Hop, type Walker } from './hop.ts'
import {
  addHops,
  addInstances,
  beginDay,
  carriedBy,
  linkWalkers,
  saveWalkers,
  walkersOf,
} from './store.ts'

/** What is older is asked of the lake. */
export const KEPT_DAYS = 90

export const pathReactions = [
  onBatch([AppTrace, InstallLinked, ApplicationMoved, PayoutMoved], 'paths@1', keepSteps),
]

async function keepSteps(facts: readonly Fact[], tx: Tx): Promise<void> {
  const last = facts.map(({ businessDate }) => businessDate).reduce((a, b) => (a > b ? a : b))
  await beginDay(tx, last, addDays(last, -KEPT_DAYS))
  const onApp = await screens(facts, tx)
  const linked = facts
    .filter(({ type }) => type === InstallLinked.type)
    .map(({ data, at }) => ({ ...(data as { installId: string; customerId: string }), at }))
  if (linked.length > 0) await linkWalkers(tx, linked)
  const hops = [...onApp, ...(await moves(facts, tx))]
  if (hops.length > 0) await addHops(tx, hops)
}

async function screens(facts: readonly Fact[], tx: Tx): Promise<readonly Hop[]> {
  const seen = facts.filter(({ type }) => type === AppTrace.type)
  if (seen.length === 0) return []
  const ids = [...new Set(seen.map(({ data }) => (data as { installId: string }).installId))]
  const walkers = new Map<string, Walker>()
  for (const walker of await walkersOf(tx, ids)) walkers.set(walker.id, walker)
  const hops = seen.flatMap((fact) => {
    const { installId } = fact.data as { installId: string }
    const { walker, hop } = seenBy(fact, walkers.get(installId))
    walkers.set(installId, walker)
    return hop ?? []
  })
  await saveWalkers(tx, [...walkers.values()])
  return hops
}

async function moves(facts: readonly Fact[], tx: Tx): Promise<readonly Hop[]> {
  const moved = facts.filter(({ type }) => type.endsWith('-moved'))
  if (moved.length === 0) return []
  const carried = await carriedBy(tx, [...new Set(moved.map(({ key }) => key))])
  const idOf = ({ data }: Fact) => (data as { id: string }).id
  const instances = moved.map((fact) => ({ id: idOf(fact), customerId: fact.key }))
  await addInstances(tx, instances)
  return moved.flatMap((fact) => movedBy(fact, carried.get(fact.key) ?? nothingCarried) ?? [])
}
