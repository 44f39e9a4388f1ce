/** A draw or a purchase, step by step, as its own chart names them. */
import { useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import type {
  acceptDraw,
  leaveDraw,
  myDraw,
  useDrawAccount as acceptDrawAccount,
} from '#modules/lending'
import { roundMoneyText } from '#web/kit/figures.ts'
import { run, useAsk } from '../asking.ts'
import { useDates } from '../dates.ts'
import { usePath, type Next } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { Stopping } from '../parts/stopping.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { Giving } from './account.tsx'
import { Consent } from './consent.tsx'
import { Asking } from './draw-amount.tsx'
import { Stating } from './kfs.tsx'
import { Approving } from './mandate.tsx'
import { Waiting } from './waiting.tsx'

type DrawSeen = OutputOf<typeof myDraw>
type Step = { readonly draw: DrawSeen; readonly onMoved: () => void }

const WAITING_MS = 2500

/** What runs is gone on with; else they say how much. */
export function Draw() {
  const { heard } = usePath()
  const { known, problem, again } = useAsk<typeof myDraw>(
    'lending.my-draw',
    {},
    { fresh: heard.count },
  )
  const [ended, setEnded] = useState<string>()
  const isWaiting = known !== undefined && known.isOver === false && known.screen === undefined
  // The live line tells of each step; without one we ask.
  useEffect(() => {
    const timer = isWaiting ? setInterval(again, WAITING_MS) : undefined
    return () => clearInterval(timer)
  }, [isWaiting, again])
  const { draw: words } = useWords()
  if (!known) {
    return (
      <Screen name="draw" title={words.title}>
        <Trouble problem={problem} onAgain={again} />
      </Screen>
    )
  }
  const { applicationId, isOver } = known
  // One that ended under their eyes is told of; one of another day is not.
  if (applicationId === undefined || (isOver && ended !== applicationId)) {
    return <Asking onAsked={again} />
  }
  return <Running draw={known} onMoved={again} onSeen={setEnded} />
}

type Seen = { readonly onSeen: (id: string) => void }

function Running({ onSeen, ...step }: Step & Seen) {
  const { applicationId = '' } = step.draw
  useEffect(() => onSeen(applicationId), [applicationId, onSeen])
  return <StepOf {...step} onSeen={onSeen} />
}

function StepOf({ draw, onMoved, onSeen }: Step & Seen) {
  const { draw: words } = useWords()
  const { state = '', screen, kfs, amount, tenorMonths, authoriseAt, mandateMost } = draw
  if (screen === 'kfs' && kfs && amount && tenorMonths) {
    return <Facts draw={draw} onMoved={onMoved} />
  }
  if (screen === 'account') return <AccountOf draw={draw} onMoved={onMoved} />
  if (screen === 'mandate' && authoriseAt) {
    const below = <Stop onMoved={onMoved} />
    const why = words.mandateWhy
    return <Approving authoriseAt={authoriseAt} most={mandateMost} why={why} below={below} />
  }
  const next = { screen: screen ?? 'waiting', state: '', data: {} } as Next
  if (screen === 'consent') return <Consent next={next} />
  if (screen === 'drawn') return <Arrived draw={draw} />
  if (screen === 'rejected') return <Over title={words.rejected} why={words.rejectedWhy} />
  if (state === 'expired') {
    return <Over title={words.expired} why={words.expiredWhy} onAgain={() => onSeen('')} />
  }
  if (state === 'withdrawn') return <Left />
  return <Waiting next={{ ...next, state }} />
}

function Facts({ draw, onMoved }: Step) {
  const { kfs, amount, tenorMonths, cost, merchant } = draw
  const { draw: words } = useWords()
  const accept = async (hash: string, key: string) => {
    const input = { hash: hash as never, understood: true }
    await run<typeof acceptDraw>('lending.accept-draw', input, key)
    onMoved()
  }
  const stated = { kfs, amount, tenorMonths } as Parameters<typeof Stating>[0]['stated']
  return (
    <Stating stated={stated} cost={cost} onAccept={accept} below={<Stop onMoved={onMoved} />}>
      {merchant && <p className="told">{words.at(merchant)}</p>}
    </Stating>
  )
}

function AccountOf({ draw, onMoved }: Step) {
  const give: Parameters<typeof Giving>[0]['onGive'] = async (accountId, key) => {
    await run<typeof acceptDrawAccount>('lending.use-draw-account', { accountId }, key)
    onMoved()
  }
  const { buy } = useWords()
  const asks = draw.merchant && { title: buy.account, why: buy.accountWhy }
  const below = <Stop onMoved={onMoved} />
  const isRefused = draw.problem !== undefined
  return <Giving isRefused={isRefused} onGive={give} {...(asks && { asks })} below={below} />
}

function Stop({ onMoved }: { readonly onMoved: () => void }) {
  const { draw: words } = useWords()
  const stop = async (key: (purpose: string) => string) => {
    await run<typeof leaveDraw>('lending.leave-draw', {}, key('leave'))
    onMoved()
  }
  return <Stopping words={words} kind="plain" onStop={stop} />
}

function Arrived({ draw }: { readonly draw: DrawSeen }) {
  const { draw: words, money, loan } = useWords()
  const { day } = useDates()
  const { cost, merchant, amount = 0, coolingOffUntil, loanId } = draw
  const received = merchant ? amount : (cost?.netDisbursed ?? 0)
  return (
    <Screen
      name="drawn"
      title={merchant ? words.bought(merchant) : words.done}
      onSubmit={() => go(merchant ? `drawn/${loanId ?? ''}` : 'limit')}
      go={merchant ? money.go : words.see}
    >
      <p className="huge good">
        <span aria-hidden="true" className="mark">
          ✓
        </span>
        {roundMoneyText(received)}
      </p>
      {cost && <p>{money.first(roundMoneyText(cost.instalment), day(cost.firstDueOn))}</p>}
      {coolingOffUntil && <p className="hint">{money.cooling(day(coolingOffUntil))}</p>}
      <p className="hint">{loan.byItself}</p>
    </Screen>
  )
}

function Over({
  title,
  why,
  onAgain,
}: {
  readonly title: string
  readonly why: string
  readonly onAgain?: () => void
}) {
  const { draw: words } = useWords()
  return (
    <Screen
      name="draw-over"
      title={title}
      lead={why}
      onSubmit={onAgain ?? (() => go('limit'))}
      go={onAgain ? words.again : words.see}
    />
  )
}

/** They stopped it: back to the limit. */
function Left() {
  useEffect(() => go('limit', { replace: true }), [])
  return null
}
