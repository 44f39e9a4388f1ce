/** Stops what is under way, asked twice: nobody ends it by a slip of the finger. */
import { useState, type ReactNode } from 'react'
import { useDeed } from '../asking.ts'
import { Button } from './button.tsx'
import { Trouble } from './trouble.tsx'

type Keys = (purpose: string) => string

export function Stopping({
  words,
  kind,
  onStop,
}: {
  readonly words: {
    readonly stop: string
    readonly stopSure: ReactNode
    readonly stopYes: string
    readonly stopNo: string
  }
  readonly kind: 'quiet' | 'plain'
  /** What is asked of Dhara, and where they are afterwards. */
  readonly onStop: (key: Keys) => Promise<unknown>
}) {
  const [isAsking, setAsking] = useState(false)
  const deed = useDeed()
  if (!isAsking) {
    return (
      <Button kind={kind} onPress={() => setAsking(true)}>
        {words.stop}
      </Button>
    )
  }
  return (
    <section className="card">
      <p>{words.stopSure}</p>
      <Button kind="quiet" busy={deed.busy} onPress={() => void deed.do(onStop)}>
        {words.stopYes}
      </Button>
      <Button kind="plain" onPress={() => setAsking(false)}>
        {words.stopNo}
      </Button>
      <Trouble problem={deed.problem} />
    </section>
  )
}
