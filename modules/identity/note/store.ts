/** All SQL of notes. */
import type { Instant } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export async function insertNote(
  tx: Tx,
  note: { noteId: Id<'note'>; customerId: string; by: string },
): Promise<void> {
  await tx.sql`
    insert into note (id, customer_id, by, kept_at)
    values (${note.noteId}, ${note.customerId}, ${note.by}, ${tx.now})`
}

export async function notesAbout(tx: Tx, customerId: string, max: number) {
  return tx.sql<{ noteId: Id<'note'>; by: string; keptAt: Instant }[]>`
    select id as "noteId", by, kept_at as "keptAt" from note
     where customer_id = ${customerId}
     order by kept_at desc, id desc limit ${max}`
}
