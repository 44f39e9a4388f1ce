/** The app: who is there, what the lender wants to see next, and the pages beside the path. */
import { useEffect, useState } from 'react'
import { PathProvider, usePathOf, type Next } from './next.ts'
import { Inbox } from './parts/inbox.tsx'
import { closeOutside } from './parts/outside.ts'
import { Top } from './parts/top.tsx'
import { Trouble } from './parts/trouble.tsx'
import { go, usePlace } from './place.ts'
import { Account } from './screens/account.tsx'
import { Active } from './screens/active.tsx'
import { Amount } from './screens/amount.tsx'
import { Buy } from './screens/buy.tsx'
import { Closed } from './screens/closed.tsx'
import { Consent } from './screens/consent.tsx'
import { Consents } from './screens/consents.tsx'
import { Draw } from './screens/draw.tsx'
import { Drawn } from './screens/drawn.tsx'
import { Kfs } from './screens/kfs.tsx'
import { Limit } from './screens/limit.tsx'
import { Mandate } from './screens/mandate.tsx'
import { Menu } from './screens/menu.tsx'
import { OfferScreen } from './screens/offer.tsx'
import { Pan } from './screens/pan.tsx'
import { Papers } from './screens/papers.tsx'
import { Pay } from './screens/pay.tsx'
import { Profile } from './screens/profile.tsx'
import { Rejected } from './screens/rejected.tsx'
import { Schedule } from './screens/schedule.tsx'
import { Sign } from './screens/sign.tsx'
import { SignIn } from './screens/sign-in.tsx'
import { Start } from './screens/start.tsx'
import { Statement } from './screens/statement.tsx'
import { Waiting } from './screens/waiting.tsx'
import { token } from './session.ts'
import { usePageLanguage, useWords } from './words/words.ts'

export function App() {
  usePageLanguage()
  const isIn = token.use() !== undefined
  return (
    <div className="frame">
      <main className="phone">
        <Top />
        <Offline />
        {isIn ? <SignedIn /> : <SignIn />}
      </main>
      <Inbox />
    </div>
  )
}

function SignedIn() {
  const path = usePathOf(true)
  const place = usePlace()
  const { next, problem, look } = path
  const screen = next?.screen
  // What was opened for one step is done with when the next one comes.
  useEffect(() => {
    if (screen !== undefined && !screen.startsWith('mandate')) closeOutside()
  }, [screen])
  if (!next && problem) {
    return (
      <div className="screen">
        <Trouble problem={problem} onAgain={() => void look()} />
      </div>
    )
  }
  if (!next) return <Skeleton />
  return (
    <PathProvider value={path}>
      {problem && navigator.onLine && <Stale />}
      <Place place={place} next={next} />
    </PathProvider>
  )
}

function Place({ place, next }: { readonly place: string; readonly next: Next }) {
  const { loan } = next.data
  if (place === 'menu') return <Menu next={next} />
  if (place === 'documents') return <Papers loan={loan} />
  if (place === 'consents') return <Consents />
  if (place === 'statement') return <Statement />
  if (place === 'limit') return <Limit />
  if (place === 'draw') return <Draw />
  const [head, id, of] = place.split('/')
  if (head === 'drawn' && id) return <Drawn key={id} loanId={id} of={of} />
  if (head === 'buy' && id && of) return <Buy merchantId={id as never} orderReference={of} />
  if (place === 'schedule' && loan) return <Schedule loan={loan} />
  if (place === 'pay' && loan) return <Pay loan={loan} />
  if (place !== '' && !place.startsWith('profile')) return <Lost />
  return <Step next={next} />
}

/** The screen the chart names for the state the application is in. */
function Step({ next }: { readonly next: Next }) {
  switch (next.screen) {
    case 'start':
      return <Start />
    case 'consent':
      return <Consent next={next} />
    case 'profile':
      return <Profile next={next} />
    case 'pan':
      return <Pan next={next} />
    case 'amount':
      return <Amount next={next} />
    case 'offer':
      return <OfferScreen next={next} />
    case 'kfs':
      return <Kfs next={next} />
    case 'sign':
      return <Sign next={next} />
    case 'account':
      return <Account next={next} />
    case 'mandate':
    case 'mandate-approve':
      return <Mandate next={next} />
    case 'active':
      return <Active next={next} />
    case 'closed':
      return <Closed next={next} />
    case 'rejected':
      return <Rejected next={next} />
    default:
      return <Waiting next={next} />
  }
}

/** An address that is none of ours, or no longer: back to the path. */
function Lost() {
  useEffect(() => go('', { replace: true }), [])
  return null
}

function Skeleton() {
  const { app } = useWords()
  return (
    <div className="screen skeleton" role="status" aria-label={app.loading}>
      <i className="short" />
      <i className="tall" />
      <i />
      <i />
      <i className="short" />
    </div>
  )
}

/** What is shown is what we knew last. */
function Stale() {
  const { faults } = useWords()
  return (
    <p className="offline" role="status">
      {faults.unreachable} {faults.kept}
    </p>
  )
}

function Offline() {
  const { app } = useWords()
  const [isOff, setOff] = useState(!navigator.onLine)
  useEffect(() => {
    const look = () => setOff(!navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  if (!isOff) return null
  return (
    <p className="offline" role="status">
      {app.offline}
    </p>
  )
}
