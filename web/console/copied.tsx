/** A value one often needs elsewhere: shown short, copied whole. */
import { useState, type ReactNode } from 'react'

const SHOWN_MS = 1200

export function Copied({
  text,
  children,
}: {
  readonly text: string
  readonly children: ReactNode
}) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <span className="copied">
      {children}
      <button
        type="button"
        className="copy"
        title={`Copy ${text}`}
        aria-label={`Copy ${text}`}
        onClick={(event) => {
          event.stopPropagation()
          void copy()
        }}
      >
        {copied ? '✓' : '⧉'}
      </button>
      <span role="status" className="for-readers">
        {copied ? 'Copied' : ''}
      </span>
    </span>
  )
}
