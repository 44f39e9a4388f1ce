/** The instalments as they stand, and as they were agreed where that has changed. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { sum, type Money } from '#kernel/money'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import { Grid, type Column } from '../grid.tsx'
import type { LoanFile } from './loan.tsx'

type Row = LoanFile['schedule'][number]
type Planned = NonNullable<LoanFile['original']>[number]

export function LoanSchedule({ file }: { readonly file: LoanFile }) {
  const { original, schedule, agreed, accountNumber } = file
  const [shown, setShown] = useState<'now' | 'agreed'>('now')
  const isAgreed = original !== undefined && shown === 'agreed'
  return (
    <>
      <p className="tab-says">
        <span>
          {countText(agreed.instalments)} of <Amount paise={agreed.instalment} /> each, at{' '}
          {agreed.rate} % a year.
        </span>
        {original === undefined ? null : (
          <Segmented
            size="small"
            aria-label="Which schedule"
            options={[
              { value: 'now', label: 'As it stands' },
              { value: 'agreed', label: 'As agreed' },
            ]}
            value={shown}
            onChange={(next) => setShown(next as 'now' | 'agreed')}
          />
        )}
      </p>
      {isAgreed ? (
        <Grid
          label="The schedule as agreed"
          columns={planned(original)}
          rows={original}
          keyOf={({ number }) => String(number)}
          empty={NONE}
        />
      ) : (
        <Grid
          label="The schedule"
          columns={standFirst(planned<Row>(schedule), standing(schedule))}
          rows={schedule}
          keyOf={({ number }) => String(number)}
          empty={NONE}
          file={`schedule-${accountNumber}`}
        />
      )}
    </>
  )
}

const NONE = {
  what: 'There are no instalments.',
  next: 'They stand here from the day the money reaches the borrower.',
}

/** Where it stands comes before what it is made of: a narrow page shows that much. */
function standFirst(made: readonly Column<Row>[], stands: readonly Column<Row>[]) {
  const state = stands.at(-1)
  const [number, due, ...parts] = made
  const instalment = parts.at(-1)
  return [number, due, state, instalment, ...stands.slice(0, -1), ...parts.slice(0, -1)].flatMap(
    (column) => column ?? [],
  )
}

function planned<R extends Planned>(rows: readonly R[]): Column<R>[] {
  const money = (head: string, of: (row: R) => Money, foot = true): Column<R> => ({
    head,
    figure: true,
    cell: (row) => <Amount paise={of(row)} />,
    plain: (row) => of(row) / 100,
    ...(foot && { foot: <Amount paise={sum(rows.map(of))} /> }),
  })
  return [
    { head: '#', cell: ({ number }) => number, plain: ({ number }) => number, foot: 'Total' },
    { head: 'Due', cell: ({ dueOn }) => dateText(dueOn), plain: ({ dueOn }) => dueOn },
    money('Opening', ({ opening }) => opening, false),
    money('Principal', ({ principal }) => principal),
    money('Interest', ({ interest }) => interest),
    money('Instalment', ({ instalment }) => instalment),
  ]
}

function standing(rows: readonly Row[]): Column<Row>[] {
  const hasWaived = rows.some(({ waived }) => waived > 0)
  const money = (head: string, of: (row: Row) => Money): Column<Row> => ({
    head,
    figure: true,
    cell: (row) => (of(row) === 0 ? <Nothing /> : <Amount paise={of(row)} />),
    plain: (row) => of(row) / 100,
    foot: <Amount paise={sum(rows.map(of))} />,
  })
  return [
    money('Paid', ({ paid }) => paid),
    ...(hasWaived ? [money('Waived', ({ waived }) => waived)] : []),
    money('Unpaid', ({ unpaid, status }) => (status === 'coming' ? (0 as Money) : unpaid)),
    {
      head: 'State',
      cell: ({ status, settledOn }) => (
        <>
          <Tag state={status} />{' '}
          {settledOn === undefined ? null : <span className="note">{dateText(settledOn)}</span>}
        </>
      ),
      plain: ({ status }) => status,
    },
  ]
}
