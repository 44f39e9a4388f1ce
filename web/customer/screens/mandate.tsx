/** The bank's own page approves the automatic debit; this one goes on by itself. */
import { useState, type ReactNode } from 'react'
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
  const { authoriseAt, amount, tenorMonths } = next.data
  const question = amount && tenorMonths ? { amount, tenorMonths } : undefined
  const { known } = useAsk<typeof preview>('lending.preview', question)
  if (!authoriseAt) return <Waiting next={next} />
  const most = known && ((known.instalment * INSTALMENTS_AT_MOST) as Money)
  return <Approving state={next.state} authoriseAt={authoriseAt} most={most} />
}

/** Whoever approves at the bank comes back to what follows by itself. */
export function Approving({
  state,
  authoriseAt,
  most,
  why,
  below,
}: {
  readonly state?: string
  readonly authoriseAt: string
  readonly most: Money | undefined
  /** Why so much, where it isn't two EMIs. */
  readonly why?: string
  readonly below?: ReactNode
}) {
  const { mandate: words } = useWords()
  const [isGone, setGone] = useState(false)
  const submit = () => {
    setGone(true)
    openOutside(authoriseAt)
  }
  return (
    <Screen
      name="mandate"
      {...(state !== undefined && { state })}
      title={words.title}
      lead={words.why}
      onSubmit={submit}
      go={words.go}
    >
      {most !== undefined && (
        <section className="card sum">
          <p>{words.upTo}</p>
          <strong>{roundMoneyText(most)}</strong>
          <p className="hint">{why ?? words.upToWhy}</p>
        </section>
      )}
      {isGone && (
        <p className="told waits" role="status">
          {words.waiting}
        </p>
      )}
      {below}
    </Screen>
  )
}
