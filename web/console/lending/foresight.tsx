/**
 * What a command on a loan would change, told before it is pressed: to the one who asks for it,
 * and to the second person who approves it.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract'
import type { foresee } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Grid } from '../grid.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Nothing } from '../value.tsx'
import { worded } from '../words.ts'
import './foresight.css'

type Seen = OutputOf<typeof foresee>
type Asked = InputOf<typeof foresee>
type Input = { readonly [field: string]: unknown }

/** How a command's input is asked about; absent while too little of it is known. */
const ACTS: { readonly [command: string]: (input: Input) => Input | undefined } = {
  'lending.waive-dues': ({ loanId, part, amount }) => whole({ act: 'waive', loanId, part, amount }),
  'lending.refund-excess': ({ loanId, amount }) => whole({ act: 'refund', loanId, amount }),
  'lending.write-off-loan': ({ loanId }) => whole({ act: 'write-off', loanId }),
  'lending.reschedule-loan': ({ loanId, instalments, principalPause, wholePause, ...more }) => {
    const asked = whole({ act: 'reschedule', loanId, instalments })
    const pauses = {
      ...(principalPause ? { principalPause } : {}),
      ...(wholePause ? { wholePause } : {}),
    }
    const { nextDueOn } = more
    const moved = { ...pauses, ...(nextDueOn ? { nextDueOn } : {}) }
    return asked && { ...asked, ...moved, forDifficulty: more['forDifficulty'] === true }
  },
  'lending.reset-rate': ({ loanId, rate, choice }) => whole({ act: 'reset', loanId, rate, choice }),
  'lending.change-rate': ({ loanId, rate, keep: keepOf, instalment }) => {
    const asked = whole({ act: 'change-rate', loanId, rate, keepOf })
    return asked && { ...asked, ...(instalment === undefined ? {} : { instalment }) }
  },
  'lending.pause-interest': ({ loanId, till }) => whole({ act: 'pause-interest', loanId, till }),
  'lending.re-age-loan': ({ loanId, startOn, instalments, interest, ...more }) => {
    const asked = whole({ act: 're-age', loanId, startOn, instalments, interest })
    return asked && { ...asked, forDifficulty: more['forDifficulty'] === true }
  },
  'lending.re-amortise-loan': ({ loanId, interest, ...more }) => {
    const asked = whole({ act: 're-amortise', loanId, interest })
    return asked && { ...asked, forDifficulty: more['forDifficulty'] === true }
  },
  'lending.end-contract': ({ loanId }) => whole({ act: 'end-contract', loanId }),
  'lending.charge-off-loan': ({ loanId, interest }) =>
    whole({ act: 'charge-off', loanId, interest }),
  'lending.reverse-change': ({ loanId, change }) =>
    whole({ act: 'reverse-change', loanId, change }),
  'lending.draw-again': ({ loanId, amount, over }) =>
    whole({ act: 'draw-again', loanId, amount, over }),
  'lending.give-goodwill': ({ loanId, amount }) => whole({ act: 'goodwill', loanId, amount }),
  'lending.book-chargeback': ({ loanId, receiptId, amount }) =>
    whole({ act: 'charge-back', loanId, receiptId, amount }),
  'lending.book-merchant-refund': ({ loanId, amount }) =>
    whole({ act: 'merchant-refund', loanId, amount }),
  'payments.reverse-receipt': ({ receiptId }) => whole({ act: 'reverse', receiptId }),
  'payments.record-receipt': ({ loanId, amount, receivedOn: on, purpose, keep }) => {
    const asked = whole({ act: 'receipt', loanId, amount, on })
    return asked && { ...asked, ...(purpose ? { purpose } : {}), ...(keep ? { keep } : {}) }
  },
}
const whole = (input: Input): Input | undefined =>
  Object.values(input).includes(undefined) ? undefined : input

const PAUSE_MS = 300

