/** Money is in the account; from then on, the home of the loan. */
import { nothing, type Money } from '#kernel/money'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useDates } from '../dates.ts'
import { held } from '../held.ts'
import type { Loan, Next } from '../next.ts'
import { MoveClock, Moved } from '../parts/move-clock.tsx'
import { Screen } from '../parts/screen.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { LimitLink } from './limit.tsx'

/** The loan whose arrival they have seen. */
const seen = held<string>('dhara-seen-loan', localStorage)

export function Active({ next }: { readonly next: Next }) {
  const { loan, netDisbursed } = next.data
  const isSeen = seen.use() === loan?.loanId
  if (!loan) return null
  const isNew = !isSeen && (loan.schedule ?? []).every(({ paid }) => paid === 0)
  if (isNew && netDisbursed) return <Arrived loan={loan} received={netDisbursed} />
  return <Home loan={loan} />
}

function Arrived({ loan, received }: { readonly loan: Loan; readonly received: number }) {
  const { money: words } = useWords()
  const { day } = useDates()
  const { nextDueOn, nextDueAmount, coolingOffUntil } = loan
  return (
    <Screen name="money" title={words.title} onSubmit={() => seen.set(loan.loanId)} go={words.go}>
      <p className="huge good">
        <span aria-hidden="true" className="mark">
          ✓
        </span>
        {roundMoneyText(received)}
      </p>
      {nextDueOn && nextDueAmount !== undefined && (
        <p>{words.first(roundMoneyText(nextDueAmount), day(nextDueOn))}</p>
      )}
      {coolingOffUntil && <p className="hint">{words.cooling(day(coolingOffUntil))}</p>}
    </Screen>
  )
}

function Home({ loan }: { readonly loan: Loan }) {
  const { loan: words } = useWords()
  const { day } = useDates()
  const { schedule = [], outstanding = 0, accountNumber = '', advance = 0 } = loan
  const isAhead = advance > 0
  const paid = schedule.filter(({ status }) => status === 'paid').length
  const owed = owedOf(loan)
  return (
    <Screen
      name="active"
      title={words.title}
      lead={words.account(accountNumber)}
      onSubmit={() => go('pay')}
      go={words.pay}
    >
      <Moved />
      {owed > 0 && (
        <section className="notice">
          <b>{words.overdue(roundMoneyText(owed))}</b>
          <p>{words.overdueWhy}</p>
          {(loan.charges ?? 0) > 0 && <p>{words.charges(roundMoneyText(loan.charges ?? 0))}</p>}
        </section>
      )}
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
      {loan.nextDueOn && loan.nextDueAmount !== undefined && (
        <section className="card sum">
          <p>{words.nextDue}</p>
          <strong>{roundMoneyText(loan.nextDueAmount)}</strong>
          <p>
            {words.on(day(loan.nextDueOn))} {!isAhead && words.byItself}
          </p>
          {isAhead && <p>{words.ahead(roundMoneyText(advance))}</p>}
        </section>
      )}
      <nav className="links">
        <LimitLink />
        <Link place="schedule">{words.schedule}</Link>
        <Link place="documents">{words.documents}</Link>
        <Link place="consents">{words.consents}</Link>
      </nav>
      <MoveClock loan={loan} />
    </Screen>
  )
}

/** What is past its day, charges with it. */
export const owedOf = ({ overdue }: Loan): Money => overdue ?? nothing

function Link({ place, children }: { readonly place: string; readonly children: string }) {
  return (
    <button type="button" className="link" onClick={() => go(place)}>
      {children}
      <span aria-hidden="true">›</span>
    </button>
  )
}
