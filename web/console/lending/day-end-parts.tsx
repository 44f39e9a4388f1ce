/** The parts of a day that others tell: its dues, the money that came, the clocks that are late. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LocalDate } from '#kernel/dates'
import { sum } from '#kernel/money'
import type { duesBetween } from '#modules/lending'
import type { clocks } from '#modules/monitor'
import type { takings } from '#modules/payments'
import { countText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { worded, type Meaning } from '../words.ts'
import { Figures, type Figure } from './figures.tsx'
import { Grid } from '../grid.tsx'

type Heap = { readonly count: number; readonly amount: number }
/** How much, and how many of what. */
export const heapOf = (
  says: string,
  { count, amount }: Heap,
  unit: string,
  meaning: Meaning = 'plain',
): Figure => ({
  says,
  value: <Amount paise={amount} />,
  note: `${countText(count)} ${unit}${count === 1 ? '' : 's'}`,
  ...(count > 0 && { meaning }),
})

export function useDues(days: { readonly from: LocalDate; readonly to: LocalDate }) {
  return useQuery({
    queryKey: ['dues', days],
    queryFn: ({ signal }) =>
      door.ask<typeof duesBetween>('lending.dues-between', days as never, { signal }),
    enabled: queryNamed(useMeta(), 'lending.dues-between') !== undefined,
  })
}
export function useTakings(days: { readonly from: LocalDate; readonly to: LocalDate }) {
  return useQuery({
    queryKey: ['takings', days],
    queryFn: ({ signal }) =>
      door.ask<typeof takings>('payments.takings', days as never, { signal }),
    enabled: queryNamed(useMeta(), 'payments.takings') !== undefined,
  })
}

export function Dues({ on }: { readonly on: LocalDate }) {
  const days = { from: on, to: on }
  const dues = useDues(days)
  const taken = useTakings(days)
  if (dues.error) return <Around of={dues}>{() => null}</Around>
  const { fell, unpaid, coming } = dues.data ?? { fell: NONE, unpaid: NONE, coming: NONE }
  const of = taken.data
  const bounced = heap(of?.returns ?? [])
  return (
    <Figures
      of={[
        heapOf(
          'Fell due',
          {
            count: fell.count + coming.count,
            amount: fell.amount + coming.amount,
          },
          'instalment',
        ),
        heapOf('Unpaid of it now', unpaid, 'instalment', 'watch'),
        heapOf('Received', heap(of?.receipts ?? []), 'receipt'),
        heapOf('Bounced', bounced, 'presentment', 'bad'),
        heapOf('Receipts reversed', of?.reversed ?? NONE, 'receipt'),
        heapOf('Waits for its loan', of?.unmatched ?? NONE, 'receipt'),
      ]}
    />
  )
}

const NONE: Heap = { count: 0, amount: 0 }
export const heap = (rows: readonly Heap[]): Heap => ({
  count: rows.reduce((total, { count }) => total + count, 0),
  amount: sum(rows.map(({ amount }) => amount as never)),
})

export function MoneyIn({ on }: { readonly on: LocalDate }) {
  const taken = useTakings({ from: on, to: on })
  if (queryNamed(useMeta(), 'payments.takings') === undefined) return null
  return (
    <section className="card">
      <h2>Money in, and what the bank returned</h2>
      <Around of={taken} rows={4}>
        {({ receipts, returns, presented }) => (
          <div className="stack">
            <Grid
              label="Receipts by rail"
              columns={[
                { head: 'Rail', cell: ({ rail }) => RAILS[rail] ?? worded(rail) },
                { head: 'Receipts', figure: true, cell: ({ count }) => countText(count) },
                { head: 'Amount', figure: true, cell: ({ amount }) => <Amount paise={amount} /> },
              ]}
              rows={receipts}
              keyOf={({ rail }) => rail}
              empty={{ what: 'No money came that day.' }}
            />
            {presented.length === 0 ? null : (
              <p className="states">
                Presented for the day:{' '}
                {presented.map(({ status, count }) => (
                  <span key={status}>
                    <Tag state={status} /> {countText(count)}
                  </span>
                ))}
              </p>
            )}
            {returns.length === 0 ? null : <Returns rows={returns} />}
          </div>
        )}
      </Around>
    </section>
  )
}
const RAILS: { readonly [rail: string]: string } = {
  ...{ nach: 'NACH debit', upi: 'UPI', link: 'Payment link', transfer: 'Bank transfer' },
  ...{ cheque: 'Cheque', cash: 'Cash' },
}

type Return = Heap & {
  readonly code: string
  readonly meaning: string
  readonly action: string
}
export const Returns = ({ rows }: { readonly rows: readonly Return[] }) => (
  <Grid
    label="Returns by reason"
    columns={[
      { head: 'Returned because', cell: ({ code, meaning }) => `${meaning} (${code})` },
      { head: 'What to do', cell: ({ action }) => worded(action.replaceAll('-', ' ')) },
      { head: 'Returns', figure: true, cell: ({ count }) => countText(count) },
      { head: 'Amount', figure: true, cell: ({ amount }) => <Amount paise={amount} /> },
    ]}
    rows={rows}
    keyOf={({ code }) => code}
    empty={{ what: 'The bank returned nothing.' }}
  />
)

/** Timers past their time: what the day still owes. */
export function Clocks() {
  const mayAsk = queryNamed(useMeta(), 'monitor.clocks') !== undefined
  const told = useQuery({
    queryKey: ['clocks'],
    queryFn: ({ signal }) => door.ask<typeof clocks>('monitor.clocks', {}, { signal }),
    enabled: mayAsk,
  })
  if (!mayAsk) return null
  return (
    <Around of={told} rows={2}>
      {({ kinds }) => {
        const late = kinds.filter(({ overdue, failed }) => overdue + failed > 0)
        return (
          <p className="card clocks-line">
            {late.length === 0 ? (
              <>
                <Tag state="on time" meaning="good" /> No timer is past its time.
              </>
            ) : (
              <>
                <Tag state="late" />{' '}
                {late
                  .map(({ kind, overdue, failed }) => `${kind}: ${countText(overdue + failed)}`)
                  .join(', ')}
              </>
            )}{' '}
            <Link to="/clocks">Clocks</Link>
          </p>
        )
      }}
    </Around>
  )
}
