/** `/<module>/<entity>/<id>`: one thing: its fields, what belongs to it, what to do, its story. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { ActionButtons } from './action-buttons.tsx'
import { Copied } from './copied.tsx'
import { NotYours } from './entity-list.tsx'
import { EntityRows } from './entity-rows.tsx'
import {
  askedAbout,
  entityNamed,
  relatedTo,
  useMeta,
  type CallMeta,
  type EntityMeta,
  type Meta,
} from './meta.ts'
import { PageHead } from './page-head.tsx'
import type { Row } from './rows-table.tsx'
import type { Schema } from './schema.ts'
import { door } from './session.ts'
import { Around } from './states.tsx'
import { Timeline } from './timeline.tsx'
import { Fields, Value } from './value.tsx'
import { manyOf, titleOf, worded } from './words.ts'

export function EntityPage() {
  const { module = '', entity: tail = '', id = '' } = useParams({ strict: false })
  const entity = entityNamed(useMeta(), `${module}.${tail}`)
  const row = useQuery({
    queryKey: ['one', entity?.name, id],
    queryFn: ({ signal }) => door.get<Row>(`${entity?.path}/one`, { id }, { signal }),
    enabled: entity?.one === true,
  })
  if (!entity?.one) return <NotYours what={`${module}/${tail}`} />
  return <Around of={row}>{(data) => <Thing entity={entity} row={data} />}</Around>
}

function Thing({ entity, row }: { readonly entity: EntityMeta; readonly row: Row }) {
  const router = useRouter()
  const module = entity.name.split('.')[0] ?? ''
  const titleSchema = entity.fields[entity.title] ?? {}
  const customerId = customerOf(entity, row)
  return (
    <>
      <PageHead
        page={titleOf(entity.name)}
        title={
          <>
            {titleOf(entity.name)}{' '}
            <Value name={entity.title} schema={titleSchema} value={row[entity.title]} />
          </>
        }
        says={
          <Copied text={row.id}>
            <span className="id">{row.id}</span>
          </Copied>
        }
        crumbs={[
          { says: worded(module), to: `/${module}` },
          { says: manyOf(entity.name), to: `/${entity.name.replace('.', '/')}` },
        ]}
      >
        {customerId === undefined ? null : (
          <a
            className="link-button"
            href={`/trail/${customerId}`}
            onClick={(event) => {
              event.preventDefault()
              void router.navigate({ to: '/trail/$customerId', params: { customerId } })
            }}
          >
            Whole trail
          </a>
        )}
        <ActionButtons entity={entity} row={row} />
      </PageHead>
      <div className="thing-page">
        <Parts entity={entity} row={row} />
        {customerId === undefined ? null : <Timeline customerId={customerId} about={row.id} />}
      </div>
    </>
  )
}

/** Whose it is: the thing itself, when it is a person. */
function customerOf(entity: EntityMeta, row: Row): string | undefined {
  if (entity.id['x-id'] === 'cus') return row.id
  const field = Object.keys(entity.fields).find((name) => entity.fields[name]?.['x-id'] === 'cus')
  const value = field === undefined ? undefined : row[field]
  return typeof value === 'string' ? value : undefined
}

function Parts({ entity, row }: { readonly entity: EntityMeta; readonly row: Row }) {
  const meta = useMeta()
  const shape: Schema = { type: 'object', properties: entity.fields }
  const overview = (
    <section className="card">
      <Fields schema={shape} value={row} />
    </section>
  )
  const more = partsOf(meta, entity.id['x-id'] ?? '', row.id)
  if (more.length === 0) return <div className="parts">{overview}</div>
  const first = { key: 'overview', label: 'Overview', children: overview }
  return <Tabs className="parts" items={[first, ...more]} />
}

/** A tab for each query that tells of the thing, and for each list of what belongs to it. */
export function partsOf(meta: Meta, prefix: string, id: string) {
  const tab = (key: string, label: string, children: ReactNode) => ({ key, label, children })
  const answers = askedAbout(meta, prefix).map(({ query, field }) =>
    tab(query.name, titleOf(query.name), <Answer query={query} input={{ [field]: id }} />),
  )
  const lists = relatedTo(meta, prefix).map(({ entity: of, field }) =>
    tab(of.name, manyOf(of.name), <Belonging entity={of} field={field} id={id} />),
  )
  return [...answers, ...lists]
}

/** The rows of one kind that belong to a thing, newest first. */
export const Belonging = ({
  entity,
  field,
  id,
}: {
  readonly entity: EntityMeta
  readonly field: string
  readonly id: string
}) => (
  <EntityRows
    entity={entity}
    without={field}
    question={{
      filter: { [field]: id },
      ...(entity.sort[0] !== undefined && { sort: entity.sort[0], desc: true }),
    }}
  />
)

/** What a query tells of the thing, asked when its tab is opened. */
function Answer({ query, input }: { readonly query: CallMeta; readonly input: object }) {
  const told = useQuery({
    queryKey: ['answer', query.name, input],
    queryFn: ({ signal }) =>
      door.ask(query.name, input as never, { posted: query.method === 'POST', signal }),
  })
  return (
    <Around of={told}>
      {(data) => (
        <section className="card">
          <Fields schema={query.output} value={data as Row} />
        </section>
      )}
    </Around>
  )
}
