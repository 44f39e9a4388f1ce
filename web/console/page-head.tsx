/** What stands above every page: where we are, what it is, and what can be done here. */
import { Link } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'

export type Crumb = { readonly says: string; readonly to: string }

export function PageHead({
  title,
  crumbs = [],
  says,
  children,
  page,
}: {
  readonly title: ReactNode
  readonly crumbs?: readonly Crumb[]
  readonly says?: ReactNode
  readonly children?: ReactNode
  /** The tab's name where the title is no plain text. */
  readonly page?: string
}) {
  const name = page ?? (typeof title === 'string' ? title : 'Dhara')
  useEffect(() => {
    document.title = `${name} · Dhara`
  }, [name])
  return (
    <header className="page-head">
      <div>
        {crumbs.length > 0 ? (
          <nav className="crumbs" aria-label="Where this is">
            {crumbs.map(({ says: word, to }) => (
              <Link key={to} to={to}>
                {word}
              </Link>
            ))}
          </nav>
        ) : null}
        <h1>{title}</h1>
        {says === undefined ? null : <p className="page-says">{says}</p>}
      </div>
      {children === undefined ? null : <div className="page-actions">{children}</div>}
    </header>
  )
}
