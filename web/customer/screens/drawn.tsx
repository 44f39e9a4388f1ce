/** A draw's loan: its EMIs, and paying one now. */
import type { drawnLoan } from '#modules/lending'
import { useAsk } from '../asking.ts'
import { usePath, type Loan } from '../next.ts'
import { Owing } from '../parts/owing.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { Papers } from './papers.tsx'
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
  if (of === 'documents') return <Papers loan={loan} loanId={loanId} />
  return <Standing loan={loan} loanId={loanId} />
}

function Standing({ loan, loanId }: { readonly loan: Loan; readonly loanId: string }) {
  const { loan: words, draw } = useWords()
  const { outstanding = 0, accountNumber = '' } = loan
  const isRunning = outstanding > 0
  return (
    <Screen
      name="drawn-loan"
      title={draw.loan}
      lead={words.account(accountNumber)}
      {...(isRunning && { go: words.pay, onSubmit: () => go(`drawn/${loanId}/pay`) })}
    >
      <Owing loan={loan} />
      <nav className="links">
        <button type="button" className="link" onClick={() => go(`drawn/${loanId}/schedule`)}>
          {words.schedule}
          <span aria-hidden="true">›</span>
        </button>
        <button type="button" className="link" onClick={() => go(`drawn/${loanId}/documents`)}>
          {words.documents}
          <span aria-hidden="true">›</span>
        </button>
      </nav>
    </Screen>
  )
}
