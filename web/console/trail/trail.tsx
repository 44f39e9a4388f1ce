/** `/trail/<customerId>`: one person's whole path in order, as it was known at any moment. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { trail } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { countText, dateText, instantText } from '#web/kit/figures.ts'
import { Copied } from '../copied.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import type { Row } from '../rows-table.tsx'
import { SeenFor, useSeenFor } from '../seen-for.tsx'
import { door } from '../session.ts'
import { Empty, Fault, Waiting } from '../states.tsx'
import { TrailEntry } from './entry.tsx'
import { sourceOf, type Entry } from './fact-words.ts'
import { Journeys } from './journeys.tsx'
import { KnownAt } from './known-at.tsx'
import { Sources } from './sources.tsx'
import './trail.css'

type Page = OutputOf<typeof trail>
type Where = { readonly knownAt?: string; readonly entry?: string }

function useTrail(customerId: string, knownAt: string | undefined) {
  const why = useSeenFor()
  return useInfiniteQuery({
    queryKey: ['trail', customerId, knownAt ?? '', why],
    queryFn: ({ pageParam, signal }) => {
      const asked = {
        ...{ customerId, ...why },
        ...(knownAt !== undefined && { knownAt }),
        ...(pageParam !== undefined && { cursor: pageParam }),
      }
      return door.ask<typeof trail>('monitor.trail', asked as never, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page) => last.cursor,
    placeholderData: (before) => (before?.pages[0]?.journeys === undefined ? undefined : before),
    enabled: customerId !== '',
  })
}

/** When the last fact is from, also where not all are loaded. */
function useLastAt(customerId: string, told: Told): string | undefined {
  const { data, hasNextPage } = told
  const why = useSeenFor()
  const last = useQuery({
    queryKey: ['timeline', customerId, customerId, why],
    queryFn: ({ signal }) =>
      door.ask<typeof trail>('monitor.trail', { customerId, newest: true, ...why } as never, {
        signal,
      }),
    enabled: hasNextPage,
  })
  return hasNextPage ? last.data?.entries[0]?.at : data?.pages.at(-1)?.entries.at(-1)?.at
}

type Told = ReturnType<typeof useTrail>

