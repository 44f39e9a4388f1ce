/** To the evening of the next due date: there only where time is the sandbox's. */
import { useState } from 'react'
import { atTime } from '#kernel/dates'
import type { moveClock } from '#modules/monitor'
import { dateText } from '#web/kit/figures.ts'
import { run, useDeed } from '../asking.ts'
import { usePath, type Loan } from '../next.ts'
import { useSandbox } from '../sandbox.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'
import { openOutside } from './outside.ts'
import { Trouble } from './trouble.tsx'

/** By then the bank has answered the day's debit. */
const EVENING = '21:00'
const BANK = '/sandbox/bank'

export function MoveClock({ loan: { nextDueOn } }: { readonly loan: Loan }) {
  const isHere = useSandbox()
  const { sandbox: words } = useWords()
  const { look } = usePath()
  const deed = useDeed()
  const [movedTo, setMovedTo] = useState<string>()
  if (!isHere || !nextDueOn) return null
  const move = async () => {
    setMovedTo(undefined)
    const isMoved = await deed.do(async (key) => {
      const input = { to: atTime(nextDueOn, EVENING) }
      await run<typeof moveClock>('monitor.move-clock', input, key('clock'))
    })
    if (!isMoved) return
    setMovedTo(nextDueOn)
    await look()
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
      <p role="status" className="hint">
        {isAbsent ? words.absent : movedTo && words.moved(dateText(movedTo))}
      </p>
      {!isAbsent && <Trouble problem={deed.problem} />}
    </section>
  )
}
