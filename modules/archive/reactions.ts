/** What the archive does when its round is due, and when it ended. */
import type { EventOf, Fact } from '#kernel/contract'
import { PersonMerged } from '#modules/identity'
import { on } from '#platform/log'
import type { Tx } from '#platform/sql'
import { BUDGET_BYTES, isShort } from './budget.ts'
import { goRound, setRound } from './commands.ts'
import { BudgetNeared, RoundDue, RoundEnded } from './contract.ts'
import { budgets, saveMerge, saveRound, saveSizes, sizesNow } from './store.ts'

export const reactions = [
  on(RoundDue, 'make-round', async (_fact, tx) => {
    await setRound(tx)
    await goRound(tx)
  }),
  on(RoundEnded, 'measure-sizes', measure),
  on(PersonMerged, 'join-records', ({ data }, tx) => saveMerge(tx, data.customerId, data.into)),
]

async function measure({ data }: Fact<EventOf<typeof RoundEnded>>, tx: Tx): Promise<void> {
  await saveRound(tx, data.on, data.customers)
  const sizes = await sizesNow(tx)
  await saveSizes(tx, sizes)
  const allowed = await budgets(tx)
  const short = sizes
    .map(({ schema, bytes }) => ({ schema, bytes, budget: allowed.get(schema) ?? BUDGET_BYTES }))
    .filter(({ bytes, budget }) => isShort(bytes, budget))
  if (short.length > 0) await tx.emit('sys_archive', short.map(BudgetNeared))
}
