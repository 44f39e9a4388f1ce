/** What a view shows while it waits, when there is nothing, or bad news (LOOK, "State"). */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { timeText } from '#web/kit/figures.ts'
import { problemOf, toldOf } from '#web/kit/problem.ts'
import { Copied } from './copied.tsx'

/** Bars where the rows will stand. */
export function Waiting({ rows = 8, says = 'Loading' }: { rows?: number; says?: string }) {
  return (
    <div className="waiting" role="status" aria-label={says}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} style={{ width: `${92 - ((at * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

export function Empty({
  what,
  next,
  children,
}: {
  readonly what: string
  readonly next?: string
  readonly children?: ReactNode
}) {
  return (
    <div className="empty">
      <p className="empty-what">{what}</p>
      {next === undefined ? null : <p>{next}</p>}
      {children}
    </div>
  )
}

/** What happened, what was kept, what to do next, and the request id for those who look it up. */
export function Fault({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}) {
  const problem = problemOf(error)
  const { what, kept, next } = toldOf(problem)
  const isClosed = problem.status === 403
  return (
    <div className={isClosed ? 'fault fault-closed' : 'fault'} role="alert">
      <p className="fault-what">{what}</p>
      <p>
        {kept} {next}
      </p>
      <p className="fault-foot">
        {onRetry && !isClosed ? <Button onClick={onRetry}>Try again</Button> : null}
        {problem.requestId === undefined ? null : (
          <span>
            Request <Copied text={problem.requestId}>{problem.requestId}</Copied>
          </span>
        )}
      </p>
    </div>
  )
}

/** The numbers on the screen are from then, and newer ones do not come. */
export function Stale({ atMs }: { readonly atMs: number }) {
  return (
    <p className="stale" role="status">
      <span aria-hidden="true">▲</span> As of {timeText(new Date(atMs).toISOString())}. New numbers
      do not come in; trying again.
    </p>
  )
}

/** One query's state around its view. */
export function Around<T>({
  of,
  children,
  rows,
}: {
  readonly of: {
    readonly data: T | undefined
    readonly error: unknown
    readonly dataUpdatedAt: number
    refetch(): unknown
  }
  readonly children: (data: T) => ReactNode
  readonly rows?: number
}) {
  if (of.data === undefined && of.error) {
    return <Fault error={of.error} onRetry={() => void of.refetch()} />
  }
  if (of.data === undefined) return <Waiting {...(rows !== undefined && { rows })} />
  return (
    <>
      {of.error ? <Stale atMs={of.dataUpdatedAt} /> : null}
      {children(of.data)}
    </>
  )
}
