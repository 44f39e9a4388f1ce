/** What is due of a loan on the day, by part and by instalment, and its charges. */
import { minus } from '#kernel/money'
import { dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Tag } from '../tag.tsx'
import { worded } from '../words.ts'
import { CommandButton } from './command-button.tsx'
import { Grid } from '../grid.tsx'
import type { LoanFile } from './loan.tsx'

export function LoanDues({ file }: { readonly file: LoanFile }) {
  const { dues, outstanding, schedule, classes, inClearing } = file
  const unpaid = schedule.filter((row) => row.status !== 'coming' && row.unpaid > 0)
  const parts = [
    { part: 'Principal', due: dues.principal, all: outstanding.principal },
    { part: 'Interest', due: dues.interest, all: outstanding.interest },
    { part: 'Charges', due: dues.charges, all: outstanding.charges },
  ]
  return (
    <div className="stack">
      <Grid
        label="Dues by part"
        columns={[
          { head: 'Part', cell: ({ part }) => part, foot: 'Total' },
          money('Due now', ({ due }: Part) => due, dues.total),
          money('Not yet due', ({ due, all }: Part) => minus(all, due), notYetDue(file)),
          money('Owed in all', ({ all }: Part) => all, outstanding.total),
        ]}
        rows={parts}
        keyOf={({ part }) => part}
        empty={{ what: 'Nothing is owed.' }}
      />
      {inClearing > 0 ? (
        <p className="note">
          <Amount paise={inClearing} /> is presented, and the bank has not answered yet.
        </p>
      ) : null}
      <h3>Unpaid instalments</h3>
      <Grid
        label="Unpaid instalments"
        columns={[
          { head: '#', cell: ({ number }) => number },
          { head: 'Due', cell: ({ dueOn }) => dateText(dueOn) },
          { head: 'State', cell: ({ status }) => <Tag state={status} /> },
          { head: 'Instalment', figure: true, cell: (row) => <Amount paise={row.instalment} /> },
          { head: 'Paid', figure: true, cell: (row) => <Amount paise={row.paid} /> },
          { head: 'Unpaid', figure: true, cell: (row) => <Amount paise={row.unpaid} /> },
        ]}
        rows={unpaid}
        keyOf={({ number }) => String(number)}
        empty={{ what: 'No instalment is unpaid.' }}
      />
      <h3>How its class changed</h3>
      <Grid
        label="Changes of asset class"
        columns={[
          { head: 'Day-end', cell: ({ on }) => dateText(on) },
          { head: 'From', cell: ({ from }) => <Tag state={from} /> },
          { head: 'To', cell: ({ to }) => <Tag state={to} /> },
          { head: 'Days past due', figure: true, cell: ({ dpd }) => dpd },
        ]}
        rows={classes.toReversed()}
        keyOf={({ on, to }) => `${on} ${to}`}
        empty={{ what: 'It has been standard all along.' }}
      />
    </div>
  )
}

type Part = { readonly due: LoanFile['excess']; readonly all: LoanFile['excess'] }
const money = (head: string, of: (part: Part) => LoanFile['excess'], total: number) => ({
  head,
  figure: true,
  cell: (row: Part & { part: string }) => <Amount paise={of(row)} />,
  foot: <Amount paise={total} />,
})
const notYetDue = ({ outstanding, dues }: LoanFile) => minus(outstanding.total, dues.total)

/** Parts that can be forgiven, as the command calls them. */
const WAIVABLE = new Set(['bounce', 'penal', 'other'])

export function LoanCharges({ file, past }: { readonly file: LoanFile; readonly past: boolean }) {
  const { charges, agreed, loanId } = file
  return (
    <div className="stack">
      <Grid
        label="Charges"
        columns={[
          { head: 'Charge', cell: ({ kind }) => worded(kind) },
          { head: 'On', cell: ({ on }) => dateText(on) },
          { head: 'Amount', figure: true, cell: (row) => <Amount paise={row.amount} /> },
          { head: 'GST', figure: true, cell: (row) => <Amount paise={row.gst} /> },
          { head: 'Paid', figure: true, cell: (row) => <Amount paise={row.paid} /> },
          { head: 'Waived', figure: true, cell: (row) => <Amount paise={row.waived} /> },
          { head: 'Unpaid', figure: true, cell: (row) => <Amount paise={row.unpaid} /> },
          ...(past
            ? []
            : [
                {
                  head: 'Do',
                  cell: ({ kind, unpaid }: LoanFile['charges'][number]) =>
                    unpaid > 0 && WAIVABLE.has(kind) ? (
                      <CommandButton
                        name="lending.waive-dues"
                        given={{ loanId, part: kind, amount: unpaid }}
                        says="Waive"
                      />
                    ) : null,
                },
              ]),
        ]}
        rows={charges}
        keyOf={({ chargeId }) => chargeId}
        empty={{ what: 'No charge was ever made.', next: 'Bounces and penalties stand here.' }}
      />
      <h3>Agreed at the beginning</h3>
      <Grid
        label="Fees"
        columns={[
          { head: 'Fee', cell: ({ kind }) => worded(kind) },
          { head: 'Kept by', cell: ({ payee }) => worded(payee) },
          { head: 'Amount', figure: true, cell: (row) => <Amount paise={row.amount} /> },
          { head: 'GST', figure: true, cell: (row) => <Amount paise={row.gst} /> },
        ]}
        rows={agreed.fees}
        keyOf={({ kind }) => kind}
        empty={{ what: 'No fee was agreed.' }}
      />
      <p className="note">
        A bounced presentment costs <Amount paise={agreed.bounceCharge} />. Cooling off ends on{' '}
        {dateText(agreed.coolingOffUntil)}.
      </p>
    </div>
  )
}
