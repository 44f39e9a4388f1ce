/** `/identity/person/<id>`: one customer whole: who they are, all they owe, on any day. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { exposureOf } from '#modules/lending'
import { ActionButtons } from '../action-buttons.tsx'
import { Copied } from '../copied.tsx'
import { NotYours } from '../entity-list.tsx'
import { partsOf } from '../entity-page.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { SeenFor } from '../seen-for.tsx'
import { Timeline } from '../timeline.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Fields } from '../value.tsx'
import { CustomerStanding, STANDING } from './customer-standing.tsx'
import { Exposure } from './exposure.tsx'
import { Notes } from './notes.tsx'
import { usePerson } from './person-name.tsx'
import { SeenBy } from './seen-by.tsx'
import { PastTrail } from './past-trail.tsx'
import { isPast, useThen } from './then.ts'
import { PastBanner, TimeSlider } from './time-slider.tsx'
import './lending.css'

export type Owed = OutputOf<typeof exposureOf>

export function CustomerPage() {
  const { id = '' } = useParams({ strict: false })
  const meta = useMeta()
  const [then, go] = useThen()
  const mayAsk = queryNamed(meta, 'lending.exposure-of') !== undefined
  const owed = useQuery({
    queryKey: ['exposure', id, then],
    queryFn: ({ signal }) =>
      door.ask<typeof exposureOf>('lending.exposure-of', { customerId: id, ...then } as never, {
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: mayAsk && id !== '',
  })
  if (!mayAsk && !entityNamed(meta, 'identity.person')?.one) {
    return <NotYours what={`/identity/person/${id}`} />
  }
  const past = owed.data !== undefined && isPast(then, owed.data.today)
  return (
    <div className="looked-at">
      <CustomerHead customerId={id} past={past} />
      {mayAsk ? (
        <Around of={owed} rows={6}>
          {(data) => (
            <>
              {data.loans.length > 0 || past ? (
                <TimeSlider
                  from={data.firstOn ?? data.today}
                  today={data.today}
                  then={then}
                  onThen={go}
                />
              ) : null}
              <PastBanner then={then} today={data.today} onThen={go} />
              <div className={owed.isPlaceholderData ? 'moving' : ''}>
                <Exposure owed={data} then={then} />
              </div>
            </>
          )}
        </Around>
      ) : null}
      {past ? (
        <PastTrail customerId={id} then={then} today={owed.data?.today as LocalDate} />
      ) : (
        <>
          <CustomerStanding customerId={id} />
          <Now customerId={id} />
        </>
      )}
    </div>
  )
}

function CustomerHead({
  customerId,
  past,
}: {
  readonly customerId: string
  readonly past: boolean
}) {
  const entity = entityNamed(useMeta(), 'identity.person')
  const { data, isPending } = usePerson(customerId)
  const name = data?.['name']
  const nameless = entity?.one && !isPending ? 'Someone without a name yet' : 'Customer'
  const phone = data?.['phone']
  return (
    <PageHead
      page="Customer"
      title={typeof name === 'string' ? name : nameless}
      says={
        <>
          {typeof phone === 'string' ? `${phone} · ` : ''}
          <Copied text={customerId}>
            <span className="id">{customerId}</span>
          </Copied>
        </>
      }
      crumbs={entity ? [{ says: 'People', to: '/identity/person' }] : []}
    >
      <SeenFor told={undefined} />
      <Link to="/trail/$customerId" params={{ customerId }} className="link-button">
        Whole trail
      </Link>
      {past || !entity || !data ? null : <ActionButtons entity={entity} row={data} />}
    </PageHead>
  )
}

/** What the other modules keep of the person: it is told of today only. */
function Now({ customerId }: { readonly customerId: string }) {
  const meta = useMeta()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { readonly tab?: string }
  const seen = entityNamed(meta, 'identity.person')?.one === true
  const mayNote = queryNamed(meta, NOTES) !== undefined
  const mayAudit = queryNamed(meta, VIEWS) !== undefined
  const parts = partsOf(meta, 'cus', customerId).filter(({ key }) => !SHOWN_ABOVE.has(key))
  const tabs = [
    ...(seen ? [{ key: 'identity', label: 'Identity', children: <Who id={customerId} /> }] : []),
    ...(mayNote
      ? [{ key: NOTES, label: 'Notes', children: <Notes customerId={customerId} /> }]
      : []),
    ...parts.toSorted((a, b) => placeOf(a.key) - placeOf(b.key)),
    ...(mayAudit
      ? [{ key: VIEWS, label: 'Seen by', children: <SeenBy {...{ customerId }} /> }]
      : []),
  ]
  const tab = tabs.find(({ key }) => key === search.tab) ?? tabs[0]
  if (!tab) return null
  return (
    <div className="thing-page">
      <Tabs
        className="parts"
        items={tabs}
        activeKey={tab.key}
        onChange={(key) =>
          void navigate({
            to: '.',
            search: { ...search, tab: key } as never,
            replace: true,
            resetScroll: false,
          })
        }
      />
      <Timeline customerId={customerId} about={customerId} />
    </div>
  )
}

/** The person's own row, masked as this role may see it. */
function Who({ id }: { readonly id: string }) {
  const properties = entityNamed(useMeta(), 'identity.person')?.fields ?? {}
  return (
    <Around of={usePerson(id)} rows={4}>
      {(data) => (
        <section className="card">
          <Fields schema={{ type: 'object', properties }} value={data} />
        </section>
      )}
    </Around>
  )
}

const NOTES = 'identity.notes-of'
const VIEWS = 'monitor.views-of'
/** The loans, what is owed and what stands at a glance are at the top of the page. */
const SHOWN_ABOVE = new Set<string>([...STANDING, NOTES, 'lending.exposure-of', 'lending.loan'])
/** What is looked for most stands first; the rest follow in the modules' own order. */
const ORDER = [
  ...['lending.application', 'identity.consent', 'kyc.check', 'payments.mandate'],
  ...['identity.account'],
  ...['payments.presentment', 'payments.receipt', 'documents.document', 'comms.message'],
]
const placeOf = (key: string): number => {
  const at = ORDER.indexOf(key)
  return at < 0 ? ORDER.length : at
}
