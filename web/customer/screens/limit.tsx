/** A limit: what is left of it, and what was drawn. */
import type { OutputOf } from '#kernel/contract'
import type { myLimits } from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { useAsk } from '../asking.ts'
import { useDates } from '../dates.ts'
import { usePath } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'

export type LimitSeen = OutputOf<typeof myLimits>['limits'][number]
type Drawn = LimitSeen['draws'][number]

/** Theirs, as they stand now. */
export function useLimits() {
  const { heard } = usePath()
  return useAsk<typeof myLimits>('lending.my-limits', {}, { fresh: heard.count })
}

/** The first that can be drawn under, else the first there is. */
export const mainLimit = (limits: readonly LimitSeen[] = []): LimitSeen | undefined =>
  limits.find(isOpen) ?? limits[0]

export const isOpen = ({ state, drawMin, drawMax }: LimitSeen): boolean =>
  state === 'live' && drawMax >= drawMin

export function Limit() {
  const { limit: words } = useWords()
  const { known, problem, again } = useLimits()
  const limit = mainLimit(known?.limits)
  if (!known && !problem) return <Screen name="limit" title={words.title} />
  if (!limit) {
    const lead = known && words.noneWhy
    return (
      <Screen name="limit" title={known ? words.none : words.title} {...(lead && { lead })}>
        <Trouble problem={problem} onAgain={again} />
      </Screen>
    )
  }
  return <Standing limit={limit} />
}

function Standing({ limit }: { readonly limit: LimitSeen }) {
  const { limit: words } = useWords()
  const { day } = useDates()
  const { available, amount, validTill, restores, draws } = limit
  const drawable = isOpen(limit)
  const used = amount > 0 ? Math.round(((amount - available) / amount) * 100) : 100
  return (
    <Screen
      name="limit"
      title={words.title}
      {...(drawable && { go: words.draw, onSubmit: () => go('draw') })}
    >
      <section className="card sum">
        <p>{words.left}</p>
        <strong>{roundMoneyText(available)}</strong>
        <div className="share" aria-hidden="true">
          <i style={{ width: `${100 - used}%` }} />
        </div>
        <p>
          {words.of(roundMoneyText(amount))}, {words.until(day(validTill))}
        </p>
      </section>
      <Hindrance limit={limit} />
      <p className="hint">
        {words.each} {restores ? words.restores : words.falls}
      </p>
      <section className="group">
        <h2>{words.draws}</h2>
        {draws.length === 0 && <p className="hint">{words.empty}</p>}
        <ol className="schedule drawn">
          {draws.map((drawn) => (
            <Line key={drawn.loanId} drawn={drawn} />
          ))}
        </ol>
      </section>
    </Screen>
  )
}

/** Why nothing can be drawn just now. */
function Hindrance({ limit }: { readonly limit: LimitSeen }) {
  const { limit: words } = useWords()
  if (isOpen(limit)) return null
  const says =
    limit.state === 'live' ? words.spent : limit.state === 'frozen' ? words.frozen : words.over
  return (
    <section className="notice">
      <p>{says}</p>
    </section>
  )
}

function Line({ drawn }: { readonly drawn: Drawn }) {
  const { limit: words, loan, draw } = useWords()
  const { day } = useDates()
  const { principal, outstanding, overdue, drawnOn, nextDueOn, nextDueAmount, loanId } = drawn
  const isNext = nextDueOn !== undefined && nextDueAmount !== undefined
  return (
    <li data-status={overdue > 0 ? 'overdue' : outstanding > 0 ? 'coming' : 'paid'}>
      <div className="line">
        <b>{roundMoneyText(principal)}</b>
        <span>{words.drawnOn(day(drawnOn))}</span>
      </div>
      <div className="line">
        <span className="status">
          {overdue > 0
            ? words.late(roundMoneyText(overdue))
            : outstanding > 0
              ? `${loan.outstanding}: ${roundMoneyText(outstanding)}`
              : words.paid}
        </span>
      </div>
      {isNext && (
        <p className="hint">{words.next(roundMoneyText(nextDueAmount), day(nextDueOn))}</p>
      )}
      {outstanding > 0 && (
        <button type="button" className="chip" onClick={() => go(`drawn/${loanId}`)}>
          {draw.loan}
        </button>
      )}
    </li>
  )
}

/** On the other screens: there is money to draw, or something drawn to look after. */
export function LimitLink() {
  const { limit: words } = useWords()
  const { known } = useLimits()
  const limit = mainLimit(known?.limits)
  if (!limit) return null
  return (
    <button type="button" className="link" onClick={() => go('limit')}>
      {isOpen(limit) ? words.card(roundMoneyText(limit.available)) : words.title}
      <span aria-hidden="true">›</span>
    </button>
  )
}
