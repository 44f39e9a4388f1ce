/** What the staff write down about a person, for whoever of them looks next. */
import { command, event, query, t } from '#kernel/contract'

const customerId = t.id('cus')
const noteId = t.id('note')
const staff = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const

/** A note was written; its words rest in the vault. */
export const NoteKept = event('identity.note-kept', { noteId, by: t.text({ max: 80 }) })

export const keepNote = command('identity.keep-note', {
  input: { customerId, text: t.text({ min: 2, max: 2000 }) },
  output: { noteId },
  refusals: ['unknown-person'],
  allow: staff,
})

/** The latest first; of one whose words were erased only that it was written. */
export const notesOf = query('identity.notes-of', {
  input: { customerId },
  output: {
    notes: t.list(
      t.shape({
        noteId,
        by: t.text({ max: 80 }),
        keptAt: t.instant,
        text: t.optional(t.text({ max: 2000 })),
      }),
      200,
    ),
  },
  allow: staff,
})
