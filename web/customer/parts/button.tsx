/** One way on: a verb, 52 px high. */
import type { ReactNode } from 'react'

type Kind = 'main' | 'quiet' | 'plain'

export function Button({
  children,
  onPress,
  kind = 'main',
  busy = false,
  submits = false,
}: {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly kind?: Kind
  readonly busy?: boolean
  readonly submits?: boolean
}) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      className={`button ${kind}`}
      onClick={onPress}
      aria-disabled={busy}
      data-busy={busy || undefined}
      disabled={busy}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      <span>{children}</span>
    </button>
  )
}
