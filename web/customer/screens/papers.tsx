/** The papers of the application and the loan. */
import type { Next } from '../next.ts'
import { PaperButton } from '../parts/paper.tsx'
import { Screen } from '../parts/screen.tsx'
import { useWords } from '../words/words.ts'

export function Papers({ next }: { readonly next: Next }) {
  const { papers: words } = useWords()
  const { kfs, agreement, loan } = next.data
  const all = [
    [words.kfs, kfs?.documentId],
    [words.agreement, agreement?.documentId],
    [words.noc, loan?.noc],
  ] as const
  const present = all.filter(([, documentId]) => documentId !== undefined)
  return (
    <Screen name="documents" title={words.title}>
      {present.length === 0 && <p className="empty">{words.empty}</p>}
      {present.map(([name, documentId]) => (
        <PaperButton key={name} documentId={documentId ?? ''}>
          {`${name} (PDF)`}
        </PaperButton>
      ))}
    </Screen>
  )
}
