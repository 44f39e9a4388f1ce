/** The Key Facts Statement (SPEC §2): its cost as large as what it brings, the file, its hash. */
import { useState, type ReactNode } from 'react'
import type { Money } from '#kernel/money'
import type { acceptKfs, preview } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { useChecks } from '../checks.ts'
import { useDates } from '../dates.ts'
import { usePath, type Next, type Shown } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { Tick } from '../parts/field.tsx'
import { CostLines, Headline, Lines, type Cost } from '../parts/figures.tsx'
import { PaperButton } from '../parts/paper.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { Waiting } from './waiting.tsx'

type Stated = Required<Pick<Shown, 'kfs' | 'amount' | 'tenorMonths'>>

export function Kfs({ next }: { readonly next: Next }) {
  const { kfs, amount, tenorMonths } = next.data
  if (!kfs || !amount || !tenorMonths) return <Waiting next={next} />
  return <OfApplication state={next.state} stated={{ kfs, amount, tenorMonths }} />
}

function OfApplication({ state, stated }: { readonly state: string; readonly stated: Stated }) {
  const { amount, tenorMonths } = stated
  const { look } = usePath()
  const cost = useAsk<typeof preview>('lending.preview', { amount, tenorMonths })
  const accept = async (hash: string, key: string) => {
    await run<typeof acceptKfs>('lending.accept-kfs', { hash, understood: true }, key)
    await look()
  }
  const words = useWords()
  return (
    <Stating
      state={state}
      stated={stated}
      cost={cost.known}
      onAccept={accept}
      below={
        <Button kind="plain" onPress={() => go('menu')}>
          {words.kfs.change}
        </Button>
      }
    >
      <Trouble problem={cost.problem} onAgain={cost.again} />
    </Stating>
  )
}

/** The statement of a loan, or of a draw: read, ticked, accepted. */
export function Stating({
  state,
  stated,
  cost,
  onAccept,
  children,
  below,
}: {
  readonly state?: string
  readonly stated: Stated
  readonly cost: Cost | undefined
  readonly onAccept: (hash: string, key: string) => Promise<void>
  readonly children?: ReactNode
  readonly below?: ReactNode
}) {
  const { kfs: words } = useWords()
  const { kfs, amount, tenorMonths } = stated
  const [understood, setUnderstood] = useState(false)
  const { wrong, pass } = useChecks<'understood'>()
  const { moment } = useDates()
  const deed = useDeed()
  const submit = async () => {
    if (!pass({ understood: !understood && words.understoodMissing })) return
    await deed.do((key) => onAccept(kfs.hash, key('kfs')))
  }
  return (
    <Screen
      name="kfs"
      {...(state !== undefined && { state })}
      title={words.title}
      lead={words.lead(moment(kfs.validTill))}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      <section className="card">
        <Headline cost={cost} />
        {cost && <CostLines cost={cost} tenorMonths={tenorMonths} />}
      </section>
      {children}
      {cost && <Conditions cost={cost} amount={amount} />}
      <PaperButton documentId={kfs.documentId}>{words.open}</PaperButton>
      <details className="hash">
        <summary>{words.hash}</summary>
        <p>{words.hashWhy}</p>
        <code>{kfs.hash}</code>
      </details>
      <Tick
        label={words.understood}
        isOn={understood}
        onTurn={setUnderstood}
        error={wrong.understood}
      />
      <Trouble problem={deed.problem} />
      {below}
    </Screen>
  )
}

function Conditions({ cost, amount }: { readonly cost: Cost; readonly amount: Money }) {
  const { kfs: words } = useWords()
  const deducted = (amount - cost.netDisbursed) as Money
  const [bounce, penal] = [roundMoneyText(cost.bounceCharge), cost.penalPercent]
  return (
    <Lines
      lines={[
        [words.borrow, roundMoneyText(amount)],
        [words.deducted, roundMoneyText(deducted)],
        [words.late, Number(penal) > 0 ? words.lateWhat(bounce, penal) : bounce],
        [words.cooling, words.coolingWhat(cost.coolingOffDays)],
      ]}
    />
  )
}
