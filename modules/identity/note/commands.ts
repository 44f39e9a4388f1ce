/** A note is written down. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { keepNote, NoteKept } from '../contract.ts'
import { personOf } from '../person/store.ts'
import { keep } from '../vault/commands.ts'
import { insertNote } from './store.ts'

export const noteCommands = [
  run(keepNote, async ({ customerId, text }, tx) => {
    if (!(await personOf(tx, customerId))) return refuse('unknown-person')
    const noteId = tx.newId('note')
    await keep(tx, customerId, `note:${noteId}`, text)
    await insertNote(tx, { noteId, customerId, by: tx.actor.id })
    await tx.emit(customerId, [NoteKept({ noteId, by: tx.actor.id })])
    return { noteId }
  }),
]
