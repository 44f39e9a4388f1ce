/** The bank's own page approves the automatic debit; this one goes on by itself. */
import { useState } from 'react'
import type { Money } from '#kernel/money'
import type { preview } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useAsk } from '../asking.ts'
import type { Next } from '../next.ts'
import { openOutside } from '../parts/outside.ts'
import { Screen } from '../parts/screen.tsx'
import { useWords } from '../words/words.ts'
import { Waiting } from './waiting.tsx'

/** The bound of the mandate, as lending asks for it: room for one instalment that came late. */
const INSTALMENTS_AT_MOST = 2

export function Mandate({ next }: { readonly next: Next }) {
  const { mandate: words } = useWords()
  const { authoriseAt, amount, tenorMonths } = next.data
  const [isGone, setGone] = useState(false)
  const question = amount && tenorMonths ? { amount, tenorMonths } : undefined
  const { known } = useAsk<typeof preview>('lending.preview', question)
  if (!authoriseAt) return <Waiting next={next} />
  const submit = () => {
    setGone(true)
    openOutside(authoriseAt)
  }
  return (
    <Screen
      name="mandate"
      state={next.state}
      title={words.title}
      lead={words.why}
      onSubmit={submit}
      go={words.go}
    >
      {known && (
        <section className="card sum">
          <p>{words.upTo}</p>
          <strong>{roundMoneyText((known.instalment * INSTALMENTS_AT_MOST) as Money)}</strong>
          <p className="hint">{words.upToWhy}</p>
        </section>
      )}
      {isGone && (
        <p className="told waits" role="status">
          {words.waiting}
        </p>
      )}
    </Screen>
  )
}
