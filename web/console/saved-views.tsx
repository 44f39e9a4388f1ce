/**
 * A list narrowed and ordered is its address. Those one comes back to are kept under a name in this
 * browser, for whoever is signed in; another login has its own.
 */
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { useMeta } from './meta.ts'

const NAME_MAX = 40
type Question = object
type View = { readonly name: string; readonly question: Question }

export function SavedViews({
  path,
  question,
}: {
  /** Of the page whose views they are. */
  readonly path: string
  readonly question: Question
}) {
  const key = `views:${useMeta().actor.id}:${path.slice(1).replace('/', '.')}`
  const [views, setViews] = useState(() => viewsIn(localStorage.getItem(key)))
  const keep = (next: readonly View[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setViews(next)
  }
  const others = (name: string) => views.filter((view) => view.name !== name)
  const isPlain = Object.keys(question).length === 0
  if (isPlain && views.length === 0) return null
  return (
    <ul className="saved-views" aria-label="Saved views">
      {views.map((view) => (
        <li key={view.name}>
          <ViewLink path={path} view={view} isOpen={isSame(view.question, question)} />
          <Button
            type="text"
            size="small"
            aria-label={`Forget the view ${view.name}`}
            onClick={() => keep(others(view.name))}
          >
            ×
          </Button>
        </li>
      ))}
      {isPlain || views.some((view) => isSame(view.question, question)) ? null : (
        <li>
          <NewView onName={(name) => keep([...others(name), { name, question }])} />
        </li>
      )}
    </ul>
  )
}

type Shown = { readonly path: string; readonly view: View; readonly isOpen: boolean }

function ViewLink({ path, view, isOpen }: Shown) {
  return (
    <Link
      to={path}
      search={view.question as never}
      className="link-button"
      {...(isOpen && { 'aria-current': 'true' as const })}
    >
      {view.name}
    </Link>
  )
}

function NewView({ onName }: { readonly onName: (name: string) => void }) {
  const [isAsked, setAsked] = useState(false)
  const [name, setName] = useState('')
  if (!isAsked) {
    return (
      <Button type="text" onClick={() => setAsked(true)}>
        Save this view
      </Button>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onName(name.trim())
  }
  return (
    <form onSubmit={submit}>
      <Input
        autoFocus
        maxLength={NAME_MAX}
        aria-label="Name of the view"
        placeholder="Name of the view"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button htmlType="submit">Save</Button>
    </form>
  )
}

const isSame = (one: Question, other: Question): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = (question: Question) =>
  Object.entries(question).toSorted(([one], [other]) => one.localeCompare(other))

function viewsIn(kept: string | null): readonly View[] {
  try {
    const views: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(views) ? (views as View[]) : []
  } catch {
    return []
  }
}
