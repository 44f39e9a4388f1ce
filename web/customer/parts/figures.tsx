/** What a loan costs, as large as what it brings. */
import type { OutputOf } from '#kernel/contract'
import type { preview } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useDates } from '../dates.ts'
import { useWords } from '../words/words.ts'

export type Cost = OutputOf<typeof preview>

/** Benefit, cost and price side by side, in one size. */
export function Headline({
  cost,
  isStale = false,
}: {
  readonly cost: Cost | undefined
  /** The question has changed; these are the numbers of the one before. */
  readonly isStale?: boolean
}) {
  const { cost: words } = useWords()
  return (
    <dl
      className="headline"
      data-waiting={cost ? undefined : true}
      data-stale={isStale || undefined}
    >
      <Big label={words.get}>{cost && roundMoneyText(cost.netDisbursed)}</Big>
      <Big label={words.repay}>{cost && roundMoneyText(cost.totalRepaid)}</Big>
      <Big label={words.apr} why={words.aprWhy}>
        {cost && `${cost.aprPercent}\u00a0%`}
      </Big>
    </dl>
  )
}

function Big({
  label,
  why,
  children,
}: {
  readonly label: string
  readonly why?: string
  readonly children: string | undefined
}) {
  return (
    <div>
      <dt>
        {label}
        {why && <small>{why}</small>}
      </dt>
      <dd>{children ?? <span className="ghost">₹00,000</span>}</dd>
    </div>
  )
}

export function Lines({ lines }: { readonly lines: readonly (readonly [string, string])[] }) {
  return (
    <dl className="lines">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The EMI, and what goes off before the money arrives. */
export function CostLines({
  cost,
  tenorMonths,
}: {
  readonly cost: Cost
  readonly tenorMonths: number
}) {
  const { cost: words } = useWords()
  const dates = useDates()
  const emi = `${roundMoneyText(cost.instalment)} × ${tenorMonths}`
  const lines: (readonly [string, string])[] = [
    [words.instalment, emi],
    [words.firstDue, dates.day(cost.firstDueOn)],
    [words.interest, roundMoneyText(cost.totalInterest)],
    [words.fee, roundMoneyText(cost.fee)],
    [words.gst, roundMoneyText(cost.gst)],
  ]
  if (cost.stampDuty > 0) lines.push([words.stamp, roundMoneyText(cost.stampDuty)])
  return <Lines lines={lines} />
}
