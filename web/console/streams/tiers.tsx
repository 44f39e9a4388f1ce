/** Where data rests, how much of it, what that costs a year, and when it would be full. */
import { useQuery } from '@tanstack/react-query'
import type { tiersNow } from '#modules/archive'
import type { OutputOf } from '#kernel/contract'
import { countText, dateText, moneyText } from '#web/kit/figures.ts'
import { sizeText } from '../ask/chart-shape.ts'
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
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Tiers">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col" className="figure">
                Size
              </th>
              <th scope="col" className="figure">
                Facts
              </th>
              <th scope="col" className="figure">
                Files
              </th>
              <th scope="col" className="figure">
                A year
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.map(({ tier, bytes, facts, files, costPerYear }) => (
              <tr key={tier}>
                <td>
                  <span className="thing">{worded(tier)}</span>
                </td>
                <td className="figure">{sizeText(bytes)}</td>
                <td className="figure">{facts === undefined ? '—' : countText(facts)}</td>
                <td className="figure">{files === undefined ? '—' : countText(files)}</td>
                <td className="figure">{moneyText(costPerYear)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">
        Facts stay warm {countText(warmDays)} days.{' '}
        {lastRoundOn === undefined ? '' : `Last moved on ${dateText(lastRoundOn)}. `}
        Prices: {prices}.
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
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Sizes by schema">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Schema</th>
              <th scope="col" className="figure">
                Size
              </th>
              <th scope="col" className="figure">
                Budget
              </th>
              <th scope="col">Full in</th>
            </tr>
          </thead>
          <tbody>
            {schemas.map(({ schema, bytes, budget, daysUntilFull }) => (
              <tr key={schema}>
                <td>
                  <span className="thing">{worded(schema)}</span>
                </td>
                <td className="figure">{sizeText(bytes)}</td>
                <td className="figure">{sizeText(budget)}</td>
                <td>
                  <FullIn days={daysUntilFull} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
