/** What time and others do to cheques. */
import type { EventOf } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import type { Fact } from '#platform/log'
import type { Tx } from '#platform/sql'
import type { ChequeDue } from '../contract.ts'
import { awaitDay, timerOf } from './commands.ts'
import { noteDue, releaseCheques, resumeCheques } from './store.ts'

/** Its day has come: the desk deposits it. */
export async function makeDue({ data }: Fact<EventOf<typeof ChequeDue>>, tx: Tx): Promise<void> {
  await noteDue(tx, data.chequeId)
}

/** Its loan owes nothing any more: no day of it comes. */
export async function release(tx: Tx, loanId: Id<'loan'>): Promise<void> {
  for (const id of await releaseCheques(tx, loanId)) await tx.cancel(timerOf(id))
}

/** The loan is open again: those still with us are shown on their days. */
export async function resume(tx: Tx, loanId: Id<'loan'>): Promise<void> {
  for (const cheque of await resumeCheques(tx, loanId)) await awaitDay(cheque, tx)
}
