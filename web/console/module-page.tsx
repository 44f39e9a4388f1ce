/** `/<module>`: everything one module shows and does, on one page. */
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { NotYours } from './entity-list.tsx'
import { useMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { manyOf, tailOf, titleOf, worded } from './words.ts'

export function ModulePage() {
  const { module: name = '' } = useParams({ strict: false })
  const module = useMeta().modules.find((one) => one.name === name)
  if (!module) return <NotYours what={name} />
  return (
    <>
      <PageHead title={worded(name)} />
      <div className="module-page">
        <Section title="Look at">
          {module.entities
            .filter(({ list }) => list)
            .map((entity) => (
              <li key={entity.name}>
                <Link
                  to="/$module/$entity"
                  params={{ module: name, entity: tailOf(entity.name) }}
                  search={{}}
                >
                  {manyOf(entity.name)}
                </Link>
              </li>
            ))}
        </Section>
        <Section title="Ask">
          {module.queries.map((query) => (
            <li key={query.name}>
              <Link to="/$module/q/$query" params={{ module: name, query: tailOf(query.name) }}>
                {titleOf(query.name)}
              </Link>
            </li>
          ))}
        </Section>
        <Section title="Do">
          {module.commands.map((command) => (
            <li key={command.name}>
              <Link
                to="/$module/c/$command"
                params={{ module: name, command: tailOf(command.name) }}
              >
                {titleOf(command.name)}
              </Link>
              {command.fourEyes === true ? <span className="note"> two people</span> : null}
            </li>
          ))}
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <section className="card">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}
