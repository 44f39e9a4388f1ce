/** Ends a mandate: here at once, and at the provider as soon as it listens. */
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { cancelMandate, MandateCancelled } from '../contract.ts'
import { dropMandate } from '../effects.ts'
import { lockMandate, settleMandate, type Mandate } from '../store.ts'
import { noteStrike } from './store.ts'

export const commands = [
  run(cancelMandate, async ({ mandateId }, tx) => {
    const mandate = await lockMandate(tx, mandateId)
    if (mandate?.strike === 'unanswered') await askStrike(mandate, tx)
    else if (mandate) await cancel(mandate, tx)
    return { mandateId }
  }),
]

export async function cancel(mandate: Mandate, tx: Tx): Promise<void> {
  const { id: mandateId, customerId, status } = mandate
  if (status !== 'created' && status !== 'registered') return
  await settleMandate(tx, mandateId, 'cancelled')
  await tx.emit(customerId, [MandateCancelled({ mandateId })])
  await askStrike(mandate, tx)
}

/** One the provider has no name for yet is struck when it gives it one. */
export async function askStrike(
  { id: mandateId, customerId, providerRef }: Mandate,
  tx: Tx,
): Promise<void> {
  if (providerRef === null) return
  await noteStrike(tx, mandateId, 'asked')
  await tx.effect(dropMandate, { mandateId, providerRef }, customerId)
}
