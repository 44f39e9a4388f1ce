/** Who went from one step to the next; each leads to their trail. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import type { peopleOnEdge } from '#modules/analytics'
import { countText, instantText, shortId } from '#web/kit/figures.ts'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { stepName, type Chosen } from './paths.tsx'

export type Edge = { readonly from: string; readonly to: string }

export function EdgeDrawer({
  edge,
  chosen,
  onClose,
}: {
  readonly edge: Edge | undefined
  readonly chosen: Chosen
  readonly onClose: () => void
}) {
  const title = edge ? `${stepName(edge.from)} → ${stepName(edge.to)}` : ''
  return (
    <Drawer open={edge !== undefined} onClose={onClose} title={title} destroyOnHidden>
      {edge ? <People edge={edge} chosen={chosen} /> : null}
    </Drawer>
  )
}

function People({ edge, chosen }: { readonly edge: Edge; readonly chosen: Chosen }) {
  const told = useQuery({
    queryKey: ['people-on-edge', edge, chosen],
    queryFn: ({ signal }) =>
      door.ask<typeof peopleOnEdge>('analytics.people-on-edge', { ...chosen, ...edge }, { signal }),
  })
  return (
    <Around of={told} rows={6}>
      {({ people, more }) =>
        people.length === 0 ? (
          <Empty what="Nobody any more." next="Their steps are older than is kept here." />
        ) : (
          <>
            <ul className="people">
              {people.map(({ walker, customerId, times, at }) => (
                <li key={walker}>
                  {customerId === undefined ? (
                    <span className="note">Nobody signed in ({shortId(walker)})</span>
                  ) : (
                    <Link to="/trail/$customerId" params={{ customerId }}>
                      {shortId(customerId)}
                    </Link>
                  )}
                  <time dateTime={at}>
                    {times > 1 ? `${countText(times)} times, last ` : ''}
                    {instantText(at)}
                  </time>
                </li>
              ))}
            </ul>
            {more ? <p className="note">The latest {countText(people.length)} are shown.</p> : null}
          </>
        )
      }
    </Around>
  )
}
