/** An order at a merchant's, to be paid in parts. */
import { useState } from 'react'
import type { orderOf, orderPreview, takeOrder } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { useChecks } from '../checks.ts'
import { usePath } from '../next.ts'
import { CostLines, Headline } from '../parts/figures.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { Tenors } from './amount.tsx'

type Order = { readonly merchantId: never; readonly orderReference: string }

export function Buy(order: Order) {
  const { buy: words } = useWords()
  const { heard } = usePath()
  const asked = useAsk<typeof orderOf>('lending.order-of', order, { fresh: heard.count })
  const { known, problem, again } = asked
  if (!known) {
    return (
      <Screen name="buy" title={words.title}>
        <Trouble problem={problem} onAgain={again} />
      </Screen>
    )
  }
  const { state, merchant = '', amount = 0, hasRoom, isFree = false } = known
  if (state === 'unknown' || state === 'gone') {
    return <Screen name="buy-gone" title={words.gone} lead={words.goneWhy} />
  }
  if (state === 'taken') {
    return (
      <Screen
        name="buy-taken"
        title={words.taken}
        onSubmit={() => go('draw', { replace: true })}
        go={words.goOn}
      />
    )
  }
  if (!hasRoom) {
    const lead = words.noRoomWhy(roundMoneyText(amount))
    return (
      <Screen
        name="buy-no-room"
        title={words.noRoom}
        lead={lead}
        onSubmit={() => go('limit')}
        go={words.limit}
      />
    )
  }
  const { tenorMonthsMin: least = 1, tenorMonthsMax: most = 60 } = known
  return <Parts order={order} at={{ merchant, amount, least, most, isFree }} />
}

type At = {
  readonly merchant: string
  readonly amount: number
  readonly least: number
  readonly most: number
  readonly isFree: boolean
}

function Parts({ order, at }: { readonly order: Order; readonly at: At }) {
  const { buy: words, amount: labels } = useWords()
  const [tenorMonths, setTenor] = useState<number>()
  const { wrong, pass } = useChecks<'tenor'>()
  const deed = useDeed()
  const question = tenorMonths ? { ...order, tenorMonths } : undefined
  const cost = useAsk<typeof orderPreview>('lending.order-preview', question)
  const submit = async () => {
    if (!pass({ tenor: !tenorMonths && labels.tenorWrong }) || !tenorMonths) return
    const take = (key: (purpose: string) => string) =>
      run<typeof takeOrder>('lending.take-order', { ...order, tenorMonths }, key('take'))
    if (await deed.do(take)) go('draw', { replace: true })
  }
  return (
    <Screen
      name="buy"
      title={words.title}
      lead={[words.lead(at.merchant), ...(at.isFree ? [words.free] : [])].join(' ')}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      <section className="card sum">
        <p>{at.merchant}</p>
        <strong>{roundMoneyText(at.amount)}</strong>
      </section>
      <Tenors
        value={tenorMonths}
        least={at.least}
        most={at.most}
        onChoose={setTenor}
        error={wrong.tenor}
      />
      {tenorMonths && (
        <section className="card" aria-live="polite">
          <Headline cost={cost.known} isStale={!cost.isCurrent} />
          {cost.known && cost.isCurrent && (
            <CostLines cost={cost.known} tenorMonths={tenorMonths} />
          )}
        </section>
      )}
      <Trouble problem={deed.problem ?? cost.problem} />
    </Screen>
  )
}
