/** Nothing is left to pay; the certificate that says so. */
import type { Next } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { PaperButton } from '../parts/paper.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { useStart } from './start.tsx'
import { LimitLink } from './limit.tsx'

export function Closed({ next }: { readonly next: Next }) {
  const { closed: words, papers } = useWords()
  const { deed, start } = useStart()
  const { status, noc } = next.data.loan ?? {}
  const isCancelled = status === 'cancelled'
  return (
    <Screen
      name="closed"
      title={words.title}
      lead={isCancelled ? words.cancelled : words.lead}
      foot={
        <Button kind="quiet" busy={deed.busy} onPress={() => void start()}>
          {words.go}
        </Button>
      }
    >
      <p className="huge good">
        <span aria-hidden="true" className="mark">
          ✓
        </span>
        ₹0
      </p>
      {noc && <PaperButton documentId={noc}>{words.noc}</PaperButton>}
      {!noc && !isCancelled && <p className="hint">{words.nocSoon}</p>}
      <nav className="links">
        <LimitLink />
        <button type="button" className="link" onClick={() => go('documents')}>
          {papers.title}
          <span aria-hidden="true">›</span>
        </button>
      </nav>
      <Trouble problem={deed.problem} />
    </Screen>
  )
}
