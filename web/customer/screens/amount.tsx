/** How much and how long, with what it would cost beside it. */
import { useState } from 'react'
import type { Money } from '#kernel/money'
import type { askAmount, preview } from '#modules/lending'
import { paiseOf, roundMoneyText } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { grouped, useChecks } from '../checks.ts'
import { usePath, type Next } from '../next.ts'
import { Choice, Field } from '../parts/field.tsx'
import { Headline, Lines, type Cost } from '../parts/figures.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useSettled } from '../settled.ts'
import { useWords } from '../words/words.ts'

export const TENORS = [3, 6, 9, 12, 18, 24, 36]
const LEAST = 100_000
const MOST = 50_000_000
const SUGGESTED = [2_500_000, 5_000_000, 10_000_000] as Money[]
const SETTLE_MS = 250

export const amountIn = (typed: string, most = MOST): Money | undefined => {
  const paise = paiseOf(typed)
  return paise !== undefined && paise >= LEAST && paise <= most ? paise : undefined
}

export function Amount({ next }: { readonly next: Next }) {
  const { amount: words, statement } = useWords()
  const [typed, setTyped] = useState('')
  const [tenorMonths, setTenor] = useState<number>()
  const { wrong, pass } = useChecks<'amount' | 'tenor'>()
  const { look } = usePath()
  const deed = useDeed()
  const amount = amountIn(typed)
  const isWhole = amount !== undefined && tenorMonths !== undefined
  const question = useSettled(isWhole ? { amount, tenorMonths } : undefined, SETTLE_MS)
  const cost = useAsk<typeof preview>('lending.preview', question)
  const isStale = !cost.isCurrent || question?.amount !== amount
  const submit = async () => {
    const found = { amount: !amount && words.wrong, tenor: !tenorMonths && words.tenorWrong }
    if (!pass(found) || !amount || !tenorMonths) return
    await deed.do(async (key) => {
      await run<typeof askAmount>('lending.ask-amount', { amount, tenorMonths }, key('amount'))
      await look()
    })
  }
  const type = (text: string) => {
    deed.clear()
    setTyped(grouped(text))
  }
  return (
    <Screen
      name="amount"
      state={next.state}
      title={words.title}
      lead={words.why}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      <Field
        name="amount"
        label={words.label}
        hint={words.hint}
        error={wrong.amount}
        value={typed}
        onType={type}
        before="₹"
        inputMode="numeric"
        autoComplete="off"
        isLarge
      />
      <Suggested onChoose={type} />
      <Tenors value={tenorMonths} onChoose={setTenor} error={wrong.tenor} />
      {isWhole && <CostCard cost={cost.known} isStale={isStale} tenorMonths={tenorMonths} />}
      <Trouble problem={deed.problem ?? cost.problem} />
      <nav className="links">
        <button type="button" className="link" onClick={() => go('statement')}>
          {statement.offer}
          <span aria-hidden="true">›</span>
        </button>
      </nav>
    </Screen>
  )
}

function Suggested({ onChoose }: { readonly onChoose: (typed: string) => void }) {
  return (
    <div className="suggested">
      {SUGGESTED.map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          onClick={() => onChoose(String(each / 100))}
        >
          {roundMoneyText(each)}
        </button>
      ))}
    </div>
  )
}

function CostCard({
  cost,
  isStale,
  tenorMonths,
}: {
  readonly cost: Cost | undefined
  readonly isStale: boolean
  readonly tenorMonths: number
}) {
  const { amount: words, cost: labels } = useWords()
  const monthly = cost && !isStale && `${roundMoneyText(cost.instalment)} × ${tenorMonths}`
  return (
    <section className="card" aria-live="polite" ref={showWhole}>
      <Headline cost={cost} isStale={isStale} />
      {monthly && <Lines lines={[[labels.instalment, monthly]]} />}
      <p className="hint">{words.about}</p>
    </section>
  )
}

/** The cost comes below the fold on a small phone: brought into sight as it appears. */
const showWhole = (card: HTMLElement | null) =>
  card?.scrollIntoView({ block: 'end', behavior: 'smooth' })

export function Tenors({
  value,
  least = 0,
  most = 36,
  onChoose,
  error,
}: {
  readonly value: number | undefined
  readonly least?: number
  readonly most?: number
  readonly onChoose: (months: number) => void
  readonly error?: string | undefined
}) {
  const { amount: words } = useWords()
  const options = TENORS.filter((months) => months >= least && months <= most)
  const offered = options.includes(most) || options.length === 0 ? options : [...options, most]
  return (
    <Choice
      label={words.tenor}
      options={offered.map((months) => [months, String(months)] as const)}
      value={value}
      onChoose={onChoose}
      error={error}
      layout="row numbers"
    />
  )
}
