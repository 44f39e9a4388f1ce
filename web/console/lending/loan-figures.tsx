/** A loan's numbers on the day, and how far it has come. */
import { countText, dateText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { Figures, type Figure } from './figures.tsx'
import type { LoanFile } from './loan.tsx'

export function LoanFigures({ file }: { readonly file: LoanFile }) {
  const { outstanding, dues, dpd, excess, payoff, paid, npaOn, status, on, today } = file
  const isOpen = status === 'active'
  const figures: Figure[] = [
    {
      says: 'Outstanding',
      value: <Amount paise={isOpen || status === 'written-off' ? outstanding.total : 0} />,
      note: isOpen ? (
        <>
          <Amount paise={outstanding.principal} /> principal
        </>
      ) : undefined,
    },
    {
      says: 'Due now',
      value: <Amount paise={isOpen ? dues.total : 0} />,
      ...(dues.total > 0 && isOpen ? { meaning: 'watch' as const } : {}),
    },
    {
      says: 'Days past due',
      value: countText(dpd),
      note: npaOn === undefined ? undefined : `NPA since ${dateText(npaOn)}`,
      ...(dpd > 0 ? { meaning: dpd > 90 ? ('bad' as const) : ('watch' as const) } : {}),
    },
    { says: 'Paid so far', value: <Amount paise={paid.total} /> },
    { says: 'Excess held', value: <Amount paise={excess} /> },
    {
      says: on === today ? 'Closes it today' : 'Closed it that day',
      value: <Amount paise={isOpen ? payoff.payable : 0} />,
      note: isOpen ? (
        <>
          <Amount paise={payoff.perDay} /> more each day
        </>
      ) : undefined,
    },
  ]
  return (
    <>
      <Figures of={figures} />
      <Course file={file} />
    </>
  )
}

/** One mark an instalment: paid, due, to come. */
function Course({ file: { schedule, on } }: { readonly file: LoanFile }) {
  if (schedule.length === 0) return null
  const paid = schedule.filter(({ status }) => status === 'paid').length
  const late = schedule.filter(({ status }) => /overdue|partly-paid/.test(status)).length
  const says =
    `${countText(paid)} of ${countText(schedule.length)} instalments paid` +
    (late > 0 ? `, ${countText(late)} overdue` : '')
  return (
    <div className="course" role="img" aria-label={says}>
      <span className="course-marks">
        {schedule.map(({ number, status, dueOn }) => (
          <i
            key={number}
            className={`mark mark-${status}`}
            title={`${number}: ${dateText(dueOn)}`}
          />
        ))}
      </span>
      <span className="note">
        {says} as of {dateText(on)}
      </span>
    </div>
  )
}
