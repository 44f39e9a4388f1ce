/** Who is in a step now; each leads to their trail. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import type { peopleIn } from '#modules/monitor'
import type { OutputOf } from '#kernel/contract'
import { instantText, shortId } from '#web/kit/figures.ts'
import { Due } from '../due.tsx'
import { useSeenFor } from '../seen-for.tsx'
import { door } from '../session.ts'
import { Empty, Fault, Waiting } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { tellingOf } from './river.tsx'
import type { Step } from './river-shape.ts'

type Page = OutputOf<typeof peopleIn>

export function StepDrawer({
  journey,
  step,
  onClose,
}: {
  readonly journey: string
  readonly step: Step | undefined
  readonly onClose: () => void
}) {
  return (
    <Drawer open={step !== undefined} onClose={onClose} title={step?.title ?? ''} destroyOnHidden>
      {step ? (
        <>
          <p className="telling">{tellingOf(step)}</p>
          <People journey={journey} step={step.step} />
        </>
      ) : null}
    </Drawer>
  )
}

function People({ journey, step }: { readonly journey: string; readonly step: string }) {
  const why = useSeenFor()
  const told = useInfiniteQuery({
    queryKey: ['people-in', journey, step, why],
    queryFn: ({ pageParam, signal }) =>
      door.ask<typeof peopleIn>(
        'monitor.people-in',
        { journey, step, ...why, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page) => last.cursor,
  })
  if (told.error && !told.data) {
    return <Fault error={told.error} onRetry={() => void told.refetch()} />
  }
  if (!told.data) return <Waiting rows={6} />
  const people = told.data.pages.flatMap((page) => page.people)
  if (people.length === 0) return <Empty what="Nobody is here just now." />
  return (
    <>
      <ul className="people">
        {people.map(({ customerId, id, name, since, held, dueAt, overdue }) => (
          <li key={id}>
            <Link to="/trail/$customerId" params={{ customerId }}>
              {name ?? shortId(customerId)}
            </Link>
            {held ? <Tag state="held" /> : null}
            <time dateTime={since}>since {instantText(since)}</time>
            {dueAt === undefined ? null : <Due at={dueAt} overdue={overdue === true} />}
          </li>
        ))}
      </ul>
      {told.hasNextPage ? (
        <Button loading={told.isFetchingNextPage} onClick={() => void told.fetchNextPage()}>
          Load more
        </Button>
      ) : null}
    </>
  )
}
