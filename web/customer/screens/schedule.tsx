/** Every EMI, what of it is principal and interest, and where it stands. */
import { moneyText } from '#web/kit/figures.ts'
import { useDates } from '../dates.ts'
import type { Loan } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { useWords } from '../words/words.ts'

export function Schedule({ loan }: { readonly loan: Loan }) {
  const { loan: words } = useWords()
  const { day } = useDates()
  return (
    <Screen name="schedule" title={words.schedule}>
      <p className="hint split">{words.split}</p>
      <ol className="schedule">
        {(loan.schedule ?? []).map((row) => (
          <li key={row.number} data-status={row.status}>
            <div className="line">
              <b>{day(row.dueOn)}</b>
              <b>{moneyText(row.instalment)}</b>
            </div>
            <div className="line">
              <span className="status">{words.statuses[row.status] ?? row.status}</span>
              <span>
                {moneyText(row.principal)} + {moneyText(row.interest)}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Screen>
  )
}
