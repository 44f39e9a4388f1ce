/** Each fact and due date in order, and what it met: the passbook. */
import { dateText, instantText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import { CommandButton } from './command-button.tsx'
import { Grid, type Column } from '../grid.tsx'
import type { LoanFile } from './loan.tsx'

type Row = LoanFile['transactions'][number]

export function LoanTransactions({
  file,
  past,
}: {
  readonly file: LoanFile
  readonly past: boolean
}) {
  return (
    <Grid
      label="Transactions"
      columns={past ? columns : [...columns, doingOn(file.loanId)]}
      rows={file.transactions.toReversed()}
      keyOf={({ factId }) => factId}
      faded={({ reversed }) => reversed}
      file={`transactions-${file.accountNumber}`}
      empty={{ what: 'Nothing has happened yet.', next: 'The payout is the first entry.' }}
    />
  )
}

const money = (head: string, of: (row: Row) => number | undefined): Column<Row> => ({
  head,
  figure: true,
  cell: (row) => {
    const paise = of(row)
    return paise === undefined || paise === 0 ? <Nothing /> : <Amount paise={paise} />
  },
  plain: (row) => (of(row) ?? 0) / 100,
})

const columns: readonly Column<Row>[] = [
  {
    head: 'What',
    cell: ({ says, reversed }) => (
      <>
        {says} {reversed ? <Tag state="reversed" meaning="bad" /> : null}
      </>
    ),
    plain: ({ says, reversed }) => (reversed ? `${says} (reversed)` : says),
  },
  { head: 'Value date', cell: ({ on }) => dateText(on), plain: ({ on }) => on },
  money('Amount', ({ amount }) => amount),
  money('Principal', ({ principal }) => principal),
  money('Interest', ({ interest }) => interest),
  money('Charges', ({ charges }) => charges),
  money('Excess', ({ excess }) => excess),
  {
    head: 'Owed after',
    figure: true,
    cell: ({ owed, reversed, kind }) =>
      reversed || kind === 'reversed' ? <Nothing /> : <Amount paise={owed} />,
    plain: ({ owed }) => owed / 100,
  },
  {
    head: 'On record',
    cell: ({ knownAt }) => (knownAt === undefined ? <Nothing /> : instantText(knownAt)),
    plain: ({ knownAt }) => knownAt,
  },
]

/** A payment is taken back by its receipt; others are mended where they are made. */
const doingOn = (loanId: string): Column<Row> => ({
  head: 'Do',
  acts: true,
  cell: ({ factId, reversed, amount }) =>
    !reversed && factId.startsWith('rcp_') ? (
      <span className="row-acts">
        <CommandButton
          name="payments.reverse-receipt"
          given={{ receiptId: factId }}
          says="Reverse"
        />
        <CommandButton
          name="lending.book-chargeback"
          given={{ loanId, receiptId: factId }}
          {...(amount !== undefined && { begin: { amount } })}
          says="Charged back"
        />
      </span>
    ) : null,
})
