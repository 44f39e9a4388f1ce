/** `/<module>/<entity>`: every thing of a kind, drawn from its contract. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { EntityRows, type Question } from './entity-rows.tsx'
import { FilterBar } from './filter-bar.tsx'
import { CommandButton } from './lending/command-button.tsx'
import { entityNamed, makersOf, useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { SavedViews } from './saved-views.tsx'
import { Empty } from './states.tsx'
import { manyOf, worded } from './words.ts'

export function EntityListPage() {
  const { module = '', entity: tail = '' } = useParams({ strict: false })
  const question = useSearch({ strict: false }) as Question
  const navigate = useNavigate()
  const meta = useMeta()
  const entity = entityNamed(meta, `${module}.${tail}`)
  if (!entity?.list) return <NotYours what={`${module}/${tail}`} />
  const ask = (next: Question) =>
    void navigate({
      to: '/$module/$entity',
      params: { module, entity: tail },
      search: trimmed(next),
      replace: true,
    })
  return (
    <>
      <PageHead title={manyOf(entity.name)} crumbs={[{ says: worded(module), to: `/${module}` }]}>
        {makersOf(meta, entity).map(({ name }) => (
          <CommandButton key={name} name={name} />
        ))}
      </PageHead>
      <SavedViews key={`views ${entity.name}`} path={`/${module}/${tail}`} question={question} />
      <FilterBar
        key={entity.name}
        entity={entity}
        filter={question.filter ?? {}}
        search={question.search ?? ''}
        onFilter={(filter) => ask({ ...question, filter })}
        onSearch={(search) => ask({ ...question, search })}
      />
      <EntityRows
        entity={entity}
        question={ordered(question, entity.sort[0])}
        onOrder={(order) => ask({ ...question, ...order })}
      />
    </>
  )
}

/** The newest first, unless asked otherwise. */
const ordered = (question: Question, sort: string | undefined): Question =>
  question.sort !== undefined || sort === undefined ? question : { ...question, sort, desc: true }

/** What is empty stands neither in the address nor in the question. */
function trimmed({ filter, search, ...rest }: Question): Question {
  return {
    ...rest,
    ...(filter && Object.keys(filter).length > 0 && { filter }),
    ...(search && { search }),
  }
}

export function NotYours({ what }: { readonly what: string }) {
  return (
    <>
      <PageHead title="Not here" />
      <Empty
        what={`There is no “${what}” that your roles may see.`}
        next="Check the address, search with Ctrl K, or ask an administrator for the role."
      />
    </>
  )
}
