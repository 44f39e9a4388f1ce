/** What paying a part before time would do: the same EMI for less time, or a lower EMI. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { LocalDate } from '#kernel/dates'
import type { prepaymentQuote } from '#modules/lending'
import { countText, dateText, paiseOf } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Nothing } from '../value.tsx'
import { CommandButton } from './command-button.tsx'
import { Grid } from '../grid.tsx'
import type { LoanFile } from './loan.tsx'

type Told = OutputOf<typeof prepaymentQuote>

export function PartPrepayment({
  file: { loanId, today },
  on,
}: {
  readonly file: LoanFile
  readonly on: LocalDate
}) {
  const mayAsk = queryNamed(useMeta(), 'lending.prepayment-quote') !== undefined
  const [typed, setTyped] = useState('')
  const amount = paiseOf(typed)
  const told = useQuery({
    queryKey: ['prepayment', loanId, amount, on],
    queryFn: ({ signal }) =>
      door.ask<typeof prepaymentQuote>(
        'lending.prepayment-quote',
        { loanId, amount, on } as never,
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled: mayAsk && amount !== undefined && amount >= 100,
  })
  if (!mayAsk) return null
  return (
    <section className="card quote part-quote">
      <h3>Pay a part of it</h3>
      <label>
        Amount{' '}
        <Input
          className="amount-typed"
          inputMode="decimal"
          prefix="₹"
          value={typed}
          onChange={({ target: { value } }) => setTyped(value)}
        />
      </label>
      {amount === undefined || amount < 100 ? (
        <p className="note">Enter an amount to see what it does, on {dateText(on)}.</p>
      ) : (
        <Around of={told} rows={3}>
          {(quote) => <Options quote={quote} given={{ loanId, amount }} isToday={on === today} />}
        </Around>
      )}
    </section>
  )
}

const WHY: { readonly [why in NonNullable<Told['why']>]: string } = {
  'not-running': 'The loan does not run on that day.',
  'dues-first': 'Something is due by then: a payment meets that first, and the rest is held.',
  'too-little': 'It does not cover the interest to the day, so no principal would be repaid.',
  'closes-it': 'That closes the loan: see what closes it above.',
}
const KEEPS = { emi: 'Same EMI, shorter', tenor: 'Same time, lower EMI' }

function Options({
  quote: { options, why, principal, interestToDate, ...now },
  given,
  isToday,
}: {
  readonly quote: Told
  readonly given: { readonly loanId: string; readonly amount: number }
  readonly isToday: boolean
}) {
  if (why !== undefined || principal === undefined || interestToDate === undefined) {
    return <p className="note">{why === undefined ? 'There is nothing to quote.' : WHY[why]}</p>
  }
  const rows = [
    ...(now.instalment === undefined || now.left === undefined
      ? []
      : [
          { ...now, keep: undefined, instalment: now.instalment, left: now.left, saved: undefined },
        ]),
    ...options,
  ]
  return (
    <>
      <p className="note">
        <Amount paise={interestToDate} /> is interest to the day; <Amount paise={principal} />{' '}
        lowers the principal.
      </p>
      <Grid
        label="Ways to pay a part"
        columns={[
          { head: 'Way', cell: ({ keep }) => (keep ? KEEPS[keep] : 'Without it') },
          { head: 'Instalment', figure: true, cell: (row) => <Amount paise={row.instalment} /> },
          { head: 'Left', figure: true, cell: ({ left }) => countText(left) },
          {
            head: 'Last due',
            cell: ({ lastDueOn }) => (lastDueOn === undefined ? <Nothing /> : dateText(lastDueOn)),
          },
          {
            head: 'Interest saved',
            figure: true,
            cell: ({ saved }) => (saved === undefined ? <Nothing /> : <Amount paise={saved} />),
          },
          ...(isToday
            ? [
                {
                  head: 'Do',
                  cell: ({ keep }: { readonly keep?: 'emi' | 'tenor' | undefined }) =>
                    keep ? (
                      <CommandButton
                        name="payments.record-receipt"
                        given={{ ...given, purpose: 'part-prepayment', keep }}
                        says="Record"
                      />
                    ) : null,
                },
              ]
            : []),
        ]}
        rows={rows}
        keyOf={({ keep }) => keep ?? 'now'}
        empty={{ what: 'There is nothing to quote.' }}
      />
    </>
  )
}