/** Loads on until the chosen entry is there: a link leads to any of a long life. */
function useLoadedTo(entry: string | undefined, entries: readonly Entry[], told: Told) {
  const missing = entry !== undefined && !entries.some(({ id }) => id === entry)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = told
  useEffect(() => {
    if (missing && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [missing, hasNextPage, isFetchingNextPage, fetchNextPage])
}

export function TrailPage() {
  const { customerId = '' } = useParams({ strict: false })
  const { knownAt, entry } = useSearch({ strict: false }) as Where
  const navigate = useNavigate()
  const whole = useTrail(customerId, undefined)
  const then = useTrail(knownAt === undefined ? '' : customerId, knownAt)
  const told = knownAt === undefined ? whole : then
  const go = (where: Where) =>
    void navigate({
      to: '/trail/$customerId',
      params: { customerId },
      search: where,
      replace: true,
      resetScroll: false,
    })
  const all = whole.data?.pages.flatMap((page) => page.entries) ?? []
  const entries = told.data?.pages.flatMap((page) => page.entries) ?? []
  const lastAt = useLastAt(customerId, whole)
  useLoadedTo(entry, entries, told)
  return (
    <div className="trail">
      <TrailHead customerId={customerId} page={told.data?.pages[0]} />
      {all.length > 0 ? (
        <KnownAt
          from={all[0]?.at ?? ''}
          to={lastAt ?? all.at(-1)?.at ?? ''}
          at={knownAt}
          onAt={(at) => go(at === undefined ? {} : { knownAt: at })}
        />
      ) : null}
      {told.error && !told.data ? (
        <Fault error={told.error} onRetry={() => void told.refetch()} />
      ) : null}
      {!told.data && !told.error ? <Waiting rows={10} /> : null}
      <Rested before={told.data?.pages[0]?.warmSince} />
      {told.data ? (
        <Path
          entries={entries}
          chosen={entry}
          onCause={(cause) => go({ ...(knownAt !== undefined && { knownAt }), entry: cause })}
        />
      ) : null}
      {told.hasNextPage ? (
        <p className="more">
          <span>{countText(entries.length)} shown</span>
          <Button loading={told.isFetchingNextPage} onClick={() => void told.fetchNextPage()}>
            Load more
          </Button>
        </p>
      ) : null}
    </div>
  )
}

/** What is older than the trail keeps is not lost: it is asked of the lake. */
function Rested({ before }: { readonly before: string | undefined }) {
  const history = queryNamed(useMeta(), 'archive.history-of')
  if (before === undefined) return null
  return (
    <p className="note">
      What we received before {instantText(before)} rests in the lake.{' '}
      {history ? (
        <Link to="/$module/q/$query" params={{ module: 'archive', query: 'history-of' }}>
          Ask for their history
        </Link>
      ) : null}
    </p>
  )
}

function TrailHead({
  customerId,
  page,
}: {
  readonly customerId: string
  readonly page: Page | undefined
}) {
  const { journeys = [], seenFor } = page ?? {}
  const person = entityNamed(useMeta(), 'identity.person')
  const known = useQuery({
    queryKey: ['one', 'identity.person', customerId],
    queryFn: ({ signal }) => door.get<Row>(`${person?.path}/one`, { id: customerId }, { signal }),
    enabled: person?.one === true && customerId !== '',
    retry: false,
  })
  const text = (field: string) => known.data?.[field] as string | null | undefined
  return (
    <>
      <PageHead
        page="Trail"
        title={text('name') ?? 'Someone without a name yet'}
        crumbs={[{ says: 'Find', to: '/find' }]}
        says={
          <>
            {text('phone') ? `${text('phone')} · ` : ''}
            <Copied text={customerId}>
              <span className="id">{customerId}</span>
            </Copied>
          </>
        }
      >
        <SeenFor told={seenFor} />
        {person?.one ? (
          <Link
            to="/$module/$entity/$id"
            params={{ module: 'identity', entity: 'person', id: customerId }}
            className="link-button"
          >
            Person
          </Link>
        ) : null}
      </PageHead>
      <Journeys all={journeys} />
    </>
  )
}

function Path({
  entries,
  chosen,
  onCause,
}: {
  readonly entries: readonly Entry[]
  readonly chosen: string | undefined
  readonly onCause: (id: string) => void
}) {
  const [hidden, setHidden] = useState<readonly string[]>([])
  useEffect(() => {
    if (chosen === undefined) return
    document.querySelector(`#fact-${CSS.escape(chosen)}`)?.scrollIntoView({ block: 'center' })
  }, [chosen])
  if (entries.length === 0) {
    return (
      <Empty
        what="Nothing was known yet."
        next="Move the moment later, or check the address of the person."
      />
    )
  }
  const shown = entries.filter((one) => !hidden.includes(sourceOf(one)))
  const ids = new Set(entries.map(({ id }) => id))
  return (
    <>
      <Sources entries={entries} hidden={hidden} onHidden={setHidden} />
      {daysOf(shown).map(([on, ofDay]) => (
        <section key={on} className="day">
          <h2>
            {dateText(on)} <span className="note">{countText(ofDay.length)} facts</span>
          </h2>
          <ol>
            {ofDay.map((one) => (
              <TrailEntry
                key={one.id}
                entry={one}
                isChosen={one.id === chosen}
                onCause={one.cause !== undefined && ids.has(one.cause) ? onCause : undefined}
              />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

/** In the order they came, one group a business day. */
function daysOf(entries: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] {
  const days = new Map<string, Entry[]>()
  for (const entry of entries) {
    const day = days.get(entry.businessDate)
    if (day) day.push(entry)
    else days.set(entry.businessDate, [entry])
  }
  return [...days]
}
