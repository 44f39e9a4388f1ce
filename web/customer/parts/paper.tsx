/** A PDF of the person's own, fetched when it is asked for. */
import { useState } from 'react'
import type { fileOf } from '#modules/documents'
import { problemOf, type Problem } from '#web/kit/problem.ts'
import { door } from '../session.ts'
import { Button } from './button.tsx'
import { Trouble } from './trouble.tsx'

const KEPT_MS = 60_000

export function PaperButton({
  documentId,
  children,
}: {
  readonly documentId: string
  readonly children: string
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const open = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await openPaper(documentId)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button kind="quiet" busy={busy} onPress={() => void open()}>
        {children}
      </Button>
      <Trouble problem={problem} />
    </>
  )
}

/** Saved under its name: every phone then opens it with the reader it has. */
async function openPaper(documentId: string): Promise<void> {
  const input = { documentId: documentId as never }
  const { name, base64 } = await door.ask<typeof fileOf>('documents.file-of', input)
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
