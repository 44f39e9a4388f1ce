/** What is owed of a loan: late, in all, and next; a draw’s loan shows the same. */
import { nothing, type Money } from '#kernel/money'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useDates } from '../dates.ts'
import type { Loan } from '../next.ts'
import { useWords } from '../words/words.ts'

/** What is past its day, charges with it. */
export const owedOf = ({ overdue }: Loan): Money => overdue ?? nothing

export function Owing({ loan }: { readonly loan: Loan }) {
  const { loan: words } = useWords()
  const { day } = useDates()
  const { schedule = [], outstanding = 0, advance = 0, charges = 0 } = loan
  const { nextDueOn, nextDueAmount, endedOn, chargedOffOn } = loan
  const isAhead = advance > 0
  const paid = schedule.filter(({ status }) => status === 'paid').length
  const owed = owedOf(loan)
  return (
    <>
      {owed > 0 && (
        <section className="notice">
          <b>{words.overdue(roundMoneyText(owed))}</b>
          <p>{words.overdueWhy}</p>
          {charges > 0 && <p>{words.charges(roundMoneyText(charges))}</p>}
        </section>
      )}
      {endedOn && <p className="notice">{words.ended(day(endedOn))}</p>}
      {chargedOffOn && <p className="notice">{words.chargedOff(day(chargedOffOn))}</p>}
      <section className="card sum">
        <p>{words.outstanding}</p>
        <strong>{roundMoneyText(outstanding)}</strong>
        <div className="paid" aria-hidden="true">
          {schedule.map(({ number, status }) => (
            <i key={number} data-status={status} />
          ))}
        </div>
        <p>{words.progress(paid, schedule.length)}</p>
      </section>
      {nextDueOn && nextDueAmount !== undefined && (
        <section className="card sum">
          <p>{words.nextDue}</p>
          <strong>{roundMoneyText(nextDueAmount)}</strong>
          <p>
            {words.on(day(nextDueOn))} {!isAhead && words.byItself}
          </p>
          {isAhead && <p>{words.ahead(roundMoneyText(advance))}</p>}
        </section>
      )}
    </>
  )
}
