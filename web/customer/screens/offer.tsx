/** What we can lend; they take what they need of it, and see its price. */
import { useState } from 'react'
import type { chooseOffer, preview } from '#modules/lending'
import { roundMoneyText, rupeesOf } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { grouped, useChecks } from '../checks.ts'
import { usePath, type Next, type Offer } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { CostLines, Headline } from '../parts/figures.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useSettled } from '../settled.ts'
import { useWords } from '../words/words.ts'
import { amountIn, Tenors } from './amount.tsx'
import { Waiting } from './waiting.tsx'

const SETTLE_MS = 250

export function OfferScreen({ next }: { readonly next: Next }) {
  const { offer } = next.data
  return offer ? <Choosing next={next} offer={offer} /> : <Waiting next={next} />
}

function Choosing({ next, offer }: { readonly next: Next; readonly offer: Offer }) {
  const words = useWords()
  const { amountMax, tenorMonthsMax, rate } = offer
  // Their own wish, as far as it goes; nothing is made larger for them.
  const wish = Math.min(next.data.amount ?? next.data.amountAsked ?? amountMax, amountMax)
  const [typed, setTyped] = useState(grouped(rupeesOf(wish)))
  const asked = next.data.tenorMonths ?? next.data.tenorAsked ?? tenorMonthsMax
  const [tenorMonths, setTenor] = useState(Math.min(asked, tenorMonthsMax))
  const { wrong, pass } = useChecks<'amount'>()
  const { look } = usePath()
  const deed = useDeed()
  const amount = amountIn(typed, amountMax)
  const question = useSettled(amount ? { amount, tenorMonths } : undefined, SETTLE_MS)
  const cost = useAsk<typeof preview>('lending.preview', question)
  const isStale = !cost.isCurrent || question?.amount !== amount
  const submit = async () => {
    const most = words.offer.over(roundMoneyText(amountMax))
    if (!pass({ amount: !amount && most }) || !amount) return
    await deed.do(async (key) => {
      await run<typeof chooseOffer>('lending.choose-offer', { amount, tenorMonths }, key('offer'))
      await look()
    })
  }
  const change = (more: () => void) => {
    deed.clear()
    more()
  }
  return (
    <Screen
      name="offer"
      state={next.state}
      title={words.offer.title(roundMoneyText(amountMax))}
      lead={words.offer.until(words.amount.months(tenorMonthsMax), words.cost.perYear(rate))}
      onSubmit={() => void submit()}
      go={words.offer.go}
      busy={deed.busy}
    >
      {next.data.problem && <p className="told">{words.sign.failed}</p>}
      <Field
        name="amount"
        label={words.offer.choose}
        hint={words.offer.over(roundMoneyText(amountMax))}
        error={wrong.amount}
        value={typed}
        onType={(text) => change(() => setTyped(grouped(text)))}
        before="₹"
        inputMode="numeric"
        autoComplete="off"
        isLarge
      />
      <Tenors
        value={tenorMonths}
        most={tenorMonthsMax}
        onChoose={(months) => change(() => setTenor(months))}
      />
      <section className="card" aria-live="polite">
        <Headline cost={cost.known} isStale={isStale} />
        {cost.known && !isStale && <CostLines cost={cost.known} tenorMonths={tenorMonths} />}
      </section>
      <Trouble problem={deed.problem ?? cost.problem} />
      <Button kind="plain" onPress={() => go('menu')}>
        {words.offer.stop}
      </Button>
    </Screen>
  )
}
