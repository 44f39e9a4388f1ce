/** How much of the limit, for how long, with what it costs beside it. */
import { useState } from 'react'
import type { askDraw, drawPreview } from '#modules/lending'
import { paiseOf, roundMoneyText, rupeesOf } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { grouped, useChecks } from '../checks.ts'
import { Field } from '../parts/field.tsx'
import { CostLines, Headline } from '../parts/figures.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useSettled } from '../settled.ts'
import { useWords } from '../words/words.ts'
import { Tenors } from './amount.tsx'
import { isOpen, Limit, mainLimit, useLimits, type LimitSeen } from './limit.tsx'

const SETTLE_MS = 250
/** As lending asks: whole hundreds of rupees, or all that is left. */
const STEP = 10_000

export function Asking({ onAsked }: { readonly onAsked: () => void }) {
  const { known } = useLimits()
  const limit = mainLimit(known?.limits)
  if (!limit || !isOpen(limit)) return <Limit />
  return <HowMuch limit={limit} onAsked={onAsked} />
}

function amountIn(typed: string, { drawMin, drawMax, available }: LimitSeen) {
  const paise = paiseOf(typed)
  if (paise === undefined || paise < drawMin || paise > drawMax) return undefined
  return paise % STEP === 0 || paise === available ? paise : undefined
}

function HowMuch({ limit, onAsked }: { readonly limit: LimitSeen; readonly onAsked: () => void }) {
  const { draw: words, amount: labels } = useWords()
  const { limitId, drawMin, drawMax, tenorMonthsMin, tenorMonthsMax } = limit
  const [typed, setTyped] = useState('')
  const [tenorMonths, setTenor] = useState<number>()
  const { wrong, pass } = useChecks<'amount' | 'tenor'>()
  const deed = useDeed()
  const amount = amountIn(typed, limit)
  const isWhole = amount !== undefined && tenorMonths !== undefined
  const asked = isWhole ? { limitId, amount, tenorMonths } : undefined
  const question = useSettled(asked, SETTLE_MS)
  const cost = useAsk<typeof drawPreview>('lending.draw-preview', question)
  const isStale = !cost.isCurrent || question?.amount !== amount
  const [least, most] = [drawMin, drawMax].map(roundMoneyText) as [string, string]
  const submit = async () => {
    const tenor = !tenorMonths && labels.tenorWrong
    if (!pass({ amount: !amount && words.wrong(least, most), tenor }) || !amount || !tenorMonths)
      return
    const input = { limitId, amount, tenorMonths }
    if (await deed.do((key) => run<typeof askDraw>('lending.ask-draw', input, key('draw')))) {
      onAsked()
    }
  }
  const type = (text: string) => {
    deed.clear()
    setTyped(grouped(text))
  }
  return (
    <Screen
      name="draw"
      title={words.title}
      lead={words.lead(most)}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      <Field
        name="amount"
        label={labels.label}
        hint={words.hint(least, most)}
        error={wrong.amount}
        value={typed}
        onType={type}
        before="₹"
        inputMode="numeric"
        autoComplete="off"
        isLarge
      />
      <div className="suggested">
        <button type="button" className="chip" onClick={() => type(rupeesOf(drawMax))}>
          {words.all}
        </button>
      </div>
      <Tenors
        value={tenorMonths}
        least={tenorMonthsMin}
        most={tenorMonthsMax}
        onChoose={setTenor}
        error={wrong.tenor}
      />
      {isWhole && (
        <section className="card" aria-live="polite">
          <Headline cost={cost.known} isStale={isStale} />
          {cost.known && !isStale && <CostLines cost={cost.known} tenorMonths={tenorMonths} />}
        </section>
      )}
      <Trouble problem={deed.problem ?? cost.problem} />
    </Screen>
  )
}
