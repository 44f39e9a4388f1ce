/** What an Ind AS lender expects to lose: of the book at a month's end, and of one loan. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { exact } from '#kernel/rates'
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { Money } from '#kernel/money'
import type { impairmentOf, impairmentReport } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Grid, type Column } from '../grid.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'

const place = (id: string) => ({ module: 'lending', entity: 'impairment', id })
const percent = (share: string): string => `${exact(share).times(100).toString()} %`

/** The month's end that stood on a day; nothing where the lender keeps other accounts. */
export function BookLoss({ on }: { readonly on: LocalDate }) {
  const told = useQuery({
    queryKey: ['impairment', on],
    queryFn: ({ signal }) =>
      door.ask<typeof impairmentReport>('lending.impairment-report', { on }, { signal }),
    enabled: queryNamed(useMeta(), 'lending.impairment-report') !== undefined,
  })
  const report = told.data?.report
  if (report === undefined) return null
  const { impairmentId, asOn, groups, exposure, expectedLoss, floor, reserve } = report
  return (
    <section className="card">
      <header className="card-head">
        <h2>Expected credit loss at {dateText(asOn)}</h2>
        <Link to="/$module/$entity/$id" params={place(impairmentId)}>
          Open
        </Link>
      </header>
      <p className="note">
        The floor asks <Amount paise={floor} />.{' '}
        {reserve > 0 ? (
          <>
            <Amount paise={reserve} /> more than is expected: kept back in the Impairment Reserve.
          </>
        ) : (
          'What is expected is not below it: nothing is kept back.'
        )}
      </p>
      <Groups {...{ asOn, groups, exposure, expectedLoss, floor }} />
    </section>
  )
}

type Report = NonNullable<OutputOf<typeof impairmentReport>['report']>

const Groups = ({
  asOn,
  groups,
  exposure,
  expectedLoss,
  floor,
}: Pick<Report, 'asOn' | 'groups' | 'exposure' | 'expectedLoss' | 'floor'>) => (
  <Grid
    label="Expected credit loss by product and stage"
    columns={[
      {
        head: 'Product',
        cell: ({ product }) => product,
        plain: ({ product }) => product,
        foot: 'Total',
      },
      { head: 'Stage', figure: true, cell: ({ stage }) => stage, plain: ({ stage }) => stage },
      {
        head: 'Loans',
        figure: true,
        cell: ({ loans }) => countText(loans),
        plain: ({ loans }) => loans,
      },
      money('Exposure', (row) => row.exposure, exposure),
      { head: 'Default', figure: true, cell: ({ pd }) => percent(pd), plain: ({ pd }) => pd },
      {
        head: 'Lost by it',
        figure: true,
        cell: ({ lgd }) => percent(lgd),
        plain: ({ lgd }) => lgd,
      },
      money('Expected loss', (row) => row.expectedLoss, expectedLoss),
      money('IRACP floor', (row) => row.floor, floor),
    ]}
    rows={groups}
    keyOf={({ product, stage }) => `${product} ${stage}`}
    file={`expected-loss-${asOn}`}
    empty={{ what: 'No loan is out.' }}
  />
)

type Group = Report['groups'][number]

const money = (head: string, of: (row: Group) => Money, all: Money): Column<Group> => ({
  ...{ head, figure: true, foot: <Amount paise={all} /> },
  cell: (row) => <Amount paise={of(row)} />,
  plain: (row) => of(row) / 100,
})

/** A loan's part of the newest that stands. */
export function LoanLoss({ loanId }: { readonly loanId: string }) {
  const told = useQuery({
    queryKey: ['impairment-of', loanId],
    queryFn: ({ signal }) =>
      door.ask<typeof impairmentOf>('lending.impairment-of', { loanId } as never, { signal }),
    enabled: queryNamed(useMeta(), 'lending.impairment-of') !== undefined,
  })
  const part = told.data?.part
  if (part === undefined) return null
  const { asOn, stage, exposure, pd, lgd, expectedLoss, floor } = part
  return (
    <p className="note">
      Expected loss at {dateText(asOn)}: <Amount paise={expectedLoss} />, stage {stage} (
      <Amount paise={exposure} /> × {percent(pd)} × {percent(lgd)}). The floor asks{' '}
      <Amount paise={floor} />.
    </p>
  )
}
