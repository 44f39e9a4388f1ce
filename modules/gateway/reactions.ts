/** What gateway does when something happens elsewhere. */
import type { Fact } from '#kernel/contract'
import { StaffSuspended } from '#modules/identity'
import { on } from '#platform/log'
import type { Tx } from '#platform/sql'
import { closeAll } from './commands.ts'

export const reactions = [on(StaffSuspended, 'close-sessions', closeSessionsOf)]

/** Whoever is suspended is out at once, not at the end of their half hour. */
async function closeSessionsOf({ key, data }: Fact, tx: Tx): Promise<void> {
  const { staffId } = data as { staffId: string }
  await closeAll(tx, staffId, key)
}
