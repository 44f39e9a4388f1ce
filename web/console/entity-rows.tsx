/** The rows of an entity a page at a time, and more of them on request. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { countText } from '#web/kit/figures.ts'
import { BulkBar, bulkOn } from './bulk.tsx'
import { useMeta, type EntityMeta } from './meta.ts'
import { RowsTable, type Order, type Row } from './rows-table.tsx'
import { door } from './session.ts'
import { Empty, Fault, Stale, Waiting } from './states.tsx'
import { manyOf } from './words.ts'

export type Question = {
  readonly filter?: { readonly [field: string]: unknown }
  readonly sort?: string
  readonly desc?: boolean
  readonly search?: string
}
type Page = { readonly rows: readonly Row[]; readonly cursor: string | null }

export function EntityRows({
  entity,
  question,
  onOrder,
  without,
}: {
  readonly entity: EntityMeta
  readonly question: Question
  readonly onOrder?: (order: Order) => void
  readonly without?: string
}) {
  const inBulk = bulkOn(useMeta(), entity)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const pages = useInfiniteQuery({
    queryKey: ['list', entity.name, question],
    queryFn: ({ pageParam, signal }) => {
      const asked = pageParam === null ? question : { ...question, cursor: pageParam }
      return door.get<Page>(`${entity.path}/list`, asked, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  })
  if (pages.error && !pages.data) {
    return <Fault error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (!pages.data) return <Waiting />
  const rows = pages.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) return <NoRows entity={entity} question={question} />
  const order = { sort: question.sort ?? entity.sort[0] ?? 'id', desc: question.desc ?? false }
  return (
    <>
      {pages.error ? <Stale atMs={pages.dataUpdatedAt} /> : null}
      <BulkBar
        commands={inBulk}
        entity={entity}
        chosen={rows.filter(({ id }) => chosen.has(id))}
        onClear={() => setChosen(new Set())}
      />
      <RowsTable
        {...{ entity, rows, order, without }}
        {...(onOrder && { onOrder })}
        {...(inBulk.length > 0 && { choice: { chosen, onChosen: setChosen } })}
      />
      <p className="more">
        <span>{countText(rows.length)} shown</span>
        {pages.hasNextPage ? (
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Load more
          </Button>
        ) : (
          <span>That is all of them.</span>
        )}
      </p>
    </>
  )
}

function NoRows({ entity, question }: { entity: EntityMeta; question: Question }) {
  const many = manyOf(entity.name).toLowerCase()
  const isNarrowed = Object.keys(question.filter ?? {}).length > 0 || question.search !== undefined
  return isNarrowed ? (
    <Empty what={`No ${many} like that.`} next="Loosen a filter, or clear them all." />
  ) : (
    <Empty
      what={`There are no ${many} yet.`}
      next="They appear here as soon as the first one comes to be."
    />
  )
}
