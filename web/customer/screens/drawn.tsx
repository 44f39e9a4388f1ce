/** A draw's loan: its EMIs, and paying one now. */
import type { drawnLoan } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useAsk } from '../asking.ts'
import { useDates } from '../dates.ts'
import { usePath, type Loan } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { owedOf } from './active.tsx'
import { Pay } from './pay.tsx'
import { Schedule } from './schedule.tsx'

export function Drawn({
  loanId,
  of,
}: {
  readonly loanId: string
  readonly of: string | undefined
}) {
  const { draw: words } = useWords()
  const { heard } = usePath()
  const input = { loanId: loanId as never }
  const asked = useAsk<typeof drawnLoan>('lending.drawn-loan', input, { fresh: heard.count })
  const { known: loan, problem, again } = asked
  if (!loan) {
    return (
      <Screen name="drawn-loan" title={words.loan}>
        <Trouble problem={problem} onAgain={again} />
      </Screen>
    )
  }
  if (of === 'pay') return <Pay loan={loan} />
  if (of === 'schedule') return <Schedule loan={loan} />
  return <Standing loan={loan} loanId={loanId} />
}

function Standing({ loan, loanId }: { readonly loan: Loan; readonly loanId: string }) {
  const { loan: words, draw } = useWords()
  const { day } = useDates()
  const { schedule = [], outstanding = 0, accountNumber = '', nextDueOn, nextDueAmount } = loan
  const paid = schedule.filter(({ status }) => status === 'paid').length
  const owed = owedOf(loan)
  const isRunning = outstanding > 0
  return (
    <Screen
      name="drawn-loan"
      title={draw.loan}
      lead={words.account(accountNumber)}
      {...(isRunning && { go: words.pay, onSubmit: () => go(`drawn/${loanId}/pay`) })}
    >
      {owed > 0 && (
        <section className="notice">
          <b>{words.overdue(roundMoneyText(owed))}</b>
          <p>{words.overdueWhy}</p>
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
      {nextDueOn && nextDueAmount !== undefined && (
        <section className="card sum">
          <p>{words.nextDue}</p>
          <strong>{roundMoneyText(nextDueAmount)}</strong>
          <p>
            {words.on(day(nextDueOn))} {words.byItself}
          </p>
        </section>
      )}
      <nav className="links">
        <button type="button" className="link" onClick={() => go(`drawn/${loanId}/schedule`)}>
          {words.schedule}
          <span aria-hidden="true">›</span>
        </button>
      </nav>
    </Screen>
  )
}
