/** The borrower's phone: what the journey's chart asks of a person, one decision a screen. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#web/kit/fonts.ts'
import '#web/kit/tokens.css'
import './styles/frame.css'
import './styles/screen.css'
import './styles/field.css'
import './styles/figure.css'
import './styles/loan.css'
import { App } from './app.tsx'
import { noteCame } from './came.ts'
import { findSandbox } from './sandbox.ts'
import { chosenLanguage } from './session.ts'
import { startTracing } from './trace.ts'
import { speak } from './words/words.ts'

/** Who reads another language than English waits this long for its words, not longer. */
const WORDS_MS = 4000

noteCame()
startTracing()
void findSandbox()
await Promise.race([
  speak(chosenLanguage()),
  new Promise((resolve) => setTimeout(resolve, WORDS_MS)),
])
const root = document.querySelector('#root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
