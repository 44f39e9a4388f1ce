/** `/day-end`: what a day brought, step by step, and that its books are even. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { OutputOf } from '#kernel/contract'
import { addDays, type LocalDate } from '#kernel/dates'
import type { dayEnd } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { DayField } from '../day-field.tsx'
import { NotYours } from '../entity-list.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { dayTyped } from '../typed-day.ts'
import { Balanced } from './balanced.tsx'
import { BooksCheck } from './books-check.tsx'
import { Clocks, Dues, MoneyIn } from './day-end-parts.tsx'
import { BookLoss } from './expected-loss.tsx'
import { Grid } from '../grid.tsx'
import './lending.css'

type End = OutputOf<typeof dayEnd>
/** Today's goes on while the day does. */
const EVERY_MS = 15_000

export function DayEndPage() {
  const meta = useMeta()
  const mayAsk = queryNamed(meta, 'lending.day-end') !== undefined
  const search = useSearch({ strict: false }) as { readonly on?: string }
  const on = /^[12]\d{3}-\d{2}-\d{2}$/.test(search.on ?? '') ? search.on : undefined
  const told = useQuery({
    queryKey: ['day-end', on ?? ''],
    queryFn: ({ signal }) =>
      door.ask<typeof dayEnd>('lending.day-end', (on === undefined ? {} : { on }) as never, {
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: on === undefined ? EVERY_MS : false,
    enabled: mayAsk,
  })
  if (!mayAsk) return <NotYours what="/day-end" />
  return (
    <>
      <PageHead
        title="Day-end"
        says="No nightly job: each loan acts at its own moment. This is what the day came to."
      >
        {told.data ? <DayPicker end={told.data} /> : null}
      </PageHead>
      <Around of={told} rows={10}>
        {(end) => <OneDay end={end} isMoving={told.isPlaceholderData} />}
      </Around>
    </>
  )
}

function DayPicker({ end: { on, today } }: { readonly end: End }) {
  const navigate = useNavigate()
  const go = (day: string) =>
    void navigate({ to: '/day-end', search: (day >= today ? {} : { on: day }) as never })
  return (
    <span className="day-picker">
      <Button aria-label="The day before" onClick={() => go(addDays(on, -1))}>
        ←
      </Button>
      <DayField
        aria-label="Business day"
        value={on}
        max={today}
        onValue={(value) => dayTyped(value) !== undefined && go(value)}
      />
      <Button aria-label="The day after" disabled={on >= today} onClick={() => go(addDays(on, 1))}>
        →
      </Button>
      <Button disabled={on === today} onClick={() => go(today)}>
        Today
      </Button>
    </span>
  )
}

function OneDay({ end, isMoving }: { readonly end: End; readonly isMoving: boolean }) {
  const { on, today } = end
  return (
    <div className={isMoving ? 'stack moving' : 'stack'} aria-busy={isMoving}>
      <h2 className="day-title">
        {dateText(on)} {on === today ? <Tag state="still open" meaning="info" /> : null}
      </h2>
      <Dues on={on} />
      <div className="day-columns">
        <MoneyIn on={on} />
        <Classes end={end} />
      </div>
      <BooksCheck on={on} />
      <Booked end={end} on={on} />
      <BookLoss on={on} />
      <Clocks />
    </div>
  )
}

function Classes({ end: { moved, classes } }: { readonly end: End }) {
  const count = classes.reduce((total, one) => total + one.count, 0)
  return (
    <section className="card">
      <h2>{count === 0 ? 'No loan changed its class' : `${countText(count)} changed class`}</h2>
      {count === 0 ? (
        <p className="note">A class is a day-end’s: it shows on the morning after.</p>
      ) : (
        <Grid
          label="Loans that changed class"
          columns={[
            {
              head: 'Loan',
              cell: ({ loanId, accountNumber }) => (
                <Link to="/lending/loan/$id" params={{ id: loanId }} className="thing">
                  {accountNumber}
                </Link>
              ),
            },
            { head: 'From', cell: ({ from }) => <Tag state={from} /> },
            { head: 'To', cell: ({ to }) => <Tag state={to} /> },
            { head: 'Days past due', figure: true, cell: ({ dpd }) => countText(dpd) },
          ]}
          rows={moved}
          keyOf={({ loanId, to }) => `${loanId} ${to}`}
          empty={{ what: 'None.' }}
        />
      )}
    </section>
  )
}

function Booked({ end, on }: { readonly end: End; readonly on: LocalDate }) {
  const { booked, backdated, accounts, debit, credit } = end
  return (
    <section className="card">
      <header className="card-head">
        <h2>Booked on the day</h2>
        <Balanced {...{ debit, credit }} />
        <Link to="/ledger" search={{ on } as never}>
          Trial balance of the day
        </Link>
      </header>
      {backdated.count > 0 ? (
        <p className="note">
          {countText(backdated.count)} of them count for an earlier day:{' '}
          <Amount paise={backdated.amount} />.
        </p>
      ) : null}
      <div className="day-columns">
        <Grid
          label="Entries by cause"
          columns={[
            { head: 'Why', cell: ({ says }) => says },
            { head: 'Entries', figure: true, cell: ({ count }) => countText(count) },
            { head: 'Amount', figure: true, cell: ({ amount }) => <Amount paise={amount} /> },
          ]}
          rows={booked}
          keyOf={({ kind }) => kind}
          empty={{ what: 'Nothing was booked.', next: 'A day without a due date is a quiet one.' }}
        />
        <Grid
          label="Postings by account"
          columns={[
            { head: 'Account', cell: ({ name }) => name, foot: 'Total' },
            {
              head: 'Debit',
              figure: true,
              cell: (row) => <Amount paise={row.debit} />,
              foot: <Amount paise={debit} />,
            },
            {
              head: 'Credit',
              figure: true,
              cell: (row) => <Amount paise={row.credit} />,
              foot: <Amount paise={credit} />,
            },
          ]}
          rows={accounts}
          keyOf={({ account }) => account}
          empty={{ what: 'No account moved.' }}
        />
      </div>
    </section>
  )
}
