/** Notes as they were written, opened as they are read. */
import { answer } from '#platform/http'
import { notesOf } from '../contract.ts'
import { opened } from '../vault/queries.ts'
import { notesAbout } from './store.ts'

const NOTES_MAX = 200

export const noteQueries = [
  answer(notesOf, async ({ customerId }, tx) => {
    const kept = await notesAbout(tx, customerId, NOTES_MAX)
    const fields = kept.map(({ noteId }) => `note:${noteId}` as const)
    const words = await opened(tx, customerId, ...fields)
    const notes = kept.map((note) => {
      const text = words[`note:${note.noteId}`]
      return { ...note, ...(text !== undefined && { text }) }
    })
    return { notes }
  }),
]
