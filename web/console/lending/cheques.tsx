/** Cheques of the repayment desk: what to deposit today, what the bank has, what it returned. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import { sum } from '#kernel/money'
import type { chequeDesk } from '#modules/payments'
import { countText, dateText, moneyText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { EntityRows } from '../entity-rows.tsx'
import { Grid, type Column } from '../grid.tsx'
import { entityNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import type { Meaning } from '../words.ts'
import { ChequeActs } from './cheque-acts.tsx'
import { CommandButton } from './command-button.tsx'
import { loanColumn } from './loan-column.tsx'

type Desk = OutputOf<typeof chequeDesk>
export type Cheque = Desk['cheques'][number]
type Wanted = Cheque['status'] | 'all' | 'slips'

export function Cheques() {
  const [wanted, setWanted] = useState<Wanted>('due')
  const slips = entityNamed(useMeta(), 'payments.deposit-slip')
  const status = wanted === 'all' || wanted === 'slips' ? undefined : wanted
  const told = useQuery({
    queryKey: ['cheques', status],
    queryFn: ({ signal }) =>
      door.ask<typeof chequeDesk>('payments.cheque-desk', status ? { status } : {}, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Around of={told} rows={4}>
      {(desk) => (
        <>
          <div className="tab-says">
            <Segmented
              size="small"
              aria-label="Which cheques"
              options={STATES.filter(({ value }) => value !== 'slips' || slips?.list).map(
                ({ value, label }) => ({ value, label: `${label}${manyOf(desk, value)}` }),
              )}
              value={wanted}
              onChange={(next) => setWanted(next as Wanted)}
            />
            <CommandButton name="payments.take-cheques" says="Take a cheque" />
          </div>
          {wanted === 'slips' && slips ? (
            <EntityRows entity={slips} question={{ sort: 'depositedAt', desc: true }} />
          ) : (
            <ChequeList key={wanted} desk={desk} wanted={wanted} />
          )}
        </>
      )}
    </Around>
  )
}

const STATES: readonly { readonly value: Wanted; readonly label: string }[] = [
  { value: 'due', label: 'To deposit' },
  { value: 'held', label: 'Dated ahead' },
  { value: 'deposited', label: 'In clearing' },
  { value: 'returned', label: 'Returned' },
  { value: 'to-give-back', label: 'To give back' },
  { value: 'all', label: 'All' },
  { value: 'slips', label: 'Slips' },
]

function manyOf({ states }: Desk, wanted: Wanted): string {
  const counted = states.find(({ status }) => status === wanted)
  return counted ? ` ${countText(counted.count)}` : ''
}

const EMPTY: { readonly [wanted in Wanted]?: string } = {
  due: 'No cheque waits to be deposited.',
  held: 'No cheque is dated ahead.',
  deposited: 'The bank has no cheque of ours in clearing.',
  returned: 'No cheque came back.',
  'to-give-back': 'No cheque of a closed loan is left with us.',
}

function ChequeList({ desk, wanted }: { readonly desk: Desk; readonly wanted: Wanted }) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const { cheques, today } = desk
  const chosen = cheques.filter(({ chequeId }) => keys.has(chequeId))
  const total = sum(cheques.map(({ amount }) => amount))
  const mayMove = ({ status, again }: Cheque) => status === 'due' || status === 'deposited' || again
  return (
    <>
      <Together chosen={chosen} today={today} />
      <Grid
        label="Cheques"
        columns={[
          ...columns.map((column) =>
            column.head === 'Amount' ? { ...column, foot: <Amount paise={total} /> } : column,
          ),
          { head: 'Do', acts: true, cell: (row) => <ChequeActs cheque={row} today={today} /> },
        ]}
        rows={cheques}
        keyOf={({ chequeId }) => chequeId}
        file={`cheques-${wanted}-${today}`}
        picked={{
          keys,
          onKeys: setKeys,
          mayPick: mayMove,
          nameOf: ({ instrument }) => `cheque ${instrument}`,
        }}
        empty={{
          what: EMPTY[wanted] ?? 'No cheque was taken yet.',
          next: 'Cheques that a borrower hands over are taken above.',
        }}
      />
    </>
  )
}

/** What can be done to all that are chosen, where they stand alike. */
function Together({
  chosen,
  today,
}: {
  readonly chosen: readonly Cheque[]
  readonly today: string
}) {
  if (chosen.length === 0) return null
  const amount = sum(chosen.map((cheque) => cheque.amount))
  const given = { chequeIds: chosen.map(({ chequeId }) => chequeId), amount }
  const many = `${countText(chosen.length)} ${chosen.length === 1 ? 'cheque' : 'cheques'}`
  const inClearing = chosen.filter(({ status }) => status === 'deposited').length
  return (
    <div className="bulk-bar" role="region" aria-label="Chosen cheques">
      <b>
        {many}, {moneyText(amount)}
      </b>
      {inClearing === 0 ? (
        <CommandButton
          isMain
          name="payments.deposit-cheques"
          given={given}
          begin={{ depositedOn: today }}
          says="Deposit on one slip"
        />
      ) : inClearing === chosen.length ? (
        <CommandButton
          isMain
          name="payments.clear-cheques"
          given={given}
          begin={{ clearedOn: today }}
          says="The bank credited them"
        />
      ) : (
        <span className="note">Choose cheques that stand alike.</span>
      )}
    </div>
  )
}

