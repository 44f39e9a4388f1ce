/** What was on record of a person by a moment, newest first. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LocalDate } from '#kernel/dates'
import type { trail } from '#modules/monitor'
import { instantText } from '#web/kit/figures.ts'
import { queryNamed, useMeta } from '../meta.ts'
import { useSeenFor } from '../seen-for.tsx'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { factTitle } from '../trail/fact-words.ts'
import { titleOf } from '../words.ts'
import { eveningOf, type Then } from './then.ts'

const SHOWN_MAX = 30

export function PastTrail({
  customerId,
  then,
  today,
}: {
  readonly customerId: string
  readonly then: Then
  readonly today: LocalDate
}) {
  const mayAsk = queryNamed(useMeta(), 'monitor.trail') !== undefined
  const evening = eveningOf(then.on ?? today)
  // Neither later than the day looked at, nor than what was known.
  const knownAt = then.knownAt !== undefined && then.knownAt < evening ? then.knownAt : evening
  const why = useSeenFor()
  const told = useQuery({
    queryKey: ['past-trail', customerId, knownAt, why],
    queryFn: ({ signal }) =>
      door.ask<typeof trail>(
        'monitor.trail',
        { customerId, knownAt, newest: true, ...why } as never,
        {
          signal,
        },
      ),
    enabled: mayAsk,
  })
  if (!mayAsk) return null
  return (
    <section className="card past-trail" aria-label="On record by then">
      <h2>On record by {instantText(knownAt)}</h2>
      <Around of={told} rows={6}>
        {({ entries, journeys }) =>
          entries.length === 0 ? (
            <Empty what="Nothing was known of them yet." />
          ) : (
            <>
              {journeys.map(({ journey, id, state, since }) => (
                <p key={id}>
                  <b>{titleOf(journey)}</b> <Tag state={state} />{' '}
                  <span className="note">since {instantText(since)}</span>
                </p>
              ))}
              <ol>
                {entries.slice(0, SHOWN_MAX).map((entry) => (
                  <li key={entry.id}>
                    <Link
                      to="/trail/$customerId"
                      params={{ customerId }}
                      search={{ knownAt, entry: entry.id } as never}
                    >
                      {factTitle(entry)}
                    </Link>{' '}
                    <time dateTime={entry.at} className="note">
                      {instantText(entry.at)}
                    </time>
                  </li>
                ))}
              </ol>
            </>
          )
        }
      </Around>
    </section>
  )
}
