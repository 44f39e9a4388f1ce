/** Left: the hand-made pages, then the modules by name, each to be folded away. */
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { countText } from '#web/kit/figures.ts'
import { useMeta, type ModuleMeta } from './meta.ts'
import { handmadeFor, listsOf, proposals } from './places.ts'
import { useProposals } from './proposals.tsx'
import { worded } from './words.ts'

const KEY = 'dhara-folded'

export function Nav({ onGo }: { readonly onGo: () => void }) {
  const meta = useMeta()
  const [folded, setFolded] = useState<readonly string[]>(foldedBefore)
  const waiting = useProposals().data?.proposals.filter(({ own }) => !own).length ?? 0
  const fold = (name: string) => {
    const next = folded.includes(name) ? folded.filter((one) => one !== name) : [...folded, name]
    localStorage.setItem(KEY, JSON.stringify(next))
    setFolded(next)
  }
  const modules = meta.modules.filter((module) => pagesIn(module) > 0)
  return (
    <nav className="nav" aria-label="Console" onClick={onGo}>
      <ul>
        {handmadeFor(meta).map(({ says, to }) => (
          <Entry key={to} {...{ says, to }} isExact />
        ))}
        <Entry {...proposals} says={proposals.says} count={waiting} />
      </ul>
      {modules.map((module) => (
        <Group
          key={module.name}
          module={module}
          isFolded={folded.includes(module.name)}
          onFold={() => fold(module.name)}
        />
      ))}
    </nav>
  )
}

const pagesIn = ({ entities, commands, queries }: ModuleMeta): number =>
  entities.length + commands.length + queries.length

function Group({
  module,
  isFolded,
  onFold,
}: {
  readonly module: ModuleMeta
  readonly isFolded: boolean
  readonly onFold: () => void
}) {
  const here = useLocation().pathname.split('/')[1] === module.name
  const lists = listsOf(module)
  const isOpen = here || !isFolded
  return (
    <section>
      <h2>
        <Link to="/$module" params={{ module: module.name }}>
          {worded(module.name)}
        </Link>
        {lists.length > 0 ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Fold' : 'Unfold'} ${worded(module.name)}`}
            onClick={(event) => {
              event.stopPropagation()
              onFold()
            }}
          >
            {isOpen ? '−' : '+'}
          </button>
        ) : null}
      </h2>
      {isOpen && lists.length > 0 ? (
        <ul>
          {lists.map(({ says, to }) => (
            <Entry key={to} {...{ says, to }} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function Entry({
  says,
  to,
  isExact = false,
  count = 0,
}: {
  readonly says: string
  readonly to: string
  readonly isExact?: boolean
  readonly count?: number
}) {
  return (
    <li>
      <Link to={to} activeOptions={{ exact: isExact, includeSearch: false }}>
        {says}
        {count > 0 ? <span className="count">{countText(count)}</span> : null}
      </Link>
    </li>
  )
}

function foldedBefore(): readonly string[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as readonly string[]
  } catch {
    return []
  }
}
