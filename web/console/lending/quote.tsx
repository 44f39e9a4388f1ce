/** What closes the loan on a day, part by part, if nothing else is paid until then. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type LocalDate } from '#kernel/dates'
import type { foreclosureQuote } from '#modules/lending'
import { dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { DayField } from '../day-field.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { CommandButton } from './command-button.tsx'
import type { LoanFile } from './loan.tsx'
import { PartPrepayment } from './part-prepayment.tsx'

const AHEAD_DAYS_MAX = 90

export function Quote({ file }: { readonly file: LoanFile }) {
  const { loanId, today } = file
  const mayAsk = queryNamed(useMeta(), 'lending.foreclosure-quote') !== undefined
  const [on, setOn] = useState<LocalDate>(today)
  const last = addDays(today, AHEAD_DAYS_MAX)
  const told = useQuery({
    queryKey: ['quote', loanId, on],
    queryFn: ({ signal }) =>
      door.ask<typeof foreclosureQuote>('lending.foreclosure-quote', { loanId, on } as never, {
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: mayAsk,
  })
  if (!mayAsk) return <Empty what="You may not ask for a quote." next="Ask operations for it." />
  return (
    <div className="quotes">
      <section className="card quote">
        <label>
          Paid on{' '}
          <DayField
            value={on}
            min={today}
            max={last}
            onValue={(value) => {
              if (value >= today && value <= last) setOn(value as LocalDate)
            }}
          />
        </label>
        <Around of={told} rows={6}>
          {({ quote, validTill }) =>
            quote === undefined ? (
              <Empty what="There is nothing to close on that day." />
            ) : (
              <>
                <dl>
                  {PARTS.map(([part, says]) => (
                    <div key={part} className={part === 'gross' ? 'sum' : ''}>
                      <dt>{says}</dt>
                      <dd>
                        <Amount paise={part === 'excess' ? -quote[part] : quote[part]} />
                      </dd>
                    </div>
                  ))}
                  <div className="sum payable">
                    <dt>Closes the loan on {dateText(on)}</dt>
                    <dd>
                      <Amount paise={quote.payable} />
                    </dd>
                  </div>
                </dl>
                <p className="note">
                  {validTill === undefined ? '' : `Valid till ${dateText(validTill)}. `}
                  Each further day until the next due date adds <Amount paise={quote.perDay} />. One
                  paisa less does not close it.
                </p>
                <Letter loanId={loanId} />
              </>
            )
          }
        </Around>
      </section>
      <PartPrepayment file={file} on={on} />
    </div>
  )
}

/** It says which account and UPI name to pay to. */
const Letter = ({ loanId }: { readonly loanId: string }) => (
  <p className="buttons">
    <CommandButton
      name="lending.ask-paper"
      given={{ loanId, paper: 'foreclosure-letter' }}
      says="Letter with account and UPI to pay to"
    />
  </p>
)

const PARTS = [
  ['principalOverdue', 'Principal due'],
  ['interestOverdue', 'Interest due'],
  ['charges', 'Charges due'],
  ['principal', 'Principal not yet due'],
  ['interestToDate', 'Interest to the day'],
  ['charge', 'Foreclosure charge'],
  ['chargeGst', 'GST on it'],
  ['gross', 'In all'],
  ['excess', 'Held for the borrower'],
] as const
