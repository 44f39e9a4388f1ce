/** What happened to a thing, newest first, beside its fields; the trail has the rest. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { trail } from '#modules/monitor'
import { instantText } from '#web/kit/figures.ts'
import { useMeta, queryNamed } from './meta.ts'
import { useSeenFor } from './seen-for.tsx'
import { door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { factTitle } from './trail/fact-words.ts'

const SHOWN_MAX = 40

export function Timeline({
  customerId,
  about,
}: {
  readonly customerId: string
  readonly about: string
}) {
  const mayAsk = queryNamed(useMeta(), 'monitor.trail') !== undefined
  const why = useSeenFor()
  const facts = useQuery({
    queryKey: ['timeline', customerId, about, why],
    queryFn: ({ signal }) =>
      door.ask<typeof trail>(
        'monitor.trail',
        { customerId, newest: true, ...why, ...(about !== customerId && { about }) } as never,
        { signal },
      ),
    enabled: mayAsk,
  })
  if (!mayAsk) return null
  return (
    <aside className="timeline" aria-label="What happened">
      <h2>What happened</h2>
      <Around of={facts} rows={6}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Empty what="Nothing is on record yet." />
          ) : (
            <ol>
              {entries.slice(0, SHOWN_MAX).map((entry) => (
                <li key={entry.id}>
                  <Link
                    to="/trail/$customerId"
                    params={{ customerId }}
                    search={{ entry: entry.id }}
                  >
                    {factTitle(entry)}
                  </Link>
                  <time dateTime={entry.at}>{instantText(entry.at)}</time>
                </li>
              ))}
            </ol>
          )
        }
      </Around>
    </aside>
  )
}
