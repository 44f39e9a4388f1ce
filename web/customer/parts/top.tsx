/** The head of the app: back, name, language, menu. */
import { useState } from 'react'
import { LANGUAGES, type Language } from '#kernel/languages'
import type { chooseLanguage } from '#modules/identity'
import { intentKey } from '#web/kit/door.ts'
import { run } from '../asking.ts'
import { token, useLanguage } from '../session.ts'
import { InboxButton } from './inbox.tsx'
import { back, go, usePlace } from '../place.ts'
import { choose, NAMES, SHORT, useIsMissed, useWords } from '../words/words.ts'

/** Messages and papers follow; where this does not arrive, the next sign-in says it again. */
const tell = (language: Language) =>
  run<typeof chooseLanguage>('identity.choose-language', { language }, intentKey()).catch(
    () => undefined,
  )

export function Top() {
  const { app } = useWords()
  const place = usePlace()
  const isIn = token.use() !== undefined
  const spoken = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const isMissed = useIsMissed()
  const take = (chosen: Language) => {
    choose(chosen)
    if (isIn) void tell(chosen)
    setOpen(false)
  }
  return (
    <header className="top">
      <div className="top-row">
        {place === '' ? (
          <span className="brand">
            <Stream /> Dhara
          </span>
        ) : (
          <button type="button" className="icon" onClick={back} aria-label={app.back}>
            <Arrow />
          </button>
        )}
        <InboxButton />
        <button
          type="button"
          className="chip"
          aria-expanded={isOpen}
          aria-label={`${app.language}: ${NAMES[spoken]}`}
          onClick={() => setOpen(!isOpen)}
        >
          {SHORT[spoken]}
        </button>
        {isIn && (
          <button type="button" className="icon" onClick={() => go('menu')} aria-label={app.menu}>
            <Bars />
          </button>
        )}
      </div>
      {isOpen && <Languages spoken={spoken} onChoose={take} onClose={() => setOpen(false)} />}
      {isMissed && (
        <p className="note" role="status">
          {app.languageNote}
        </p>
      )}
    </header>
  )
}

function Languages({
  spoken,
  onChoose,
  onClose,
}: {
  readonly spoken: Language
  readonly onChoose: (language: Language) => void
  readonly onClose: () => void
}) {
  return (
    <>
      <div className="veil" onClick={onClose} aria-hidden="true" />
      <div className="languages" role="menu" onKeyDown={({ key }) => key === 'Escape' && onClose()}>
        {LANGUAGES.map((each) => (
          <button
            key={each}
            type="button"
            role="menuitemradio"
            aria-checked={each === spoken}
            lang={each}
            onClick={() => onChoose(each)}
          >
            {NAMES[each]}
            {each === spoken && <span aria-hidden="true">✓</span>}
          </button>
        ))}
      </div>
    </>
  )
}

const Stream = () => (
  <svg width="28" height="28" viewBox="0 0 28 28" fill="none" aria-hidden="true">
    <rect width="28" height="28" rx="8" fill="var(--teal)" />
    <path
      d="M5 10c4-4 6 4 10 0s5-2 8-1M5 16c4-4 6 4 10 0s5-2 8-1M5 22c4-4 6 4 10 0s5-2 8-1"
      stroke="var(--on-teal)"
      strokeWidth="2"
      strokeLinecap="round"
    />
  </svg>
)
const Arrow = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
    <path d="M15 5l-7 7 7 7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  </svg>
)
const Bars = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="none" aria-hidden="true">
    <path d="M4 7h16M4 12h16M4 17h16" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  </svg>
)
