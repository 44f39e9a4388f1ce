/** The frame of every screen: where one is, one decision, and its button under the thumb. */
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'
import { useSeen } from '../trace.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'

/** The steps of an application a person walks through, as the bar counts them. */
const ENDING = ['screening', 'screeningLater', 'payingOut', 'disbursed']
const STEPS = [
  ['consent'],
  ['profile'],
  ['pan', 'checkingPan'],
  ['amount', 'pullingBureau', 'deciding', 'referred'],
  ['offer', 'issuingKfs'],
  ['kfs', 'preparingAgreement'],
  ['sign'],
  ['account', 'creatingMandate'],
  ['mandate', 'verifyingAccount', 'accountReview', ...ENDING],
]
const stepOf = (state: string): number => STEPS.findIndex((step) => step.includes(state)) + 1

export function Screen({
  name,
  state,
  title,
  lead,
  children,
  go,
  busy = false,
  foot,
  onSubmit,
}: {
  /** The screen's name in the journey's chart, or the app's own. */
  readonly name: string
  /** Where the application stands; the bar follows it. */
  readonly state?: string
  readonly title: string
  readonly lead?: ReactNode
  readonly children?: ReactNode
  /** What the screen's one button says, and whether it is at work. */
  readonly go?: string
  readonly busy?: boolean
  /** Instead of that button, where a screen needs more. */
  readonly foot?: ReactNode
  readonly onSubmit?: () => void
}) {
  useSeen(name)
  const head = useRef<HTMLHeadingElement>(null)
  // Whoever can't see the page change hears its heading; nobody lands mid-page.
  useEffect(() => {
    scrollTo(0, 0)
    head.current?.focus({ preventScroll: true })
  }, [name])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <form className="screen" onSubmit={submit} noValidate data-screen={name} autoComplete="on">
      <Progress step={state ? stepOf(state) : 0} />
      <h1 ref={head} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="lead">{lead}</p>}
      <div className="body">{children}</div>
      <Foot>
        {foot ??
          (go && (
            <Button submits busy={busy}>
              {go}
            </Button>
          ))}
      </Foot>
    </form>
  )
}

const Foot = ({ children }: { readonly children: ReactNode }) =>
  children ? <div className="foot">{children}</div> : null

function Progress({ step }: { readonly step: number }) {
  const { app } = useWords()
  if (step === 0) return null
  const of = STEPS.length
  const words = app.step(step, of)
  return (
    <div
      className="progress"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={step}
      aria-valuetext={words}
    >
      <span>{words}</span>
      <div className="bar">
        {STEPS.map((names, index) => (
          <i key={names[0]} data-done={index < step || undefined} />
        ))}
      </div>
    </div>
  )
}