const day = (head: string, of: (cheque: Cheque) => string | undefined): Column<Cheque> => ({
  head,
  cell: (cheque) => {
    const on = of(cheque)
    return on === undefined ? <Nothing /> : dateText(on)
  },
  plain: of,
})

const MEANING: { readonly [status in Cheque['status']]: Meaning } = {
  ...({ held: 'info', due: 'watch', deposited: 'info', cleared: 'good', returned: 'bad' } as const),
  ...({ 'to-give-back': 'watch', 'given-back': 'plain', lost: 'bad', replaced: 'plain' } as const),
}

const columns: readonly Column<Cheque>[] = [
  {
    head: 'Cheque',
    cell: ({ instrument, micr }) => (
      <>
        <b className="figures">{instrument}</b> <span className="soft">{micr}</span>
      </>
    ),
    plain: ({ instrument, micr }) => `${instrument} ${micr}`,
  },
  loanColumn as Column<Cheque>,
  {
    head: 'Amount',
    figure: true,
    cell: ({ amount }) => <Amount paise={amount} />,
    plain: ({ amount }) => amount / 100,
  },
  day('Dated', ({ drawnOn }) => drawnOn),
  day('Valid to', ({ validThrough }) => validThrough),
  {
    head: 'State',
    cell: ({ status }) => <Tag state={status} meaning={MEANING[status]} />,
    plain: ({ status }) => status,
  },
  {
    head: 'What next',
    wraps: true,
    cell: (cheque) => <span className="next-words">{nextOf(cheque) || <Nothing />}</span>,
    plain: nextOf,
  },
]

/** What the bank said, and which day matters now. */
function nextOf(cheque: Cheque): string {
  const { status, drawnOn, depositedOn, clearedOn, returnedOn, meaning, returnCode } = cheque
  const { demandBy, demandSentOn, payBy, complainBy, again } = cheque
  if (status === 'due') return 'May be deposited today.'
  if (status === 'held') return `May be deposited on ${dateText(drawnOn)}.`
  if (status === 'deposited' && depositedOn) return `With the bank since ${dateText(depositedOn)}.`
  if (status === 'cleared' && clearedOn) return `Credited on ${dateText(clearedOn)}.`
  if (status === 'to-give-back') return 'Its loan is closed: the borrower gets it back.'
  if (status !== 'returned' || !returnedOn) return ''
  const why = `${meaning ?? 'Returned'} (${returnCode ?? ''}) on ${dateText(returnedOn)}.`
  const claim = complainBy
    ? ` The drawer has until ${dateText(payBy ?? '')}, a complaint until ${dateText(complainBy)}.`
    : demandSentOn
      ? ` Demand sent on ${dateText(demandSentOn)}.`
      : demandBy
        ? ` Written demand by ${dateText(demandBy)}.`
        : ''
  return `${why}${again ? ' It may be shown again.' : ''}${claim}`
}
