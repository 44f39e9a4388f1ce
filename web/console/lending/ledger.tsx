/** `/ledger`: the trial balance of any day, as it was known at any moment; read-only. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { OutputOf } from '#kernel/contract'
import { addDays, businessDateOf, type Instant, type LocalDate } from '#kernel/dates'
import { minus, type Money } from '#kernel/money'
import type { dayEnd, trialBalance } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { NotYours } from '../entity-list.tsx'
import { EntityRows } from '../entity-rows.tsx'
import { entityNamed, queryNamed, useMeta } from '../meta.ts'
import { PageHead } from '../page-head.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Nothing } from '../value.tsx'
import { Balanced } from './balanced.tsx'
import { Grid, type Column } from '../grid.tsx'
import { useThen, type Then } from './then.ts'
import { PastBanner, TimeSlider } from './time-slider.tsx'
import './lending.css'

const BACK_DAYS = 365
type Account = OutputOf<typeof trialBalance>['accounts'][number]

export function LedgerPage() {
  const mayAsk = queryNamed(useMeta(), 'lending.trial-balance') !== undefined
  const [then, go] = useThen()
  // The house's own business day: a browser's would be another.
  const day = useQuery({
    queryKey: ['day-end', ''],
    queryFn: ({ signal }) => door.ask<typeof dayEnd>('lending.day-end', {}, { signal }),
    enabled: mayAsk,
  })
  if (!mayAsk) return <NotYours what="/ledger" />
  return (
    <div className="looked-at">
      <PageHead
        title="Ledger"
        says="Append-only double entry: a mistake is mended by a further entry, never by an edit."
      />
      <Around of={day} rows={10}>
        {({ today }) => (
          <>
            <TimeSlider from={addDays(today, -BACK_DAYS)} then={then} today={today} onThen={go} />
            <PastBanner then={then} today={today} onThen={go} />
            <TrialBalance then={then} today={today} />
            <EntriesOf on={then.on ?? today} knownAt={then.knownAt} />
          </>
        )}
      </Around>
    </div>
  )
}

function TrialBalance({ then, today }: { readonly then: Then; readonly today: LocalDate }) {
  const on = then.on ?? today
  const input = { on, ...(then.knownAt !== undefined && { knownAt: then.knownAt }) }
  const told = useQuery({
    queryKey: ['trial-balance', input],
    queryFn: ({ signal }) =>
      door.ask<typeof trialBalance>('lending.trial-balance', input as never, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <section className={told.isPlaceholderData ? 'stack moving' : 'stack'}>
      <h2 className="day-title">Trial balance of {dateText(on)}</h2>
      <Around of={told} rows={10}>
        {({ accounts, debit, credit, writtenOff }) => (
          <>
            <Balanced {...{ debit, credit }} />
            <Grid
              label="Trial balance"
              columns={columnsOf(debit, credit)}
              rows={accounts}
              keyOf={({ account }) => account}
              file={`trial-balance-${on}`}
              empty={{ what: 'Nothing was booked by then.', next: 'Move the day later.' }}
            />
            {writtenOff.loans === 0 ? null : (
              <p className="note">
                Beside the balance, 9300 Written-off memo: <Amount paise={writtenOff.claim} /> still
                claimed. Loans written off: {countText(writtenOff.loans)}.
              </p>
            )}
          </>
        )}
      </Around>
    </section>
  )
}

const columnsOf = (debit: Money, credit: Money): readonly Column<Account>[] => [
  { head: 'Account', cell: ({ name }) => name, plain: ({ name }) => name, foot: 'Total' },
  side('Debits', (row) => row.debit, debit),
  side('Credits', (row) => row.credit, credit),
  {
    head: 'Balance (debit positive)',
    figure: true,
    cell: (row) => <Amount paise={minus(row.debit, row.credit)} />,
    plain: (row) => minus(row.debit, row.credit) / 100,
    foot: <Amount paise={minus(debit, credit)} />,
  },
]
const side = (head: string, of: (row: Account) => Money, total: Money): Column<Account> => ({
  head,
  figure: true,
  cell: (row) => (of(row) === 0 ? <Nothing /> : <Amount paise={of(row)} />),
  plain: (row) => of(row) / 100,
  foot: <Amount paise={total} />,
})

/** As known at a moment: what was booked on a later day is left out. */
function EntriesOf({
  on,
  knownAt,
}: {
  readonly on: LocalDate
  readonly knownAt: Instant | undefined
}) {
  const journal = entityNamed(useMeta(), 'lending.journal')
  if (!journal?.list) return null
  const bookedBy = knownAt === undefined ? undefined : businessDateOf(knownAt)
  const filter = { valueOn: on, ...(bookedBy && { bookedOn: { to: bookedBy } }) }
  return (
    <section>
      <h2 className="day-title">
        Entries that count for {dateText(on)}
        {bookedBy ? `, booked by ${dateText(bookedBy)}` : ''}
      </h2>
      <EntityRows entity={journal} question={{ filter }} />
    </section>
  )
}
