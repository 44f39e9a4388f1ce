/** Who of the staff looked at a person, where and for what. */
import { useQuery } from '@tanstack/react-query'
import type { OutputOf } from '#kernel/contract'
import type { viewsOf } from '#modules/monitor'
import { instantText } from '#web/kit/figures.ts'
import { Grid, type Column } from '../grid.tsx'
import { IdLink } from '../id-link.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Nothing } from '../value.tsx'
import { worded } from '../words.ts'

type View = OutputOf<typeof viewsOf>['views'][number]

const COLUMNS: readonly Column<View>[] = [
  { head: 'When', cell: ({ at }) => <time dateTime={at}>{instantText(at)}</time> },
  { head: 'Who', cell: ({ by }) => <IdLink id={by} /> },
  { head: 'Where', cell: ({ what }) => worded(what) },
  { head: 'For', cell: ({ purpose }) => (purpose === undefined ? <Nothing /> : worded(purpose)) },
  {
    head: 'As',
    cell: ({ stated }) => (stated === true ? 'they said' : 'their role has it'),
  },
]

export function SeenBy({ customerId }: { readonly customerId: string }) {
  const told = useQuery({
    queryKey: ['answer', 'monitor.views-of', { customerId }],
    queryFn: ({ signal }) =>
      door.ask<typeof viewsOf>('monitor.views-of', { customerId } as never, { signal }),
  })
  return (
    <Around of={told} rows={4}>
      {({ views }) => (
        <Grid
          label="Who looked"
          columns={COLUMNS}
          rows={views}
          keyOf={({ at, by, what }) => `${at} ${by} ${what}`}
          empty={{
            what: 'Nobody of the staff has looked yet.',
            next: 'This look will be the first.',
          }}
        />
      )}
    </Around>
  )
}
