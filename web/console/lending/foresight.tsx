/**
 * What a command on a loan would change, told before it is pressed: to the one who asks for it,
 * and to the second person who approves it.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract'
import type { foresee } from '#modules/lending'
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
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
    return asked && { ...asked, ...pauses, forDifficulty: more['forDifficulty'] === true }
  },
  'lending.reset-rate': ({ loanId, rate, choice }) => whole({ act: 'reset', loanId, rate, choice }),
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
  return (
    <>
      <table className="rows before-after">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className="figure">
              Now
            </th>
            <th scope="col" className="figure">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {amounts.map(({ what, before, after }) => (
            <Change key={what} what={what}>
              <Amount paise={before} />
              <Amount paise={after} />
            </Change>
          ))}
          {words.map(({ what, before, after }) => (
            <Change key={what} what={what}>
              <Word of={before} />
              <Word of={after} />
            </Change>
          ))}
        </tbody>
      </table>
      <Instalments schedule={schedule} />
      <Postings lines={lines} />
    </>
  )
}

function Change({
  what,
  children: [before, after],
}: {
  readonly what: string
  readonly children: readonly [React.ReactNode, React.ReactNode]
}) {
  return (
    <tr>
      <td>{WHAT[what] ?? worded(what)}</td>
      <td className="figure soft">{before}</td>
      <td className="figure">{after}</td>
    </tr>
  )
}
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

function Instalments({ schedule }: Pick<Seen, 'schedule'>) {
  if (schedule.length === 0) return null
  return (
    <details>
      <summary>{countText(schedule.length)} instalments change</summary>
      <table className="rows before-after">
        <tbody>
          {schedule.map(({ number, dueOn, before, after }) => (
            <tr key={number}>
              <td>
                {number}, {dateText(dueOn)}
              </td>
              <td className="figure soft">
                {before === undefined ? <Nothing /> : <Amount paise={before} />}
              </td>
              <td className="figure">
                {after === undefined ? <Nothing /> : <Amount paise={after} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Postings({ lines }: Pick<Seen, 'lines'>) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary>Postings</summary>
      <table className="rows before-after">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className="figure">
              Debit
            </th>
            <th scope="col" className="figure">
              Credit
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ account, debit, credit }) => (
            <tr key={account}>
              <td>{account}</td>
              <td className="figure">{debit === 0 ? <Nothing /> : <Amount paise={debit} />}</td>
              <td className="figure">{credit === 0 ? <Nothing /> : <Amount paise={credit} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
