/** Money without a loan: whose it may be, and many of it matched at once by two people. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import { sum } from '#kernel/money'
import type { loansNamed, suspense } from '#modules/payments'
import { countText, dateText, moneyText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Grid, type Column } from '../grid.tsx'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { worded } from '../words.ts'
import { CommandButton } from './command-button.tsx'

type Waiting = OutputOf<typeof suspense>['waiting'][number]
type Offered = Waiting['loans'][number]
/** The loan chosen for each; absent: as it was offered. Empty: none. */
type Choices = { readonly [unmatchedId: string]: string }

export function Suspense() {
  const told = useQuery({
    queryKey: ['suspense'],
    queryFn: ({ signal }) => door.ask<typeof suspense>('payments.suspense', {}, { signal }),
  })
  return (
    <Around of={told} rows={4}>
      {({ waiting, count }) => <WaitingMoney waiting={waiting} count={count} />}
    </Around>
  )
}

const offeredSurely = ({ loans: [first] }: Waiting): string => (first?.sure ? first.loanId : '')

function WaitingMoney({
  waiting,
  count,
}: {
  readonly waiting: readonly Waiting[]
  readonly count: number
}) {
  const [choices, setChoices] = useState<Choices>({})
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const loanOf = (row: Waiting) => choices[row.unmatchedId] ?? offeredSurely(row)
  const chosen = waiting.filter((row) => keys.has(row.unmatchedId) && loanOf(row) !== '')
  const choose = (row: Waiting, loanId: string) => {
    setChoices({ ...choices, [row.unmatchedId]: loanId })
    const next = new Set(keys)
    if (loanId === '') next.delete(row.unmatchedId)
    else next.add(row.unmatchedId)
    setKeys(next)
  }
  return (
    <>
      {chosen.length === 0 ? null : (
        <MatchBar
          matches={chosen.map((row) => ({ ...row, loanId: loanOf(row) }))}
          onNone={() => setKeys(new Set())}
        />
      )}
      <Grid
        label="Money without a loan"
        columns={[
          ...columns,
          {
            head: 'Loan',
            cell: (row) => (
              <LoanChoice row={row} loanId={loanOf(row)} onLoan={(id) => choose(row, id)} />
            ),
          },
          {
            head: 'Because',
            wraps: true,
            cell: (row) => (
              <span className="next-words">
                <Because row={row} of={loanOf(row)} />
              </span>
            ),
          },
        ]}
        rows={waiting}
        keyOf={({ unmatchedId }) => unmatchedId}
        file="money-without-a-loan"
        picked={{
          keys: new Set(chosen.map(({ unmatchedId }) => unmatchedId)),
          onKeys: setKeys,
          mayPick: (row) => loanOf(row) !== '',
          nameOf: ({ reference }) => reference,
        }}
        empty={{
          what: 'No money waits for its loan.',
          next: 'What the bank statement shows and no loan explains is entered above.',
        }}
      />
      {count > waiting.length ? (
        <p className="note">
          The first {countText(waiting.length)} of {countText(count)}.
        </p>
      ) : null}
    </>
  )
}

const columns: readonly Column<Waiting>[] = [
  { head: 'Reference', cell: ({ reference }) => reference, plain: ({ reference }) => reference },
  { head: 'Rail', cell: ({ rail }) => worded(rail), plain: ({ rail }) => rail },
  {
    head: 'Came on',
    cell: ({ receivedOn }) => dateText(receivedOn),
    plain: ({ receivedOn }) => receivedOn,
  },
  {
    head: 'Amount',
    figure: true,
    cell: ({ amount }) => <Amount paise={amount} />,
    plain: ({ amount }) => amount / 100,
  },
]

type Match = Pick<Waiting, 'unmatchedId' | 'amount'> & { readonly loanId: string }

function MatchBar({
  matches,
  onNone,
}: {
  readonly matches: readonly Match[]
  readonly onNone: () => void
}) {
  const amount = sum(matches.map((match) => match.amount))
  const given = {
    matches: matches.map(({ unmatchedId, loanId }) => ({ unmatchedId, loanId })),
    amount,
  }
  return (
    <div className="bulk-bar" role="region" aria-label="Chosen money">
      <b>
        {countText(matches.length)} chosen, {moneyText(amount)}
      </b>
      <CommandButton
        isMain
        name="payments.match-receipts"
        given={given}
        says={`Match ${countText(matches.length)} to their loans`}
      />
      <Button type="text" size="small" onClick={onNone}>
        Choose none
      </Button>
    </div>
  )
}

const BECAUSE: { readonly [reason in Offered['reasons'][number]]: string } = {
  account: 'its reference names the loan',
  mandate: 'its reference names the mandate',
  payer: 'the payer is its borrower',
  bounced: 'a debit of this amount bounced',
  link: 'a pay link of this amount is open',
  instalment: 'its instalment is this amount',
}

function Because({ row, of }: { readonly row: Waiting; readonly of: string }) {
  const offered = row.loans.find(({ loanId }) => loanId === of)
  const told = offered?.reasons.map((reason) => BECAUSE[reason]).join(', ')
  if (told) return <>{told.replace(/^./, (c) => c.toUpperCase())}.</>
  if (of !== '') return <span className="soft">Chosen by hand.</span>
  return (
    <span className="soft">
      {row.loans.length === 0 ? 'Nothing tells whose it is.' : 'More than one may be it: choose.'}
    </span>
  )
}

/** What is offered, or what a typed number, phone or name finds. */
function LoanChoice({
  row,
  loanId,
  onLoan,
}: {
  readonly row: Waiting
  readonly loanId: string
  readonly onLoan: (loanId: string) => void
}) {
  const [typed, setTyped] = useState('')
  const found = useQuery({
    queryKey: ['loans-named', typed],
    queryFn: ({ signal }) =>
      door.ask<typeof loansNamed>('payments.loans-named', askedBy(typed), { posted: true, signal }),
    enabled: typed.trim().length >= 4,
    placeholderData: keepPreviousData,
    gcTime: 0, // What was typed may be a phone number: it is not kept.
  })
  const typedFor = typed.trim().length >= 4 ? (found.data?.loans ?? []) : []
  const known = new Map(
    [...row.loans, ...typedFor].map((loan) => [loan.loanId as string, loan.accountNumber]),
  )
  if (loanId !== '' && !known.has(loanId)) known.set(loanId, 'The loan you found')
  return (
    <Select
      size="small"
      className="loan-choice"
      aria-label={`Loan of ${row.reference}`}
      placeholder="Number, phone or name"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={typed.trim().length < 4 ? 'Type at least four characters.' : 'No open loan.'}
      options={[...known].map(([value, label]) => ({ value, label }))}
      {...(loanId !== '' && { value: loanId })}
      onChange={(value?: string) => onLoan(value ?? '')}
    />
  )
}

function askedBy(typed: string) {
  const text = typed.trim()
  if (/^[6-9]\d{9}(@|$)/.test(text)) return { phone: text.slice(0, 10) }
  return /\d/.test(text) ? { text } : { name: text }
}
