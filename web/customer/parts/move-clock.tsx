/** To the evening of the next due date: there only where time is the sandbox's. */
import { atTime, type Instant } from '#kernel/dates'
import type { moveClock } from '#modules/monitor'
import { intentKey } from '#web/kit/door.ts'
import { Problem } from '#web/kit/problem.ts'
import { run, useDeed } from '../asking.ts'
import { useDates } from '../dates.ts'
import { held } from '../held.ts'
import { usePath, type Loan } from '../next.ts'
import { useSandbox } from '../sandbox.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import { openOutside } from './outside.ts'
import { Trouble } from './trouble.tsx'

/** By then the bank has answered the day's debit. */
const EVENING = '21:00'
const LOOK_MS = 600
const LOOKS_MAX = 100
const BANK = '/sandbox/bank'

/** The day it was moved to last. */
const movedTo = held<string>('dhara-moved', undefined)

/** Says at the top of the screen what day it is now. */
export function Moved() {
  const { sandbox: words } = useWords()
  const { day } = useDates()
  const on = movedTo.use()
  return (
    <p className={on ? 'told' : ''} role="status">
      {on && words.moved(day(on))}
    </p>
  )
}

/** The house sets out at once and lives through every day on the way: we see it arrive. */
async function until(to: Instant): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    const input = {} // Moves nothing; it tells what time it is.
    const { businessNow } = await run<typeof moveClock>('monitor.move-clock', input, intentKey())
    if (businessNow >= to) return
    await new Promise((go) => setTimeout(go, LOOK_MS))
  }
  throw new Problem({ code: 'still-running', title: 'The days still pass.', status: 503 })
}

export function MoveClock({ loan: { nextDueOn } }: { readonly loan: Loan }) {
  const isHere = useSandbox()
  const { sandbox: words } = useWords()
  const { look } = usePath()
  const deed = useDeed()
  if (!isHere || !nextDueOn) return null
  const move = async () => {
    movedTo.set(undefined)
    const isMoved = await deed.do(async (key) => {
      const to = atTime(nextDueOn, EVENING)
      await run<typeof moveClock>('monitor.move-clock', { to }, key('clock'))
      await until(to)
    })
    if (!isMoved) return
    await look()
    movedTo.set(nextDueOn)
    scrollTo({ top: 0, behavior: 'smooth' })
  }
  const isAbsent = deed.problem?.status === 404
  return (
    <section className="sandbox">
      <span className="seal">{words.name}</span>
      <p className="hint">{words.dueWhy}</p>
      <div className="beside">
        <Button kind="quiet" busy={deed.busy} onPress={() => void move()}>
          {deed.busy ? words.moving : words.due}
        </Button>
        <Button kind="quiet" onPress={() => openOutside(BANK)}>
          {words.bank}
        </Button>
      </div>
      {isAbsent && <p className="hint">{words.absent}</p>}
      {!isAbsent && <Trouble problem={deed.problem} />}
    </section>
  )
}
