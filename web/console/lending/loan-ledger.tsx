/** The loan's own entries as booked: debits equal credits in each, and in all. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { OutputOf } from '#kernel/contract'
import type { loanLedger } from '#modules/lending'
import { dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { IdLink } from '../id-link.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Nothing } from '../value.tsx'
import { Balanced } from './balanced.tsx'
import { Grid, type Column } from '../grid.tsx'
import type { Then } from './then.ts'

type Entry = OutputOf<typeof loanLedger>['entries'][number]
type Line = Entry['lines'][number] & { readonly entry: Entry; readonly isFirst: boolean }

export function LoanLedger({ loanId, then }: { readonly loanId: string; readonly then: Then }) {
  const told = useQuery({
    queryKey: ['loan-ledger', loanId, then],
    queryFn: ({ signal }) =>
      door.ask<typeof loanLedger>('lending.loan-ledger', { loanId, ...then } as never, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Around of={told}>
      {({ entries, balances, debit, credit }) => (
        <div className="stack">
          <Balanced {...{ debit, credit }} />
          <Grid
            label="Balances by account"
            columns={[
              { head: 'Account', cell: ({ name }) => name, plain: ({ name }) => name },
              {
                head: 'Balance (debit positive)',
                figure: true,
                cell: ({ balance }) => <Amount paise={balance} />,
                plain: ({ balance }) => balance / 100,
              },
            ]}
            rows={balances}
            keyOf={({ account }) => account}
            empty={{ what: 'Every account of it is even.' }}
          />
          <h3>Entries, newest first</h3>
          <Grid
            label="Entries"
            columns={columns}
            rows={linesOf(entries)}
            keyOf={({ entry, account, debit: left }) => `${entry.journalId} ${account} ${left}`}
            file="ledger"
            empty={{ what: 'Nothing was booked by then.' }}
          />
        </div>
      )}
    </Around>
  )
}

const linesOf = (entries: readonly Entry[]): Line[] =>
  entries
    .toReversed()
    .flatMap((entry) => entry.lines.map((line, i) => ({ ...line, entry, isFirst: i === 0 })))

const side = (head: string, of: (line: Line) => number): Column<Line> => ({
  head,
  figure: true,
  cell: (line) => (of(line) === 0 ? <Nothing /> : <Amount paise={of(line)} />),
  plain: (line) => of(line) / 100,
})

const columns: readonly Column<Line>[] = [
  {
    head: 'Entry',
    cell: ({ entry, isFirst }) => (isFirst ? entry.says : ''),
    plain: ({ entry }) => entry.says,
  },
  {
    head: 'Value date',
    cell: ({ entry, isFirst }) => (isFirst ? dateText(entry.valueOn) : ''),
    plain: ({ entry }) => entry.valueOn,
  },
  {
    head: 'Booked',
    cell: ({ entry, isFirst }) => (isFirst ? dateText(entry.bookedOn) : ''),
    plain: ({ entry }) => entry.bookedOn,
  },
  { head: 'Account', cell: ({ name }) => name, plain: ({ name }) => name },
  side('Debit', ({ debit }) => debit),
  side('Credit', ({ credit }) => credit),
  {
    head: 'ID',
    cell: ({ entry, isFirst }) => (isFirst ? <IdLink id={entry.journalId} /> : null),
    plain: ({ entry }) => entry.journalId,
  },
]
