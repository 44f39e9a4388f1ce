/** What an application hears while its offer stands, or its decision waits for a person. */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { decide } from '#modules/decision'
import { AppsChanged, FeaturesChanged } from '#modules/device'
import { on, onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { ReconsiderationDue } from '../contract.ts'
import { askedBy, weighedAt } from './reconsideration.ts'
import { applicationById, undecidedOf } from './store.ts'

export const reactions: readonly Reaction[] = [
  onBatch([FeaturesChanged, AppsChanged], 'hear-news', hearNews),
  on(ReconsiderationDue, 'decide-again', decideAgain),
]

/** One timer an application: news of one minute is weighed together. */
export async function considerAgain(tx: Tx, of: { id: Id<'app'>; key: string }): Promise<void> {
  const due = ReconsiderationDue({ applicationId: of.id })
  await tx.at(of.key, `reconsideration:${of.id}`, weighedAt(tx.now), due)
}

async function hearNews(facts: readonly Fact[], tx: Tx): Promise<void> {
  const customerIds = [...new Set(facts.map(({ key }) => key))]
  for (const one of await undecidedOf(tx, customerIds)) await considerAgain(tx, one)
}

/** Whoever has chosen meanwhile is left alone; a step that risk holds is weighed on its release. */
async function decideAgain(
  { key, data }: Fact<EventOf<typeof ReconsiderationDue>>,
  tx: Tx,
): Promise<void> {
  const { applicationId } = data
  const customerId = key as Id<'cus'>
  const found = await applicationById(tx, applicationId)
  if (!found || !(await undecidedOf(tx, [customerId])).some(({ id }) => id === found.id)) return
  await tx.ask(decide, { customerId, applicationId, ...askedBy(found.context), again: true })
}
