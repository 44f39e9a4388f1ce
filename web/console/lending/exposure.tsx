/** All a person owes us on the day; the class is the borrower's: the worst of their loans. */
import { Link } from '@tanstack/react-router'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import type { Owed } from './customer.tsx'
import { Figures } from './figures.tsx'
import { Grid, type Column } from '../grid.tsx'
import type { Then } from './then.ts'

export function Exposure({ owed, then }: { readonly owed: Owed; readonly then: Then }) {
  const { outstanding, overdue, dpd, assetClass, loans } = owed
  const open = loans.filter(({ status }) => status === 'active').length
  return (
    <section className="exposure" aria-label="Loans">
      {loans.length === 0 ? null : (
        <Figures
          of={[
            {
              says: 'Open loans',
              value: countText(open),
              note: `${countText(loans.length)} in all`,
            },
            { says: 'Outstanding', value: <Amount paise={outstanding} /> },
            {
              says: 'Due now',
              value: <Amount paise={overdue} />,
              ...(overdue > 0 && { meaning: 'watch' as const }),
            },
            {
              says: 'Worst days past due',
              value: countText(dpd),
              ...(dpd > 0 && { meaning: dpd > 90 ? ('bad' as const) : ('watch' as const) }),
            },
            { says: 'Class of the borrower', value: <Tag state={assetClass} /> },
          ]}
        />
      )}
      <Grid
        label="Loans"
        columns={columnsFor(then)}
        rows={loans}
        keyOf={({ loanId }) => loanId}
        empty={{
          what: 'No loan was lent to them by then.',
          next: 'Their applications and their trail tell how far they came.',
        }}
      />
    </section>
  )
}

type Loan = Owed['loans'][number]

/** A loan opened from here is seen at the same moment. */
const columnsFor = (then: Then): readonly Column<Loan>[] => [
  {
    head: 'Loan',
    cell: ({ loanId, accountNumber }) => (
      <Link to="/lending/loan/$id" params={{ id: loanId }} search={then as never} className="thing">
        {accountNumber}
      </Link>
    ),
  },
  { head: 'State', cell: ({ status }) => <Tag state={status} /> },
  { head: 'Class', cell: ({ assetClass: of }) => <Tag state={of} /> },
  { head: 'Lent', figure: true, cell: ({ principal }) => <Amount paise={principal} /> },
  { head: 'Outstanding', figure: true, cell: (row) => <Amount paise={row.outstanding} /> },
  { head: 'Due now', figure: true, cell: (row) => <Amount paise={row.overdue} /> },
  { head: 'Days past due', figure: true, cell: (row) => countText(row.dpd) },
  {
    head: 'Next due',
    cell: ({ nextDueOn }) => (nextDueOn === undefined ? <Nothing /> : dateText(nextDueOn)),
  },
  {
    head: 'Next amount',
    figure: true,
    cell: ({ nextDueAmount }) =>
      nextDueAmount === undefined ? <Nothing /> : <Amount paise={nextDueAmount} />,
  },
  { head: 'Since', cell: ({ disbursedOn }) => dateText(disbursedOn) },
]
