/** What the staff noted about a person, the latest first, and a line to add one. */
import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '#kernel/contract'
import type { notesOf } from '#modules/identity'
import { instantText } from '#web/kit/figures.ts'
import { IdLink } from '../id-link.tsx'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { CommandButton } from './command-button.tsx'

type Note = OutputOf<typeof notesOf>['notes'][number]

export function Notes({ customerId }: { readonly customerId: string }) {
  const told = useQuery({
    queryKey: ['answer', 'identity.notes-of', { customerId }],
    queryFn: ({ signal }) =>
      door.ask<typeof notesOf>('identity.notes-of', { customerId } as never, { signal }),
  })
  return (
    <section className="card notes">
      <CommandButton name="identity.keep-note" says="Write a note" given={{ customerId }} isMain />
      <Around of={told} rows={3}>
        {({ notes }) =>
          notes.length === 0 ? (
            <Empty
              what="Nothing was noted yet."
              next="What the next of us should know stands here: a call, a promise, a wish."
            />
          ) : (
            <ol>
              {notes.map((note) => (
                <OneNote key={note.noteId} {...note} />
              ))}
            </ol>
          )
        }
      </Around>
    </section>
  )
}

const OneNote = ({ by, keptAt, text }: Note) => (
  <li>
    <p>{text ?? 'The words of this note were erased.'}</p>
    <p className="note">
      <IdLink id={by} />, <time dateTime={keptAt}>{instantText(keptAt)}</time>
    </p>
  </li>
)
