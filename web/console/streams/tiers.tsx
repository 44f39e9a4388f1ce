/** Where data rests, how much of it, what that costs a year, and when it would be full. */
import { useQuery } from '@tanstack/react-query'
import type { tiersNow } from '#modules/archive'
import type { OutputOf } from '#kernel/contract'
import { countText, dateText, moneyText } from '#web/kit/figures.ts'
import { sizeText } from '../ask/chart-shape.ts'
import { Grid, type Column } from '../grid.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'

type Answer = OutputOf<typeof tiersNow>

const TIERS = 'archive.tiers-now'
const EVERY_MS = 15_000
/** Sooner full than this is a matter for today. */
const SOON_DAYS = 60

const TIER_WORDS: { readonly [Tier in Answer['tiers'][number]['tier']]: string } = {
  hot: 'Hot: memory',
  warm: 'Warm: Postgres',
  raw: 'Raw: as received',
  lake: 'Lake: Parquet',
  'lake-cold': 'Lake: cold',
}
const TIER_COLUMNS: readonly Column<Answer['tiers'][number]>[] = [
  { head: 'Tier', cell: ({ tier }) => <span className="thing">{TIER_WORDS[tier]}</span> },
  { head: 'Size', figure: true, cell: ({ bytes, estimated }) => about(sizeText(bytes), estimated) },
  { head: 'Items', figure: true, cell: ({ items, estimated }) => about(countOr(items), estimated) },
  { head: 'A year', figure: true, cell: ({ costPerYear }) => moneyText(costPerYear) },
  { head: 'Files', figure: true, cell: ({ files }) => countOr(files) },
]
const SCHEMA_COLUMNS: readonly Column<Answer['schemas'][number]>[] = [
  { head: 'Schema', cell: ({ schema }) => <span className="thing">{worded(schema)}</span> },
  { head: 'Size', figure: true, cell: ({ bytes }) => sizeText(bytes) },
  { head: 'Budget', figure: true, cell: ({ budget }) => sizeText(budget) },
  { head: 'Full in', cell: ({ daysUntilFull }) => <FullIn days={daysUntilFull} /> },
]

const countOr = (count: number | undefined): string =>
  count === undefined ? '—' : countText(count)

/** What the store tells of itself is no count of ours. */
const about = (text: string, estimated = false): string => (estimated ? `≈ ${text}` : text)

export function Tiers() {
  return queryNamed(useMeta(), TIERS) ? <Asked /> : null
}

function Asked() {
  const told = useQuery({
    queryKey: ['tiers'],
    queryFn: ({ signal }) => door.ask<typeof tiersNow>(TIERS, {}, { signal }),
    refetchInterval: EVERY_MS,
  })
  return (
    <Around of={told} rows={4}>
      {(data) => (
        <div className="tiers">
          <Resting data={data} />
          <Budgets schemas={data.schemas} />
        </div>
      )}
    </Around>
  )
}

function Resting({ data }: { readonly data: Answer }) {
  const { tiers, costPerCustomerYear, warmDays, prices, lastRoundOn } = data
  const each =
    costPerCustomerYear === undefined ? '' : `, ${moneyText(costPerCustomerYear)} a customer`
  const cost = tiers.reduce((sum, tier) => sum + tier.costPerYear, 0)
  return (
    <section className="card">
      <h2>
        All of it rests for {moneyText(cost)} a year{each}
      </h2>
      <Grid
        label="Tiers"
        columns={TIER_COLUMNS}
        rows={tiers}
        keyOf={({ tier }) => tier}
        empty={{ what: 'Nothing rests anywhere yet.' }}
      />
      <p className="note">
        Facts stay warm {countText(warmDays)} days. Raw are SMS and app records, sealed.{' '}
        {lastRoundOn === undefined ? '' : `Last moved on ${dateText(lastRoundOn)}. `}
        Prices: {prices}. Documents and backups come on top.
      </p>
    </section>
  )
}

function Budgets({ schemas }: { readonly schemas: Answer['schemas'] }) {
  const soon = schemas.filter(({ daysUntilFull }) => (daysUntilFull ?? Infinity) < SOON_DAYS)
  return (
    <section className="card">
      <h2>
        {soon.length === 0
          ? 'No schema fills its budget soon'
          : `${soon.map(({ schema }) => schema).join(', ')} will soon be full`}
      </h2>
      <Grid
        label="Sizes by schema"
        columns={SCHEMA_COLUMNS}
        rows={schemas}
        keyOf={({ schema }) => schema}
        empty={{ what: 'No schema has a budget.' }}
      />
    </section>
  )
}

const YEARS_MAX = 10

function FullIn({ days }: { readonly days: number | undefined }) {
  if (days === undefined) return <>It does not grow</>
  if (days < SOON_DAYS) return <Tag state={`${countText(days)} days`} meaning="bad" />
  const years = Math.floor(days / 365)
  if (years > YEARS_MAX) return <>More than {YEARS_MAX} years</>
  return <>{years >= 1 ? `${years} years` : `${countText(days)} days`}</>
}
