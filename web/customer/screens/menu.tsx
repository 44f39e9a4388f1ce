/** What is beside the path: papers, consents, stopping, signing out. */
import type { signOut } from '#modules/gateway'
import type { withdrawApplication } from '#modules/lending'
import { run, useDeed } from '../asking.ts'
import { usePath, type Next } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/screen.tsx'
import { Stopping } from '../parts/stopping.tsx'
import { go } from '../place.ts'
import { phone, token } from '../session.ts'
import { useWords } from '../words/words.ts'
import { LimitLink } from './limit.tsx'

/** Where the chart lets an applicant withdraw. */
const stoppable = new Set([
  ...['consent', 'profile', 'pan', 'amount', 'referred'],
  ...['offer', 'kfs', 'sign', 'account', 'mandate'],
])

export function Menu({ next }: { readonly next: Next }) {
  const words = useWords()
  const leaving = useDeed()
  const leave = async () => {
    await leaving.do((key) => run<typeof signOut>('gateway.sign-out', {}, key('out')))
    // Signed out here in any case: the token is gone from this phone.
    token.set(undefined)
    phone.set(undefined)
    go('', { replace: true })
  }
  return (
    <Screen name="menu" title={words.menu.title}>
      <nav className="links">
        <LimitLink />
        <button type="button" className="link" onClick={() => go('documents')}>
          {words.papers.title}
          <span aria-hidden="true">›</span>
        </button>
        <button type="button" className="link" onClick={() => go('statement')}>
          {words.statement.title}
          <span aria-hidden="true">›</span>
        </button>
        <button type="button" className="link" onClick={() => go('consents')}>
          {words.consents.title}
          <span aria-hidden="true">›</span>
        </button>
      </nav>
      {stoppable.has(next.state) && <Stop />}
      <Button kind="plain" busy={leaving.busy} onPress={() => void leave()}>
        {words.menu.signOut}
      </Button>
    </Screen>
  )
}

function Stop() {
  const { menu: words } = useWords()
  const { look } = usePath()
  const stop = async (key: (purpose: string) => string) => {
    await run<typeof withdrawApplication>('lending.withdraw-application', {}, key('withdraw'))
    await look()
    go('', { replace: true })
  }
  return <Stopping words={words} kind="quiet" onStop={stop} />
}