export function Foresight({ command, input }: { readonly command: string; readonly input: Input }) {
  const mayAsk = queryNamed(useMeta(), 'lending.foresee') !== undefined
  const asked = useRested(ACTS[command]?.(input))
  const told = useQuery({
    queryKey: ['foresee', asked],
    queryFn: ({ signal }) =>
      door.ask<typeof foresee>('lending.foresee', asked as Asked as never, { signal }),
    placeholderData: keepPreviousData,
    enabled: mayAsk && asked !== undefined,
    retry: false,
  })
  if (!mayAsk || asked === undefined || !told.data) return null
  return (
    <section className="foresight" aria-live="polite" aria-busy={told.isPlaceholderData}>
      <h3>What will change</h3>
      <Changes seen={told.data} />
    </section>
  )
}

/** The last thing typed, once the hand rests. */
function useRested(asked: Input | undefined): Input | undefined {
  const written = asked && JSON.stringify(asked)
  const [rested, setRested] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => setRested(written), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [written])
  return rested === undefined ? undefined : (JSON.parse(rested) as Input)
}

function Changes({ seen }: { readonly seen: Seen }) {
  const { refusal, amounts, words, schedule, lines } = seen
  if (refusal !== undefined) {
    return (
      <p className="note">As it stands it would be refused: {worded(refusal).toLowerCase()}.</p>
    )
  }
  if (amounts.length + words.length + schedule.length + lines.length === 0) {
    return <p className="note">Nothing: the loan and its books would stay as they are.</p>
  }
  const changes: readonly Row[] = [
    ...amounts.map(({ what, before, after }) => ({
      what,
      before: <Amount paise={before} />,
      after: <Amount paise={after} />,
    })),
    ...words.map(({ what, before, after }) => ({
      what,
      before: <Word of={before} />,
      after: <Word of={after} />,
    })),
  ]
  return (
    <>
      <Grid
        label="What would change"
        columns={[
          { head: 'What', wraps: true, cell: ({ what }) => WHAT[what] ?? worded(what) },
          {
            head: 'Now',
            figure: true,
            cell: ({ before }) => <span className="soft">{before}</span>,
          },
          { head: 'After', figure: true, cell: ({ after }) => after },
        ]}
        rows={changes}
        keyOf={({ what }) => what}
        empty={{ what: 'What is owed stays as it is.' }}
      />
      <Instalments schedule={schedule} />
      <Postings lines={lines} />
    </>
  )
}

type Row = { readonly what: string; readonly before: ReactNode; readonly after: ReactNode }

const WHAT: { readonly [what: string]: string } = {
  paid: 'Paid so far',
  excess: 'Excess held',
  'next-amount': 'Next instalment',
  'closes-it': 'Closes it today',
}

function Word({ of }: { readonly of: string }) {
  if (of === '') return <Nothing />
  if (/^\d{4}-\d{2}-\d{2}$/.test(of)) return dateText(of)
  return /^\d+$/.test(of) ? countText(Number(of)) : worded(of)
}

/** An amount, where there is one. */
const Figure = ({ paise }: { readonly paise: number | undefined }) =>
  paise ? <Amount paise={paise} /> : <Nothing />

function Instalments({ schedule }: Pick<Seen, 'schedule'>) {
  if (schedule.length === 0) return null
  return (
    <details>
      <summary>{countText(schedule.length)} instalments change</summary>
      <Grid
        label="Instalments that change"
        columns={[
          { head: 'Instalment', cell: ({ number, dueOn }) => `${number}, ${dateText(dueOn)}` },
          {
            head: 'Now',
            figure: true,
            cell: ({ before }) => (
              <span className="soft">
                <Figure paise={before} />
              </span>
            ),
          },
          { head: 'After', figure: true, cell: ({ after }) => <Figure paise={after} /> },
        ]}
        rows={schedule}
        keyOf={({ number }) => String(number)}
        empty={{ what: 'None.' }}
      />
    </details>
  )
}

function Postings({ lines }: Pick<Seen, 'lines'>) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary>Postings</summary>
      <Grid
        label="What the books would post"
        columns={[
          { head: 'Account', wraps: true, cell: ({ account }) => account },
          { head: 'Debit', figure: true, cell: ({ debit }) => <Figure paise={debit} /> },
          { head: 'Credit', figure: true, cell: ({ credit }) => <Figure paise={credit} /> },
        ]}
        rows={lines}
        keyOf={({ account }) => account}
        empty={{ what: 'Nothing.' }}
      />
    </details>
  )
}
