/** The lists of the repayment desk; each can be taken along as a file, as it is narrowed. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { duesBetween, excesses } from '#modules/lending'
import type { takings } from '#modules/payments'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import { worded } from '../words.ts'
import { CommandButton } from './command-button.tsx'
import { Returns, useDues, useTakings } from './day-end-parts.tsx'
import { Grid, type Column } from '../grid.tsx'
import { loanColumn } from './loan-column.tsx'
import type { Days } from './repayments.tsx'

type Due = OutputOf<typeof duesBetween>['dues'][number]
type Wanted = 'all' | Due['status']
const LISTED_MAX = 200

export function DueList({ days }: { readonly days: Days }) {
  const told = useDues(days)
  const [wanted, setWanted] = useState<Wanted>('all')
  return (
    <Around of={told}>
      {({ dues }) => {
        const shown = dues.filter(({ status }) => wanted === 'all' || status === wanted)
        const many = (status: Wanted) =>
          status === 'all' ? dues.length : dues.filter((row) => row.status === status).length
        return (
          <>
            <p className="tab-says">
              <Segmented
                size="small"
                aria-label="Which dues"
                options={WANTED.map((value) => ({
                  value,
                  label: `${worded(value)} ${countText(many(value))}`,
                }))}
                value={wanted}
                onChange={(next) => setWanted(next as Wanted)}
              />
              {dues.length >= LISTED_MAX ? (
                <span className="note">
                  The first {countText(LISTED_MAX)} of each kind; the sums above are of all.
                </span>
              ) : null}
            </p>
            <Grid
              label="Dues"
              columns={dueColumns}
              rows={shown}
              keyOf={({ loanId, dueOn }) => `${loanId} ${dueOn}`}
              file={`dues-${days.from}-${days.to}`}
              empty={{
                what: wanted === 'all' ? 'Nothing falls due.' : `No due is ${wanted}.`,
                next: 'Widen the days, or choose another kind.',
              }}
            />
          </>
        )
      }}
    </Around>
  )
}
const WANTED: readonly Wanted[] = ['all', 'unpaid', 'coming', 'paid', 'closed']

const dueColumns: readonly Column<Due>[] = [
  loanColumn,
  { head: 'Due', cell: ({ dueOn }) => dateText(dueOn), plain: ({ dueOn }) => dueOn },
  {
    head: 'Instalment',
    figure: true,
    cell: ({ amount }) => <Amount paise={amount} />,
    plain: ({ amount }) => amount / 100,
  },
  { head: 'State', cell: ({ status }) => <Tag state={status} />, plain: ({ status }) => status },
  {
    head: 'Overdue of the loan',
    figure: true,
    cell: ({ overdue }) => (overdue === 0 ? <Nothing /> : <Amount paise={overdue} />),
    plain: ({ overdue }) => overdue / 100,
  },
  {
    head: 'Class',
    cell: ({ assetClass }) => <Tag state={assetClass} />,
    plain: ({ assetClass }) => assetClass,
  },
  {
    head: 'Do',
    cell: ({ loanId, status }) =>
      status === 'unpaid' ? (
        <CommandButton name="payments.record-receipt" given={{ loanId }} says="Record receipt" />
      ) : null,
  },
]

type Bounce = OutputOf<typeof takings>['bounced'][number]

export function Bounced({ days }: { readonly days: Days }) {
  const told = useTakings(days)
  return (
    <Around of={told}>
      {({ returns, bounced }) => (
        <div className="stack">
          {returns.length > 0 ? <Returns rows={returns} /> : null}
          <Grid
            label="Bounced presentments"
            columns={bounceColumns}
            rows={bounced}
            keyOf={({ presentmentId }) => presentmentId}
            file={`bounced-${days.from}-${days.to}`}
            empty={{ what: 'The bank returned nothing in these days.' }}
          />
        </div>
      )}
    </Around>
  )
}

const bounceColumns: readonly Column<Bounce>[] = [
  loanColumn as Column<Bounce>,
  {
    head: 'Why',
    cell: ({ code, meaning }) => `${meaning} (${code})`,
    plain: ({ code, meaning }) => `${meaning} (${code})`,
  },
  {
    head: 'Amount',
    figure: true,
    cell: ({ amount }) => <Amount paise={amount} />,
    plain: ({ amount }) => amount / 100,
  },
  { head: 'Due', cell: ({ dueOn }) => dateText(dueOn), plain: ({ dueOn }) => dueOn },
  {
    head: 'Returned',
    cell: ({ answeredOn }) => dateText(answeredOn),
    plain: ({ answeredOn }) => answeredOn,
  },
  {
    head: 'Instalment',
    cell: ({ number, attempt }) => `${number}, attempt ${attempt}`,
    plain: ({ number }) => number,
  },
  {
    head: 'Again',
    cell: ({ retry, attempt }) =>
      retry && attempt === 1 ? <Tag state="once more" meaning="info" /> : <Nothing />,
    plain: ({ retry }) => (retry ? 'yes' : 'no'),
  },
]

/** Money of borrowers we hold beyond their dues: it meets the next one, or goes back. */
export function Excesses() {
  const told = useQuery({
    queryKey: ['excesses'],
    queryFn: ({ signal }) => door.ask<typeof excesses>('lending.excesses', {}, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Around of={told} rows={4}>
      {({ loans, all }) => (
        <Grid
          label="Excess held"
          columns={[
            { ...loanColumn, foot: `${countText(all.count)} loans` },
            { head: 'State', cell: ({ status }) => <Tag state={status} /> },
            {
              head: 'Excess',
              figure: true,
              cell: ({ excess }) => <Amount paise={excess} />,
              plain: ({ excess }) => excess / 100,
              foot: <Amount paise={all.amount} />,
            },
            {
              head: 'Do',
              cell: ({ loanId, excess }) => (
                <CommandButton
                  name="lending.refund-excess"
                  given={{ loanId, amount: excess }}
                  says="Refund"
                />
              ),
            },
          ]}
          rows={loans}
          keyOf={({ loanId }) => loanId}
          file="excess"
          empty={{ what: 'We hold nobody’s money beyond their dues.' }}
        />
      )}
    </Around>
  )
}
