/** A file of the person's own, fetched when it is asked for. */
import { useState } from 'react'
import type { fileOf } from '#modules/documents'
import { problemOf, type Problem } from '#web/kit/problem.ts'
import { door } from '../session.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import { Trouble } from './trouble.tsx'

const KEPT_MS = 60_000

/** What fetching it is at. */
function useFile(documentId: string) {
  const [busy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const open = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await openPaper(documentId)
      setSaved(true)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, isSaved, problem, open: () => void open() }
}

export function PaperButton({
  documentId,
  children,
}: {
  readonly documentId: string
  readonly children: string
}) {
  const { busy, problem, open } = useFile(documentId)
  return (
    <>
      <Button kind="quiet" busy={busy} onPress={open}>
        {children}
      </Button>
      <Trouble problem={problem} />
    </>
  )
}

/** The same, where several stand beside each other; `name` says of what to who cannot see it. */
export function PaperChip({
  documentId,
  format,
  name,
}: {
  readonly documentId: string
  readonly format: 'pdf' | 'csv'
  readonly name: string
}) {
  const { papers: words } = useWords()
  const { busy, isSaved, problem, open } = useFile(documentId)
  const shown = format.toUpperCase()
  return (
    <>
      <button
        type="button"
        className="chip"
        aria-label={`${name}, ${shown}`}
        disabled={busy}
        onClick={open}
      >
        {shown}
      </button>
      <span role="status" className="saved">
        {isSaved ? words.saved : ''}
      </span>
      <Trouble problem={problem} />
    </>
  )
}

/** Saved under its name: every phone then opens it with the reader it has. */
async function openPaper(documentId: string): Promise<void> {
  const input = { documentId: documentId as never }
  const { name, base64 } = await door.ask<typeof fileOf>('documents.file-of', input)
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const address = URL.createObjectURL(new Blob([bytes], { type: typeOf(name) }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}

const typeOf = (name: string): string =>
  name.endsWith('.csv') ? 'text/csv;charset=utf-8' : 'application/pdf'
