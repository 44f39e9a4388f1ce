/** Money is in the account; from then on, the home of the loan. */
import { roundMoneyText } from '#web/kit/figures.ts'
import { useDates } from '../dates.ts'
import { held } from '../held.ts'
import type { Loan, Next } from '../next.ts'
import { MoveClock, Moved } from '../parts/move-clock.tsx'
import { Owing } from '../parts/owing.tsx'
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
  const { accountNumber = '' } = loan
  return (
    <Screen
      name="active"
      title={words.title}
      lead={words.account(accountNumber)}
      onSubmit={() => go('pay')}
      go={words.pay}
    >
      <Moved />
      <Owing loan={loan} />
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

function Link({ place, children }: { readonly place: string; readonly children: string }) {
  return (
    <button type="button" className="link" onClick={() => go(place)}>
      {children}
      <span aria-hidden="true">›</span>
    </button>
  )
}
